"""What goes wrong is said in a sentence, and nothing is lost."""

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox

from app.domain.answer import AnswerStatus
from app.ui.link_question import ask_to_open


async def test_a_full_disk_keeps_the_prompt_in_the_composer_and_asks_no_model(start, server):
    person = await start("alpha")
    await fill_disk(person)
    person.view.composer.set_text("Remember this. " * 20_000)
    person.send("Please.")
    await person.until_done("quote a prompt")
    await person.until_done("send a prompt")
    assert "full" in person.view.notice.sentence
    assert person.view.notice.isVisible()
    assert person.view.composer.text().startswith("Remember this")
    assert server.exchanges == []
    person.click("Close this notice")
    assert not person.view.notice.isVisible()


async def test_a_disk_that_fills_up_while_an_answer_arrives_is_said_and_the_text_stays(
    start, server
):
    person = await start("alpha")
    person.send("Hello")
    exchange = await server.next_exchange()
    await fill_disk(person)
    await exchange.finish("much text " * 20_000)
    await person.until_idle()
    assert person.answers() == ["much text " * 20_000]
    assert "full" in person.view.notice.sentence


async def test_an_unreadable_settings_file_is_said_and_set_aside(start, tmp_path):
    person = await start("alpha")
    await person.quit()
    (tmp_path / "settings.json").write_text("{ not json")
    await person.start()
    assert "settings" in person.view.notice.sentence
    assert any(path.name.startswith("settings-unreadable") for path in tmp_path.iterdir())


async def test_a_mistake_of_parleys_own_is_said_and_logged(start, caplog):
    person = await start("alpha")

    async def mistake() -> None:
        raise ZeroDivisionError

    await person.parley.tasks.spawn(mistake(), "make a mistake")
    assert "log" in person.view.notice.sentence
    assert "ZeroDivisionError" in caplog.text


async def test_an_answer_that_breaks_off_fails_with_its_text_and_can_be_tried_again(start, server):
    person = await start("alpha")
    person.send("Hello")
    exchange = await server.next_exchange()
    await exchange.send("Half")
    await person.until(lambda: person.answers() == ["Half"])
    await exchange.cut()
    await person.until_idle()
    row = person.chat.turns(person.lane(0))[0].answer
    assert (row.status, row.text) == (AnswerStatus.FAILED, "Half")
    person.click("Retry")
    await (await server.next_exchange()).finish("Whole")
    await person.until_idle()
    assert person.answers() == ["Whole"]


@pytest.fixture
def opened(monkeypatch):
    addresses: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", addresses.append)
    return addresses


async def test_a_link_is_opened_only_after_its_real_address_was_seen(start, opened):
    person = await start("alpha")
    question = ask_to_open(person.view, "https://аpple.com/x")  # noqa: RUF001 - its first letter is Cyrillic
    assert "xn--" in question.informativeText()
    assert opened == []
    (button,) = [b for b in question.buttons() if b.text() == "Open"]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert [url.scheme() for url in opened] == ["https"]


@pytest.mark.parametrize("address", ["file:///etc/passwd", "javascript:alert(1)", "smb://h/x", ""])
async def test_other_addresses_are_never_opened(start, opened, address):
    person = await start("alpha")
    assert ask_to_open(person.view, address) is None
    assert person.view.findChildren(QMessageBox) == []


async def fill_disk(person) -> None:
    """Let the database grow no further."""

    def limit(connection) -> None:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages}")

    await person.parley.services.database.run(limit)
