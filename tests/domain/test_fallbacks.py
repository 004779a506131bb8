"""Which model stands in."""

import pytest

from app.domain import errors
from app.domain.answer import Answer, AnswerStatus
from app.domain.fallbacks import fallbacks_left, is_unavailable, next_fallback
from app.domain.lane import Candidate, Lane, ModelRef

OWN, SECOND, THIRD = (Candidate(ModelRef("openai", name)) for name in ("own", "second", "third"))
LANE = Lane("lane", OWN.model, fallbacks=(SECOND, THIRD))


def asked(*candidates: Candidate) -> list[Answer]:
    return [
        Answer(
            *(str(n), "turn", "lane", n, False, candidate.model, AnswerStatus.FAILED, 0.0),
            key_id=candidate.key_id,
        )
        for n, candidate in enumerate(candidates, start=1)
    ]


def test_a_lane_without_fallbacks_has_none():
    assert next_fallback(Lane("lane", OWN.model), asked(OWN)) is None


def test_they_are_asked_in_their_order():
    assert next_fallback(LANE, asked(OWN)) == SECOND
    assert next_fallback(LANE, asked(OWN, SECOND)) == THIRD
    assert next_fallback(LANE, asked(OWN, SECOND, THIRD)) is None


def test_those_that_were_not_asked_are_left():
    assert fallbacks_left(LANE, asked(OWN)) == (SECOND, THIRD)
    assert fallbacks_left(LANE, asked(OWN, SECOND)) == (THIRD,)
    assert fallbacks_left(LANE, asked(OWN, SECOND, THIRD)) == ()


def test_once_its_own_model_was_asked_again_they_begin_anew():
    assert next_fallback(LANE, asked(OWN, SECOND, OWN)) == SECOND


def test_the_same_model_with_another_key_is_another_chance():
    spare = Candidate(OWN.model, "spare")
    lane = Lane("lane", OWN.model, fallbacks=(OWN, spare))
    assert next_fallback(lane, asked(OWN)) == spare


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (errors.QuotaExhaustedError, True),
        (errors.OverloadedError, True),
        (errors.CertificateError, True),
        (errors.AuthenticationError, False),
        (errors.ContentFilteredError, False),
        (errors.ContextLengthError, False),
    ],
)
def test_only_a_model_that_cannot_be_had_is_replaced(error, expected):
    assert is_unavailable(error("No.")) is expected
