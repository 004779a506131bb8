"""The program over one data folder: its services, its view models and its window."""

from contextlib import suppress
from pathlib import Path
from typing import Self

from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QApplication

from app.domain.errors import StorageError
from app.main.language import speak
from app.main.services import build_services
from app.main.view_models import build_view_models
from app.main.window_keeper import WindowKeeper
from app.providers import PROVIDER_REGISTRY
from app.providers.factory import ProviderFactory
from app.services.preferences import Preferences
from app.storage.conversations import ConversationStore
from app.storage.database import Database
from app.storage.settings import SettingsStore
from app.ui.main_window import MainWindow
from app.viewmodels.over_budget import OverBudget


class Parley:
    """The running program. Make one with `open`, close it with `aclose`."""

    def __init__(
        self,
        app: QApplication,
        home: Path,
        database: Database,
        factory: ProviderFactory,
    ) -> None:
        over_budget = OverBudget()
        preferences = Preferences(SettingsStore(home / "settings.json"))
        # Before all else that may have something to say.
        speak(app, preferences.settings.language)
        self.services = build_services(home, database, factory, preferences, over_budget.ask)
        self.view_models = models = build_view_models(self.services, over_budget)
        self.tasks = models.tasks
        self.preferences = models.preferences
        self.models = models.models
        self.providers = models.providers
        self.connections = models.connections
        self.chats = models.chats
        self.activity = models.activity
        self.chat = models.chat
        self.quote = models.quote
        self.sharing = models.sharing
        self.votes = models.votes
        self.ranking = models.ranking
        self.usage = models.usage
        self._keeper = WindowKeeper(app, models)
        self.appearance = self._keeper.appearance
        self.closed = self._keeper.closed
        self.chat.opened.connect(lambda: self.tasks.spawn(self.chats.refresh(), "list chats"))

    @classmethod
    async def open(cls, app: QApplication, home: Path) -> Self:
        """Open what is stored in `home` and build the window, not yet shown.

        Raises:
            StorageError: If the database can't be used; its sentence says what to do.
        """
        database = await Database.open(home / "parley.db")
        try:
            interrupted = await ConversationStore(database).recover()
            parley = cls(app, home, database, ProviderFactory(PROVIDER_REGISTRY))
            await parley._restore(interrupted)
        except BaseException:
            await database.aclose()
            raise
        return parley

    @property
    def window(self) -> MainWindow:
        """The window that is open now; settings may have another one built."""
        return self._keeper.window

    def show(self) -> None:
        """Show the window, then look for models; a slow server delays nothing."""
        self.window.show()
        self.models.look()
        self.usage.look_at_month()

    def open_file(self, path: Path) -> None:
        """Open a file that came from outside, and come to the front."""
        self.sharing.open_file(path)
        self.window.activateWindow()

    async def aclose(self) -> None:
        """Interrupt what runs, store everything, stop the built-in model's process."""
        services = self.services
        geometry = self.window.saveGeometry().toBase64().toStdString()
        # On a full disk these fail, which the log tells; the rest must be closed all the same.
        with suppress(StorageError):
            await self.chat.save_draft()
        self.quote.close()
        self.chats.close()
        self.usage.close()
        await services.running.aclose()
        await self.tasks.aclose()
        with suppress(StorageError):
            await services.preferences.update(window=geometry)
        with suppress(StorageError):
            await services.deletion.finish()
        await services.factory.aclose()
        services.credentials.close()
        await services.database.aclose()
        self.window.deleteLater()

    async def _restore(self, interrupted: int) -> None:
        await self.chats.refresh()
        if interrupted:
            self.chat.open(self.chats.summaries[0].id)
        geometry = self.preferences.settings.window
        self.window.restoreGeometry(QByteArray.fromBase64(geometry.encode()))
        files = (self.services.preferences, self.services.credentials, self.services.connections)
        if warnings := [file.warning for file in files if file.warning]:
            self.window.chat_view.notice.show_sentence(" ".join(warnings))
