"""What is read becomes larger and smaller, and everything in it; what is around it stays."""

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent

from app.domain.answer import AnswerStatus
from tests.ui.transcript.screen import button, place_of, view

TABLE = "| a | b |\n|---|---|\n| one | two |"
ANSWER = f"# Head\n\nSome words.\n\n```py\nx = 1\n```\n\n{TABLE}\n\n> Quoted\n"


@pytest.fixture
def page(transcript, rows):
    transcript.resize(1600, 900)
    answer = rows.answer(ANSWER, reasoning="Hm.", attempt=2, attempts=2)
    transcript.set_path([rows.turn("First?", answer)])
    return view(transcript)


def _heights(page):
    QCoreApplication.processEvents()
    return {shown.part.text or shown.part.name: shown.part.height for shown in page.visible_parts()}


def _turn_wheel(page, notches, modifiers=Qt.KeyboardModifier.ControlModifier):
    middle = QPointF(page.viewport().rect().center())
    event = QWheelEvent(
        middle,
        page.viewport().mapToGlobal(middle),
        QPoint(),
        QPoint(0, round(120 * notches)),
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QGuiApplication.sendEvent(page.viewport(), event)


def test_every_part_is_twice_as_high_at_200_percent(page, appearance):
    before = _heights(page)

    appearance.reading.set_zoom(200)

    after = _heights(page)
    assert len(before) >= 7
    # Lines one pixel thin stay that.
    assert all(abs(after[name] - 2 * height) <= 4 for name, height in before.items())


def test_what_can_be_pressed_grows_along(transcript, page, appearance):
    copy = button(transcript, "Copy answer")
    before = copy.size()

    appearance.reading.set_zoom(150)
    _heights(page)

    assert copy.size() == before * 1.5
    assert copy.parentWidget().rect().contains(copy.geometry())


def test_back_at_100_percent_everything_is_as_it_was(transcript, rows, appearance):
    # Without code: it is coloured a little later.
    transcript.set_path([rows.turn("First?", rows.answer("# Head\n\n- a\n- b\n\n> Quoted"))])
    page = view(transcript)
    before, picture = _heights(page), transcript.grab().toImage()

    appearance.reading.set_zoom(67)
    _heights(page)
    appearance.reading.set_zoom(100)

    assert _heights(page) == before
    assert transcript.grab().toImage() == picture


def test_ctrl_and_the_wheel_zoom_by_a_step_a_notch(page, appearance):
    _turn_wheel(page, 1)
    assert appearance.reading.zoom == 110

    _turn_wheel(page, -2)
    assert appearance.reading.zoom == 90


def test_a_touchpad_zooms_once_it_has_turned_by_a_notch(page, appearance):
    for _ in range(4):
        assert appearance.reading.zoom == 100
        _turn_wheel(page, 0.25)

    assert appearance.reading.zoom == 110


def test_the_wheel_alone_scrolls(page, appearance):
    _turn_wheel(page, 1, Qt.KeyboardModifier.NoModifier)

    assert appearance.reading.zoom == 100


@pytest.mark.parametrize(("wanted", "given"), [(10, 50), (1000, 200), (130, 130)])
def test_it_zooms_from_50_to_200_percent(appearance, wanted, given):
    appearance.reading.set_zoom(wanted)

    assert appearance.reading.zoom == given


def test_a_step_at_the_end_of_the_range_changes_nothing(appearance):
    appearance.reading.set_zoom(200)
    appearance.reading.step_zoom(1)
    assert appearance.reading.zoom == 200

    appearance.reading.step_zoom(-50)
    assert appearance.reading.zoom == 50


def test_zooming_keeps_what_is_read_in_place(transcript, rows, appearance):
    words = [f"Paragraph {i} " + "with words " * 30 for i in range(60)]
    transcript.resize(800, 400)
    transcript.set_path([rows.turn("Long?", rows.answer("\n\n".join(words)))])
    page = view(transcript)
    page.jump_to(page.column.total // 2)
    QCoreApplication.processEvents()
    first = next(page.visible_parts()).part.text[:14]

    appearance.reading.set_zoom(200)
    QCoreApplication.processEvents()

    assert next(page.visible_parts()).part.text[:14] == first


def test_a_waiting_card_grows_with_its_words(transcript, rows, appearance):
    answer = rows.answer("Half", AnswerStatus.STOPPED)
    transcript.set_path([rows.turn(answer=answer)])
    page = view(transcript)
    before = _heights(page)["You stopped this answer."]

    appearance.reading.set_zoom(200)

    assert _heights(page)["You stopped this answer."] >= 1.8 * before
    assert place_of(transcript, "Half")
