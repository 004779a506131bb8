"""The model against published fits, and its intervals against worlds whose truth is known."""

import random
from math import exp

import pytest

from app.services.bradley_terry import components, intervals, pairs_of, strengths, tally

# Wins of the row against the column. Agresti (2002), Categorical Data Analysis, 2nd edition,
# table 10.10: the Eastern Division of baseball's American League in 1987.
TEAMS = ("Milwaukee", "Detroit", "Toronto", "New York", "Boston", "Cleveland", "Baltimore")
BASEBALL = (
    (0, 7, 9, 7, 7, 9, 11),
    (6, 0, 7, 5, 11, 9, 9),
    (4, 6, 0, 7, 7, 8, 12),
    (6, 8, 6, 0, 6, 7, 10),
    (6, 2, 6, 7, 0, 7, 12),
    (4, 4, 5, 6, 6, 0, 6),
    (2, 4, 1, 3, 1, 7, 0),
)

# How often the row was cited by the column. Stigler (1994), as fitted by Turner and Firth (2012),
# "Bradley-Terry models in R: the BradleyTerry2 package", Journal of Statistical Software 48 (9).
JOURNALS = ("Biometrika", "Comm Statist", "JASA", "JRSS-B")
CITATIONS = ((714, 730, 498, 221), (33, 425, 68, 17), (320, 813, 1072, 142), (284, 276, 325, 188))


def wins_of(table):
    size = range(len(table))
    return {(a, b): float(table[a][b]) for a in size for b in size if a != b and table[a][b]}


def test_the_citations_of_statistics_journals_are_as_published_to_three_decimals():
    fitted = strengths(4, wins_of(CITATIONS))
    beside_biometrika = [round(value - fitted[0], 3) for value in fitted]
    assert beside_biometrika == [0.0, -2.949, -0.48, 0.269]


def test_the_baseball_teams_of_1987_are_as_published():
    fitted = strengths(7, wins_of(BASEBALL))
    beside_baltimore = [round(value - fitted[-1], 2) for value in fitted]
    assert beside_baltimore == [1.58, 1.44, 1.29, 1.25, 1.11, 0.68, 0.0]


def test_the_fit_is_where_everyone_has_won_as_often_as_expected():
    fitted = strengths(7, wins_of(BASEBALL))
    for a, team in enumerate(BASEBALL):
        expected = sum(
            (team[b] + BASEBALL[b][a]) / (1 + exp(fitted[b] - fitted[a]))
            for b in range(7)
            if b != a
        )
        assert expected == pytest.approx(sum(team), abs=1e-6)


def test_a_prior_keeps_who_won_everything_finite():
    best, worst = strengths(2, {(0, 1): 10.0}, prior=0.5)
    assert best == -worst
    assert 1 < best < 5


def test_the_best_of_n_has_won_against_each_and_says_nothing_of_the_others():
    assert pairs_of([0, 1, 2], [1]) == [(1, 0, 1.0), (1, 2, 1.0)]


def test_a_tie_is_half_a_win_for_each_and_a_whole_one_over_the_rest():
    assert pairs_of([0, 1, 2], [0, 2], is_tie=True) == [
        (0, 1, 1.0),
        (2, 1, 1.0),
        (0, 2, 0.5),
        (2, 0, 0.5),
    ]


def test_none_good_says_nothing():
    assert pairs_of([0, 1], []) == []


def test_what_was_never_compared_falls_apart():
    found = components("abcde", [("d", "e"), ("a", "b"), ("c", "b"), ("a", "c")])
    assert [sorted(group) for group in found] == [["a", "b", "c"], ["d", "e"]]


def votes_in_a_world(rng: random.Random, truth: list[float], count: int):
    """Which of two that stood side by side was better, as the truth has it."""
    votes = []
    for _ in range(count):
        a, b = rng.sample(range(len(truth)), 2)
        a_wins = rng.random() < 1 / (1 + exp(truth[b] - truth[a]))
        votes.append(pairs_of([a, b], [a if a_wins else b]))
    return votes


def test_intervals_hold_the_true_order_at_the_stated_rate():
    rng = random.Random(2004)  # noqa: S311  # a simulation
    held = told = right = shown = 0
    for _ in range(50):
        truth = [rng.gauss(0, 0.8) for _ in range(4)]
        truth = [value - sum(truth) / 4 for value in truth]
        votes = votes_in_a_world(rng, truth, 100)
        fitted = strengths(4, tally(votes), prior=0.5)
        ends = intervals(4, votes, fitted, prior=0.5, resamples=100, level=0.95, seed=1)
        for a in range(4):
            shown += 1
            held += ends[a][0] <= truth[a] <= ends[a][1]
            for b in range(4):
                if ends[a][0] > ends[b][1]:
                    told += 1
                    right += truth[a] > truth[b]
    assert 0.94 <= held / shown <= 0.99
    assert told > 100
    assert right / told >= 0.95


def test_the_same_seed_gives_the_same_intervals():
    rng = random.Random(1)  # noqa: S311  # a simulation
    votes = votes_in_a_world(rng, [0.5, 0.0, -0.5, 0.2], 40)
    fitted = strengths(4, tally(votes), prior=0.5)

    def ends(seed: int):
        return intervals(4, votes, fitted, prior=0.5, resamples=20, level=0.9, seed=seed)

    assert ends(1) == ends(1)
    assert ends(1) != ends(2)
    assert all(low < value < high for value, (low, high) in zip(fitted, ends(1), strict=True))
