"""The columns of the ranking."""

from collections.abc import Sequence

from app.ui.metrics_words import UNKNOWN
from app.ui.table_model import Column
from app.viewmodels.ranking import StandingRow
from app.words import N_, _, decimal, us_dollars


def _strength(row: StandingRow) -> str:
    if row.strength is None:
        return row.why_not
    middle, low, high = (decimal(number, 2, "+") for number in row.strength)
    return _("{strength}  ({low} to {high})").format(strength=middle, low=low, high=high)


def _votes(row: StandingRow) -> str:
    return _("{votes}, {blind} blind").format(votes=row.votes, blind=row.blind_votes)


def _time(row: StandingRow) -> str:
    return UNKNOWN if row.seconds is None else _("{n} s").format(n=decimal(row.seconds, 1))


RANKING_COLUMNS: Sequence[Column[StandingRow]] = (
    Column(N_("Rank"), lambda row: row.rank or UNKNOWN),
    Column(N_("Model"), lambda row: row.label),
    Column(N_("Strength"), _strength),
    Column(N_("Votes"), _votes),
    Column(N_("Price"), lambda row: UNKNOWN if row.cost is None else us_dollars(row.cost, 4)),
    Column(N_("Time"), _time),
)
