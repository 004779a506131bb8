"""Scrolling one pane brings what belongs to it to the top of the others."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication

from app.ui.transcript import message_view
from app.ui.transcript.reading_view import ReadingView

NO_KEYS = Qt.KeyboardModifier.NoModifier
SECTIONS = ("Reading the header", "Waiting with jitter", "Giving up in the end", "Telling people")


def essay(lines: dict[str, int]) -> str:
    """Sections with headings of the same words, and paragraphs of different ones, so many each."""
    parts: list[str] = []
    for section, count in lines.items():
        parts.append(f"## {section}")
        parts += [f"{section.split()[-1]} {n}: " + f"filler{n} " * 30 for n in range(count)]
    return "\n\n".join(parts)


def view(person, index: int) -> ReadingView:
    return person.view.panes.pane(person.lane(index)).transcript.findChild(ReadingView)


def top(person, index: int) -> str:
    """What stands at the top line of a pane."""
    shown = view(person, index)
    standing = shown.column.standing_at(shown.scrolled)
    part, y = standing.part, shown.scrolled - standing.y
    position = part.position_at(QPointF(4, y + 4))
    return part.text[:position].rpartition("\n")[2] + part.text[position:].partition("\n")[0]


def scroll(person, index: int, y: int) -> None:
    view(person, index).verticalScrollBar().setValue(y)


def y_of(person, index: int, text: str) -> int:
    """Where a text starts in a pane's column."""
    column = view(person, index).column
    for number, message in enumerate(column.messages):
        for n, part in enumerate(message.parts):
            if text in part.text:
                top_of_part = column.top(number) + message.top(n)
                return top_of_part + int(part.caret_rect(part.text.index(text)).top())
    raise AssertionError(text)


@pytest.fixture(autouse=True)
def all_is_laid_out_at_once(monkeypatch):
    """What a jump leaves for the next frame is not what these tests are about."""
    monkeypatch.setattr(message_view, "_LAY_OUT_S", 60.0)


async def both(start, server, first: str, second: str):
    person = await start("alpha", "beta")
    person.parley.window.resize(1440, 700)
    person.send("Hello")
    lanes = await server.exchanges_by_model(2)
    await lanes["alpha"].finish(first)
    await lanes["beta"].finish(second)
    await person.until_idle()
    await person.until_settled()
    await know_what_belongs_together(person)
    return person


async def know_what_belongs_together(person) -> None:
    """It is found out when an answer is scrolled to that has changed since."""
    last = view(person, 0).verticalScrollBar().maximum()
    scroll(person, 0, last - 1)
    scroll(person, 0, last)
    await person.until_done("align answers")


async def test_the_matching_section_is_shown_however_long_the_ones_before_it_are(start, server):
    short = essay(dict(zip(SECTIONS, (2, 2, 6, 6), strict=True)))
    long = essay(dict(zip(SECTIONS, (14, 6, 6, 6), strict=True)))
    person = await both(start, server, short, long)
    for section in SECTIONS[1:3]:
        scroll(person, 0, y_of(person, 0, section))
        scroll(person, 0, y_of(person, 0, section))
        assert top(person, 0) == section
        assert top(person, 1) == section
    scroll(person, 1, y_of(person, 1, SECTIONS[1]))
    assert top(person, 0) == SECTIONS[1]


async def test_scrolling_on_never_leads_the_other_pane_backwards(start, server):
    texts = [essay(dict(zip(SECTIONS, n, strict=True))) for n in ((3, 9, 3, 9), (9, 3, 9, 3))]
    person = await both(start, server, *texts)
    bar, other = view(person, 0).verticalScrollBar(), view(person, 1)
    bar.setValue(0)
    places = [other.scrolled]
    while bar.value() < bar.maximum():
        bar.setValue(bar.value() + 40)
        places.append(other.scrolled)
    steps = [b - a for a, b in pairwise(places)]
    assert min(steps) >= -2  # heights are estimated until they are looked at
    assert places[-1] > places[0] + 500


async def test_alt_holds_the_other_panes_and_the_toggle_lets_them_be(start, server, monkeypatch):
    text = essay(dict.fromkeys(SECTIONS, 8))
    person = await both(start, server, text, text)
    for y in (0, 1, 0):  # Heights are exact once they were looked at.
        scroll(person, 0, y)
        await person.until_settled()
    assert view(person, 1).scrolled == 0
    wheel(view(person, 0), Qt.KeyboardModifier.AltModifier, monkeypatch)
    assert view(person, 0).scrolled > 0
    assert view(person, 1).scrolled == 0
    wheel(view(person, 0), NO_KEYS, monkeypatch)
    assert view(person, 1).scrolled == view(person, 0).scrolled
    person.click("Scroll together")
    scroll(person, 0, 0)
    assert view(person, 1).scrolled > 0


