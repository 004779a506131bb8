"""What a prompt takes is said while it is typed, and what does not fit is asked about."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.domain.lane import ModelRef
from app.domain.settings import Language
from app.ui.labels import Label

GPT = ModelRef("openai", "gpt-4o")  # $2.50 and $10 a million tokens
TIMES = "\N{MULTIPLICATION SIGN}"
MINI = ModelRef("openai", "gpt-4o-mini")


def hint(person) -> str:
    button = person.view.composer.quote_button
    return button.label if button.isVisible() else ""


async def until_hint(person, begins: str) -> None:
    await person.until(lambda: hint(person).startswith(begins))


async def start_with_windows(start, server, *models: str, **windows: int):
    """Parley, once it knows how much the server's models read at most."""
    server.models, server.windows = tuple(windows), windows
    person = await start(*models)
    await person.parley.models.add_server("Mine", server.base_url, "")
    return person


async def ask(person, server, prompt: str, **answers: str) -> None:
    """Have every lane answer."""
    person.send(prompt)
    for model, exchange in (await server.exchanges_by_model(len(answers))).items():
        await exchange.finish(answers[model])
    await person.until_idle()


def choose(person, lane: int, words: str) -> None:
    """Pick what is done about a lane that does not fit, with the keyboard."""
    box = person.view.quoting.popup.lanes[person.lane(lane)].choice
    offered = [box.itemText(n) for n in range(box.count())]
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Home)
    for _ in range(offered.index(words)):
        QTest.keyClick(box, Qt.Key.Key_Down)


async def until_undecided(person) -> None:
    await person.until(lambda: person.view.quoting.popup.isVisible())


async def test_what_is_typed_is_quoted_in_tokens(start):
    person = await start("alpha")
    assert hint(person) == ""
    person.type("How long is a piece of string?")
    await until_hint(person, "≈ 12 tokens")
    assert hint(person) == "≈ 12 tokens"


async def test_a_comparison_says_how_many_models_and_about_how_much(start):
    person = await start(GPT, MINI)
    person.type("word " * 40)
    await until_hint(person, f"≈ 54 tokens {TIMES} 2 models")
    low = Decimal(54) * (Decimal("2.5") + Decimal("0.15")) / 1_000_000
    high = low + Decimal(4_000) * (Decimal(10) + Decimal("0.6")) / 1_000_000
    assert hint(person) == f"≈ 54 tokens {TIMES} 2 models · about ${(low + high) / 2:.2f}"


async def test_a_price_that_is_not_known_is_said_not_to_be(start):
    person = await start(GPT, "alpha", "beta")
    person.type("Hello")
    await until_hint(person, f"≈ 6 tokens {TIMES} 3 models · about $0.02 + 2 unknown")


@pytest.mark.parametrize("keys", ["click", "shortcut"])
async def test_the_quote_opens_with_a_row_for_each_lane(start, keys):
    person = await start(GPT, "alpha")
    person.type("Hello")
    await until_hint(person, "≈ 6 tokens")
    if keys == "click":
        person.click(hint(person))
    else:
        QTest.keyClick(
            person.parley.window,
            Qt.Key.Key_E,
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
        )
    popup = person.view.quoting.popup
    assert popup.isVisible()
    assert [lane.accessibleName() for lane in popup.lanes.values()] == [
        "gpt-4o, ≈ 6 tokens, < 1 % of 128,000, $0.000015 to $0.04",
        "alpha, ≈ 6 tokens, context size unknown, price unknown",
    ]


@pytest.mark.parametrize("language", [Language.ENGLISH, Language.GERMAN])
async def test_what_is_said_of_a_lane_is_read_whole(start, language):
    person = await start(GPT, "alpha", language=language)
    person.type("Hello")
    await until_hint(person, "≈ 6")
    person.click(hint(person))
    lanes = person.view.quoting.popup.lanes.values()
    labels = [label for lane in lanes for label in lane.findChildren(Label) if label.text()]
    assert len(labels) == 8
    assert [label.text() for label in labels if label.width() < label.sizeHint().width()] == []


LONG = "word " * 70


async def test_a_lane_that_has_no_room_says_so_while_it_is_typed(start, server):
    person = await start_with_windows(start, server, "alpha", "beta", alpha=100, beta=100_000)
    person.type(LONG)
    await until_hint(person, "alpha has no room: 117 % of 100")


async def test_nothing_is_sent_before_it_is_said_what_to_do_where_it_does_not_fit(start, server):
    person = await start_with_windows(start, server, "alpha", "beta", alpha=100, beta=100_000)
    person.send(LONG)
    await until_undecided(person)
    assert not server.exchanges
    assert person.view.composer.text() == LONG
    box = person.view.quoting.popup.lanes[person.lane(0)].choice
    assert [box.itemText(n) for n in range(box.count())] == [
        "Send all of it anyway",
        "Ask beta this time",
        "Skip it this time",
    ]
    person.click("Send")
    sent = await server.exchanges_by_model(2)
    assert {exchange.texts[0] for exchange in sent.values()} == {LONG}


async def test_the_oldest_messages_are_left_out_in_that_lane_alone(start, server):
    person = await start_with_windows(start, server, "alpha", "beta", alpha=100, beta=100_000)
    await ask(person, server, "First", alpha="a" * 200, beta="b" * 200)
    await ask(person, server, "Second", alpha="c", beta="d")
    person.send("word " * 30)
    await until_undecided(person)
    choose(person, 0, "Leave out the oldest 2 messages")
    await until_hint(person, "≈")
    person.click("Send")
    sent = await server.exchanges_by_model(2)
    assert sent["alpha"].texts == ["Second", "c", "word " * 30]
    assert sent["beta"].texts == ["First", "b" * 200, "Second", "d", "word " * 30]


async def test_a_lane_is_skipped_for_one_prompt(start, server):
    person = await start_with_windows(start, server, "alpha", "beta", alpha=100, beta=100_000)
    person.send(LONG)
    await until_undecided(person)
    choose(person, 0, "Skip it this time")
    await until_hint(person, "≈ 92 tokens")
    person.click("Send")
    exchange = await server.next_exchange()
    assert exchange.body["model"] == "beta"
    await exchange.finish("b")
    await person.until_idle()
    person.send("Hi")  # after the long one, which alpha has no room for still
    await until_undecided(person)
    person.click("Send")
    assert set(await server.exchanges_by_model(2)) == {"alpha", "beta"}


async def test_a_larger_model_is_asked_in_the_place_of_a_lanes_own_once(start, server):
    person = await start_with_windows(start, server, "alpha", alpha=100, beta=100_000)
    person.send(LONG)
    await until_undecided(person)
    choose(person, 0, "Ask beta this time")
    await until_hint(person, "≈ 92 tokens")
    QTest.keyClick(person.view.quoting.popup, Qt.Key.Key_Escape)
    person.click("Send")
    exchange = await server.next_exchange()
    assert exchange.body["model"] == "beta"
    await exchange.finish("b")
    await person.until_idle()
    assert person.chat.lanes[0].label == "alpha"


async def test_a_prompt_with_a_secret_is_sent_to_nobody_to_be_counted(start):
    person = await start("alpha")
    person.type("My key is sk-ant-api03-" + "a1B2" * 20)
    await until_hint(person, "≈")
    person.click(hint(person))
    person.click("Count exactly")
    assert "sent to nobody" in person.view.notice.sentence
