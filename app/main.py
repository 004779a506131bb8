"""The composition root: builds every object once, owns the event loop and the shutdown order."""

import asyncio
import logging
import os
import signal
import socket
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NoReturn, Self

from PySide6.QtCore import QByteArray, QLockFile
from PySide6.QtWidgets import QApplication, QMessageBox

from app import __version__, log, paths
from app.domain.errors import StorageError
from app.domain.settings import Density, Settings
from app.providers import PROVIDER_REGISTRY
from app.providers.factory import ProviderFactory
from app.services.access import Access
from app.services.attachments import Attachments
from app.services.budget import Budget
from app.services.chat import ChatService
from app.services.connections import Connections
from app.services.conversations import Conversations
from app.services.credentials import Credentials
from app.services.data_folder import DataFolder
from app.services.deletion import Deletion
from app.services.events import Events
from app.services.line_ups import LineUps
from app.services.model_catalogue import ModelCatalogue, Source
from app.services.preferences import Preferences
from app.services.quotas import Quotas
from app.services.quote import Quoter
from app.services.running_answers import RunningAnswers
from app.services.sharing.exchange import Exchange
from app.services.votes import Votes
from app.storage.connection_records import ConnectionRecords
from app.storage.conversations import ConversationStore
from app.storage.database import Database
from app.storage.key_records import KeyRecords
from app.storage.key_store import KeyStore
from app.storage.settings import SettingsStore
from app.storage.spending import SpendingStore
from app.storage.votes import VoteStore
from app.ui.budget_question import BudgetQuestion
from app.ui.fonts import load_fonts
from app.ui.main_window import MainWindow
from app.ui.settings.wiring import SettingsWiring
from app.ui.stylesheet import apply_theme
from app.ui.theme import Appearance
from app.viewmodels.activity import ActivityViewModel
from app.viewmodels.blind import BlindViewModel
from app.viewmodels.chat import ChatViewModel
from app.viewmodels.chats import ChatsViewModel
from app.viewmodels.connections import ConnectionsViewModel
from app.viewmodels.data import DataViewModel
from app.viewmodels.event_loop import EventLoop, LoopStoppedError
from app.viewmodels.garbage import gui_thread_collector
from app.viewmodels.handover import Handover, hand_over
from app.viewmodels.key_choices import KeyChoices
from app.viewmodels.local_models import LocalModelsViewModel
from app.viewmodels.merging import MergingViewModel
from app.viewmodels.models import ModelsViewModel
from app.viewmodels.over_budget import OverBudget
from app.viewmodels.picking import TrayViewModel
from app.viewmodels.preferences import PreferencesViewModel
from app.viewmodels.presets import PresetsViewModel
from app.viewmodels.providers import ProvidersViewModel
from app.viewmodels.quotas import QuotasViewModel
from app.viewmodels.quote import QuoteViewModel
from app.viewmodels.ranking import RankingViewModel
from app.viewmodels.row_builder import RowBuilder
from app.viewmodels.sharing import SharingViewModel
from app.viewmodels.tasks import Tasks
from app.viewmodels.votes import VotesViewModel

logger = logging.getLogger(__name__)

