"""What is written in the composer, on its way to the models."""

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.ui.composer import Composer
from app.ui.secret_guard import SecretGuard
from app.viewmodels.view_models import ViewModels


class Asking(QObject):
    """Sends prompts, once it is known that no secret goes along unasked."""

    def __init__(self, composer: Composer, models: ViewModels, window: QWidget) -> None:
        super().__init__(window)
        self._composer = composer
        self._chat = chat = models.chat
        self._quote = models.quote
        self._quotas = models.providers.quotas
        self._guard = SecretGuard(chat, models.preferences, window)
        composer.submitted.connect(self._send)
        composer.stop_requested.connect(chat.answers.stop_all)
        composer.draft_changed.connect(chat.keep_draft)
        composer.files_added.connect(chat.files.add_files)
        composer.picture_added.connect(chat.files.add_picture)
        composer.file_removed.connect(chat.files.remove)
        chat.sent.connect(composer.clear)
        chat.streaming_changed.connect(self._show_streaming)
        self._quotas.changed.connect(self._show_quota)

    def open(self) -> None:
        """Go on with what was being written in the chat."""
        self._composer.set_text(self._chat.conversation.draft)
        self._show_streaming()
        self._composer.focus_editor()

    def show(self) -> None:
        """Show whom a prompt would go to, and what goes along."""
        lanes = self._chat.lanes
        self._composer.set_lane_count(len(lanes))
        self._composer.set_files(self._chat.files.rows)
        self._composer.set_hint(next((lane.note for lane in lanes if lane.note), ""))
        self._show_quota()

    def edit_prompt(self, turn_id: str, prompt: str) -> None:
        """Ask again in other words."""
        self._guard.send(prompt, partial(self._chat.edit_prompt, turn_id))

    def _send(self, prompt: str) -> None:
        self._guard.send(
            prompt,
            self._quote.send,
            files=self._chat.files.texts,
            send_masked=partial(self._quote.send, masks_files=True),
        )

    def _show_quota(self) -> None:
        lanes = () if self._chat.hides_names else self._chat.conversation.active_lanes
        self._composer.set_quota(self._quotas.lowest(lanes))

    def _show_streaming(self) -> None:
        self._composer.set_streaming(self._chat.is_streaming)
