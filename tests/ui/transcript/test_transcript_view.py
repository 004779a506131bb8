from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit

from app.domain.answer import AnswerStatus
from app.domain.conversation import ContextPolicy
from app.domain.error_details import ErrorDetails
from app.domain.errors import Action
from app.domain.lane import ModelRef
from app.domain.retry import RetryStatus
from app.ui.transcript.answer_notice import Remedy
from app.ui.transcript.transcript_view import FLUSH_LIMIT
from tests.ui.transcript.conftest import METRICS
from tests.ui.transcript.screen import button, buttons, messages, settle, view, words

LONG = "\n\n".join(f"Paragraph {n}." for n in range(80))


def _bar(transcript):
    return view(transcript).verticalScrollBar()


def _is_at_end(transcript):
    return _bar(transcript).value() == _bar(transcript).maximum()


def test_prompts_and_answers_stand_below_each_other(transcript, rows):
    transcript.set_path(
        [
            rows.turn("First?", rows.answer("One.")),
            rows.turn("Second?", rows.answer("Two.", answer_id="a2"), "t2"),
        ]
    )

    read = words(transcript)
    places = [read.index(text) for text in ("First?", "One.", "Second?", "Two.")]
    assert places == sorted(places)


@pytest.mark.usefixtures("german")
def test_what_went_along_with_a_prompt_is_said_in_the_language_in_use(transcript, rows):
    transcript.set_path([rows.turn(policy=ContextPolicy.SHARED, answer=rows.answer("One."))])

    assert "Geteilt" in words(transcript)


def test_appended_text_is_shown_by_itself(qtbot, transcript, rows):
    transcript.set_path([rows.turn(answer=rows.live())])

    for token in ("Hel", "lo **w", "orld**"):
        transcript.append("a1", token, "")

    assert not transcript.is_settled
    qtbot.waitUntil(lambda: transcript.is_settled, timeout=60_000)
    assert "Hello world" in words(transcript)


def test_a_flood_is_shown_at_most_eight_kilobytes_a_flush(transcript, rows):
    transcript.set_path([rows.turn(answer=rows.live())])
    transcript.append("a1", "word " * 8000, "")
    counts = [0]

    while transcript.flush():
        counts.append(messages(transcript)[1][1].count("word"))

    steps = [after - before for before, after in pairwise(counts)]
    assert 0 < max(steps) <= FLUSH_LIMIT // len("word ") + 1
    assert words(transcript).count("word") == 8000


def test_an_end_in_a_flood_loses_nothing(qtbot, transcript, rows):
    live = rows.live()
    text = "word " * 8000
    transcript.set_path([rows.turn(answer=live)])
    transcript.append("a1", text[:20_000], "")

    transcript.finish(rows.ended(live, text))

    settle(qtbot, transcript)
    assert words(transcript).count("word") == 8000


def test_the_end_shows_metrics_and_actions(transcript, rows):
    live = rows.live()
    transcript.set_path([rows.turn(answer=live)])
    assert "Copy answer" not in buttons(transcript)

    transcript.finish(rows.ended(live, "Done.", metrics=METRICS))

    assert "412 tokens   0.6 s to first token   84 tok/s" in words(transcript)
    assert {"Copy answer", "Regenerate answer"} <= set(buttons(transcript))


def test_setting_the_path_again_keeps_the_text_that_streamed(qtbot, transcript, rows):
    live = rows.live()
    transcript.set_path([rows.turn(answer=live)])
    transcript.append("a1", "Half", "")

    transcript.set_path([rows.turn(answer=rows.live(text="Half"))])
    transcript.append("a1", " and half", "")

    settle(qtbot, transcript)
    assert "Half and half" in words(transcript)
    assert "HalfHalf" not in words(transcript)


def test_a_further_turn_leaves_the_buttons_of_the_others_alone(transcript, rows):
    first = rows.turn("First?", rows.answer("One."))
    transcript.set_path([first])
    before = button(transcript, "Copy answer")

    transcript.set_path([first, rows.turn("Second?", rows.live(answer_id="a2"), "t2")])

    assert button(transcript, "Copy answer") is before


def test_an_opened_conversation_is_shown_from_its_end(qtbot, transcript, rows):
    transcript.set_path([rows.turn(answer=rows.answer(LONG))])

    settle(qtbot, transcript)
    assert _bar(transcript).maximum() > 0
    assert _is_at_end(transcript)
    assert "Jump to the end" not in buttons(transcript)


def test_the_end_is_followed_while_one_is_there(qtbot, transcript, rows):
    transcript.set_path([rows.turn(answer=rows.live())])

    transcript.append("a1", LONG, "")

    settle(qtbot, transcript)
    assert "Paragraph 79." in words(transcript)
    assert _bar(transcript).maximum() > 0
    assert _is_at_end(transcript)


