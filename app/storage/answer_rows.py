"""Answers as rows, and rows as answers; what still arrives is a row a chunk."""

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import asdict, replace
from decimal import Decimal
from typing import Any

from app.domain.answer import Answer, AnswerStatus
from app.domain.error_details import ErrorDetails
from app.domain.errors import Action
from app.domain.merging import Merge, MergeKind
from app.domain.metrics import Metrics
from app.storage.columns import bound, model_columns, read_model

# The text of a live answer grows by chunks alone: a value that holds less must not undo them.
_PUT_ANSWER = """
    INSERT INTO answer (
        id, turn_id, lane_id, attempt, selected, provider, model, base_url, status, created_at,
        text, reasoning, error, error_details, finish_reason, first_token_s, total_s, usage, cost,
        retries, waited_s, because, key_id, context_limit, merge
    ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET
        selected = excluded.selected,
        status = excluded.status,
        error = excluded.error,
        error_details = excluded.error_details,
        finish_reason = excluded.finish_reason,
        first_token_s = excluded.first_token_s,
        total_s = excluded.total_s,
        usage = excluded.usage,
        cost = excluded.cost,
        retries = excluded.retries,
        waited_s = excluded.waited_s
"""
_AND_ITS_TEXT = ", text = excluded.text, reasoning = excluded.reasoning"


def put_answers(connection: sqlite3.Connection, answers: Iterable[Answer]) -> None:
    """Insert or update answers; a selected one deselects its other attempts.

    The text of one that has ended replaces its chunks.
    """
    answers = tuple(answers)
    for answer in answers:
        if answer.selected:
            connection.execute(
                "UPDATE answer SET selected = 0 WHERE turn_id = ? AND lane_id = ? AND selected = 1",
                (answer.turn_id, answer.lane_id),
            )
    for answer in answers:
        if answer.status.is_live:
            connection.execute(_PUT_ANSWER, _answer_row(answer))
        else:
            connection.execute(_PUT_ANSWER + _AND_ITS_TEXT, _answer_row(answer))
            connection.execute("DELETE FROM answer_chunk WHERE answer_id = ?", (answer.id,))


def add_chunk(connection: sqlite3.Connection, answer_id: str, text: str, reasoning: str) -> None:
    """Append to an answer, which is then streaming, without rewriting what it has."""
    connection.execute(
        "INSERT INTO answer_chunk (answer_id, text, reasoning) VALUES (?, ?, ?)",
        bound(answer_id, text, reasoning),
    )
    # Writing the status once only: an update rewrites the whole row, text and all.
    connection.execute(
        "UPDATE answer SET status = 'streaming' WHERE id = ? AND status <> 'streaming'",
        (answer_id,),
    )


def read_answer(connection: sqlite3.Connection, row: sqlite3.Row) -> Answer:
    """The answer of a row, with the text of its chunks."""
    chunks = connection.execute(
        "SELECT text, reasoning FROM answer_chunk WHERE answer_id = ? ORDER BY number",
        (row["id"],),
    ).fetchall()
    return Answer(
        id=row["id"],
        turn_id=row["turn_id"],
        lane_id=row["lane_id"],
        attempt=row["attempt"],
        selected=bool(row["selected"]),
        model=read_model(row),
        status=AnswerStatus(row["status"]),
        created_at=row["created_at"],
        text="".join([row["text"], *(chunk["text"] for chunk in chunks)]),
        reasoning="".join([row["reasoning"], *(chunk["reasoning"] for chunk in chunks)]),
        error=row["error"],
        error_details=_read_error_details(row["error_details"]),
        because=row["because"],
        key_id=row["key_id"],
        context_limit=row["context_limit"],
        merge=_read_merge(row["merge"]),
        finish_reason=row["finish_reason"],
        metrics=Metrics(
            first_token_s=row["first_token_s"],
            total_s=row["total_s"],
            usage=json.loads(row["usage"]) if row["usage"] else None,
            cost=Decimal(row["cost"]) if row["cost"] else None,
            retries=row["retries"],
            waited_s=row["waited_s"],
        ),
    )


def _answer_row(answer: Answer) -> tuple[Any, ...]:
    usage = answer.metrics.usage
    return bound(
        answer.id,
        answer.turn_id,
        answer.lane_id,
        answer.attempt,
        answer.selected,
        *model_columns(answer.model),
        answer.status,
        answer.created_at,
        answer.text,
        answer.reasoning,
        answer.error,
        json.dumps(asdict(answer.error_details)) if answer.error_details else None,
        answer.finish_reason,
        answer.metrics.first_token_s,
        answer.metrics.total_s,
        json.dumps(usage) if usage else None,
        None if answer.metrics.cost is None else str(answer.metrics.cost),
        answer.metrics.retries,
        answer.metrics.waited_s,
        answer.because,
        answer.key_id,
        answer.context_limit,
        json.dumps(asdict(answer.merge)) if answer.merge else None,
    )


def _read_error_details(stored: str | None) -> ErrorDetails | None:
    if not stored:
        return None
    details = ErrorDetails(**json.loads(stored))
    return replace(details, action=Action(details.action))


def _read_merge(stored: str | None) -> Merge | None:
    if not stored:
        return None
    merge = json.loads(stored)
    return Merge(MergeKind(merge["kind"]), tuple(merge["sources"]))
