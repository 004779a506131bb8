"""Prompts that hold a key: asked about before they go to any model."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from app.domain.lane import Lane
from app.domain.secrets import find_secrets, mask
from app.viewmodels.chat import ChatViewModel
from app.viewmodels.preferences import PreferencesViewModel
from app.words import _

Send = Callable[[str], None]


class SecretGuard:
    """Looks over what is about to be sent: the prompt, its files and the system prompts.

    Args:
        chat: The chat that is open.
        preferences: They say whether to look at all.
        window: What the question is asked in front of.
    """

    def __init__(
        self, chat: ChatViewModel, preferences: PreferencesViewModel, window: QWidget
    ) -> None:
        self._chat = chat
        self._preferences = preferences
        self._window = window
        # System prompts that the person wants sent as they are, until Parley is closed.
        self._accepted: set[str] = set()

    def send(
        self,
        prompt: str,
        send: Send,
        *,
        files: Sequence[str] = (),
        send_masked: Send | None = None,
    ) -> QMessageBox | None:
        """Send a prompt; if a secret would go along, only after the person has chosen how.

        Args:
            prompt: What the person says.
            send: Sends it, with its files as they are.
            files: What the text files hold that go along.
            send_masked: Sends a prompt with its files masked; as `send` where there are none.

        Returns:
            The question, which is open; None if there was nothing to ask.
        """
        lanes = [lane for lane in self._chat.conversation.active_lanes if self._asks_about(lane)]
        texts = [prompt, *files, *(lane.system_prompt for lane in lanes)]
        kinds = sorted({secret.kind for text in texts for secret in find_secrets(text)})
        if not kinds or not self._preferences.settings.secret_guard:
            send(prompt)
            return None
        words = _("The system prompt seems to hold a secret: {kinds}.")
        if find_secrets(prompt):
            words = _("This prompt seems to hold a secret: {kinds}.")
        elif any(find_secrets(text) for text in files):
            words = _("A file that goes along seems to hold a secret: {kinds}.")
        question = self._question(words.format(kinds=", ".join(_(kind) for kind in kinds)))
        masked = question.addButton(_("Mask it and send"), QMessageBox.ButtonRole.AcceptRole)
        as_it_is = question.addButton(_("Send it anyway"), QMessageBox.ButtonRole.DestructiveRole)
        question.addButton(QMessageBox.StandardButton.Cancel)
        question.setDefaultButton(masked)
        masked.clicked.connect(partial(self._mask_and_send, prompt, lanes, send_masked or send))
        as_it_is.clicked.connect(partial(self._accept_and_send, prompt, lanes, send))
        question.open()
        return question

    def _asks_about(self, lane: Lane) -> bool:
        text = lane.system_prompt
        return text not in self._accepted and bool(find_secrets(text))

    def _mask_and_send(self, prompt: str, lanes: list[Lane], send: Send) -> None:
        for lane in lanes:
            self._chat.lane_editor.change_setup(lane.id, lane.parameters, mask(lane.system_prompt))
        send(mask(prompt))

    def _accept_and_send(self, prompt: str, lanes: list[Lane], send: Send) -> None:
        self._accepted.update(lane.system_prompt for lane in lanes)
        send(prompt)

    def _question(self, text: str) -> QMessageBox:
        question = QMessageBox(self._window)
        question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        question.setTextFormat(Qt.TextFormat.PlainText)
        question.setWindowTitle("Parley")
        question.setText(text)
        question.setInformativeText(
            _("Every model that you ask would get it, and so would its provider.")
        )
        return question
