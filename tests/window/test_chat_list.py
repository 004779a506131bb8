"""What one does with the chats in the sidebar: delete, bring back, rename, pin."""

import asyncio
import sqlite3
from contextlib import closing

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QListView, QMenu

from app.domain.answer import AnswerStatus
from app.ui.undo_bar import UndoBar


class ChatsInSidebar:
    """The list of chats, by keyboard and mouse."""

    def __init__(self, person) -> None:
        self._person = person
        self.list = person.parley.window.sidebar.findChild(QListView)

    @property
    def rows(self) -> list[str]:
        model = self.list.model()
        return [model.index(row, 0).data() for row in range(model.rowCount())]

    def go_to(self, title: str) -> None:
        self.list.setFocus()
        self.list.setCurrentIndex(self.list.model().index(self.rows.index(title), 0))

    @property
    def at(self) -> str:
        """Where the keyboard is."""
        return self.list.currentIndex().data()

    def press(self, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
        QTest.keyClick(self.list, key, *modifiers)

    def menu(self, title: str) -> dict[str, object]:
        """What the menu of a chat offers, by its words."""
        centre = self.list.visualRect(self.list.model().index(self.rows.index(title), 0)).center()
        place = self.list.viewport().mapToGlobal(centre)
        reason = QContextMenuEvent.Reason.Mouse
        QApplication.sendEvent(self.list.viewport(), QContextMenuEvent(reason, centre, place))
        return self.open_menu()

    def open_menu(self) -> dict[str, object]:
        (menu,) = [m for m in self.list.findChildren(QMenu) if m.isVisible()]
        return {action.text(): action for action in menu.actions() if action.text()}

    def choose(self, title: str, words: str) -> None:
        action = self.menu(title)[words]
        action.parent().close()
        action.trigger()

    def type_title(self, title: str) -> QLineEdit:
        editor = self.list.viewport().findChild(QLineEdit)
        editor.selectAll()
        QTest.keyClick(editor, Qt.Key.Key_Backspace)
        QTest.keyClicks(editor, title)
        return editor

    async def end_title(self, editor: QLineEdit, key: Qt.Key) -> None:
        """Press a key that closes the field, and wait until it has."""
        closed = asyncio.Event()
        editor.destroyed.connect(closed.set)
        QTest.keyClick(editor, key)
        async with asyncio.timeout(60):
            await closed.wait()

    async def until(self, *rows: str) -> None:
        await self._person.until(lambda: self.rows == list(rows))


@pytest.fixture
def talk(start, server):
    """A window with chats of these first prompts, each answered; the last one is open."""

    async def talk_of(*prompts: str):
        person = await start("alpha")
        for prompt in prompts:
            person.parley.chat.new_chat()
            await person.until(lambda: not person.chat.conversation.turns)
            person.send(prompt)
            await (await server.next_exchange()).finish(f"About {prompt}")
            await person.until_idle()
        chats = ChatsInSidebar(person)
        await chats.until("Today", *reversed(prompts))
        return person, chats

    return talk_of


def stored(person, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(person.home / "parley.db")) as database:
        return database.execute(sql).fetchall()


async def test_a_deleted_chat_is_gone_at_once_and_comes_back_whole(talk):
    person, chats = await talk("First", "Second", "Third")
    chats.go_to("Second")
    chats.press(Qt.Key.Key_Delete)
    await chats.until("Today", "Third", "First")
    assert chats.at == "First"
    assert person.parley.window.sidebar.findChild(UndoBar).isVisible()

    person.click("Undo")
    await chats.until("Today", "Third", "Second", "First")
    assert not person.parley.window.sidebar.findChild(UndoBar).isVisible()
    chats.go_to("Second")
    chats.press(Qt.Key.Key_Return)
    await person.until(lambda: person.chat.conversation.title == "Second")
    assert person.answers() == ["About Second"]


async def test_nothing_waits_for_an_undo_once_the_window_is_closed(talk):
    person, chats = await talk("First", "Second")
    chats.go_to("Second")
    chats.press(Qt.Key.Key_Delete)
    await chats.until("Today", "First")
    await person.quit()
    timers = person.parley.chats.findChildren(QTimer)
    assert timers
    assert not any(timer.isActive() for timer in timers)


async def test_one_undo_brings_all_back_that_was_deleted_in_a_row(talk):
    _, chats = await talk("First", "Second", "Third")
    chats.go_to("Third")
    chats.press(Qt.Key.Key_Delete)
    await chats.until("Today", "Second", "First")
    chats.press(Qt.Key.Key_Delete)
    await chats.until("Today", "First")
    chats.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    await chats.until("Today", "Third", "Second", "First")


async def test_the_chat_that_is_open_gives_way_to_a_new_one_with_its_draft_kept(talk):
    person, chats = await talk("First")
    person.type("not yet sent")
    deleted = person.chat.conversation.id
    chats.choose("First", "Delete")
    await person.until(lambda: person.chat.conversation.id != deleted)
    assert person.view.composer.text() == ""
    assert chats.rows == []

    person.click("Undo")
    await chats.until("Today", "First")
    person.chat.open(deleted)
    await person.until(lambda: person.chat.conversation.id == deleted)
    assert person.view.composer.text() == "not yet sent"


async def test_what_runs_in_a_deleted_chat_is_stopped_and_its_text_comes_back(talk, server):
    person, chats = await talk("First")
    person.send("More")
    exchange = await server.next_exchange()
    await exchange.send("Half an")
    await person.until(lambda: person.answers() == ["About First", "Half an"])
    chat_id = person.chat.conversation.id
    chats.choose("First", "Delete")
    await exchange.closed_by_client.wait()
    await chats.until()

    person.click("Undo")
    await chats.until("Today", "First")
    person.chat.open(chat_id)
    await person.until(lambda: person.chat.conversation.id == chat_id)
    assert person.answers() == ["About First", "Half an"]
    assert person.chat.conversation.answers[-1].status is AnswerStatus.STOPPED


async def test_once_nobody_wants_it_back_no_word_of_a_chat_is_left_on_the_disk(talk):
    person, chats = await talk("Xylophone", "Second")
    chats.go_to("Xylophone")
    chats.press(Qt.Key.Key_Delete)
    await chats.until("Today", "Second")
    await person.quit()
    assert stored(person, "SELECT title FROM conversation") == [("Second",)]
    files = [path for path in person.home.rglob("*") if path.is_file()]
    assert not [path.name for path in files if b"Xylophone" in path.read_bytes()]


async def test_after_a_while_there_is_nothing_to_undo_any_more(talk, monkeypatch):
    monkeypatch.setattr("app.viewmodels.chats.UNDO_MS", 0)
    person, chats = await talk("First", "Second")
    chats.go_to("First")
    chats.press(Qt.Key.Key_Delete)
    bar = person.parley.window.sidebar.findChild(UndoBar)
    person.parley.chats.deleted_changed.connect(person.parley.chats.changed)
    await person.until(lambda: chats.rows == ["Today", "Second"] and not bar.isVisible())
    assert stored(person, "SELECT title FROM conversation") == [("Second",)]


async def test_what_was_spent_stays_spent(talk):
    person, _ = await talk("First")
    await person.quit()
    with closing(sqlite3.connect(person.home / "parley.db")) as database, database:
        database.execute("UPDATE answer SET cost = '0.25'")
    await person.start()
    spent = (await person.parley.services.budget.spending()).today
    person.parley.chats.delete_all()
    await person.until(lambda: not person.parley.chats.summaries)
    await person.quit()
    assert stored(person, "SELECT count(*) FROM answer") == [(0,)]
    await person.start()
    assert (await person.parley.services.budget.spending()).today == spent
    assert str(spent) == "0.25"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Tab])
