"""Answers that wait for a limit: what the card says, and every way out of it."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMenu

from app.domain.answer import AnswerStatus
from app.domain.lane import Candidate, ModelRef
from app.ui.controls import TextButton
from app.ui.transcript.notice_card import NoticeCard

SLOW_DOWN = "retry-after: 12\r\nx-request-id: req-77\r\nx-ratelimit-remaining-requests: 0\r\n"
SLOW_DOWN += "x-ratelimit-limit-requests: 60\r\nx-ratelimit-reset-requests: 12s\r\n"


async def wait_on(person, server, index: int = 0):
    """Have the server ask one lane to wait."""
    person.send("Hello")
    exchanges = await server.exchanges_by_model(len(person.chat.lanes))
    for label, exchange in exchanges.items():
        if label == person.chat.lanes[index].label:
            await exchange.fail(429, "slow down", SLOW_DOWN)
    await person.until(lambda: row(person, index).retry is not None)
    return exchanges


def row(person, index: int = 0):
    return person.chat.turns(person.lane(index))[0].answer


def card(person) -> NoticeCard:
    (card,) = [c for c in person.view.findChildren(NoticeCard) if c.isVisible()]
    return card


async def set_lane(person, **changes) -> None:
    """Change the first lane."""
    lane = replace(person.chat.conversation.lane(person.lane(0)), **changes)
    editor = person.chat.lane_editor
    editor._change(lambda c: c.with_lane(lane), "change a lane")
    await person.until_done("change a lane")


async def test_the_card_says_what_happened_and_what_the_server_asked(start, server):
    person = await start("alpha", "beta")
    exchanges = await wait_on(person, server)
    retry = row(person).retry
    assert retry.reason.startswith("Rate limited by the server at ")
    assert (retry.attempt, retry.server_asked) == (2, 12)
    await exchanges["beta"].finish("The other goes on")
    await person.until(lambda: person.answers(1) == ["The other goes on"])
    assert row(person).status is AnswerStatus.WAITING
    person.click("Details")
    person.click("Copy details")
    details = QGuiApplication.clipboard().text()
    assert "Status: 429" in details
    assert "Request: req-77" in details
    assert "0 requests left of 60, full again in" in details
    person.chat.answers.stop_all()
    await person.until_idle()


async def test_a_countdown_is_not_read_aloud_each_second(start, server):
    person = await start("alpha")
    await wait_on(person, server)
    before, seconds = card(person).accessibleName(), row(person).retry.seconds_left
    await person.until(lambda: row(person).retry.seconds_left < seconds)
    assert card(person).accessibleName() == before
    assert "attempt 2 of 6" in before
    person.chat.answers.stop_all()
    await person.until_idle()


async def test_retry_now_asks_the_server_even_where_its_limit_is_known_to_be_used_up(start, server):
    person = await start("alpha")
    await wait_on(person, server)
    person.button("Retry now").setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(person.button("Retry now"), Qt.Key.Key_Return)
    await (await server.next_exchange()).finish("At last")
    await person.until_idle()
    assert person.answers() == ["At last"]


async def test_another_model_answers_this_once_and_says_so(start, server):
    person = await start("alpha")
    await person.parley.models.add_server("Mine", server.base_url, "")
    await wait_on(person, server)
    person.click("Other model")
    search = person.view.model_choice.picker.findChild(QLineEdit)
    QTest.keyClicks(search, "beta")
    QTest.keyClick(search, Qt.Key.Key_Return)
    exchange = await server.next_exchange()
    assert exchange.body["model"] == "beta"
    await exchange.finish("I stand in")
    await person.until_idle()
    answer = row(person)
    assert (answer.text, answer.model_label, answer.attempts) == ("I stand in", "beta", 2)
    assert answer.because.startswith("Rate limited by")
    assert person.chat.lanes[0].label == "alpha"
    assert "beta answers here instead" in shown(person)
    person.chat.answers.step_attempt(answer.answer_id, -1)
    await person.until(lambda: row(person).status is AnswerStatus.STOPPED)


async def test_another_key_is_offered_where_there_is_one(start, server):
    person = await start("alpha")
    credentials = person.parley.services.credentials
    for label, key in (("work", "work-key-000001"), ("private", "private-key-0002")):
        await credentials.check_and_save("openai_compatible", server.base_url, label, key)
    await wait_on(person, server)
    person.click("Other key")
    (menu,) = person.view.findChildren(QMenu, options=Qt.FindChildOption.FindChildrenRecursively)[
        -1:
    ]
    (action,) = menu.actions()
    assert action.text() == "private ·0002"
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    exchange = await server.next_exchange()
    assert exchange.authorization == "Bearer private-key-0002"
    await exchange.finish("ok")
    await person.until_idle()


async def test_no_other_key_is_offered_where_there_is_none(start, server):
    person = await start("alpha")
    await wait_on(person, server)
    assert not row(person).has_other_key
    (stop,) = [b for b in card(person).findChildren(TextButton) if b.label == "Stop"]
    QTest.mouseClick(stop, Qt.MouseButton.LeftButton)
    await person.until_idle()
    assert row(person).status is AnswerStatus.STOPPED


async def test_a_fallback_is_offered_on_the_card_and_announced(start, server):
    person = await start("alpha")
    beta = Candidate(ModelRef("openai_compatible", "beta", server.base_url))
    await set_lane(person, fallbacks=(beta,))
    await wait_on(person, server)
    person.click("Ask beta")
    await (await server.next_exchange()).finish("I stand in")
    await person.until_idle()
    assert person.answers() == ["I stand in"]
    assert "beta answers here instead: Rate limited by" in shown(person)


async def test_a_failed_answer_offers_its_fallback_even_after_a_restart(start, server):
    person = await start("alpha")
    beta = Candidate(ModelRef("openai_compatible", "beta", server.base_url))
    await set_lane(person, fallbacks=(beta,))
    person.send("Hello")
    await (await server.next_exchange()).fail(402, "no credit")
    await person.until_idle()
    await person.quit()
    await person.start()
    person.chat.open(person.parley.chats.summaries[0].id)
    await person.until(lambda: bool(person.chat.conversation.turns))
    person.click("Ask beta")
    await (await server.next_exchange()).finish("ok")
    await person.until_idle()


def shown(person) -> str:
    """The words that are painted in the first lane's transcript."""
    view = person.view.panes.all_panes()[0].transcript._view
    parts = [part for message in view.column.messages for part in message.parts]
    return " ".join(getattr(part, "text", "") for part in parts)
