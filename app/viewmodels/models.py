"""The models that can be picked."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from app.domain.lane import ModelRef
from app.services.model_catalogue import ModelCatalogue
from app.services.quote import windows_of
from app.viewmodels.rows import ModelRow
from app.viewmodels.settings_rows import ServerRow
from app.viewmodels.tasks import Tasks


class ModelsViewModel(QObject):
    """The picker's rows, and the name of any model."""

    changed = Signal()
    searching_changed = Signal(bool)

    def __init__(self, catalogue: ModelCatalogue, tasks: Tasks) -> None:
        super().__init__()
        self._tasks = tasks
        self._catalogue = catalogue

    @property
    def rows(self) -> Sequence[ModelRow]:
        """All models on offer, grouped by where they run."""
        return [
            ModelRow(m.ref, m.info.label, m.source.name, m.info.note)
            for m in self._catalogue.offered
        ]

    def label(self, ref: ModelRef) -> str:
        """What to call a model; its own id if it isn't on offer now."""
        offered = (m for m in self._catalogue.offered if m.ref == ref)
        return next((m.info.label for m in offered), ref.model)

    def source(self, ref: ModelRef) -> str:
        """What the provider or server of a model is called; "" if it isn't on offer now."""
        offered = (m for m in self._catalogue.offered if m.ref == ref)
        return next((m.source.label for m in offered), "")

    def note(self, ref: ModelRef) -> str:
        """What has to be said about a model, or ""."""
        offered = (m for m in self._catalogue.offered if m.ref == ref)
        return next((m.info.note for m in offered), "")

    @property
    def windows(self) -> dict[ModelRef, int]:
        """How many tokens the models on offer read at most, where they say so."""
        return windows_of(self._catalogue.offered)

    @property
    def local_servers(self) -> Sequence[ServerRow]:
        """The servers that were found on this computer and have a model."""
        counts = Counter(model.ref.base_url for model in self._catalogue.offered)
        return [
            ServerRow(server.name, server.base_url, counts[server.base_url])
            for server in self._catalogue.local_servers
            if counts[server.base_url]
        ]

    def look(self) -> None:
        """Look for servers and models again, in the background."""
        self._tasks.spawn(self.refresh(), "look for models")

    async def refresh(self) -> None:
        """Look for servers and models again."""
        self.searching_changed.emit(True)
        try:
            await self._catalogue.refresh(self.changed.emit)
        finally:
            self.searching_changed.emit(False)
        self.changed.emit()

    async def add_server(self, label: str, base_url: str, api_key: str) -> None:
        """Check a server and remember it; raises ProviderError if it can't be used."""
        await self._catalogue.add_server(label, base_url, api_key)
        self.changed.emit()