END_S = 1.0
OPEN_ALREADY = "Parley is already open with this data folder. Switch to its window."
SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Parley:
    """The running program. Make one with `open`, close it with `aclose`."""

    def __init__(
        self,
        app: QApplication,
        home: Path,
        database: Database,
        factory: ProviderFactory,
    ) -> None:
        self._app = app
        self._database = database
        self._factory = factory
        store = ConversationStore(database)
        self._preferences = Preferences(SettingsStore(home / "settings.json"))
        key_store = KeyStore()
        connection_records = ConnectionRecords(home / "connections.json")
        self._connections = Connections(key_store, connection_records, factory)
        key_records = KeyRecords(home / "keys.json")
        self._credentials = Credentials(
            key_store, key_records, factory, self._connections, os.environ
        )
        access = Access(factory, self._connections, self._credentials)
        events = Events()
        self.tasks = Tasks()
        conversations = Conversations(store, events)
        self.over_budget = OverBudget()
        self.budget = Budget(SpendingStore(database), self._preferences, ask=self.over_budget.ask)
        self._running = RunningAnswers(store, conversations, access, events)
        catalogue = ModelCatalogue(factory, self._preferences, self._credentials, self._connections)
        self.models = ModelsViewModel(catalogue, self.tasks)
        self._deletion = Deletion(store, conversations, self._running, events)
        self.chats = ChatsViewModel(conversations, self._deletion, events, self.tasks)
        self.activity = ActivityViewModel(self._running, conversations, events)
        attachments = Attachments(store, factory)
        keys = KeyChoices(self._credentials, self._connections)
        service = ChatService(self._running, conversations, self.budget)
        self.chat = ChatViewModel(
            service,
            self._running,
            conversations,
            LineUps(self._preferences),
            RowBuilder(self.models, self._running.live_answer, keys),
            attachments,
            events,
            self.tasks,
        )
        self.quote = QuoteViewModel(
            self.chat, self.models, Quoter(access), attachments, conversations, self.tasks
        )
        vendors = [Source(name, "", factory.label(name)) for name in factory.list_vendors()]
        quotas = QuotasViewModel(Quotas(factory, self._connections, self._credentials), events)
        self.providers = ProvidersViewModel(
            self._credentials, self._connections, access, catalogue, vendors, quotas, self.tasks
        )
        self.connections = ConnectionsViewModel(self._connections, access, catalogue, self.tasks)
        self.preferences = PreferencesViewModel(self._preferences, self.tasks)
        chosen = self.preferences.settings
        self.appearance = Appearance(
            app,
            chosen.appearance,
            chosen.zoom,
            is_compact=chosen.density is Density.COMPACT,
        )
        apply_theme(app, self.appearance.theme)
        self.appearance.changed.connect(self._on_appearance_changed)
        self.appearance.reading.changed.connect(self._keep_zoom)
        self.preferences.changed.connect(self._on_preferences_changed)
        presets = PresetsViewModel(self.preferences)
        vote_store = VoteStore(database)
        votes = Votes(vote_store, events)
        exchange = Exchange(conversations, store, votes, vote_store, events)
        self.sharing = SharingViewModel(exchange, self.chat, self.tasks)
        blind = BlindViewModel(self.chat, conversations, self.tasks)
        self.ranking = RankingViewModel(votes, self.models, self.tasks)
        self.votes = VotesViewModel(votes, self.chat, blind, self.tasks)
        self.window = MainWindow(
            self.appearance,
            self.chat,
            self.quote,
            self.chats,
            self.activity,
            self.models,
            self.providers,
            self.connections,
            self.preferences,
            presets,
            MergingViewModel(service, self.chat, self.models, self.tasks),
            TrayViewModel(conversations, self.chat, self.tasks),
            self.sharing,
            blind,
            self.votes,
            self.ranking,
            self.tasks,
        )
        BudgetQuestion(self.over_budget, self.window)
        SettingsWiring(
            self.window.settings_view,
            self.window.shortcuts,
            self.models,
            LocalModelsViewModel(factory, catalogue, self.tasks),
            self.providers,
            self.connections,
            self.preferences,
            presets,
            DataViewModel(DataFolder(home, database), self.tasks),
            self.chats,
        )
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

    def show(self) -> None:
        """Show the window, then look for models; a slow server delays nothing."""
        self.window.show()
        self.models.look()

    def open_file(self, path: Path) -> None:
        """Open a file that came from outside, and come to the front."""
        self.sharing.open_file(path)
        self.window.activateWindow()

    async def aclose(self) -> None:
        """Interrupt what runs, store everything, stop the built-in model's process."""
        geometry = self.window.saveGeometry().toBase64().toStdString()
        # On a full disk these fail, which the log tells; the rest must be closed all the same.
        with suppress(StorageError):
            await self.chat.save_draft()
        self.quote.close()
        self.chats.close()
        await self._running.aclose()
        await self.tasks.aclose()
        with suppress(StorageError):
            await self._preferences.update(window=geometry)
        with suppress(StorageError):
            await self._deletion.finish()
        await self._factory.aclose()
        self._credentials.close()
        await self._database.aclose()
        self.window.deleteLater()

    async def _restore(self, interrupted: int) -> None:
        await self.chats.refresh()
        if interrupted:
            self.chat.open(self.chats.summaries[0].id)
        geometry = self.preferences.settings.window
        self.window.restoreGeometry(QByteArray.fromBase64(geometry.encode()))
        if warnings := [
            w
            for w in (
                self._preferences.warning,
                self._credentials.warning,
                self._connections.warning,
            )
            if w
        ]:
            self.window.chat_view.notice.show_sentence(" ".join(warnings))

    def _on_appearance_changed(self) -> None:
        apply_theme(self._app, self.appearance.theme)

    def _on_preferences_changed(self) -> None:
        settings = self.preferences.settings
        self.appearance.set_mode(settings.appearance)
        self.appearance.set_compact(is_compact=settings.density is Density.COMPACT)
        self.appearance.reading.set_zoom(settings.zoom)

    def _keep_zoom(self) -> None:
        zoom = self.appearance.reading.zoom
        if zoom != self.preferences.settings.zoom:
            self.preferences.change(zoom=zoom)


