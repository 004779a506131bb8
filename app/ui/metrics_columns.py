"""The columns of the table of numbers."""

from collections.abc import Sequence

from app.domain.conversation import AnswerStatus
from app.domain.marks import Mark
from app.services.metrics_table import MetricsRow
from app.ui.metrics_words import UNKNOWN, seconds
from app.ui.table_model import Column
from app.ui.transcript.answer_words import dollars
from app.words import N_, _, number

_STATUS = {
    AnswerStatus.QUEUED: N_("Queued"),
    AnswerStatus.WAITING: N_("Waiting"),
    AnswerStatus.STREAMING: N_("Streaming"),
    AnswerStatus.DONE: N_("Done"),
    AnswerStatus.STOPPED: N_("Stopped"),
    AnswerStatus.FAILED: N_("Failed"),
    AnswerStatus.INTERRUPTED: N_("Interrupted"),
}


def _count(value: int | None) -> str:
    return UNKNOWN if value is None else number(value)


def _about(row: MetricsRow, text: str) -> str:
    return f"≈ {text}" if row.is_estimate and text != UNKNOWN else text


def _speed(row: MetricsRow) -> str:
    return UNKNOWN if row.tokens_per_second is None else f"{row.tokens_per_second:.0f}"


def _cost(row: MetricsRow) -> str:
    return UNKNOWN if row.cost is None else dollars(row.cost)


def _best(row: MetricsRow) -> str:
    return ", ".join(_(mark.value) for mark in Mark if mark in row.marks)


METRICS_COLUMNS: Sequence[Column[MetricsRow]] = (
    Column(N_("Turn"), lambda row: str(row.turn), is_number=True),
    Column(N_("Prompt"), lambda row: row.prompt),
    Column(N_("Model"), lambda row: row.name),
    Column(N_("Status"), lambda row: _(_STATUS[row.status])),
    Column(N_("Best in"), _best),
    Column(N_("First token"), lambda row: seconds(row.first_token_s), is_number=True),
    Column(N_("Total"), lambda row: seconds(row.total_s), is_number=True),
    Column(N_("Tokens/s"), lambda row: _about(row, _speed(row)), is_number=True),
    Column(N_("In"), lambda row: _count(row.input_tokens), is_number=True),
    Column(N_("Cached"), lambda row: _count(row.cached_tokens), is_number=True),
    Column(N_("Out"), lambda row: _about(row, _count(row.output_tokens)), is_number=True),
    Column(N_("Reasoning"), lambda row: _count(row.reasoning_tokens), is_number=True),
    Column(N_("Cost"), _cost, is_number=True),
    Column(N_("Retries"), lambda row: str(row.retries), is_number=True),
    Column(N_("Waited"), lambda row: seconds(row.waited_s), is_number=True),
)
