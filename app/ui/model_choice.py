"""Choosing a model for a lane, and adding a server that has more of them."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.domain.errors import ProviderError
from app.domain.lane import Candidate, ModelRef
from app.ui.model_picker import ModelPicker
from app.ui.server_dialog import ServerDialog
from app.ui.theme import Appearance
from app.viewmodels.chat import ChatViewModel
from app.viewmodels.models import ModelsViewModel
from app.viewmodels.tasks import Tasks


class ModelChoice(QObject):
    """Opens the picker for a lane or for a new one, and tells the chat what was picked."""

    def __init__(
        self,
        appearance: Appearance,
        chat: ChatViewModel,
        models: ModelsViewModel,
        tasks: Tasks,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._appearance = appearance
        self._chat = chat
        self._models = models
        self._tasks = tasks
        self._window = window
        self._then: Callable[[ModelRef], None] = self._chat.lane_editor.add
        self.picker = ModelPicker(appearance, window)
        self.picker.picked.connect(self._on_picked)
        self.picker.server_requested.connect(self.open_server_dialog)
        models.changed.connect(self._show_models)
        models.searching_changed.connect(self.picker.set_busy)

    def pick_for(self, lane_id: str, anchor: QWidget) -> None:
        """Choose another model for a lane."""
        self._then = partial(self._chat.lane_editor.change_model, lane_id)
        hidden = self._chat.hides_names
        self._open(anchor, None if hidden else self._chat.conversation.lane(lane_id).model)

    def pick_instead(self, answer_id: str, anchor: QWidget) -> None:
        """Choose another model for one answer; its lane keeps its own."""
        self._then = lambda model: self._chat.answers.ask_instead(answer_id, Candidate(model))
        hidden = self._chat.hides_names
        self._open(anchor, None if hidden else self._chat.conversation.answer(answer_id).model)

    def pick_new(self, anchor: QWidget) -> None:
        """Choose the model of a new lane."""
        self._then = self._chat.lane_editor.add
        self._open(anchor, None)

    def pick(self, anchor: QWidget, then: Callable[[ModelRef], None]) -> None:
        """Choose a model for anything."""
        self._then = then
        self._open(anchor, None)

    def open_server_dialog(self) -> None:
        """Ask for the address of a server."""
        dialog = ServerDialog(self._appearance, self._window)

        def check(label: str, url: str, key: str) -> None:
            task = self._tasks.spawn(self._add_server(dialog, label, url, key), "add a server")
            dialog.rejected.connect(task.cancel)

        dialog.check_requested.connect(check)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _open(self, anchor: QWidget, current: ModelRef | None) -> None:
        self._models.look()
        self.picker.set_models(self._models.rows)
        self.picker.open_at(anchor, current)

    async def _add_server(self, dialog: ServerDialog, label: str, url: str, key: str) -> None:
        dialog.show_checking()
        try:
            await self._models.add_server(label, url, key)
        except ProviderError as error:
            dialog.show_error(error.message)
        else:
            dialog.accept()

    def _on_picked(self, model: ModelRef) -> None:
        self._then(model)

    def _show_models(self) -> None:
        if self.picker.isVisible():
            self.picker.set_models(self._models.rows)
