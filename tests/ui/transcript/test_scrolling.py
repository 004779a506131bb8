"""Where one is in a conversation: by wheel, touchpad or jump, and while the window changes."""

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent

from app.ui.transcript import message_view
from tests.ui.transcript.screen import buttons, settle, view

LONG = "\n\n".join(f"Paragraph {n}. " + "Some words. " * (n % 7 * 5) for n in range(80))


def _bar(transcript):
    return view(transcript).verticalScrollBar()


def _turn_wheel(transcript, *, pixels=(0, 0), angle=(0, 0), shift=False):
    viewport = view(transcript).viewport()
    place = QPointF(viewport.rect().center())
    keys = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    event = QWheelEvent(
        *(place, viewport.mapToGlobal(place), QPoint(*pixels), QPoint(*angle)),
        *(Qt.MouseButton.NoButton, keys, Qt.ScrollPhase.NoScrollPhase, False),
    )
    QCoreApplication.sendEvent(viewport, event)


def _scroll(qtbot, transcript, y):
    _bar(transcript).setValue(y)
    settle(qtbot, transcript)


def _places(transcript):
    """Where each part that can be seen stands on the screen."""
    shown = view(transcript)
    return {s.part: s.y - shown.scrolled for s in shown.visible_parts()}


def _moved(before, after):
    """By how many pixels went what can be seen before and after."""
    (distance,) = {after[part] - before[part] for part in before.keys() & after.keys()}
    return distance


@pytest.fixture
def long(transcript, rows):
    transcript.set_path([rows.turn(answer=rows.answer(LONG))])
    return transcript


def test_a_touchpad_scrolls_by_the_pixel(qtbot, long):
    _scroll(qtbot, long, 500)

    for pixels in (1, 3, -2):
        before = _places(long)
        _turn_wheel(long, pixels=(0, pixels), angle=(0, 8 * pixels))
        assert _moved(before, _places(long)) == pixels


def test_a_wheel_scrolls_three_lines_a_notch_and_parts_of_it_by_parts(qtbot, long):
    _scroll(qtbot, long, 500)

    for angle, pixels in ((120, 66), (-60, -33)):
        before = _places(long)
        _turn_wheel(long, angle=(0, angle))
        assert _moved(before, _places(long)) == pixels


def test_code_is_scrolled_sideways_and_the_conversation_is_not(qtbot, transcript, rows):
    code = "```text\n" + ("wide " * 100 + "\n") * 30 + "```"
    transcript.set_path([rows.turn(answer=rows.answer(code + "\n\n" + LONG))])
    _scroll(qtbot, transcript, 0)
    shown = view(transcript)
    part = next(s.part for s in shown.visible_parts() if s.part.kind == "code")
    right = part.caret_rect(len(part.text)).x()

    _turn_wheel(transcript, pixels=(-50, 0), angle=(-400, 0))
    _turn_wheel(transcript, angle=(0, -120), shift=True)

    assert part.caret_rect(len(part.text)).x() == right - 50 - 66
    assert _bar(transcript).value() == 0


@pytest.mark.parametrize("width", [500, 700, 1400])
def test_what_is_read_stays_at_the_top_when_the_window_changes(qtbot, long, width):
    _scroll(qtbot, long, 900)
    top = next(s for s in view(long).visible_parts() if s.y >= view(long).scrolled)
    view(long).jump_to(top.y)

    long.resize(width, 450)

    qtbot.waitUntil(lambda: view(long).width() == width)
    assert abs(_places(long)[top.part]) <= 1


def test_the_end_stays_in_sight_when_the_window_changes(qtbot, long):
    for width in (500, 1200):
        long.resize(width, 400)
        qtbot.waitUntil(lambda width=width: view(long).width() == width)
        assert _bar(long).value() == _bar(long).maximum()


def test_only_who_is_at_the_end_follows_it(transcript, rows):
    transcript.set_path([rows.turn(answer=rows.live(text=LONG))])
    _turn_wheel(transcript, angle=(0, 240))
    place = _bar(transcript).value()

    transcript.append("a1", "\n\nMore.\n\nAnd more.", "")
    transcript.flush()
    assert _bar(transcript).value() == place
    assert "Jump to the end" in buttons(transcript)

    _turn_wheel(transcript, angle=(0, -1200))
    transcript.append("a1", "\n\nStill more.\n\nAnd more.", "")
    transcript.flush()
    assert _bar(transcript).value() == _bar(transcript).maximum()
    assert "Jump to the end" not in buttons(transcript)


def test_a_jump_that_takes_long_shows_the_top_first_and_soon_all(
    qtbot, monkeypatch, transcript, rows
):
    turns = [
        rows.turn(f"Q{n}", rows.answer(f"Answer {n}.", answer_id=f"a{n}"), f"t{n}")
        for n in range(400)
    ]
    transcript.set_path(turns)
    monkeypatch.setattr(message_view, "_LAY_OUT_S", 0.0)
    shown = view(transcript)

    _bar(transcript).setValue(_bar(transcript).maximum() // 2)

    first = [standing.message for standing in shown.visible_parts()]
    assert len(set(first)) == 1
    assert not transcript.is_settled
    settle(qtbot, transcript)
    bottom = shown.scrolled + shown.viewport().height()
    assert max(s.y + s.part.height for s in shown.visible_parts()) >= bottom - 40
    assert next(shown.visible_parts()).message == first[0]


def test_a_long_message_is_laid_out_a_few_parts_at_a_time(qtbot, monkeypatch, long):
    _bar(long).setValue(0)
    monkeypatch.setattr(message_view, "_LAY_OUT_S", 0.0)
    shown = view(long)

    _bar(long).setValue(_bar(long).maximum() // 2)

    early = list(shown.visible_parts())
    settle(qtbot, long)
    assert len(early) < len(list(shown.visible_parts()))


def test_who_scrolls_to_the_end_is_there_still_when_all_is_laid_out(
    qtbot, monkeypatch, transcript, rows
):
    dense = "\n\n".join("word " * 60 for _ in range(4))
    transcript.resize(400, 500)
    transcript.set_path(
        [
            rows.turn(f"Q{n}", rows.answer(dense, answer_id=f"a{n}", reasoning="Why?"), f"t{n}")
            for n in range(300)
        ]
    )
    _scroll(qtbot, transcript, 0)
    view(transcript).setFixedWidth(300)  # What was laid out before is so no more.
    monkeypatch.setattr(message_view, "_LAY_OUT_S", 0.0)

    _scroll(qtbot, transcript, _bar(transcript).maximum())

    assert _bar(transcript).value() == _bar(transcript).maximum()


def test_a_jump_paints_nothing_that_is_not_laid_out_yet(qtbot, monkeypatch, transcript, rows):
    long = "1. one\n\n```\ncode\n```\n\n" * 30
    turns = [rows.turn(f"Q{n}", rows.answer(long, answer_id=f"a{n}"), f"t{n}") for n in range(3)]
    transcript.set_path(turns)
    shown = view(transcript)
    last = len(shown.column.messages) - 1  # Only its end was in sight so far.
    monkeypatch.setattr(message_view, "_LAY_OUT_S", 0.0)

    _bar(transcript).setValue(shown.column.top(last) - 150)

    early = {s.part for s in shown.visible_parts()}
    assert early
    assert all(part.width > 0 for part in early)
    shown.viewport().grab()
    settle(qtbot, transcript)
    assert len(set(shown.visible_parts())) > len(early)
