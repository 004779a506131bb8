"""Chats that are deleted: out of the list first, and later for good."""

import asyncio
import sqlite3
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from app.domain.answer import Answer, AnswerStatus
from app.domain.attachments import Attachment
from app.domain.conversation import Conversation, Turn
from app.domain.lane import Lane, ModelRef
from app.domain.metrics import Metrics
from app.storage.conversations import ConversationStore, TextPiece
from app.storage.database import Database
from app.storage.spending import SpendingStore

MODEL = ModelRef("builtin", "tiny")


async def save(store: ConversationStore, name: str, status: AnswerStatus = AnswerStatus.DONE):
    """Store a chat with a prompt, its file and an answer for 0.10 dollars."""
    digest = name * 8
    await store.add_content(digest, name.encode())
    file = Attachment(digest, name, "text/plain", len(name))
    turn = Turn(f"{name} turn", None, name, 1.0, attachments=(file,))
    answer = Answer(
        f"{name} answer", turn.id, f"{name} lane", 1, True, MODEL, status, 2.0, text="Yes"
    )
    answer = replace(answer, metrics=Metrics(cost=Decimal("0.10")))
    chat = Conversation(name, 1.0, 1.0, lanes=(Lane(f"{name} lane", MODEL),)).with_turn(turn)
    await store.save(chat, turns=[turn], answers=[answer])


async def titles(store: ConversationStore) -> list[str]:
    return sorted(summary.title for summary in await store.list_summaries())


async def test_a_deleted_chat_leaves_the_list_and_comes_back(store: ConversationStore):
    await save(store, "one")
    await save(store, "two")

    await store.set_deleted(["one"], deleted=True)
    assert await titles(store) == ["two"]

    await store.set_deleted(["one"], deleted=False)
    assert await titles(store) == ["one", "two"]
    assert (await store.load("one")).answers[0].text == "Yes"


async def test_what_is_dropped_leaves_its_cost_and_nothing_else(
    store: ConversationStore, database: Database
):
    await save(store, "one")
    await save(store, "two")
    await store.set_deleted(["one"], deleted=True)

    await store.drop_deleted()

    assert await store.load("one") is None
    assert list(await store.contents(["one" * 8, "two" * 8])) == ["two" * 8]
    assert await SpendingStore(database).since(0) == [Decimal("0.20")]
    await store.drop_deleted()
    assert await SpendingStore(database).since(0) == [Decimal("0.20")]


async def test_no_word_of_a_chat_is_left_in_the_file(
    store: ConversationStore, database: Database, path: Path
):
    await save(store, "one", AnswerStatus.STREAMING)
    await save(store, "two")
    chat = await store.load("one")
    for draft in ("Xylophone " * 3, "Xylophone " * 3_000, ""):
        await store.save(replace(chat, draft=draft))
    for n in range(40):
        await store.checkpoint([TextPiece("one answer", "Xylophone " * n, "")])
    await store.finish(replace(chat.answers[0], status=AnswerStatus.DONE, text="Xylophone"))
    await store.set_deleted(["one"], deleted=True)

    await store.drop_deleted()

    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert b"Xylophone" not in await asyncio.to_thread(path.read_bytes)


async def test_a_start_removes_what_the_last_end_could_not(store: ConversationStore):
    await save(store, "one", AnswerStatus.STREAMING)
    await store.set_deleted(["one"], deleted=True)

    assert await store.recover() == 0
    assert await store.load("one") is None


async def test_a_pinned_chat_says_so(store: ConversationStore):
    await save(store, "one")

    await store.set_pinned("one", pinned=True)
    assert [summary.pinned for summary in await store.list_summaries()] == [True]

    await store.set_pinned("one", pinned=False)
    assert [summary.pinned for summary in await store.list_summaries()] == [False]
