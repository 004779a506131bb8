import pytest

from app.domain.conversation import Turn
from app.domain.votes import Outcome, Vote, adopting, clean_tags


def vote(outcome: Outcome, *winners: str, beside: tuple[str, ...] = ("a", "b", "c")) -> Vote:
    return Vote("v", "turn", outcome, winners, beside, is_blind=False, created_at=0)


def test_a_best_answer_a_tie_and_none_at_all_are_votes():
    assert vote(Outcome.BEST, "a").winners == ("a",)
    assert vote(Outcome.TIE, "a", "b").winners == ("a", "b")
    assert vote(Outcome.ALL_BAD).winners == ()


@pytest.mark.parametrize(
    ("outcome", "winners"),
    [
        (Outcome.BEST, ()),
        (Outcome.BEST, ("a", "b")),
        (Outcome.TIE, ("a",)),
        (Outcome.ALL_BAD, ("a",)),
    ],
)
def test_winners_that_do_not_fit_the_outcome_are_refused(outcome, winners):
    with pytest.raises(ValueError, match="do not make the outcome"):
        vote(outcome, *winners)


def test_who_did_not_stand_there_cannot_win():
    with pytest.raises(ValueError, match="Only an answer that stood beside"):
        vote(Outcome.BEST, "stranger")


@pytest.mark.parametrize("beside", [(), ("a",), ("a", "a"), ("a", "b", "a")])
def test_a_vote_compares_two_different_answers_at_least(beside):
    with pytest.raises(ValueError, match="two answers at least"):
        vote(Outcome.ALL_BAD, beside=beside)


def test_tags_are_trimmed_and_each_is_there_once():
    assert clean_tags([" Code ", "code", "", "Prose"]) == ("code", "prose")


@pytest.mark.parametrize(
    ("chosen", "before", "after", "then"),
    [
        ("", None, vote(Outcome.BEST, "a"), "a"),
        ("a", vote(Outcome.BEST, "a"), vote(Outcome.BEST, "b"), "b"),
        ("a", vote(Outcome.BEST, "a"), vote(Outcome.ALL_BAD), ""),
        ("a", vote(Outcome.BEST, "a"), None, ""),
        ("", None, vote(Outcome.TIE, "a", "b"), ""),
        ("c", None, vote(Outcome.BEST, "a"), "c"),  # chosen by hand
        ("c", vote(Outcome.BEST, "a"), None, "c"),
    ],
)
def test_the_best_answer_is_adopted_unless_another_one_was_chosen_by_hand(
    chosen, before, after, then
):
    turn = Turn("turn", None, "Hi", 0, chosen_id=chosen)
    assert adopting(turn, before, after).chosen_id == then
