"""The models that run on this computer: the built-in one, and those of servers."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from app.providers.factory import ProviderFactory
from app.services.builtin_facts import BuiltinFacts, builtin_facts
from app.services.model_catalogue import ModelCatalogue, Source
from app.viewmodels.settings_rows import ModelServerRow
from app.viewmodels.tasks import Tasks


class LocalModelsViewModel(QObject):
    """What Settings shows of them.

    Signals:
        changed: Read `builtin` again.

    Attributes:
        builtin: None until it was first looked at.
    """

    changed = Signal()

    def __init__(self, factory: ProviderFactory, catalogue: ModelCatalogue, tasks: Tasks) -> None:
        super().__init__()
        self._factory = factory
        self._catalogue = catalogue
        self._tasks = tasks
        self.builtin: BuiltinFacts | None = None

    @property
    def found(self) -> Sequence[ModelServerRow]:
        """The servers that were found on this computer."""
        addresses = {server.base_url for server in self._catalogue.local_servers}
        return [self._row(s) for s in self._catalogue.sources() if s.base_url in addresses]

    @property
    def added(self) -> Sequence[ModelServerRow]:
        """The other servers, which the person has added."""
        addresses = {server.base_url for server in self._catalogue.local_servers} | {""}
        return [self._row(s) for s in self._catalogue.sources() if s.base_url not in addresses]

    def refresh(self) -> None:
        """Look whether the built-in model runs."""
        self._tasks.spawn(self._refresh(), "look at the built-in model")

    async def _refresh(self) -> None:
        self.builtin = await builtin_facts(self._factory)
        self.changed.emit()

    def _row(self, source: Source) -> ModelServerRow:
        error = self._catalogue.errors.get(source)
        models = tuple(model.info.label for model in self._catalogue.models_of(source))
        return ModelServerRow(source.label, source.base_url, models, error.message if error else "")
