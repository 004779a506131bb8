import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from app.domain.answer import AnswerStatus
from app.domain.metrics import Metrics
from app.ui.lane_pane import LanePane
from app.viewmodels.rows import AnswerRow, LaneRow, TurnRow
from tests.ui.transcript.screen import button, buttons, words

USAGE = {"input_tokens": 9, "output_tokens": 412, "reasoning_tokens": None, "cached_tokens": None}


def _answer(status=AnswerStatus.DONE, **fields):
    return AnswerRow("a1", "lane", "GPT", status, **({"text": "Text."} | fields))


@pytest.fixture
def pane(qtbot, appearance):
    widget = LanePane(appearance)
    qtbot.addWidget(widget)
    widget.set_lane(LaneRow("lane", "GPT", "openai"))
    widget.set_solo(False)
    widget.resize(380, 600)
    widget.show()
    return widget


def test_a_lane_shows_its_model_its_state_and_its_numbers(pane):
    metrics = Metrics(first_token_s=0.62, total_s=5.12, usage=USAGE)
    pane.set_path([TurnRow("t1", "Hello?", answer=_answer(metrics=metrics))])

    read = words(pane)
    assert "Done in 5.1 s" in read
    numbers = ["First token", "0.62 s", "Speed", "92 /s", "Tokens", "412", "Cost", "–"]  # noqa: RUF001
    assert pane.metrics.texts == numbers
    assert "Tokens: 412, Cost: unknown" in pane.metrics.accessibleName()
    assert "Hello?" not in read
    assert "GPT: choose another model" in buttons(pane)


def test_a_lane_alone_is_its_transcript(pane):
    pane.set_path([TurnRow("t1", "Hello?", answer=_answer())])

    pane.set_solo(True)

    assert words(pane).startswith("Hello?")
    assert "First token" not in words(pane)
    assert "GPT: choose another model" not in buttons(pane)


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (AnswerStatus.QUEUED, "Starting…"),
        (AnswerStatus.WAITING, "Waiting to retry"),
        (AnswerStatus.STREAMING, "Streaming…"),
        (AnswerStatus.DONE, "Done"),
        (AnswerStatus.STOPPED, "Stopped"),
        (AnswerStatus.FAILED, "Failed"),
        (AnswerStatus.INTERRUPTED, "Interrupted"),
    ],
)
def test_every_state_is_said_in_words(pane, status, said):
    pane.set_path([TurnRow("t1", "Hello?", answer=_answer(status))])

    assert said in words(pane).splitlines()


def test_a_live_answer_can_be_stopped_and_then_copied(qtbot, pane):
    pane.set_path([TurnRow("t1", "Hello?", answer=_answer(AnswerStatus.STREAMING))])
    with qtbot.waitSignal(pane.stop_requested) as caught:
        qtbot.mouseClick(button(pane, "Stop"), Qt.MouseButton.LeftButton)
    assert caught.args == ["a1"]
    assert "Copy answer" not in buttons(pane)

    pane.finish(_answer(AnswerStatus.DONE))

    assert "Stop" not in buttons(pane)
    for name, signal in (
        ("Copy answer", pane.copy_requested),
        ("Regenerate answer", pane.regenerate_requested),
    ):
        with qtbot.waitSignal(signal) as caught:
            qtbot.mouseClick(button(pane, name), Qt.MouseButton.LeftButton)
        assert caught.args == ["a1"]


def test_attempts_are_stepped_through_at_the_foot(qtbot, pane):
    pane.set_path([TurnRow("t1", "Hello?", answer=_answer(attempt=1, attempts=2))])

    with qtbot.waitSignal(pane.attempt_step_requested) as caught:
        qtbot.mouseClick(button(pane, "Next attempt"), Qt.MouseButton.LeftButton)

    assert caught.args == ["a1", 1]


def test_streamed_text_reaches_the_transcript(qtbot, pane):
    pane.set_path([TurnRow("t1", "Hello?", answer=_answer(AnswerStatus.STREAMING, text=""))])

    pane.append("a1", "Streamed.", "")

    qtbot.waitUntil(lambda: "Streamed." in words(pane))


def test_the_name_opens_the_picker(qtbot, pane):
    with qtbot.waitSignal(pane.pick_requested) as caught:
        qtbot.keyClick(button(pane, "GPT: choose another model"), Qt.Key.Key_Space)

    assert caught.args == ["lane"]


@pytest.mark.parametrize(
    ("entry", "signal", "args"),
    [
        ("Move left", "move_requested", ["lane", -1]),
        ("Move right", "move_requested", ["lane", 1]),
        ("Parameters…", "parameters_requested", ["lane"]),
        ("Remove lane", "remove_requested", ["lane"]),
    ],
)
def test_the_menu_of_the_head_acts_on_the_lane(qtbot, pane, entry, signal, args):
    pane.head.menu_requested.emit(pane.mapToGlobal(pane.rect().topLeft()))
    menu = pane.findChild(QMenu)
    action = next(a for a in menu.actions() if a.text() == entry)

    with qtbot.waitSignal(getattr(pane, signal)) as caught:
        action.trigger()

    assert caught.args == args
    menu.close()


def test_the_head_carries_the_dot_of_its_provider(pane):
    image = pane.head.grab().toImage()
    assert image.pixelColor(18, 20).name() == "#10a37f"


def test_a_pane_is_never_narrower_than_it_can_be_read(pane):
    assert pane.minimumWidth() == 320
