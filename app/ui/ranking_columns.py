"""The columns of the ranking."""

from collections.abc import Sequence

from app.ui.metrics_words import UNKNOWN
from app.ui.table_model import Column
from app.viewmodels.ranking import StandingRow
from app.words import N_, _


def _strength(row: StandingRow) -> str:
    if row.strength is None:
        return row.why_not
    middle, low, high = row.strength
    words = _("{strength}  ({low} to {high})")
    return words.format(strength=f"{middle:+.2f}", low=f"{low:+.2f}", high=f"{high:+.2f}")


def _votes(row: StandingRow) -> str:
    return _("{votes}, {blind} blind").format(votes=row.votes, blind=row.blind_votes)


RANKING_COLUMNS: Sequence[Column[StandingRow]] = (
    Column(N_("Rank"), lambda row: row.rank or UNKNOWN),
    Column(N_("Model"), lambda row: row.label),
    Column(N_("Strength"), _strength),
    Column(N_("Votes"), _votes),
    Column(N_("Price"), lambda row: UNKNOWN if row.cost is None else f"${row.cost:.4f}"),
    Column(N_("Time"), lambda row: UNKNOWN if row.seconds is None else f"{row.seconds:.1f} s"),
)
