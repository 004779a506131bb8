"""The columns of the table of numbers."""

from collections.abc import Sequence

from app.domain.marks import Mark
from app.services.metrics_table import MetricsRow
from app.ui.metrics_words import UNKNOWN, seconds
from app.ui.table_model import Column
from app.ui.transcript.answer_words import dollars


def _count(value: int | None) -> str:
    return UNKNOWN if value is None else f"{value:,}"


def _about(row: MetricsRow, text: str) -> str:
    return f"≈ {text}" if row.is_estimate and text != UNKNOWN else text


def _speed(row: MetricsRow) -> str:
    return UNKNOWN if row.tokens_per_second is None else f"{row.tokens_per_second:.0f}"


def _best(row: MetricsRow) -> str:
    return ", ".join(mark.value for mark in Mark if mark in row.marks)


METRICS_COLUMNS: Sequence[Column[MetricsRow]] = (
    Column("Turn", lambda row: str(row.turn), is_number=True),
    Column("Prompt", lambda row: row.prompt),
    Column("Model", lambda row: row.name),
    Column("Status", lambda row: row.status.value.capitalize()),
    Column("Best in", _best),
    Column("First token", lambda row: seconds(row.first_token_s), is_number=True),
    Column("Total", lambda row: seconds(row.total_s), is_number=True),
    Column("Tokens/s", lambda row: _about(row, _speed(row)), is_number=True),
    Column("In", lambda row: _count(row.input_tokens), is_number=True),
    Column("Cached", lambda row: _count(row.cached_tokens), is_number=True),
    Column("Out", lambda row: _about(row, _count(row.output_tokens)), is_number=True),
    Column("Reasoning", lambda row: _count(row.reasoning_tokens), is_number=True),
    Column("Cost", lambda row: UNKNOWN if row.cost is None else dollars(row.cost), is_number=True),
    Column("Retries", lambda row: str(row.retries), is_number=True),
    Column("Waited", lambda row: seconds(row.waited_s), is_number=True),
)
