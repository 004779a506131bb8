"""Votes go in; who is better comes out, or that nobody can tell."""

import random
from decimal import Decimal
from math import exp

import pytest

from app.domain.lane import ModelRef
from app.domain.votes import Ballot, Contender, Outcome
from app.services.ranking import FEWEST_VOTES, Blindness, Filter, Told, rank

A, B, C, D, E = (ModelRef("openai", name) for name in "abcde")


def ballot(winner: ModelRef | None, *losers: ModelRef, at: float = 0, blind=False, tags=()):
    contenders = [Contender(model, won=False) for model in losers]
    if winner:
        contenders.append(Contender(winner, won=True, cost=Decimal("0.5"), total_s=at + 1))
    outcome = Outcome.BEST if winner else Outcome.ALL_BAD
    return Ballot(outcome, blind, at, tuple(contenders), tags)


def tie(*models: ModelRef):
    return Ballot(Outcome.TIE, False, 0, tuple(Contender(model, won=True) for model in models))


def standing(ranking, model):
    return next(s for s in ranking.standings if s.model == model)


def test_without_votes_nothing_is_told():
    ranking = rank([])
    assert (ranking.standings, ranking.votes, ranking.is_told) == ((), 0, False)


def test_a_few_votes_tell_nothing_and_it_says_how_many_are_missing():
    ranking = rank([ballot(A, B)] * 3)
    assert [s.told for s in ranking.standings] == [Told.FEW_VOTES] * 2
    assert standing(ranking, A).missing_votes == FEWEST_VOTES - 3
    assert standing(ranking, A).strength is None
    assert not ranking.is_told


def test_who_wins_most_stands_first():
    ranking = rank([ballot(A, B)] * 40 + [ballot(B, A)] * 8)
    first, second = ranking.standings
    assert (first.model, second.model) == (A, B)
    assert first.strength == pytest.approx(-second.strength)
    assert first.low < first.strength < first.high
    assert (first.best_rank, first.worst_rank) == (1, 1)
    assert (second.best_rank, second.worst_rank) == (2, 2)
    assert ranking.is_told


def test_equals_share_their_places():
    ranking = rank([ballot(A, B), ballot(B, A)] * 10)
    assert [(s.best_rank, s.worst_rank) for s in ranking.standings] == [(1, 2), (1, 2)]


def test_the_best_of_three_has_two_wins():
    ranking = rank([ballot(A, B, C)] * FEWEST_VOTES)
    assert (standing(ranking, A).wins, standing(ranking, A).votes) == (20, 10)
    assert (standing(ranking, B).wins, standing(ranking, B).losses) == (0, 10)


def test_a_tie_is_half_a_win_for_each():
    ranking = rank([tie(A, B)] * FEWEST_VOTES)
    assert standing(ranking, A).wins == standing(ranking, A).losses == 5
    assert standing(ranking, A).strength == pytest.approx(0)


def test_all_bad_is_counted_and_tells_nothing():
    ranking = rank([ballot(None, A, B)] * 20)
    assert standing(ranking, A).all_bad == 20
    assert standing(ranking, A).told is Told.FEW_VOTES
    assert standing(ranking, A).votes == 0


def test_a_model_beside_itself_tells_nothing_about_models():
    ranking = rank([ballot(A, A)] * 20)
    assert (standing(ranking, A).votes, standing(ranking, A).wins) == (0, 0)


def test_models_that_no_chain_of_votes_leads_to_are_not_ranked_with_the_others():
    circle = [ballot(A, B), ballot(B, C), ballot(C, A)]
    ranking = rank(circle * 10 + [ballot(D, E)] * 12)
    assert [s.told for s in ranking.standings] == [Told.RANKED] * 3 + [Told.NOT_LINKED] * 2
    assert {s.model for s in ranking.standings[:3]} == {A, B, C}


def test_models_linked_only_through_one_with_few_votes_are_not_ranked():
    alone = rank([ballot(A, B)] * 9 + [ballot(A, C)] * 9)
    assert standing(alone, A).told is Told.NOT_LINKED
    assert not alone.is_told


def test_a_vote_beside_an_unranked_model_says_nothing_about_the_ranked():
    ranking = rank([ballot(A, B), ballot(B, A)] * 10 + [ballot(A, C)] * 3)
    assert standing(ranking, A).strength == pytest.approx(0)
    assert standing(ranking, C).told is Told.FEW_VOTES


def test_blind_votes_are_counted_apart():
    ballots = [ballot(A, B, blind=True)] * 2 + [ballot(B, A)] * 3
    assert rank(ballots).blind_votes == 2
    assert standing(rank(ballots), A).blind_votes == 2
    assert rank(ballots, Filter(blindness=Blindness.BLIND)).votes == 2
    assert rank(ballots, Filter(blindness=Blindness.OPEN)).votes == 3


def test_votes_are_counted_by_tag_and_by_period():
    ballots = [ballot(A, B, at=1, tags=("code",)), ballot(A, B, at=2), ballot(A, B, at=3)]
    assert rank(ballots, Filter(tag="code")).votes == 1
    assert rank(ballots, Filter(since=2)).votes == 2
    assert rank(ballots, Filter(until=2)).votes == 1
    assert rank(ballots, Filter(tag="code", since=2)).tags == ("code",)


def test_median_price_and_time_are_those_of_the_answers_voted_on():
    ranking = rank([ballot(A, B, at=at) for at in (1, 2, 8)])
    assert standing(ranking, A).median_s == 3
    assert standing(ranking, A).median_cost == Decimal("0.5")
    assert (standing(ranking, B).median_s, standing(ranking, B).median_cost) == (None, None)


def test_the_same_votes_give_the_same_ranking():
    rng = random.Random(3)  # noqa: S311  # a simulation
    truth = {A: 1.0, B: 0.0, C: -1.0}
    ballots = []
    for _ in range(60):
        winner = rng.choices(list(truth), [exp(value) for value in truth.values()])[0]
        ballots.append(ballot(winner, *(model for model in truth if model != winner)))
    assert rank(ballots) == rank(ballots)
    assert [s.model for s in rank(ballots).standings] == [A, B, C]
