from app.domain.answer import Answer, AnswerStatus
from app.domain.lane import ModelRef
from app.domain.retry import RetryStatus
from app.providers.completion_stream import make_chunk
from app.services.live_answer import LiveAnswer
from app.storage.conversations import TextPiece


def live_answer(text: str = "") -> LiveAnswer:
    answer = Answer(
        id="a",
        turn_id="t",
        lane_id="l",
        attempt=1,
        selected=True,
        model=ModelRef("builtin", "m"),
        status=AnswerStatus.STREAMING,
        created_at=0,
        text=text,
    )
    times = iter(range(100))
    return LiveAnswer("c", answer, clock=lambda: float(next(times)))


def test_only_what_is_new_is_handed_to_a_checkpoint():
    live = live_answer(text="Before. ")
    live.feed(make_chunk("builtin", "m", content="One ", reasoning="hm "))
    live.feed(make_chunk("builtin", "m", content="two"))
    assert live.take_unsaved() == TextPiece("a", "One two", "hm ")
    assert live.take_unsaved() is None
    assert live.snapshot().text == "Before. One two"


def test_a_piece_that_could_not_be_written_comes_again_in_order():
    live = live_answer()
    live.feed(make_chunk("builtin", "m", content="one "))
    piece = live.take_unsaved()
    live.feed(make_chunk("builtin", "m", content="two"))
    live.put_back(piece)
    assert live.take_unsaved() == TextPiece("a", "one two", "")


def test_an_answer_with_its_end_has_nothing_left_to_checkpoint():
    # A checkpoint after the end was stored would double the text.
    live = live_answer()
    live.feed(make_chunk("builtin", "m", content="all of it"))
    assert live.end(AnswerStatus.DONE).text == "all of it"
    assert live.take_unsaved() is None


def test_the_clock_starts_with_the_attempt_that_answers():
    live = live_answer()  # at 0
    live.start_attempt()  # at 1
    live.feed(make_chunk("builtin", "m", content="x"))  # at 2
    metrics = live.snapshot().metrics  # at 3
    assert (metrics.first_token_s, metrics.total_s) == (1, 2)
    assert (metrics.retries, metrics.waited_s) == (0, 0)


def test_retries_and_the_time_spent_waiting_for_them_are_counted():
    live = live_answer()  # at 0
    live.start_attempt()  # at 1
    live.set_status(AnswerStatus.WAITING)  # since 2
    live.set_status(AnswerStatus.WAITING)
    metrics = live.snapshot().metrics  # at 3
    assert (metrics.retries, metrics.waited_s) == (0, 1)
    live.start_attempt()  # at 4
    live.set_status(AnswerStatus.STREAMING)
    metrics = live.end(AnswerStatus.DONE).metrics
    assert (metrics.retries, metrics.waited_s) == (1, 2)


def test_waiting_for_ones_turn_is_no_retry():
    live = live_answer()
    live.start_attempt()
    live.wait(RetryStatus("Rate limited by OpenAI", 1, 6, 8.0, None, was_sent=False))
    live.start_attempt()
    assert live.end(AnswerStatus.DONE).metrics.retries == 0