def run(file: Path | None = None) -> NoReturn:
    """Open the window, stay until it is closed, and end the process.

    Args:
        file: A Parley file to open.

    The exit code is 0, or 1 if Parley could not start.
    """
    code = _run(paths.data_dir(), file)
    # All is stored and closed. Python would wait for the worker threads, and one that imports
    # an SDK can take seconds.
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.flush()
    os._exit(code)


def _run(home: Path, file: Path | None) -> int:
    scale_window(home)
    app = make_application()
    lock = QLockFile(str(home / "parley.lock"))
    lock.setStaleLockTime(0)
    if not lock.tryLock(0):
        if file and hand_over(home, file):
            return 0
        return _refuse(f"{OPEN_ALREADY} Open the file there with Ctrl+O." if file else OPEN_ALREADY)
    with log.configured(home):
        try:
            return _run_loop(app, home, file)
        except LoopStoppedError:
            return _refuse(
                "Parley had to end, as the screen that it was shown on is gone. Your chats are "
                "kept, with what had arrived of running answers. Start it again to go on."
            )
        finally:
            lock.unlock()


def _run_loop(app: QApplication, home: Path, file: Path | None) -> int:
    try:
        with event_loop(app) as loop:
            loop.run_until_complete(_until_closed(app, home, file))
    except StorageError as error:
        return _refuse(str(error))
    return 0


def scale_window(home: Path) -> None:
    """Have Qt draw everything larger or smaller, as the settings say; call it before it starts."""
    scale = SettingsStore(home / "settings.json").scale()
    if scale != Settings().scale:
        os.environ.setdefault("QT_SCALE_FACTOR", f"{scale / 100:g}")


def make_application() -> QApplication:
    """The application with its name and fonts."""
    app = QApplication(sys.argv[:1])
    app.setApplicationName("Parley")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("parley")
    load_fonts()
    return app


@contextmanager
def event_loop(app: QApplication) -> Generator[EventLoop]:
    """The event loop of the program, closed at the end."""
    loop = EventLoop(app)
    asyncio.set_event_loop(loop)
    loop.set_exception_handler(_log_unhandled)
    try:
        with gui_thread_collector():
            yield loop
            loop.run_until_complete(_end_tasks())
            loop.run_until_complete(loop.shutdown_asyncgens())
    finally:
        loop.close()


async def _until_closed(app: QApplication, home: Path, file: Path | None) -> None:
    closed = asyncio.Event()
    with on_signals(closed.set):
        parley = await Parley.open(app, home)
        parley.window.closed.connect(closed.set)
        parley.show()
        if file:
            parley.sharing.open_file(file)
        handover = Handover(home)
        handover.received.connect(parley.open_file)
        await closed.wait()
        handover.close()
        await parley.aclose()


@contextmanager
def on_signals(stop: Callable[[], None]) -> Generator[None]:
    """Call `stop` on Ctrl+C and SIGTERM, even while Qt waits for events."""
    wake_reader, wake_writer = socket.socketpair()
    wake_reader.setblocking(False)
    wake_writer.setblocking(False)
    loop = asyncio.get_running_loop()
    loop.add_reader(wake_reader, lambda: wake_reader.recv(64))
    handlers = {s: signal.signal(s, lambda _number, _frame: stop()) for s in SIGNALS}
    descriptor = signal.set_wakeup_fd(wake_writer.fileno())
    try:
        yield
    finally:
        signal.set_wakeup_fd(descriptor)
        for s, handler in handlers.items():
            signal.signal(s, handler)
        loop.remove_reader(wake_reader)
        wake_reader.close()
        wake_writer.close()


async def _end_tasks() -> None:
    """Cancel what still runs, such as the loading of an SDK that nobody waits for any more."""
    tasks = asyncio.all_tasks() - {asyncio.current_task()}
    for task in tasks:
        task.cancel()
    if tasks:
        await asyncio.wait(tasks, timeout=END_S)


def _log_unhandled(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    logger.error("%s", context["message"], exc_info=context.get("exception"))


def _refuse(sentence: str) -> int:
    """Say why Parley can't run: in the terminal or, started by a double click, in a box."""
    if sys.stderr is None:
        QMessageBox.critical(None, "Parley", sentence)
    else:
        sys.stderr.write(f"{sentence}\n")
    return 1
