"""The ways to providers: changed, and gone hop by hop."""

import asyncio
from collections.abc import Coroutine
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.domain.connection import ConnectionSecrets
from app.domain.errors import ProviderError
from app.domain.hops import HopReport
from app.services.access import Access
from app.services.connections import Connections
from app.services.model_catalogue import ModelCatalogue
from app.viewmodels.tasks import Tasks
from app.words import _


class ConnectionsViewModel(QObject):
    """A provider is named by its registry name and its base URL ("" for its own).

    Signals:
        changed: A way has changed, or an added server.
        test_started: (provider, base URL).
        hop_reported: (provider, base URL, `HopReport`); a hop is told twice.
        test_ended: (provider, base URL, a sentence in which it ended, whether it is an error).
    """

    changed = Signal()
    test_started = Signal(str, str)
    hop_reported = Signal(str, str, HopReport)
    test_ended = Signal(str, str, str, bool)

    def __init__(
        self, connections: Connections, access: Access, catalogue: ModelCatalogue, tasks: Tasks
    ) -> None:
        super().__init__()
        self._connections = connections
        self._access = access
        self._catalogue = catalogue
        self._tasks = tasks
        self._tests: dict[tuple[str, str], asyncio.Task[Any]] = {}

    def change(
        self, provider: str, base_url: str, changes: dict[str, Any], entered: ConnectionSecrets
    ) -> None:
        """Take another way from now on: other fields of its choice, and secrets typed for it."""
        change = self._connections.change(provider, base_url, entered, **changes)
        self._spawn(change, "change a connection")

    def rename_server(self, base_url: str, label: str) -> None:
        """Call an added server something else."""
        self._spawn(self._catalogue.rename_server(base_url, label), "rename a server")

    def remove_server(self, base_url: str) -> None:
        """Forget an added server, its keys and the way to it."""
        self._spawn(self._catalogue.remove_server(base_url), "remove a server")

    def test(self, provider: str, base_url: str) -> None:
        """Go the way hop by hop, unless that is under way."""
        if (provider, base_url) not in self._tests:
            self.test_started.emit(provider, base_url)
            task = self._tasks.spawn(self._test(provider, base_url), "test a connection")
            self._tests[provider, base_url] = task
            task.add_done_callback(lambda _: self._tests.pop((provider, base_url)))

    def cancel_test(self, provider: str, base_url: str) -> None:
        """Go no further."""
        if task := self._tests.get((provider, base_url)):
            task.cancel()

    async def _test(self, provider: str, base_url: str) -> None:
        def report(hop: HopReport) -> None:
            self.hop_reported.emit(provider, base_url, hop)

        end = _("The test was cancelled."), True
        try:
            works = await self._access.test(provider, base_url, report)
            end = (_("Everything works."), False) if works else ("", True)
        except ProviderError as error:
            end = error.message, True
        finally:
            self.test_ended.emit(provider, base_url, *end)

    def _spawn(self, change: Coroutine[Any, Any, None], name: str) -> None:
        async def run() -> None:
            try:
                await change
            finally:
                self.changed.emit()

        self._tasks.spawn(run(), name)
