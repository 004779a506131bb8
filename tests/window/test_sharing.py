"""Chats out to files and in again, as a person does it in the window."""

import asyncio
import re

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox

from app.domain.lane import ModelRef


async def answered(start, server, *models: str):
    """A person who has asked each model something and has its answer."""
    person = await start(*models)
    person.send("How large is the Moon?")
    for model, exchange in (await server.exchanges_by_model(len(models))).items():
        await exchange.finish(f"{model} says **3,474 km**.\n")
    await person.until_idle()
    return person


def pick(person, words: str) -> None:
    """Choose something in the menu of sharing."""
    menu = person.view.lane_bar.share_menu
    (action,) = [a for a in menu.actions() if a.text().startswith(words)]
    action.trigger()


async def save(person, words: str, path):
    """Choose something in the menu of sharing, and a place for it."""
    pick(person, words)
    choose(person, path)
    await asyncio.sleep(0)
    await person.until_done("save a page")
    await person.until_done("save a file")


def choose(person, path) -> None:
    (dialog,) = person.parley.window.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(path))
    dialog.reject()
    dialog.setParent(None)


async def opened(person) -> None:
    """Wait until a file is read, and opened or asked about."""
    await asyncio.sleep(0)
    await person.until_done("read a file")
    await person.until_done("open a file")
    await person.until_done("open a chat")


def question(person) -> QMessageBox:
    (box,) = [b for b in person.parley.window.findChildren(QMessageBox) if b.isVisible()]
    return box


def agree(person) -> None:
    (button,) = [b for b in question(person).buttons() if b.text() == "Open"]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def drop(widget, path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(QPoint(9, 9), Qt.DropAction.CopyAction, data, *keys)
    QApplication.sendEvent(widget, entering)
    assert entering.isAccepted()
    dropping = QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, data, *keys)
    QApplication.sendEvent(widget, dropping)


async def test_a_page_says_what_the_panes_say_and_names_no_other_place(start, server, tmp_path):
    person = await answered(start, server, "alpha", "beta")
    await save(person, "Save as a page", tmp_path / "moon")

    page = (tmp_path / "moon.html").read_text()
    words = re.sub("<[^>]*>", "", page)
    assert "alpha says 3,474 km." in words
    assert "beta says 3,474 km." in words
    assert "src=" not in page
    assert "href=" not in page
    assert "default-src 'none'" in page
    assert server.base_url not in page


async def test_it_says_where_a_file_is_and_opens_its_folder(start, server, tmp_path, monkeypatch):
    shown: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", shown.append)
    person = await answered(start, server, "alpha")
    await save(person, "Save as a Parley file", tmp_path / "moon.parley")

    assert person.view.notice.sentence == f"Saved as {tmp_path / 'moon.parley'}"
    person.click("Show in folder")
    assert shown == [QUrl.fromLocalFile(str(tmp_path))]


async def test_a_chat_is_suggested_a_name_of_its_own(start, server):
    person = await answered(start, server, "alpha")
    pick(person, "Save as a page")
    (dialog,) = person.parley.window.findChildren(QFileDialog)
    assert dialog.selectedFiles()[0].endswith("How large is the Moon.html")
    dialog.reject()


async def test_what_can_not_be_written_is_said_in_a_sentence(start, server, tmp_path):
    person = await answered(start, server, "alpha")
    await save(person, "Save as a Parley file", tmp_path / "no" / "moon.parley")
    assert "could not be written" in person.view.notice.sentence


async def test_an_empty_chat_has_nothing_to_save(start):
    person = await start("alpha")
    pick(person, "Save as a Parley file")
    assert person.view.notice.sentence == "There is nothing to save yet. Ask something first."


