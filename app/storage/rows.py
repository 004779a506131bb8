"""Conversations as rows, and rows as conversations."""

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import asdict, replace
from decimal import Decimal
from typing import Any

from app.domain.attachments import Attachment
from app.domain.conversation import (
    Answer,
    AnswerStatus,
    Candidate,
    ContextPolicy,
    Conversation,
    Lane,
    ModelRef,
    Turn,
)
from app.domain.error_details import ErrorDetails
from app.domain.errors import Action
from app.domain.merging import Merge, MergeKind
from app.domain.messages import Parameters
from app.domain.metrics import Metrics

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


def put_conversation(connection: sqlite3.Connection, conversation: Conversation) -> None:
    """Insert or update a conversation and its lanes; not its turns and answers."""
    connection.execute(
        """
        INSERT INTO conversation (
            id, title, draft, draft_attachments, head_id, created_at, updated_at, line_up_id,
            is_blind
        ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET
            title = excluded.title,
            draft = excluded.draft,
            draft_attachments = excluded.draft_attachments,
            head_id = excluded.head_id,
            updated_at = excluded.updated_at,
            line_up_id = excluded.line_up_id,
            is_blind = excluded.is_blind
        """,
        _bound(
            conversation.id,
            conversation.title,
            conversation.draft,
            _attachments_column(conversation.draft_attachments),
            conversation.head_id,
            conversation.created_at,
            conversation.updated_at,
            conversation.line_up_id,
            conversation.is_blind,
        ),
    )
    for position, lane in enumerate(conversation.lanes):
        _put_lane(connection, conversation.id, position, lane)


def put_turn(connection: sqlite3.Connection, conversation_id: str, turn: Turn) -> None:
    """Insert a turn, after its parent, or update what can change of it."""
    connection.execute(
        """
        INSERT INTO turn (
            id, conversation_id, parent_id, prompt, created_at, policy, chosen_id, attachments,
            lane_order, hides_names
        ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET
            policy = excluded.policy,
            chosen_id = excluded.chosen_id,
            lane_order = excluded.lane_order,
            hides_names = excluded.hides_names
        """,
        _bound(
            turn.id,
            conversation_id,
            turn.parent_id,
            turn.prompt,
            turn.created_at,
            turn.policy,
            turn.chosen_id,
            _attachments_column(turn.attachments),
            json.dumps(turn.lane_order),
            turn.hides_names,
        ),
    )


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
        _bound(answer_id, text, reasoning),
    )
    # Writing the status once only: an update rewrites the whole row, text and all.
    connection.execute(
        "UPDATE answer SET status = 'streaming' WHERE id = ? AND status <> 'streaming'",
        (answer_id,),
    )


def read_lane(row: sqlite3.Row) -> Lane:
    """The lane of a row."""
    parameters = json.loads(row["parameters"])
    return Lane(
        id=row["id"],
        model=_read_model(row),
        parameters=replace(Parameters(**parameters), stop=tuple(parameters["stop"])),
        system_prompt=row["system_prompt"],
        removed=bool(row["removed"]),
        key_id=row["key_id"],
        folded=bool(row["folded"]),
        width=row["width"],
        fallbacks=tuple(
            Candidate(ModelRef(**fallback["model"]), fallback["key_id"])
            for fallback in json.loads(row["fallbacks"])
        ),
        switches=bool(row["switches"]),
    )


def read_turn(row: sqlite3.Row) -> Turn:
    """The turn of a row."""
    return Turn(
        row["id"],
        row["parent_id"],
        row["prompt"],
        row["created_at"],
        ContextPolicy(row["policy"]),
        row["chosen_id"],
        read_attachments(row["attachments"]),
        tuple(json.loads(row["lane_order"])),
        bool(row["hides_names"]),
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
        model=_read_model(row),
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


def read_attachments(column: str) -> tuple[Attachment, ...]:
    """The files in a column."""
    return tuple(Attachment(**fields) for fields in json.loads(column))


def _attachments_column(attachments: Iterable[Attachment]) -> str:
    return json.dumps([asdict(attachment) for attachment in attachments])


def _put_lane(
    connection: sqlite3.Connection, conversation_id: str, position: int, lane: Lane
) -> None:
    connection.execute(
        """
        INSERT INTO lane (
            id, conversation_id, position, provider, model, base_url, parameters, system_prompt,
            removed, key_id, folded, width, fallbacks, switches
        ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET
            position = excluded.position,
            provider = excluded.provider,
            model = excluded.model,
            base_url = excluded.base_url,
            parameters = excluded.parameters,
            system_prompt = excluded.system_prompt,
            removed = excluded.removed,
            key_id = excluded.key_id,
            folded = excluded.folded,
            width = excluded.width,
            fallbacks = excluded.fallbacks,
            switches = excluded.switches
        """,
        _bound(
            lane.id,
            conversation_id,
            position,
            *_model_columns(lane.model),
            json.dumps(asdict(lane.parameters)),
            lane.system_prompt,
            lane.removed,
            lane.key_id,
            lane.folded,
            lane.width,
            json.dumps([asdict(fallback) for fallback in lane.fallbacks]),
            lane.switches,
        ),
    )


def _answer_row(answer: Answer) -> tuple[Any, ...]:
    usage = answer.metrics.usage
    return _bound(
        answer.id,
        answer.turn_id,
        answer.lane_id,
        answer.attempt,
        answer.selected,
        *_model_columns(answer.model),
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


def _model_columns(model: ModelRef) -> tuple[str, str, str]:
    return model.provider, model.model, model.base_url


def _read_model(row: sqlite3.Row) -> ModelRef:
    return ModelRef(row["provider"], row["model"], row["base_url"])


def _bound(*values: str | float | None) -> tuple[str | float | None, ...]:
    return tuple(_storable(value) if isinstance(value, str) else value for value in values)


def _storable(text: str) -> str:
    """Text that UTF-8 can hold: halves of surrogate pairs joined, lone ones replaced.

    Servers split an emoji's escapes between two chunks; SQLite refuses a half.
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text
