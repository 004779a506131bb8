"""The conversations, as they are kept on the disk."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.domain.answer import Answer, AnswerStatus
from app.domain.conversation import Conversation, ConversationSummary, Turn
from app.storage import answer_rows, columns, deletion, rows
from app.storage.database import Database
from app.words import N_, _

_CUT_OFF = N_(
    "Parley stopped while this answer was arriving. What had arrived is kept: "
    "continue it, or try again."
)
_NOT_BEGUN = N_("Parley stopped before this answer began. Try again.")


@dataclass(frozen=True, slots=True)
class TextPiece:
    """What has newly arrived of an answer."""

    answer_id: str
    text: str
    reasoning: str


class ConversationStore:
    """Reads and writes conversations.

    Every method is one transaction and raises StorageError if the disk or the file fails.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    async def list_summaries(self) -> list[ConversationSummary]:
        """All conversations with a turn or a draft, the last changed first."""
        return await self._database.run(_list_summaries)

    async def load(self, conversation_id: str) -> Conversation | None:
        """A conversation with everything in it; None if there is none of that id."""
        return await self._database.run(lambda connection: _load(connection, conversation_id))

    async def save(
        self,
        conversation: Conversation,
        *,
        turns: Sequence[Turn] = (),
        answers: Sequence[Answer] = (),
    ) -> None:
        """Store a conversation's own fields and its lanes, durably.

        Args:
            conversation: Its turns and answers are not looked at.
            turns: New or changed turns, oldest first.
            answers: New or changed answers. A selected one deselects its other attempts. The text
                of a stored answer that is still live is left to `checkpoint`.
        """

        def work(connection: sqlite3.Connection) -> None:
            rows.put_conversation(connection, conversation)
            for turn in turns:
                rows.put_turn(connection, conversation.id, turn)
            answer_rows.put_answers(connection, answers)

        await self._database.run(work, durable=True)

    async def add_from_elsewhere(self, conversation: Conversation) -> None:
        """Store a whole conversation that is new here, durably; its answers cost nothing here."""

        def work(connection: sqlite3.Connection) -> None:
            rows.put_conversation(connection, conversation)
            for turn in conversation.turns:
                rows.put_turn(connection, conversation.id, turn)
            answer_rows.put_answers(connection, conversation.answers)
            connection.executemany(
                "UPDATE answer SET asked_here = 0 WHERE id = ?",
                [(answer.id,) for answer in conversation.answers],
            )

        await self._database.run(work, durable=True)

    async def add_content(self, digest: str, content: bytes) -> None:
        """Keep the content of a file, durably; `recover` drops it if nothing refers to it."""
        await self._database.run(
            lambda connection: connection.execute(
                "INSERT OR IGNORE INTO attachment (digest, content) VALUES (?, ?)",
                (digest, content),
            ),
            durable=True,
        )

    async def contents(self, digests: Iterable[str]) -> dict[str, bytes]:
        """The contents of files, by digest; those that are not kept are left out."""
        wanted = tuple(digests)
        return await self._database.run(lambda connection: dict(_contents(connection, wanted)))

    async def checkpoint(self, pieces: Sequence[TextPiece]) -> None:
        """Append to answers, which are then streaming."""

        def work(connection: sqlite3.Connection) -> None:
            for piece in pieces:
                answer_rows.add_chunk(connection, piece.answer_id, piece.text, piece.reasoning)

        await self._database.run(work)

    async def finish(self, answer: Answer) -> None:
        """Store an answer that has ended, with its whole text, durably."""
        await self._database.run(
            lambda connection: answer_rows.put_answers(connection, [answer]), durable=True
        )

    async def set_pinned(self, conversation_id: str, *, pinned: bool) -> None:
        """Have a stored conversation stand above the others, or among them."""
        await self._database.run(
            lambda connection: connection.execute(
                "UPDATE conversation SET pinned = ? WHERE id = ?", (pinned, conversation_id)
            ),
            durable=True,
        )

    async def set_deleted(self, conversation_ids: Sequence[str], *, deleted: bool) -> None:
        """Take conversations out of the list until `drop_deleted`, or put them back."""
        ids = [(deleted, conversation_id) for conversation_id in conversation_ids]
        await self._database.run(
            lambda connection: connection.executemany(
                "UPDATE conversation SET deleted = ? WHERE id = ?", ids
            ),
            durable=True,
        )

    async def drop_deleted(self) -> None:
        """Remove the deleted conversations with all that was said; what they cost stays known."""
        await self._database.run(deletion.drop_deleted, durable=True)

    async def recover(self) -> int:
        """Mark what was live when Parley last stopped as interrupted; call it at the start.

        It also removes the deleted conversations, and the contents of files that were attached,
        but sent with no prompt.

        Returns:
            How many answers that were.
        """
        return await self._database.run(_recover, durable=True)


