"""What all answers of a conversation took, as a table to look at and to copy."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from app.domain.answer import Answer, AnswerStatus
from app.domain.conversation import Conversation
from app.domain.marks import Mark, marks
from app.services import tables
from app.words import N_, _

_PROMPT_LENGTH = 40


@dataclass(frozen=True, slots=True)
class MetricsRow:
    """An answer in the table; None where a number isn't known.

    Attributes:
        turn: Which turn of the branch that is shown, from 1.
        prompt: The beginning of it.
        name: What its lane is called.
        attempt: Which attempt is shown, from 1.
        is_estimate: Whether output tokens and speed are counted by pieces.
        marks: What it did best, once all lanes of its turn are done.
    """

    answer_id: str
    turn: int
    prompt: str
    name: str
    status: AnswerStatus
    attempt: int
    first_token_s: float | None
    total_s: float | None
    tokens_per_second: float | None
    input_tokens: int | None
    output_tokens: int | None
    reasoning_tokens: int | None
    cached_tokens: int | None
    cost: Decimal | None
    retries: int
    waited_s: float
    is_estimate: bool
    marks: frozenset[Mark]


COLUMNS = (
    N_("Turn"),
    N_("Prompt"),
    N_("Model"),
    N_("Status"),
    N_("Attempt"),
    N_("First token (s)"),
    N_("Total (s)"),
    N_("Tokens/s"),
    N_("Input tokens"),
    N_("Output tokens"),
    N_("Reasoning tokens"),
    N_("Cached tokens"),
    N_("Cost (USD)"),
    N_("Retries"),
    N_("Waited (s)"),
    N_("Marks"),
)


def metrics_rows(
    conversation: Conversation, names: Mapping[str, str] | None = None
) -> tuple[MetricsRow, ...]:
    """A row for each answer that is shown, turn by turn, the lanes from left to right.

    Args:
        conversation: With live answers as they stand, if they shall be in the table as they are.
        names: What to call each lane, by its id; its answer's model when left out.
    """
    rows: list[MetricsRow] = []
    for number, turn in enumerate(conversation.path(), 1):
        shown = [
            answer
            for lane in conversation.lanes
            if (answer := conversation.selected_answers(lane.id).get(turn.id))
        ]
        best = marks(shown)
        for answer in shown:
            name = (names or {}).get(answer.lane_id, answer.model.model)
            rows.append(_row(number, turn.title, name, answer, best.get(answer.id, frozenset())))
    return tuple(rows)


def to_markdown(rows: Sequence[MetricsRow]) -> str:
    """The table as Markdown, for the clipboard."""
    return tables.to_markdown([*map(_, COLUMNS)], (_cells(row, _) for row in rows))


def to_csv(rows: Sequence[MetricsRow]) -> str:
    """The table as CSV, for the clipboard or a file; in English, as programs read it."""
    return tables.to_csv(COLUMNS, (_cells(row, str) for row in rows))


def _row(turn: int, line: str, name: str, answer: Answer, best: frozenset[Mark]) -> MetricsRow:
    metrics, usage = answer.metrics, answer.metrics.usage
    return MetricsRow(
        answer_id=answer.id,
        turn=turn,
        prompt=line if len(line) <= _PROMPT_LENGTH else line[: _PROMPT_LENGTH - 1] + "…",
        name=name,
        status=answer.status,
        attempt=answer.attempt,
        first_token_s=metrics.first_token_s,
        total_s=metrics.total_s,
        tokens_per_second=metrics.tokens_per_second,
        input_tokens=usage["input_tokens"] if usage else None,
        output_tokens=metrics.tokens,
        reasoning_tokens=usage["reasoning_tokens"] if usage else None,
        cached_tokens=usage["cached_tokens"] if usage else None,
        cost=metrics.cost,
        retries=metrics.retries,
        waited_s=metrics.waited_s,
        is_estimate=metrics.is_estimate,
        marks=best,
    )


def _cells(row: MetricsRow, say: Callable[[str], str]) -> list[str]:
    return [
        str(row.turn),
        row.prompt,
        row.name,
        row.status.value,
        str(row.attempt),
        _number(row.first_token_s),
        _number(row.total_s),
        _number(row.tokens_per_second, places=1),
        _number(row.input_tokens),
        _number(row.output_tokens),
        _number(row.reasoning_tokens),
        _number(row.cached_tokens),
        "" if row.cost is None else f"{row.cost:f}",
        str(row.retries),
        _number(row.waited_s),
        ", ".join(say(mark.value) for mark in Mark if mark in row.marks),
    ]


def _number(value: float | None, places: int = 2) -> str:
    if value is None:
        return ""
    return str(value) if isinstance(value, int) else f"{value:.{places}f}"
