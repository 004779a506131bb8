import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QSlider,
)

from app.domain.messages import Parameters
from app.ui.lane_settings import LaneSettings
from app.viewmodels.rows import LaneRow

CLAUDE = LaneRow("lane-1", "Claude Opus", "anthropic")
GPT = LaneRow("lane-2", "GPT", "openai")
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def settings(qtbot, appearance, anchor):
    settings = LaneSettings(appearance, anchor.window())
    yield settings
    settings.close()


@pytest.fixture
def told(settings):
    told = []
    settings.changed.connect(lambda *change: told.append(change))
    return told


@pytest.fixture
def open_settings(qtbot, settings, anchor):
    def open_them(*setups, current="lane-1"):
        with qtbot.waitExposed(settings):
            settings.open_at(anchor, setups or [(CLAUDE, Parameters(), "")], current)

    return open_them


def _named(settings, kind, name):
    return next(w for w in settings.findChildren(kind) if w.accessibleName() == name)


def test_the_system_prompt_has_the_keyboard(settings, open_settings):
    open_settings((CLAUDE, Parameters(), "Be terse."))

    prompt = settings.findChild(QPlainTextEdit)

    assert prompt.hasFocus()
    assert prompt.toPlainText() == "Be terse."


def test_ctrl_and_enter_close_it_and_tell_what_was_changed(qtbot, settings, told, open_settings):
    open_settings()
    prompt = settings.findChild(QPlainTextEdit)
    qtbot.keyClicks(prompt, "Be kind.")
    qtbot.keyClicks(_named(settings, QLineEdit, "Top-p"), "0.9")
    qtbot.keyClicks(_named(settings, QLineEdit, "Maximum tokens"), "500")
    qtbot.keyClicks(_named(settings, QLineEdit, "Seed"), "7")

    qtbot.keyClick(prompt, Qt.Key.Key_Return, CTRL)

    assert not settings.isVisible()
    assert told == [("lane-1", Parameters(top_p=0.9, max_tokens=500, seed=7), "Be kind.")]


def test_closing_without_a_change_tells_nothing(settings, told, open_settings):
    open_settings((CLAUDE, Parameters(temperature=0.33, top_p=0.5, seed=0), "Be terse."))

    settings.close()

    assert told == []


def test_escape_closes_and_keeps_what_was_entered(qtbot, settings, told, open_settings):
    open_settings()
    seed = _named(settings, QLineEdit, "Seed")
    qtbot.keyClicks(seed, "42")

    qtbot.keyClick(seed, Qt.Key.Key_Escape)

    assert not settings.isVisible()
    assert told == [("lane-1", Parameters(seed=42), "")]


def test_the_slider_sets_the_temperature_from_the_keyboard(qtbot, settings, told, open_settings):
    open_settings()
    slider = settings.findChild(QSlider)

    qtbot.keyClick(slider, Qt.Key.Key_Home)
    qtbot.keyClick(slider, Qt.Key.Key_Right)
    settings.close()

    assert told == [("lane-1", Parameters(temperature=0.05), "")]


@pytest.mark.parametrize("name", ["Temperature", "Top-p", "Maximum tokens", "Seed"])
def test_each_number_goes_back_to_the_models_default(qtbot, settings, told, open_settings, name):
    fields = {"Temperature": "temperature", "Top-p": "top_p", "Maximum tokens": "max_tokens"}
    changed = {fields.get(name, "seed"): 1}
    open_settings((CLAUDE, Parameters(**changed), ""))
    reset = _named(settings, QAbstractButton, f"{name}: use the model's default")

    qtbot.mouseClick(reset, Qt.MouseButton.LeftButton)
    assert not reset.isVisible()
    settings.close()

    assert told == [("lane-1", Parameters(), "")]


def test_numbers_are_kept_within_their_range(qtbot, settings, told, open_settings):
    open_settings()
    qtbot.keyClicks(_named(settings, QLineEdit, "Top-p"), "7")
    qtbot.keyClicks(_named(settings, QLineEdit, "Maximum tokens"), "0")
    qtbot.keyClicks(_named(settings, QLineEdit, "Seed"), "-1x2")

    settings.close()

    assert told == [("lane-1", Parameters(top_p=1.0, max_tokens=1, seed=12), "")]


def test_what_is_not_shown_is_left_alone(qtbot, settings, told, open_settings):
    open_settings((CLAUDE, Parameters(stop=("END",)), ""))
    qtbot.keyClicks(_named(settings, QLineEdit, "Seed"), "1")

    settings.close()

    assert told == [("lane-1", Parameters(stop=("END",), seed=1), "")]


def test_one_lane_needs_no_choice(settings, open_settings):
    open_settings()

    assert not settings.findChild(QComboBox).isVisible()


def test_several_lanes_are_set_up_one_after_the_other(qtbot, settings, told, open_settings):
    open_settings((CLAUDE, Parameters(), "One"), (GPT, Parameters(), "Two"), current="lane-2")
    prompt, lane = settings.findChild(QPlainTextEdit), settings.findChild(QComboBox)
    assert (lane.currentText(), prompt.toPlainText()) == ("GPT", "Two")

    qtbot.keyClick(prompt, Qt.Key.Key_End, CTRL)
    qtbot.keyClicks(prompt, "!")
    qtbot.keyClick(lane, Qt.Key.Key_Up)
    assert told == [("lane-2", Parameters(), "Two!")]
    assert prompt.toPlainText() == "One"

    qtbot.keyClick(lane, Qt.Key.Key_Down)
    settings.close()
    assert prompt.toPlainText() == "Two!"
    assert len(told) == 1


def test_it_opens_whole_on_the_screen(settings, anchor, open_settings):
    open_settings()

    assert anchor.screen().availableGeometry().contains(settings.geometry())
