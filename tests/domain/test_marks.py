from dataclasses import replace
from decimal import Decimal

from app.domain.answer import Answer, AnswerStatus
from app.domain.lane import ModelRef
from app.domain.marks import Mark, marks
from app.domain.merging import Merge, MergeKind
from app.domain.metrics import Metrics

MODEL = ModelRef("openai", "m")


def answer(
    name: str, total_s: float, words: int, cost: str | None, status=AnswerStatus.DONE
) -> Answer:
    price = None if cost is None else Decimal(cost)
    metrics = Metrics(total_s=total_s, cost=price)
    text = "word " * words
    return Answer(name, "t", name, 1, True, MODEL, status, 0, text=text, metrics=metrics)


def test_the_best_in_each_way_are_marked_once_all_are_done():
    answers = [answer("a", 1, 50, "0.02"), answer("b", 3, 10, "0.01"), answer("c", 2, 30, "0.03")]
    assert marks(answers) == {
        "a": {Mark.FASTEST},
        "b": {Mark.CHEAPEST, Mark.SHORTEST},
    }


def test_nothing_is_said_while_one_is_still_arriving():
    late = answer("b", 3, 10, "0.01", AnswerStatus.STREAMING)
    assert marks([answer("a", 1, 50, "0.02"), late]) == {}


def test_a_failed_answer_takes_no_part_and_one_alone_is_not_the_best():
    failed = answer("b", 0.1, 0, None, AnswerStatus.FAILED)
    assert marks([answer("a", 1, 50, "0.02"), failed]) == {}
    assert marks([answer("a", 1, 9, "0.02"), answer("c", 2, 8, "0.01"), failed]) == {
        "a": {Mark.FASTEST},
        "c": {Mark.CHEAPEST, Mark.SHORTEST},
    }


def test_an_unknown_price_leaves_open_which_is_the_cheapest():
    found = marks([answer("a", 1, 5, None), answer("b", 2, 5, "0.01")])
    assert found == {"a": {Mark.FASTEST}}


def test_equals_share_a_mark_unless_all_are_equal():
    answers = [answer("a", 1, 5, "0"), answer("b", 1, 5, "0"), answer("c", 2, 5, "0")]
    assert marks(answers) == {"a": {Mark.FASTEST}, "b": {Mark.FASTEST}}


def test_an_answer_made_out_of_others_takes_no_part():
    made = replace(answer("c", 0.1, 1, "0.00"), merge=Merge(MergeKind.FUSE, ("a", "b")))
    answers = [answer("a", 1, 50, "0.02"), answer("b", 3, 10, "0.01"), made]
    assert marks(answers) == {"a": {Mark.FASTEST}, "b": {Mark.CHEAPEST, Mark.SHORTEST}}
