"""The columns of the usage."""

from collections.abc import Sequence

from app.ui.metrics_words import UNKNOWN
from app.ui.table_model import Column
from app.viewmodels.usage import UsageRow
from app.viewmodels.usage_words import cost_words
from app.words import N_, _, number


def _count(tokens: int | None) -> str:
    return UNKNOWN if tokens is None else number(tokens)


def _share(row: UsageRow) -> str:
    return UNKNOWN if row.share is None else _("{n} %").format(n=f"{row.share * 100:.0f}")


USAGE_COLUMNS: Sequence[Column[UsageRow]] = (
    Column(N_("Name"), lambda row: row.label),
    Column(N_("Answers"), lambda row: number(row.tally.calls), is_number=True),
    Column(N_("In"), lambda row: _count(row.tally.input_tokens), is_number=True),
    Column(N_("Cached"), lambda row: _count(row.tally.cached_tokens), is_number=True),
    Column(N_("Out"), lambda row: _count(row.tally.output_tokens), is_number=True),
    Column(N_("Reasoning"), lambda row: _count(row.tally.reasoning_tokens), is_number=True),
    Column(N_("Price"), lambda row: cost_words(row.tally), is_number=True),
    Column(N_("Share"), _share, is_number=True),
)
# Parts of other columns, left out where names would have no room beside them; copies have them.
DETAILS = (3, 5)
