"""The columns of the ranking."""

from collections.abc import Sequence

from app.ui.metrics_words import UNKNOWN
from app.ui.table_model import Column
from app.viewmodels.ranking import StandingRow


def _strength(row: StandingRow) -> str:
    if row.strength is None:
        return row.why_not
    middle, low, high = row.strength
    return f"{middle:+.2f}  ({low:+.2f} to {high:+.2f})"


RANKING_COLUMNS: Sequence[Column[StandingRow]] = (
    Column("Rank", lambda row: row.rank or UNKNOWN),
    Column("Model", lambda row: row.label),
    Column("Strength", _strength),
    Column("Votes", lambda row: f"{row.votes}, {row.blind_votes} blind"),
    Column("Price", lambda row: UNKNOWN if row.cost is None else f"${row.cost:.4f}"),
    Column("Time", lambda row: UNKNOWN if row.seconds is None else f"{row.seconds:.1f} s"),
)