async def test_a_chat_is_renamed_in_its_place(talk, key):
    person, chats = await talk("First", "Second")
    chats.go_to("First")
    chats.press(Qt.Key.Key_F2)
    await chats.end_title(chats.type_title("  Letter to  the landlord "), key)
    await chats.until("Today", "Second", "Letter to the landlord")
    await person.quit()
    assert stored(person, "SELECT title FROM conversation ORDER BY created_at") == [
        ("Letter to the landlord",),
        ("Second",),
    ]


@pytest.mark.parametrize(("typed", "key"), [("", Qt.Key.Key_Return), ("Other", Qt.Key.Key_Escape)])
async def test_a_title_that_is_empty_or_given_up_changes_nothing(talk, typed, key):
    person, chats = await talk("First")
    chats.choose("First", "Rename")
    await chats.end_title(chats.type_title(typed), key)
    assert chats.rows == ["Today", "First"]
    assert person.chat.conversation.title == "First"


async def test_an_answer_that_ends_meanwhile_takes_no_title_away_that_is_being_typed(talk, server):
    person, chats = await talk("First")
    person.send("More")
    exchange = await server.next_exchange()
    await person.until(lambda: person.view.composer.text() == "")
    chats.choose("First", "Rename")
    editor = chats.type_title("My own")
    await exchange.finish("Done")
    await person.until_idle()
    await person.until_done("list chats")
    await chats.end_title(editor, Qt.Key.Key_Return)
    await chats.until("Today", "My own")


async def test_a_pinned_chat_stands_above_all_others_until_it_is_unpinned(talk):
    person, chats = await talk("First", "Second", "Third")
    chats.choose("First", "Pin")
    await chats.until("Pinned", "First", "Today", "Third", "Second")
    index = chats.list.model().index(1, 0)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "First, pinned"
    await person.quit()
    await person.start()
    chats = ChatsInSidebar(person)
    await chats.until("Pinned", "First", "Today", "Third", "Second")
    chats.choose("First", "Unpin")
    await chats.until("Today", "Third", "Second", "First")


async def test_the_menu_opens_by_keyboard_where_the_keyboard_is(talk):
    _, chats = await talk("First", "Second")
    chats.go_to("First")
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint())
    QApplication.sendEvent(chats.list.viewport(), event)
    assert list(chats.open_menu()) == ["Rename", "Pin", "Delete"]


async def test_a_heading_has_no_menu_and_is_not_deleted(talk):
    person, chats = await talk("First")
    chats.list.setCurrentIndex(chats.list.model().index(0, 0))
    chats.press(Qt.Key.Key_Delete)
    chats.press(Qt.Key.Key_F2)
    assert person.parley.chats.deleted_count == 0
    assert chats.list.viewport().findChild(QLineEdit) is None
