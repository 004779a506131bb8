"""Ctrl+D shows where answers differ, and folds away what most of them say."""

import asyncio

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAccessible, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit

from app.ui.transcript.column import Standing
from app.ui.transcript.reading_view import ReadingView

Ctrl, Key = Qt.KeyboardModifier.ControlModifier, Qt.Key
NAME, DESCRIPTION = QAccessible.Text.Name, QAccessible.Text.Description

SHARED = "Wait as long as the server **asks for**, and otherwise back off exponentially."
CODE = "```python\ndef wait(base=%s):\n    return jitter(base)\n```"
TABLE = "| Status | Meaning |\n|---|---|\n| 429 | Too many |\n| %s |"
ALPHA = "\n\n".join(
    (
        SHARED,
        "The limit of each key resets after 30 seconds, says Stripe.",
        CODE % "2.0",
        "A circuit breaker stops asking once half of all requests fail.",
        TABLE % "529 | Overloaded",
    )
)
BETA = "\n\n".join(
    (
        SHARED,
        "The limit of each key resets after 60 seconds, says Github.",
        CODE % "1.0",
        "1. Log every attempt with its id for support.\n2. Never retry what isn't idempotent.",
        TABLE % "503 | Unavailable",
    )
)
FOLD = "Same in 2 of 2 · 13 words"


def view(person, index: int) -> ReadingView:
    return person.view.panes.pane(person.lane(index)).transcript.findChild(ReadingView)


def parts(person, index: int) -> list[tuple[str, str]]:
    """What a screen reader reads of the last answer in a pane, and what it adds to that."""
    whole = QAccessible.queryAccessibleInterface(view(person, index))
    answer = whole.child(whole.childCount() - 1)
    items = [answer.child(i) for i in range(answer.childCount())]
    return [
        (_text(item), item.text(DESCRIPTION))
        for item in items
        if item.textInterface()  # What is no button.
    ]


def _text(item) -> str:
    text = item.textInterface()
    return text.text(0, text.characterCount())


def remarks(person, index: int) -> dict[str, str]:
    """What is added to a part, by how that begins."""
    return {text[:9]: remark for text, remark in parts(person, index) if remark}


def fold(person, index: int) -> QAbstractButton:
    """The line under which something is folded away in a pane."""
    buttons = view(person, index).findChildren(QAbstractButton)
    return next(b for b in buttons if b.accessibleName().startswith("Same in") and b.isVisible())


async def press_ctrl_d(person) -> None:
    QTest.keyClick(person.parley.window, Key.Key_D, Ctrl)
    await person.until_done("find differences")
    QCoreApplication.sendPostedEvents()  # The legend takes its room.


def colours(widget) -> set[str]:
    """The colours that are painted, as "#rrggbb"."""
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    return {f"#{pixel & 0xFFFFFF:06x}" for pixel in set(memoryview(image.constBits()).cast("I"))}


def settle(person) -> None:
    """Have all that came be shown."""
    for pane in person.view.panes.all_panes():
        while pane.transcript.flush():
            pass


@pytest.fixture
def compare(start, server):
    """Opens a window in which one lane a text has answered with it."""

    async def answered(*texts: str):
        models = [f"model-{n}" for n in range(len(texts))]
        person = await start(*models)
        person.parley.window.resize(1440, 900)
        await ask(person, texts)
        return person

    async def ask(person, texts):
        person.send("Hello")
        lanes = await server.exchanges_by_model(len(texts))
        for n, text in enumerate(texts):
            await lanes[f"model-{n}"].finish(text)
        await person.until_idle()
        settle(person)

    return answered


async def test_what_differs_is_said_and_painted(compare):
    person = await compare(ALPHA, BETA)
    theme = person.parley.appearance.theme
    assert theme.only_bg not in colours(view(person, 0))

    await press_ctrl_d(person)

    assert remarks(person, 0) == {
        "The limit": "Disagrees: “30”, “Stripe”.",
        "def wait(": "Only here: “def wait(base=2.0):”.",
        "A circuit": "Only here.",
        "Status\tMe": "Only here: “529 Overloaded”.",
    }
    assert remarks(person, 1) == {
        "The limit": "Disagrees: “60”, “Github”.",
        "def wait(": "Only here: “def wait(base=1.0):”.",
        "1. Log ev": "Only here.",
        "Status\tMe": "Only here: “503 Unavailable”.",
    }
    assert {theme.only, theme.only_bg, theme.warn, theme.warn_bg} <= colours(view(person, 0))
    assert person.button("Diff").isChecked()
    assert person.view.lens_legend.isVisible()