def test_who_reads_above_is_left_there_and_can_jump(qtbot, transcript, rows):
    live = rows.live(text=LONG)
    transcript.set_path([rows.turn(answer=live)])
    settle(qtbot, transcript)
    assert _is_at_end(transcript)
    _bar(transcript).setValue(40)
    height = _bar(transcript).maximum()

    transcript.append("a1", "\n\n" + LONG, "")
    settle(qtbot, transcript)

    assert _bar(transcript).maximum() > height
    assert _bar(transcript).value() == 40
    qtbot.mouseClick(button(transcript, "Jump to the end"), Qt.MouseButton.LeftButton)
    assert _is_at_end(transcript)
    assert "Jump to the end" not in buttons(transcript)


def test_a_new_prompt_leads_to_the_end(qtbot, transcript, rows):
    first = rows.turn(answer=rows.answer(LONG))
    transcript.set_path([first])
    settle(qtbot, transcript)
    _bar(transcript).setValue(0)

    transcript.set_path([first, rows.turn("More?", rows.live(answer_id="a2"), "t2")])

    settle(qtbot, transcript)
    assert _is_at_end(transcript)


def test_a_change_elsewhere_keeps_the_place(qtbot, transcript, rows):
    transcript.set_path([rows.turn(answer=rows.answer(LONG))])
    settle(qtbot, transcript)
    _bar(transcript).setValue(100)

    transcript.set_path([rows.turn(answer=rows.answer(LONG), versions=2)])

    assert _bar(transcript).value() == 100


@pytest.mark.parametrize(
    ("name", "signal"),
    [("Copy answer", "copy_requested"), ("Regenerate answer", "regenerate_requested")],
)
def test_an_action_names_its_answer(qtbot, transcript, rows, name, signal):
    transcript.set_path([rows.turn(answer=rows.answer("Text."))])

    with qtbot.waitSignal(getattr(transcript, signal)) as caught:
        qtbot.mouseClick(button(transcript, name), Qt.MouseButton.LeftButton)

    assert caught.args == ["a1"]


@pytest.mark.parametrize(
    ("status", "name"),
    [
        (AnswerStatus.STOPPED, "Continue"),
        (AnswerStatus.STOPPED, "Retry"),
        (AnswerStatus.INTERRUPTED, "Continue"),
        (AnswerStatus.INTERRUPTED, "Retry"),
        (AnswerStatus.FAILED, "Continue"),
        (AnswerStatus.FAILED, "Retry"),
    ],
)
def test_a_bad_end_offers_what_helps(qtbot, transcript, rows, status, name):
    transcript.set_path([rows.turn(answer=rows.answer("Half", status))])

    with qtbot.waitSignal(transcript.remedy_chosen) as caught:
        qtbot.keyClick(button(transcript, name), Qt.Key.Key_Return)

    assert caught.args == ["a1", Remedy(name)]


def test_a_failure_says_why(transcript, rows):
    failed = rows.answer(status=AnswerStatus.FAILED, error="The key was refused.")
    transcript.set_path([rows.turn(answer=failed)])

    assert "The key was refused." in words(transcript)
    assert "Continue" not in buttons(transcript)
    assert "Details" not in buttons(transcript)


@pytest.mark.parametrize(
    ("action", "name"),
    [
        (Action.CHANGE_PARAMETERS, "Change parameters"),
        (Action.CHANGE_PROMPT, "Edit the prompt"),
        (Action.CHECK_ADDRESS, "Check the address"),
        (Action.CHECK_CERTIFICATE, "Test the connection"),
        (Action.CHECK_NETWORK, "Test the connection"),
        (Action.CHECK_PROXY, "Check the proxy"),
        (Action.OPEN_SETTINGS, "Open Settings"),
        (Action.PICK_ANOTHER_MODEL, "Pick another model"),
        (Action.SHORTEN, "Edit the prompt"),
        (Action.TRY_AGAIN, "Retry"),
        (Action.WAIT, "Retry"),
    ],
)
def test_a_failure_offers_first_what_helps_best(transcript, rows, action, name):
    details = ErrorDetails("ProviderError", action)
    failed = rows.answer(status=AnswerStatus.FAILED, error="No.", error_details=details)
    transcript.set_path([rows.turn(answer=failed)])

    known = [remedy.value for remedy in Remedy]
    assert next(n for n in buttons(transcript) if n in known) == name