async def test_a_file_comes_back_whole_and_asks_before_anything_can_be_sent(
    start, server, tmp_path
):
    path = tmp_path / "moon.parley"
    person = await answered(start, server, "alpha", "beta")
    await save(person, "Save as a Parley file", path)
    first = person.chat.conversation
    person.chat.new_chat()
    await person.until_done("open a new chat")
    requests = len(server.exchanges)

    pick(person, "Open a Parley file")
    choose(person, path)
    await opened(person)
    assert server.base_url in question(person).informativeText()
    assert person.chat.conversation.turns == ()
    agree(person)
    await person.until(lambda: bool(person.chat.conversation.turns))

    again = person.chat.conversation
    assert again.id != first.id
    assert again.title == first.title
    assert [person.answers(0), person.answers(1)] == [
        ["alpha says **3,474 km**.\n"],
        ["beta says **3,474 km**.\n"],
    ]
    assert len(server.exchanges) == requests
    assert len(person.parley.chats.summaries) == 2


async def test_what_is_not_agreed_to_is_not_opened(start, server, tmp_path):
    path = tmp_path / "moon.parley"
    person = await answered(start, server, "alpha")
    await save(person, "Save as a Parley file", path)
    drop(person.view, path)
    await opened(person)
    question(person).reject()
    assert len(person.parley.chats.summaries) == 1


async def test_a_file_is_saved_with_the_ending_that_desktops_know(start, server, tmp_path):
    person = await answered(start, server, "alpha")
    pick(person, "Save as a Parley file")
    (dialog,) = person.parley.window.findChildren(QFileDialog)
    assert dialog.nameFilters() == ["Parley files (*.parley)"]
    assert dialog.selectedFiles()[0].endswith("How large is the Moon.parley")
    choose(person, tmp_path / "moon")
    await asyncio.sleep(0)
    await person.until_done("save a file")
    assert [path.name for path in tmp_path.glob("moon*")] == ["moon.parley"]


async def test_a_file_with_the_ending_of_earlier_versions_is_offered_and_opened(
    start, server, tmp_path
):
    path = tmp_path / "moon.parley"
    person = await answered(start, server, "alpha")
    await save(person, "Save as a Parley file", path)
    before = person.chat.conversation.id
    former = path.rename(tmp_path / "moon.parley.json")
    pick(person, "Open a Parley file")
    (dialog,) = person.parley.window.findChildren(QFileDialog)
    assert dialog.nameFilters()[0] == "Parley files (*.parley *.parley.json)"
    dialog.reject()
    drop(person.view, former)
    await opened(person)
    agree(person)
    await person.until(lambda: person.chat.conversation.id != before)


@pytest.mark.parametrize("place", ["chat", "window"])
async def test_a_file_that_is_dropped_is_opened(place, start, server, tmp_path):
    path = tmp_path / "moon.parley"
    person = await answered(start, server, "alpha")
    await save(person, "Save as a Parley file", path)
    before = person.chat.conversation.id
    drop(person.view if place == "chat" else person.parley.window, path)
    await opened(person)
    agree(person)
    await person.until(lambda: person.chat.conversation.id != before)
    assert person.chat.files.rows == []


async def test_a_chat_without_addresses_of_its_own_is_opened_at_once(start, server, tmp_path):
    path = tmp_path / "moon.parley"
    person = await answered(start, server, "alpha")
    before = person.chat.conversation.id
    person.chat.lane_editor.change_model(person.lane(0), ModelRef("anthropic", "claude"))
    await person.until_done("change a lane's model")
    await save(person, "Save as a Parley file", path)
    drop(person.view, path)
    await opened(person)
    await person.until(lambda: person.chat.conversation.id != before)


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff\xfe", b'{"format": "parley-conversation"}'])
async def test_a_broken_file_is_told_in_a_sentence(content, start, tmp_path):
    path = tmp_path / "broken.parley"
    path.write_bytes(content)
    person = await start("alpha")
    drop(person.view, path)
    await opened(person)
    assert person.view.notice.sentence.startswith("broken.parley: ")
    assert person.chat.conversation.turns == ()


async def test_a_file_that_is_not_there_is_told_in_a_sentence(start, tmp_path):
    person = await start("alpha")
    drop(person.view, tmp_path / "gone.parley")
    await opened(person)
    assert "could not be read" in person.view.notice.sentence