async def test_other_words_are_underlined_within_what_says_the_same(compare):
    said = "Log {} attempt with its request id, so that support can find it {}."
    person = await compare(said.format("each", "later"), said.format("every", "again"))

    await press_ctrl_d(person)

    assert remarks(person, 0) == {"Log each ": "Other words: “each”, “later”."}
    assert remarks(person, 1) == {"Log every": "Other words: “every”, “again”."}


async def test_what_most_say_is_folded_away_and_unfolded_by_keyboard(compare):
    person = await compare(ALPHA, BETA)
    await press_ctrl_d(person)
    assert parts(person, 0)[0][0] == f"{FOLD}, folded away"
    assert not any(text.startswith("Wait as") for text, _ in parts(person, 0))

    fold(person, 0).setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(fold(person, 0), Key.Key_Return)

    assert [text for text, _ in parts(person, 0)][:2] == [
        f"{FOLD}, unfolded",
        "Wait as long as the server asks for, and otherwise back off exponentially.",
    ]
    assert fold(person, 0).hasFocus()
    assert parts(person, 1)[0][0] == f"{FOLD}, folded away"
    QTest.keyClick(fold(person, 0), Key.Key_Space)
    assert parts(person, 0)[0][0] == f"{FOLD}, folded away"
    QTest.mouseClick(fold(person, 0), Qt.MouseButton.LeftButton)
    assert parts(person, 0)[0][0] == f"{FOLD}, unfolded"


async def test_items_of_a_list_are_folded_away_between_others(compare):
    items = [f"Rule number {word} of them all is never to give up." for word in "abcd"]
    mine, theirs = (
        "\n".join(f"{n}. {item}" for n, item in enumerate((first, *items[1:3], last), 1))
        for first, last in (("Sleep.", "Eat fish."), ("Dance on the roof.", "Sing."))
    )
    person = await compare(mine, theirs)

    await press_ctrl_d(person)

    assert [text for text, _ in parts(person, 0)] == [
        "1. Sleep.",
        "Same in 2 of 2 · 22 words, folded away",
        "4. Eat fish.",
    ]
    view(person, 0).select_all()
    view(person, 0).copy()
    assert QGuiApplication.clipboard().text() == "\n\n".join(
        ("1. Sleep.", f"2. {items[1]}\n3. {items[2]}", "4. Eat fish.")
    )


async def test_a_fold_is_copied_as_the_markdown_under_it(compare):
    person = await compare(ALPHA, BETA)
    await press_ctrl_d(person)

    view(person, 1).select_all()
    view(person, 1).copy()

    assert QGuiApplication.clipboard().text() == BETA


async def test_finding_unfolds_what_hides_the_words(compare):
    person = await compare(ALPHA, BETA)
    await press_ctrl_d(person)
    transcript = person.view.panes.pane(person.lane(0)).transcript

    transcript.open_find()
    QTest.keyClicks(transcript.findChild(QLineEdit), "otherwise")

    assert parts(person, 0)[0][0] == f"{FOLD}, unfolded"
    view(person, 0).copy()
    assert QGuiApplication.clipboard().text() == "otherwise"
    transcript.find_again(backward=True)
    view(person, 0).copy()
    assert QGuiApplication.clipboard().text() == "otherwise"


async def test_finding_backwards_unfolds_too_and_takes_the_last_match(compare):
    text = "Backoff is what one does when backoff is asked for, says the backoff rule."
    person = await compare(f"{text}\n\nAlpha.", f"{text}\n\nBeta.")
    await press_ctrl_d(person)
    transcript = person.view.panes.pane(person.lane(0)).transcript
    shown = view(person, 0)
    shown.set_needle("backoff")

    assert shown.find_next(backward=True)

    assert shown.selection.anchor[2] == text.rindex("backoff")
    assert parts(person, 0)[0][0].endswith("unfolded")
    assert not transcript.flush()


