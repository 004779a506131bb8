"""Pictures, PDFs and texts that go along with a prompt."""

import base64
import sqlite3
from io import BytesIO

from pypdf import PdfWriter
from PySide6.QtCore import QBuffer, QIODevice, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox

from app.domain.lane import ModelRef
from app.domain.settings import LaneSetup, Settings
from app.storage.settings import SettingsStore
from tests.window.test_blind import hide_names

KEY = "sk-ant-api03-" + "Ab3dEf6hIj" * 9 + "AA"


def picture(width: int = 4, height: int = 3) -> bytes:
    """A PNG."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return buffer.data().data()


def pdf(pages: int) -> bytes:
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(100, 100)
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def data_url(media_type: str, data: bytes) -> str:
    return f"data:{media_type};base64,{base64.b64encode(data).decode()}"


async def drop(person, *files) -> None:
    """Drop files on the window, and wait until they are there or refused."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    copy, left, none = (
        Qt.DropAction.CopyAction,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    enter = QDragEnterEvent(QPoint(50, 50), copy, data, left, none)
    QApplication.sendEvent(person.view, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(person.view, QDropEvent(QPointF(50, 50), copy, data, left, none))
    await person.until_done("attach files")


def written(tmp_path, name: str, data: bytes):
    file = tmp_path / name
    file.write_bytes(data)
    return file


def labels(person) -> list[str]:
    return [file.label for file in person.chat.files.rows]


async def test_what_is_dropped_goes_along_to_every_lane_and_is_there_after_a_restart(
    start, server, tmp_path
):
    person = await start("alpha", "beta")
    shot, limits = picture(), pdf(4)
    await drop(
        person,
        written(tmp_path, "shot.png", shot),
        written(tmp_path, "limits.pdf", limits),
        written(tmp_path, "notes.txt", "Grüße\r\n".encode()),
    )
    assert labels(person)[1:] == ["limits.pdf · 4 pages", "notes.txt · 9 B"]
    person.send("What is this?")
    lanes = await server.exchanges_by_model(2)
    for exchange in lanes.values():
        assert exchange.texts == [
            [
                {"type": "image_url", "image_url": {"url": data_url("image/png", shot)}},
                {
                    "type": "file",
                    "file": {
                        "filename": "limits.pdf",
                        "file_data": data_url("application/pdf", limits),
                    },
                },
                {"type": "text", "text": "# notes.txt\n\nGrüße\n"},
                {"type": "text", "text": "What is this?"},
            ]
        ]
        await exchange.finish("A picture.")
    await person.until_idle()
    assert labels(person) == []
    await person.quit()

    await person.start()
    person.chat.open(person.parley.chats.summaries[0].id)
    await person.until(lambda: bool(person.chat.conversation.turns))
    (row,) = person.chat.turns(person.lane(0))
    assert row.files[1:] == ("limits.pdf · 4 pages", "notes.txt · 9 B")
    person.send("And now?")
    for exchange in (await server.exchanges_by_model(2)).values():
        assert exchange.texts[0][0]["image_url"]["url"] == data_url("image/png", shot)
        await exchange.finish("Still a picture.")
    await person.until_idle()


async def test_a_draft_keeps_its_files_over_a_restart_and_drops_the_content_of_removed_ones(
    start, tmp_path
):
    person = await start("alpha")
    await drop(person, written(tmp_path, "a.txt", b"first"), written(tmp_path, "b.txt", b"second"))
    person.click("Remove a.txt")
    await person.until(lambda: labels(person) == ["b.txt · 6 B"])
    await person.quit()
    await person.start()
    person.chat.open(person.parley.chats.summaries[0].id)
    await person.until(lambda: labels(person) == ["b.txt · 6 B"])
    assert person.button("Remove b.txt").isVisible()
    database = sqlite3.connect(tmp_path / "parley.db")
    assert database.execute("SELECT content FROM attachment").fetchall() == [(b"second",)]
    database.close()


async def test_the_button_opens_a_choice_of_files(start, tmp_path):
    person = await start("alpha")
    person.click("Attach files")
    dialog = person.view.findChild(QFileDialog)
    dialog.filesSelected.emit([str(written(tmp_path, "notes.md", b"# Notes"))])
    dialog.reject()
    await person.until_done("attach files")
    assert labels(person) == ["notes.md · 7 B"]


async def test_a_picture_is_pasted_and_its_chip_is_removed_by_keyboard(start):
    person = await start("alpha")
    clipboard = QApplication.clipboard()
    clipboard.setImage(QImage.fromData(picture()))
    person.view.composer.focus_editor()
    QTest.keyClick(
        person.parley.window.focusWidget(), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier
    )
    await person.until_done("attach a picture")
    assert labels(person)[0].startswith("Picture 1.png · ")
    assert person.view.composer.text() == ""
    cross = person.button("Remove Picture 1.png")
    cross.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(cross, Qt.Key.Key_Return)
    await person.until(lambda: labels(person) == [])


async def test_editing_a_prompt_keeps_its_files(start, server, tmp_path):
    person = await start("alpha")
    await drop(person, written(tmp_path, "notes.txt", b"Some notes"))
    person.send("Shorten")
    await (await server.next_exchange()).finish("Notes.")
    await person.until_idle()
    person.chat.edit_prompt(person.chat.conversation.head_id, "Translate")
    exchange = await server.next_exchange()
    assert [part["text"] for part in exchange.texts[0]] == [
        "# notes.txt\n\nSome notes",
        "Translate",
    ]
    await exchange.finish("Notizen.")
    await person.until_idle()


async def test_files_that_no_model_reads_are_refused_with_a_sentence(start, tmp_path):
    person = await start("alpha")
    for name, data, words in (
        ("empty.txt", b"", "is empty"),
        ("setup.exe", b"MZ\x90\x00\xff", "models don't read"),
        ("broken.png", b"\x89PNG\r\n\x1a\n", "is damaged"),
        ("wide.png", picture(8_001, 1), "8,001 by 1 pixels"),
    ):
        await drop(person, written(tmp_path, name, data))
        assert words in person.view.notice.sentence
    await drop(person, tmp_path / "gone.txt")
    assert "can't be read" in person.view.notice.sentence
    await drop(person, tmp_path)
    assert "is a folder" in person.view.notice.sentence
    assert labels(person) == []


async def test_a_model_that_takes_no_pictures_says_so_before_anything_is_sent(start, tmp_path):
    person = await start("alpha")
    await person.quit()
    setup = LaneSetup(ModelRef("builtin", "smollm2-135m-instruct"))
    SettingsStore(tmp_path / "settings.json").save(Settings(lineup=(setup,)))
    await person.start()
    await drop(person, written(tmp_path, "shot.png", picture()))
    person.send("What is this?")
    await person.until_done("quote a prompt")
    assert "takes no pictures" in person.view.notice.sentence
    assert person.view.composer.text() == "What is this?"
    assert person.chat.conversation.turns == ()


def choose(person, label: str) -> None:
    question = person.view.findChild(QMessageBox)
    assert "A file" in question.text()
    (button,) = [b for b in question.buttons() if b.text().replace("&", "") == label]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


async def test_a_secret_in_a_text_file_can_be_masked(start, server, tmp_path):
    person = await start("alpha")
    await drop(person, written(tmp_path, ".env", f"KEY={KEY}".encode()))
    person.send("Why does it fail?")
    choose(person, "Mask it and send")
    exchange = await server.next_exchange()
    assert KEY not in str(exchange.body)
    assert "masked]" in exchange.texts[0][0]["text"]
    await exchange.finish("ok")
    await person.until_idle()


async def test_it_can_be_sent_all_the_same_or_not_at_all(start, server, tmp_path):
    person = await start("alpha")
    await drop(person, written(tmp_path, ".env", f"KEY={KEY}".encode()))
    person.send("Why does it fail?")
    choose(person, "Cancel")
    assert server.exchanges == []
    assert labels(person)
    QTest.keyClick(person.parley.window.focusWidget(), Qt.Key.Key_Return)
    await person.until(lambda: True)
    question = person.view.findChildren(QMessageBox)[-1]
    (button,) = [b for b in question.buttons() if b.text() == "Send it anyway"]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    exchange = await server.next_exchange()
    assert KEY in exchange.texts[0][0]["text"]
    await exchange.finish("ok")
    await person.until_idle()


async def test_files_alone_are_a_prompt_with_no_words_made_up_for_them(start, server, tmp_path):
    person = await start("alpha")
    shot = picture()
    await drop(person, written(tmp_path, "shot.png", shot))
    person.send("")
    exchange = await server.next_exchange()
    assert exchange.texts == [
        [{"type": "image_url", "image_url": {"url": data_url("image/png", shot)}}]
    ]
    await exchange.finish("A red square.")
    await person.until_idle()
    assert person.parley.window.windowTitle() == "shot.png · Parley"
    assert labels(person) == []
    person.send("And its size?")
    exchange = await server.next_exchange()
    assert exchange.texts[2] == "And its size?"
    await exchange.finish("4 by 3.")
    await person.until_idle()


async def test_with_neither_words_nor_files_nothing_is_sent(start, server):
    person = await start("alpha")
    person.send("  ")
    await person.until_done("quote a prompt")
    assert not server.exchanges


async def test_the_quote_says_that_a_picture_is_not_counted_where_nobody_says_what_it_counts(
    start, tmp_path
):
    person = await start("alpha")
    person.type("What is it?")
    await person.until(lambda: person.parley.quote.hint.endswith("tokens"))
    await drop(person, written(tmp_path, "shot.png", picture()))
    await person.until(lambda: person.parley.quote.hint.endswith("tokens + 1 file"))
    assert person.view.composer.quote_button.accessibleName() == person.parley.quote.hint
    (row,) = person.parley.quote.rows
    assert row.tokens.endswith("tokens + 1 file")


async def test_another_model_that_takes_no_pictures_is_not_asked_instead(start, server, tmp_path):
    person = await start("alpha")
    await drop(person, written(tmp_path, "shot.png", picture()))
    person.send("What is it?")
    await (await server.next_exchange()).finish("A red square.")
    await person.until_idle()
    (answer,) = person.chat.conversation.answers
    choice = person.view.model_choice
    choice.pick_instead(answer.id, person.view.lane_bar)
    choice.picker.picked.emit(ModelRef("builtin", "smollm2-135m-instruct"))
    choice.picker.close()
    assert "takes no pictures, so “shot.png” can't go to it." in person.view.notice.sentence
    assert person.chat.conversation.answers == (answer,)


async def test_a_lane_that_takes_no_pictures_is_not_asked_about_a_past_turn_with_one(
    start, server, tmp_path
):
    person = await start("alpha")
    await drop(person, written(tmp_path, "shot.png", picture()))
    person.send("What is it?")
    await (await server.next_exchange()).finish("A red square.")
    await person.until_idle()
    (answer,) = person.chat.conversation.answers
    person.chat.lane_editor.add(ModelRef("builtin", "smollm2-135m-instruct"))
    await person.until(lambda: len(person.chat.lanes) == 2)
    person.click("Ask this one too")
    assert "takes no pictures, so “shot.png” can't go to it." in person.view.notice.sentence
    assert person.chat.conversation.answers == (answer,)


async def test_a_refusal_names_no_model_while_names_are_hidden(start, server, tmp_path):
    person = await start("alpha", "beta")
    await hide_names(person)
    await drop(person, written(tmp_path, "shot.png", picture()))
    person.send("What is it?")
    for exchange in (await server.exchanges_by_model(2)).values():
        await exchange.finish("A red square.")
    await person.until_idle()
    person.chat.lane_editor.add(ModelRef("builtin", "smollm2-135m-instruct"))
    await person.until(lambda: len(person.chat.lanes) == 3)
    (turn,) = person.chat.conversation.turns
    person.chat.answers.ask(turn.id, person.chat.conversation.lanes[-1].id)
    assert "takes no pictures, so “shot.png” can't go to it." in person.view.notice.sentence
    assert "smollm2" not in person.view.notice.sentence.lower()
    assert len(person.chat.conversation.answers) == 2


async def test_a_lane_that_got_a_model_without_pictures_does_not_ask_it_again(
    start, server, tmp_path
):
    person = await start("alpha", "beta")
    await drop(person, written(tmp_path, "shot.png", picture()))
    person.send("What is it?")
    for exchange in (await server.exchanges_by_model(2)).values():
        await exchange.fail(400, "no")
    await person.until_idle()
    answers = person.chat.conversation.answers
    other = ModelRef("builtin", "smollm2-135m-instruct")
    person.chat.lane_editor.change_model(person.lane(1), other)
    await person.until_done("change a lane's model")
    refused = next(a for a in answers if a.lane_id == person.lane(1))
    for ask_again in (
        lambda: person.chat.answers.regenerate(refused.id),
        lambda: person.click("Retry 2 failed"),
    ):
        person.view.notice.hide()
        ask_again()
        assert person.view.notice.isVisible()
        assert "takes no pictures, so “shot.png” can't go to it." in person.view.notice.sentence
    assert person.chat.conversation.answers == answers