def _list_summaries(connection: sqlite3.Connection) -> list[ConversationSummary]:
    return [
        ConversationSummary(
            row["id"], row["title"], row["lane_count"], row["updated_at"], bool(row["pinned"])
        )
        for row in connection.execute(
            """
            SELECT id, title, updated_at, pinned, (
                SELECT count(*) FROM lane
                WHERE conversation_id = conversation.id AND NOT removed AND NOT folded
            ) AS lane_count
            FROM conversation
            WHERE NOT deleted AND (
                draft <> '' OR draft_attachments <> '[]'
                OR EXISTS (SELECT 1 FROM turn WHERE conversation_id = conversation.id)
            )
            ORDER BY updated_at DESC, created_at DESC
            """
        )
    ]


def _contents(
    connection: sqlite3.Connection, digests: Iterable[str]
) -> Iterator[tuple[str, bytes]]:
    for digest in digests:
        yield from connection.execute(
            "SELECT digest, content FROM attachment WHERE digest = ?", (digest,)
        )


def _load(connection: sqlite3.Connection, conversation_id: str) -> Conversation | None:
    def select(sql: str) -> list[sqlite3.Row]:
        return connection.execute(sql, (conversation_id,)).fetchall()

    found = select("SELECT * FROM conversation WHERE id = ?")
    if not found:
        return None
    fields: dict[str, Any] = dict(found[0])
    del fields["pinned"], fields["deleted"]  # how it is listed, not what it is
    fields["draft_attachments"] = columns.read_attachments(fields["draft_attachments"])
    fields["is_blind"] = bool(fields["is_blind"])
    fields["left_ids"] = tuple(json.loads(fields["left_ids"]))
    lanes = select("SELECT * FROM lane WHERE conversation_id = ? ORDER BY position")
    turns = select("SELECT * FROM turn WHERE conversation_id = ? ORDER BY number")
    answers = select(
        """
        SELECT answer.* FROM answer JOIN turn ON turn.id = answer.turn_id
        WHERE turn.conversation_id = ? ORDER BY answer.number
        """
    )
    return Conversation(
        **fields,
        lanes=tuple(rows.read_lane(row) for row in lanes),
        turns=tuple(rows.read_turn(row) for row in turns),
        answers=tuple(answer_rows.read_answer(connection, row) for row in answers),
    )


def _recover(connection: sqlite3.Connection) -> int:
    deletion.drop_deleted(connection)
    found = connection.execute(
        "SELECT * FROM answer WHERE status IN ('queued', 'waiting', 'streaming')"
    ).fetchall()
    answers = [answer_rows.read_answer(connection, row) for row in found]
    answer_rows.put_answers(connection, [_interrupted(answer) for answer in answers])
    return len(answers)


def _interrupted(answer: Answer) -> Answer:
    sentence = _CUT_OFF if answer.text or answer.reasoning else _NOT_BEGUN
    return replace(answer, status=AnswerStatus.INTERRUPTED, error=_(sentence))