async def test_switched_off_all_is_exactly_as_it_was(compare):
    filler = "\n\n".join(f"Section {n} is {'padded ' * 60}here." for n in range(12))
    person = await compare(f"{ALPHA}\n\n{filler}", f"{filler}\n\n{BETA}")
    shown = view(person, 0)
    for share in (*range(20, 9, -1), *range(11)):  # Heights are exact once all of it was seen.
        shown.verticalScrollBar().setValue(shown.verticalScrollBar().maximum() * share // 20)
        await person.until_settled()
    before = shown.grab().toImage()
    place = shown.scrolled
    height = shown.verticalScrollBar().maximum()

    await press_ctrl_d(person)
    assert shown.grab().toImage() != before
    await press_ctrl_d(person)
    await person.until_settled()

    assert (shown.scrolled, shown.verticalScrollBar().maximum()) == (place, height)
    assert shown.grab().toImage() == before
    assert not remarks(person, 0)
    assert not person.view.lens_legend.isVisible()


async def test_what_is_read_and_selected_stays_where_it_is(compare):
    filler = "\n\n".join(f"Section {n} is {'padded ' * 60}here." for n in range(12))
    person = await compare(f"{filler}\n\n{ALPHA}\n\n{filler}", f"{filler}\n\n{BETA}")
    shown = view(person, 0)
    for _ in range(2):  # Heights are exact where one has looked.
        before = standing(shown, "circuit")
        shown.jump_to(before.y + 3)
    before = standing(shown, "circuit")
    assert before.y - shown.scrolled == -3
    shown.selection.anchor = (before.message, before.number, 2)
    shown.selection.caret = (before.message, before.number, 9)

    await press_ctrl_d(person)

    now = standing(shown, "circuit")
    assert now.y < before.y
    assert now.y - shown.scrolled == -3
    shown.copy()
    assert QGuiApplication.clipboard().text() == "circuit"


def standing(shown: ReadingView, text: str):
    """The part that shows a text."""
    return next(
        Standing(index, number, shown.column.top(index) + message.top(number), part)
        for index, message in enumerate(shown.column.messages)
        for number, part in enumerate(message.parts)
        if text in part.text
    )


async def test_while_an_answer_streams_what_is_whole_is_compared(start, server):
    person = await start("alpha", "beta")
    person.parley.window.resize(1440, 900)
    person.send("Hello")
    lanes = await server.exchanges_by_model(2)
    await lanes["alpha"].finish(ALPHA)
    await lanes["beta"].send(BETA[: BETA.index("2. Never")])
    await person.until(lambda: "Log every" in "".join(person.answers(1)))
    await person.until(lambda: "Overloaded" in "".join(person.answers(0)))
    settle(person)

    await press_ctrl_d(person)

    assert remarks(person, 0)["A circuit"] == "Only here so far."
    assert remarks(person, 0)["The limit"] == "Disagrees: “30”, “Stripe”."
    assert "1. Log ev" not in remarks(person, 1)
    await lanes["beta"].finish(BETA[BETA.index("2. Never") :])
    await person.until_idle()
    settle(person)
    await person.until_done("find differences")
    assert remarks(person, 0)["A circuit"] == "Only here."
    assert remarks(person, 1)["1. Log ev"] == "Only here."


async def test_each_chat_remembers_whether_it_shows_differences(compare):
    person = await compare(ALPHA, BETA)
    await press_ctrl_d(person)
    first = person.chat.conversation.id
    person.chat.new_chat()
    await person.until(lambda: not person.button("Diff").isChecked())

    person.chat.open(first)
    await person.until(lambda: person.button("Diff").isChecked())
    await person.until_done("find differences")

    assert remarks(person, 0)["A circuit"] == "Only here."


async def test_findings_about_what_is_not_there_any_more_are_dropped(compare):
    person = await compare(ALPHA, BETA)
    QTest.keyClick(person.parley.window, Key.Key_D, Ctrl)
    await asyncio.sleep(0)  # The comparison is under way now.
    QTest.keyClick(person.parley.window, Key.Key_D, Ctrl)
    await person.until_done("find differences")

    assert not remarks(person, 0)
    assert person.answers(0) == [ALPHA]


async def test_another_attempt_is_compared_in_its_place(compare, server):
    person = await compare(ALPHA, BETA)
    await press_ctrl_d(person)
    person.chat.answers.regenerate(person.chat.turns(person.lane(1))[-1].answer.answer_id)
    exchange = await server.next_exchange()
    await exchange.finish(ALPHA)
    await person.until_idle()
    settle(person)
    await person.until_done("find differences")

    assert not remarks(person, 0)
    assert parts(person, 0)[0][0].startswith("Same in 2 of 2")


async def test_one_lane_alone_has_nothing_to_differ_from(compare):
    person = await compare(ALPHA)

    await press_ctrl_d(person)

    buttons = person.parley.window.findChildren(QAbstractButton)
    assert not any(b.isVisible() for b in buttons if b.accessibleName() == "Diff")
    assert not remarks(person, 0)
    assert not person.view.lens_legend.isVisible()