def test_the_record_of_a_failure_is_folded_away_and_can_be_copied(qtbot, transcript, rows):
    details = ErrorDetails(
        "RateLimitError", Action.WAIT, 429, "slow_down", "req-7", "Too <b>many</b> requests"
    )
    failed = rows.answer(
        status=AnswerStatus.FAILED,
        error="Slower.",
        error_details=details,
        model=ModelRef("openai_compatible", "m-1", "http://127.0.0.1:1/v1"),
    )
    transcript.set_path([rows.turn(answer=failed)])
    assert "slow_down" not in words(transcript)

    qtbot.mouseClick(button(transcript, "Details"), Qt.MouseButton.LeftButton)
    assert "Too <b>many</b> requests" in words(transcript)
    qtbot.mouseClick(button(transcript, "Copy details"), Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == (
        "Provider: openai_compatible http://127.0.0.1:1/v1\nModel: m-1\nError: RateLimitError\n"
        "Status: 429\nCode: slow_down\nRequest: req-7\nToo <b>many</b> requests"
    )

    qtbot.mouseClick(button(transcript, "Details"), Qt.MouseButton.LeftButton)
    assert "slow_down" not in words(transcript)


def test_a_wait_counts_down_and_can_be_cut_short(qtbot, transcript, rows):
    transcript.set_path([rows.turn(answer=rows.live())])
    for left in (8.0, 7.0):
        retry = RetryStatus("Rate limited by Google", 2, 5, left, 12.0)
        transcript.show_status(rows.answer(status=AnswerStatus.WAITING, retry=retry))

    read = words(transcript)
    assert "Rate limited by Google" in read
    assert "Retrying in 7 s · attempt 2 of 5 · the server asked for 12 s" in read
    for name in ("Retry now", "Stop"):
        with qtbot.waitSignal(transcript.remedy_chosen) as caught:
            qtbot.mouseClick(button(transcript, name), Qt.MouseButton.LeftButton)
        assert caught.args == ["a1", Remedy(name)]

    transcript.set_path([rows.turn(answer=rows.live())])
    assert "Rate limited by Google" not in words(transcript)


def test_attempts_can_be_stepped_through(qtbot, transcript, rows):
    transcript.set_path([rows.turn(answer=rows.answer("Text.", attempt=2, attempts=2))])

    with qtbot.waitSignal(transcript.attempt_step_requested) as caught:
        qtbot.mouseClick(button(transcript, "Previous attempt"), Qt.MouseButton.LeftButton)

    assert caught.args == ["a1", -1]
    assert "2/2" in words(transcript)
    assert not button(transcript, "Next attempt").isEnabled()


def test_versions_of_a_prompt_can_be_stepped_through(qtbot, transcript, rows):
    transcript.set_path([rows.turn(version=1, versions=3)])

    with qtbot.waitSignal(transcript.version_step_requested) as caught:
        qtbot.mouseClick(
            button(transcript, "Next version of this prompt"), Qt.MouseButton.LeftButton
        )

    assert caught.args == ["t1", 1]


def test_a_prompt_is_edited_in_its_place(qtbot, transcript, rows):
    transcript.set_path([rows.turn("Old")])
    qtbot.mouseClick(button(transcript, "Edit prompt"), Qt.MouseButton.LeftButton)
    editor = transcript.findChild(QPlainTextEdit)
    qtbot.keyClicks(editor, "er")

    with qtbot.waitSignal(transcript.prompt_edited) as caught:
        qtbot.keyClick(editor, Qt.Key.Key_Return)

    assert caught.args == ["t1", "Older"]


def test_a_prompt_is_copied_as_it_was_typed(qtbot, transcript, rows):
    transcript.set_path([rows.turn("**not** Markdown\nhere")])

    qtbot.mouseClick(button(transcript, "Copy prompt"), Qt.MouseButton.LeftButton)

    assert QGuiApplication.clipboard().text() == "**not** Markdown\nhere"


def test_in_a_comparison_the_latest_prompt_stands_elsewhere(transcript, rows):
    transcript.set_path(
        [
            rows.turn("First?", rows.answer("One.")),
            rows.turn("Second?", rows.answer("Two.", answer_id="a2", metrics=METRICS), "t2"),
        ]
    )

    transcript.set_shows_last_prompt(False)

    assert "First?" in words(transcript)
    assert "Second?" not in words(transcript)
    assert "412 tokens" not in words(transcript)


def test_a_giant_prompt_is_shown_in_part_until_asked(qtbot, transcript, rows):
    transcript.set_path([rows.turn("start " + "x " * 5000 + "end")])
    assert "end" not in words(transcript)

    qtbot.mouseClick(button(transcript, "Show all"), Qt.MouseButton.LeftButton)

    assert "x end" in words(transcript)


def test_reasoning_is_folded_away_until_asked(qtbot, transcript, rows):
    transcript.set_path([rows.turn(answer=rows.live())])
    transcript.append("a1", "", "Let me think.")
    settle(qtbot, transcript)
    assert "Thinking…" in buttons(transcript)
    assert "Let me think." not in words(transcript)

    transcript.append("a1", "Answer.", "")
    settle(qtbot, transcript)
    qtbot.mouseClick(button(transcript, "Thought for 1 s"), Qt.MouseButton.LeftButton)

    assert "Let me think." in words(transcript)


def test_a_screen_reader_hears_whose_answer_it_is(transcript, rows):
    transcript.set_path([rows.turn("Hm?", rows.answer("Text."))])

    assert messages(transcript)[0] == ("You", "Hm?")
    assert messages(transcript)[1] == ("SmolLM2", "Text.")
    assert all(buttons(transcript))


def test_another_conversation_leaves_nothing_of_the_last(transcript, rows):
    transcript.set_path([rows.turn("First?", rows.answer("One."))])

    transcript.set_path([rows.turn("Other?", rows.answer("New.", answer_id="b1"), "u1")])
    transcript.append("a1", "late text of the old answer", "")

    assert "First?" not in words(transcript)
    assert "One." not in words(transcript)
