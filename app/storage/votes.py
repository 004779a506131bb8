"""Votes, as they are kept on the disk."""

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal

from app.domain.lane import ModelRef
from app.domain.votes import Ballot, Contender, Outcome, Vote
from app.storage.database import Database


class VoteStore:
    """Reads and writes votes.

    Every method is one transaction and raises StorageError if the disk or the file fails. A vote
    goes with its turn when the chat is deleted.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    async def save(self, votes: Sequence[Vote]) -> None:
        """Store votes, durably, each in the place of an earlier one on the same answers."""

        def work(connection: sqlite3.Connection) -> None:
            for vote in votes:
                _delete(connection, _on_the_same_answers(connection, vote))
                _insert(connection, vote)

        await self._database.run(work, durable=True)

    async def remove(self, vote_id: str) -> None:
        """Take a vote back."""
        await self._database.run(lambda connection: _delete(connection, [vote_id]), durable=True)

    async def of_conversation(self, conversation_id: str) -> list[Vote]:
        """The votes on a conversation's turns, oldest first."""
        return await self._database.run(lambda connection: _load(connection, conversation_id))

    async def tags(self) -> list[str]:
        """The tags of all votes, those used most first."""
        return await self._database.run(_tags)

    async def ballots(self) -> list[Ballot]:
        """All votes, with the models that were judged, oldest first.

        Merged answers are left out: they are no model's own.
        """
        return await self._database.run(_ballots)


def _insert(connection: sqlite3.Connection, vote: Vote) -> None:
    connection.execute(
        "INSERT INTO vote (id, turn_id, outcome, is_blind, tags, created_at) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        (
            vote.id,
            vote.turn_id,
            vote.outcome,
            vote.is_blind,
            json.dumps(vote.tags),
            vote.created_at,
        ),
    )
    connection.executemany(
        "INSERT INTO vote_answer (vote_id, answer_id, position, won) VALUES (?, ?, ?, ?)",
        [
            (vote.id, answer_id, position, answer_id in vote.winners)
            for position, answer_id in enumerate(vote.beside)
        ],
    )


def _on_the_same_answers(connection: sqlite3.Connection, vote: Vote) -> list[str]:
    stood = defaultdict[str, set[str]](set)
    for vote_id, answer_id in connection.execute(
        """
        SELECT vote_id, answer_id FROM vote_answer JOIN vote ON vote.id = vote_id
        WHERE turn_id = ?
        """,
        (vote.turn_id,),
    ):
        stood[vote_id].add(answer_id)
    return [vote_id for vote_id, beside in stood.items() if beside == set(vote.beside)]


def _delete(connection: sqlite3.Connection, vote_ids: Iterable[str]) -> None:
    connection.executemany("DELETE FROM vote WHERE id = ?", [(vote_id,) for vote_id in vote_ids])


def _load(connection: sqlite3.Connection, conversation_id: str) -> list[Vote]:
    found = connection.execute(
        """
        SELECT vote.*, answer_id, won FROM vote
        JOIN turn ON turn.id = vote.turn_id
        JOIN vote_answer ON vote_id = vote.id
        WHERE conversation_id = ? ORDER BY vote.number, position
        """,
        (conversation_id,),
    )
    return [
        Vote(
            id=first["id"],
            turn_id=first["turn_id"],
            outcome=Outcome(first["outcome"]),
            winners=tuple(row["answer_id"] for row in (first, *others) if row["won"]),
            beside=tuple(row["answer_id"] for row in (first, *others)),
            is_blind=bool(first["is_blind"]),
            created_at=first["created_at"],
            tags=tuple(json.loads(first["tags"])),
        )
        for first, *others in _by_vote(found)
    ]


def _tags(connection: sqlite3.Connection) -> list[str]:
    used = Counter[str]()
    for (tags,) in connection.execute("SELECT tags FROM vote ORDER BY number"):
        used.update(json.loads(tags))
    return [tag for tag, _ in used.most_common()]


def _ballots(connection: sqlite3.Connection) -> list[Ballot]:
    found = connection.execute(
        """
        SELECT vote.*, won, provider, model, base_url, cost, total_s FROM vote
        JOIN vote_answer ON vote_id = vote.id
        JOIN answer ON answer.id = answer_id
        WHERE answer.merge IS NULL
        ORDER BY vote.number, position
        """
    )
    return [
        Ballot(
            outcome=Outcome(first["outcome"]),
            is_blind=bool(first["is_blind"]),
            created_at=first["created_at"],
            contenders=tuple(_contender(row) for row in (first, *others)),
            tags=tuple(json.loads(first["tags"])),
        )
        for first, *others in _by_vote(found)
    ]


def _by_vote(found: Iterable[sqlite3.Row]) -> Iterable[list[sqlite3.Row]]:
    votes = defaultdict[str, list[sqlite3.Row]](list)
    for row in found:
        votes[row["id"]].append(row)
    return votes.values()


def _contender(row: sqlite3.Row) -> Contender:
    return Contender(
        model=ModelRef(row["provider"], row["model"], row["base_url"]),
        won=bool(row["won"]),
        cost=Decimal(row["cost"]) if row["cost"] else None,
        total_s=row["total_s"],
    )
