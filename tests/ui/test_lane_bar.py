import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QLabel

from app.ui.lane_bar import LaneBar
from app.ui.lane_chip import LaneChip
from app.viewmodels.rows import LaneRow

MODELS = ("Claude Opus", "GPT", "Gemini Pro", "Command", "Llama", "Qwen", "Mistral", "SmolLM2")
LANES = [LaneRow(f"lane-{n}", label, "openai") for n, label in enumerate(MODELS)]
BOTH = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def bar(qtbot, appearance):
    bar = LaneBar(appearance)
    qtbot.addWidget(bar)
    bar.resize(1100, 52)
    with qtbot.waitExposed(bar):
        bar.show()
    return bar


def _chips(bar):
    chips = [chip for chip in bar.findChildren(LaneChip) if chip.isVisible()]
    return sorted(chips, key=lambda chip: chip.mapTo(bar, QPoint(0, 0)).x())


def _labels(bar):
    return [chip.label for chip in _chips(bar)]


def _button(bar, label):
    return next(b for b in bar.findChildren(QAbstractButton) if b.accessibleName() == label)


def _is_in_view(chip):
    viewport = chip.parentWidget().parentWidget()
    return viewport.rect().contains(chip.rect().translated(chip.mapTo(viewport, QPoint(0, 0))))


def _show(qtbot, bar, count):
    bar.set_lanes(LANES[:count])
    qtbot.waitUntil(lambda: len(_chips(bar)) == count and _is_in_view(_chips(bar)[0]))


def test_one_lane_is_picked_by_its_chip_and_compared_by_the_button(qtbot, bar):
    _show(qtbot, bar, 1)
    chip = _chips(bar)[0]

    with qtbot.waitSignal(bar.pick_requested) as picked:
        qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(bar.add_requested):
        qtbot.mouseClick(_button(bar, "Compare with…"), Qt.MouseButton.LeftButton)

    assert picked.args == ["lane-0", chip]


def test_the_cross_of_a_chip_removes_its_lane(qtbot, bar):
    _show(qtbot, bar, 3)

    with qtbot.waitSignal(bar.remove_requested) as removed:
        qtbot.mouseClick(_button(bar, "Remove GPT"), Qt.MouseButton.LeftButton)

    assert removed.args == ["lane-1"]


def test_delete_removes_the_focused_lane_but_never_the_only_one(qtbot, bar):
    _show(qtbot, bar, 2)
    with qtbot.waitSignal(bar.remove_requested) as removed:
        qtbot.keyClick(_chips(bar)[1], Qt.Key.Key_Delete)
    assert removed.args == ["lane-1"]

    _show(qtbot, bar, 1)
    with qtbot.assertNotEmitted(bar.remove_requested):
        qtbot.keyClick(_chips(bar)[0], Qt.Key.Key_Delete)


def test_an_eighth_lane_is_the_last(qtbot, bar):
    _show(qtbot, bar, 8)
    add = _button(bar, "Add model")

    assert not add.isEnabled()
    assert add.toolTip() == "8 models at most"

    _show(qtbot, bar, 7)
    assert add.isEnabled()
    assert add.toolTip() == ""


@pytest.mark.parametrize(
    ("key", "order"),
    [
        (Qt.Key.Key_Left, ["lane-1", "lane-0", "lane-2"]),
        (Qt.Key.Key_Right, ["lane-0", "lane-2", "lane-1"]),
    ],
)
def test_the_keyboard_moves_a_lane(qtbot, bar, key, order):
    _show(qtbot, bar, 3)

    with qtbot.waitSignal(bar.reordered) as reordered:
        qtbot.keyClick(_chips(bar)[1], key, BOTH)

    assert reordered.args == [order]


def test_a_lane_at_the_edge_stays_there(qtbot, bar):
    _show(qtbot, bar, 2)

    with qtbot.assertNotEmitted(bar.reordered):
        qtbot.keyClick(_chips(bar)[0], Qt.Key.Key_Left, BOTH)


def test_a_lane_is_dragged_past_another(qtbot, bar):
    _show(qtbot, bar, 3)
    first, _, last = _chips(bar)
    beyond = first.mapFromGlobal(last.mapToGlobal(last.rect().center())) + QPoint(10, 0)

    with qtbot.assertNotEmitted(bar.pick_requested), qtbot.waitSignal(bar.reordered) as reordered:
        qtbot.mousePress(first, Qt.MouseButton.LeftButton, pos=QPoint(20, 16))
        qtbot.mouseMove(first, QPoint(60, 16))
        qtbot.mouseMove(first, beyond)
        qtbot.mouseRelease(first, Qt.MouseButton.LeftButton, pos=QPoint(20, 16))

    assert reordered.args == [["lane-1", "lane-2", "lane-0"]]


def test_new_lanes_keep_the_chip_that_has_the_focus(qtbot, bar):
    _show(qtbot, bar, 2)
    chip = _chips(bar)[1]
    chip.setFocus()

    bar.set_lanes([LANES[1], LANES[2], LANES[0]])
    qtbot.waitUntil(lambda: len(_chips(bar)) == 3)

    assert _labels(bar) == ["GPT", "Gemini Pro", "Claude Opus"]
    assert bar.focusWidget() is chip


def test_a_changed_lane_changes_its_chip(qtbot, bar):
    _show(qtbot, bar, 2)

    bar.set_lanes([LaneRow("lane-0", "Claude Sonnet", "anthropic"), LANES[1]])

    assert _labels(bar) == ["Claude Sonnet", "GPT"]


def test_long_names_give_way_first(qtbot, bar):
    long = LaneRow("long", "a-model-with-a-very-long-name-indeed:q4_K_M" * 2, "local")
    bar.resize(560, 52)
    bar.set_lanes([LANES[1], long])
    qtbot.waitUntil(lambda: len(_chips(bar)) == 2)
    short_chip, long_chip = _chips(bar)

    assert short_chip.width() == short_chip.sizeHint().width()
    assert long_chip.width() < long_chip.sizeHint().width()
    qtbot.waitUntil(lambda: _is_in_view(long_chip))


def test_eight_lanes_in_a_narrow_bar_scroll_into_view(qtbot, bar):
    bar.resize(636, 52)
    _show(qtbot, bar, 8)
    first, last = _chips(bar)[0], _chips(bar)[-1]
    assert not _is_in_view(last)

    first.setFocus()
    for _ in range(7):
        qtbot.keyClick(bar.focusWidget(), Qt.Key.Key_Tab)

    assert bar.focusWidget() is last
    assert _is_in_view(last)


def test_the_summary_is_shown_as_it_is(qtbot, bar):
    bar.set_summary("2,318 tokens <b>")

    assert "2,318 tokens <b>" in [label.text() for label in bar.findChildren(QLabel)]


def test_the_three_dots_open_the_menu_of_the_window(qtbot, bar):
    action = bar.menu.addAction("Remove all lanes")

    qtbot.mouseClick(_button(bar, "More"), Qt.MouseButton.LeftButton)
    menu = bar.menu
    with qtbot.waitSignal(action.triggered):
        qtbot.keyClick(menu, Qt.Key.Key_Up)
        qtbot.keyClick(menu, Qt.Key.Key_Return)
