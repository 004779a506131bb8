"""The first start: from one of three ways in to a lane that can answer."""

from PySide6.QtCore import QObject

from app.domain.error_details import ErrorDetails
from app.domain.lane import ModelRef
from app.ui.first_start import FirstStart
from app.viewmodels.chat import ChatViewModel
from app.viewmodels.models import ModelsViewModel
from app.viewmodels.providers import ProvidersViewModel


class FirstSteps(QObject):
    """Does what is chosen on the first start's screen."""

    def __init__(
        self,
        screen: FirstStart,
        chat: ChatViewModel,
        models: ModelsViewModel,
        providers: ProvidersViewModel,
    ) -> None:
        super().__init__(screen)
        self._screen = screen
        self._chat = chat
        self._models = models
        self._providers = providers
        self._awaited_provider = ""
        screen.key_typed.connect(self._on_key_typed)
        screen.key_submitted.connect(self._on_key_submitted)
        screen.server_chosen.connect(self._on_server_chosen)
        screen.builtin_chosen.connect(chat.lane_editor.accept)
        screen.look_requested.connect(models.look)
        providers.key_checked.connect(self._on_key_checked)
        models.changed.connect(self._on_models_changed)
        screen.set_servers(models.local_servers)

    def _on_key_typed(self, text: str) -> None:
        self._screen.show_vendor(*self._providers.vendor_of(text))

    def _on_key_submitted(self, provider: str, key: str) -> None:
        self._awaited_provider = provider
        self._screen.show_checking()
        self._providers.save_key(provider, "", "", key)

    def _on_key_checked(
        self,
        _provider: str,
        _base_url: str,
        sentence: str,
        is_error: bool,
        failure: ErrorDetails | None,
    ) -> None:
        self._screen.show_key_result(sentence, is_error, failure)

    def _on_server_chosen(self, base_url: str) -> None:
        self._use(next(row.ref for row in self._models.rows if row.ref.base_url == base_url))

    def _on_models_changed(self) -> None:
        self._screen.set_servers(self._models.local_servers)
        refs = (row.ref for row in self._models.rows)
        found = next((ref for ref in refs if ref.provider == self._awaited_provider), None)
        if found and not self._chat.is_set_up:
            self._use(found)

    def _use(self, model: ModelRef) -> None:
        self._awaited_provider = ""
        self._chat.lane_editor.change_model(self._chat.lanes[0].lane_id, model)
