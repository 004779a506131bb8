"""Which answer to a turn was the fastest, the cheapest and the shortest."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from enum import Enum
from typing import TypeVar

from app.domain.answer import Answer, AnswerStatus
from app.words import N_

_Value = TypeVar("_Value", float, int, Decimal)


class Mark(Enum):
    """What an answer did better than all others; the value is the word for it, marked for `_`."""

    FASTEST = N_("Fastest")
    CHEAPEST = N_("Cheapest")
    SHORTEST = N_("Shortest")


def marks(answers: Sequence[Answer]) -> Mapping[str, frozenset[Mark]]:
    """What each of the answers to one turn did best.

    Nothing is said while one is still arriving, nor where fewer than two are done, nor of a number
    that is not known of all that are done. Equals share a mark, unless all are equal.

    Args:
        answers: One of each lane; those that were made out of others are not compared with them.

    Returns:
        By answer id; answers without a mark are left out.
    """
    answers = [answer for answer in answers if answer.merge is None]
    done = [answer for answer in answers if answer.status is AnswerStatus.DONE]
    if len(done) < 2 or any(answer.status.is_live for answer in answers):
        return {}
    best = {
        Mark.FASTEST: _least(done, lambda a: a.metrics.total_s),
        Mark.CHEAPEST: _least(done, lambda a: a.metrics.cost),
        Mark.SHORTEST: _least(done, lambda a: len(a.text.split())),
    }
    return {
        answer.id: found
        for answer in done
        if (found := frozenset(mark for mark, ids in best.items() if answer.id in ids))
    }


def _least(answers: Sequence[Answer], value_of: Callable[[Answer], _Value | None]) -> set[str]:
    values = [(answer.id, value) for answer in answers if (value := value_of(answer)) is not None]
    if len(values) < len(answers):
        return set()
    least = min(value for _, value in values)
    ids = {answer_id for answer_id, value in values if value == least}
    return ids if len(ids) < len(answers) else set()
