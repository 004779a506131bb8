"""Conversations, lanes and turns as rows, and rows as these."""

import json
import sqlite3
from dataclasses import asdict, replace

from app.domain.conversation import ContextPolicy, Conversation, Turn
from app.domain.lane import Candidate, Lane, ModelRef
from app.domain.messages import Parameters
from app.storage.columns import (
    attachments_column,
    bound,
    model_columns,
    read_attachments,
    read_model,
)


def put_conversation(connection: sqlite3.Connection, conversation: Conversation) -> None:
    """Insert or update a conversation and its lanes; not its turns and answers."""
    connection.execute(
        """
        INSERT INTO conversation (
            id, title, draft, draft_attachments, head_id, created_at, updated_at, line_up_id,
            is_blind, left_ids
        ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET
            title = excluded.title,
            draft = excluded.draft,
            draft_attachments = excluded.draft_attachments,
            head_id = excluded.head_id,
            updated_at = excluded.updated_at,
            line_up_id = excluded.line_up_id,
            is_blind = excluded.is_blind,
            left_ids = excluded.left_ids
        """,
        bound(
            conversation.id,
            conversation.title,
            conversation.draft,
            attachments_column(conversation.draft_attachments),
            conversation.head_id,
            conversation.created_at,
            conversation.updated_at,
            conversation.line_up_id,
            conversation.is_blind,
            json.dumps(conversation.left_ids),
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
        bound(
            turn.id,
            conversation_id,
            turn.parent_id,
            turn.prompt,
            turn.created_at,
            turn.policy,
            turn.chosen_id,
            attachments_column(turn.attachments),
            json.dumps(turn.lane_order),
            turn.hides_names,
        ),
    )


def read_lane(row: sqlite3.Row) -> Lane:
    """The lane of a row."""
    parameters = json.loads(row["parameters"])
    return Lane(
        id=row["id"],
        model=read_model(row),
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
        bound(
            lane.id,
            conversation_id,
            position,
            *model_columns(lane.model),
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
