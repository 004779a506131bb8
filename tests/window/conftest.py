"""The real window on the real event loop, with its data in a folder of the test's own."""

import asyncio
import subprocess
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu

from app.domain.lane import ModelRef
from app.domain.settings import LaneSetup, Settings
from app.main.application import make_application
from app.main.parley import Parley
from app.storage.settings import SettingsStore
from app.viewmodels.event_loop import EventLoop
from tests.window import processes
from tests.window.model_server import ModelServer


def pytest_asyncio_loop_factories(config, item):
    def qt_loop():
        return EventLoop(QApplication.instance() or make_application())

    return {"qt": qt_loop}


@pytest.fixture
async def server():
    async with ModelServer() as server:
        yield server


class Person:
    """Sits in front of the window."""

    def __init__(self, home, app) -> None:
        self.home = home
        self._app = app
        self.parley: Parley
        self._is_open = False

    async def start(self) -> None:
        """Start Parley on the data folder."""
        self.parley = await Parley.open(self._app, self.home)
        self.parley.show()
        self._is_open = True

    async def quit(self) -> None:
        """Close the window, unless it is closed."""
        if self._is_open:
            self._is_open = False
            self.parley.window.close()
            await self.parley.aclose()

    @property
    def view(self):
        return self.parley.window.chat_view

    @property
    def chat(self):
        return self.parley.chat

    def type(self, text: str) -> None:
        """Type into the composer."""
        self.view.composer.focus_editor()
        QTest.keyClicks(self.parley.window.focusWidget(), text)

    def send(self, text: str) -> None:
        """Type a prompt and press Enter."""
        self.type(text)
        QTest.keyClick(self.parley.window.focusWidget(), Qt.Key.Key_Return)

    def button(self, label: str) -> QAbstractButton:
        """The visible button of that name."""
        buttons = self.parley.window.findChildren(QAbstractButton)
        (found,) = [b for b in buttons if b.accessibleName() == label and b.isVisible()]
        return found

    def click(self, label: str) -> None:
        """Click on a button."""
        QTest.mouseClick(self.button(label), Qt.MouseButton.LeftButton)

    def choose(self, label: str) -> None:
        """Choose from the menu that is open."""
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        (action,) = [a for a in menu.actions() if a.text() == label]
        QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())

    async def until(self, condition: Callable[[], bool]) -> None:
        """Wait for a change after which a condition holds."""
        holds = asyncio.Event()

        def check(*_) -> None:
            if condition():
                holds.set()

        parley = self.parley
        signals = [
            *(parley.chat.opened, parley.chat.changed, parley.chat.sent, parley.chat.text_arrived),
            *(parley.chat.answer_changed, parley.chat.streaming_changed),
            *(parley.chats.changed, parley.activity.changed, parley.models.changed),
            *(parley.quote.changed, parley.quote.undecided, parley.tasks.failed),
            *(parley.votes.changed, parley.ranking.changed),
        ]
        for signal in signals:
            signal.connect(check)
        check()
        async with asyncio.timeout(60):
            await holds.wait()
        for signal in signals:
            signal.disconnect(check)

    async def until_done(self, name: str) -> None:
        """Wait until the tasks of that name have ended."""
        tasks = [task for task in asyncio.all_tasks() if task.get_name() == name]
        if tasks:
            await asyncio.wait(tasks, timeout=60)

    async def until_idle(self) -> None:
        """Wait until no answer is arriving."""
        await self.until(lambda: not self.chat.is_streaming)

    async def until_settled(self) -> None:
        """Wait until all that came is shown, laid out and coloured, and stays as it is."""
        settled = asyncio.Event()
        panes = [pane.transcript for pane in self.view.panes.all_panes()]

        def look() -> None:
            for pane in panes:
                pane.flush()
            if all(pane.is_settled for pane in panes):
                settled.set()

        looking = QTimer(interval=0)
        looking.timeout.connect(look)
        looking.start()
        async with asyncio.timeout(60):
            await settled.wait()
        looking.stop()

    def lane(self, index: int) -> str:
        """The id of a lane, counted from the left."""
        return self.chat.lanes[index].lane_id

    def answers(self, index: int = 0) -> list[str]:
        """The texts of the answers in a lane's transcript."""
        turns = self.chat.turns(self.lane(index))
        return [turn.answer.text for turn in turns if turn.answer]


@pytest.fixture
async def start(server, tmp_path, qapp):
    """Starts Parley with a lane for each of these models, of the scripted server if named alone."""
    people: list[Person] = []

    async def start_with(*models: str | ModelRef, **settings: Any) -> Person:
        refs = [
            ModelRef("openai_compatible", m, server.base_url) if isinstance(m, str) else m
            for m in models
        ]
        store = SettingsStore(tmp_path / "settings.json")
        store.save(Settings(lineup=tuple(LaneSetup(ref) for ref in refs), **settings))
        person = Person(tmp_path, qapp)
        people.append(person)
        await person.start()
        return person

    yield start_with
    for person in people:
        await person.quit()


@pytest.fixture
def launch(tmp_path):
    """Starts Parley on the test's folder; whatever still runs at the end is killed."""
    launched: list[subprocess.Popen[bytes]] = []

    def start(*command: str, **variables: str) -> subprocess.Popen[bytes]:
        process = processes.launch(tmp_path, *command, **variables)
        launched.append(process)
        return process

    yield start
    for process in launched:
        process.kill()
        process.communicate()