def wheel(widget: ReadingView, keys: Qt.KeyboardModifier, monkeypatch) -> None:
    """Turn the wheel down while these keys are held; with Alt, Qt has it go sideways."""
    monkeypatch.setattr(QApplication, "keyboardModifiers", lambda: keys)
    turn = QPoint(-240, 0) if keys & Qt.KeyboardModifier.AltModifier else QPoint(0, -240)
    middle = QPointF(widget.rect().center())
    event = QWheelEvent(
        middle,
        widget.mapToGlobal(middle),
        QPoint(),
        turn,
        Qt.MouseButton.NoButton,
        keys,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QGuiApplication.sendEvent(widget.viewport(), event)


async def test_turns_belong_together_even_where_a_lane_was_not_asked(start, server):
    person = await both(start, server, essay(dict.fromkeys(SECTIONS, 6)), "Short.")
    for n in range(3):
        person.chat.send(f"Question {n}\n" + "word " * 300)
        lanes = await server.exchanges_by_model(2)
        await lanes["alpha"].finish(essay({f"Answer {n}": 9}))
        await lanes["beta"].finish(essay({f"Reply {n}": 5}))
        await person.until_idle()
    person.chat.lane_editor.copy(person.lane(0))
    await person.until(lambda: len(person.chat.lanes) == 3)
    await person.until_settled()
    for _ in range(2):
        scroll(person, 0, y_of(person, 0, "Question 1"))
    assert top(person, 0) == "Question 1"
    assert top(person, 1) == "Question 1"
    assert top(person, 2) == "Question 1"


async def test_an_answer_that_still_streams_is_followed_as_far_as_it_has_come(start, server):
    person = await start("alpha", "beta")
    person.parley.window.resize(1440, 700)
    person.send("Hello")
    lanes = await server.exchanges_by_model(2)
    await lanes["alpha"].finish(essay(dict.fromkeys(SECTIONS, 6)))
    await lanes["beta"].send(essay(dict.fromkeys(SECTIONS[:3], 9)))
    await person.until(lambda: "Giving up" in "".join(person.answers(1)))
    await person.until(lambda: "Telling" in "".join(person.answers(0)))
    await person.until_settled()
    for _ in range(3):
        scroll(person, 0, y_of(person, 0, SECTIONS[1]))
        scroll(person, 0, y_of(person, 0, SECTIONS[1]) - 1)
        await person.until_done("align answers")
    scroll(person, 0, y_of(person, 0, SECTIONS[1]))
    assert top(person, 1) == SECTIONS[1]
    await lanes["beta"].finish()
    await person.until_idle()


async def behind_tabs(start, server, first: str, second: str):
    """Two lanes of which one is shown at a time; which answers belong together is known."""
    person = await both(start, server, first, second)
    person.parley.window.resize(900, 700)
    await person.until_settled()
    return person


def shown(person) -> list[str]:
    panes = person.view.panes
    return [panes.pane(lane_id).lane.label for lane_id in panes.shown_ids]


def show_tab(person, index: int) -> None:
    tabs = person.view.panes.tabs.findChildren(QAbstractButton)
    label = person.chat.lanes[index].label
    tab = next(tab for tab in tabs if tab.accessibleName().startswith(label))
    QTest.mouseClick(tab, Qt.MouseButton.LeftButton)
    assert shown(person) == [label]


async def test_a_pane_comes_into_sight_at_what_belongs_to_where_one_reads(start, server):
    texts = [essay(dict(zip(SECTIONS, n, strict=True))) for n in ((2, 2, 6, 6), (14, 6, 6, 6))]
    person = await behind_tabs(start, server, *texts)
    for section, here, there in ((SECTIONS[2], 0, 1), (SECTIONS[1], 1, 0)):
        show_tab(person, here)
        for _ in range(2):
            scroll(person, here, y_of(person, here, section))
        assert top(person, here) == section
        show_tab(person, there)
        assert top(person, there) == section
        await person.until_settled()
        assert top(person, there) == section
        show_tab(person, here)
        assert top(person, here) == section


async def test_a_pane_comes_into_sight_as_it_was_left_if_panes_scroll_alone(start, server):
    text = essay(dict.fromkeys(SECTIONS, 8))
    person = await behind_tabs(start, server, text, text)
    person.click("Scroll together")
    show_tab(person, 1)
    scroll(person, 1, 40)
    show_tab(person, 0)
    scroll(person, 0, 400)
    show_tab(person, 1)
    assert view(person, 1).scrolled == 40


async def test_a_pane_that_comes_into_sight_at_the_end_stays_there_if_all_are(start, server):
    texts = essay(dict.fromkeys(SECTIONS, 4)), essay(dict.fromkeys(SECTIONS[:1], 30))
    person = await behind_tabs(start, server, *texts)
    show_tab(person, 0)
    for y in (0, view(person, 0).verticalScrollBar().maximum()):
        scroll(person, 0, y)
    await person.until_settled()
    view(person, 0).jump_to_end()
    view(person, 1).jump_to_end()
    show_tab(person, 1)
    await person.until_settled()
    assert view(person, 1).is_at_end
