"""Files on a disk, there and back."""

import hashlib
from dataclasses import replace

import pytest

from app.domain.attachments import Attachment
from app.domain.errors import StorageError
from app.services.conversations import Conversations
from app.services.events import ConversationChanged, Events
from app.services.sharing.exchange import Exchange
from app.services.sharing.parley_file import UnreadableFileError
from app.services.votes import Votes
from app.storage.conversations import ConversationStore
from app.storage.database import Database
from app.storage.votes import VoteStore
from tests.services.sharing.conversations import sample, sample_vote


class Program:
    """What the exchange stands on, with one open conversation."""

    def __init__(self, database: Database) -> None:
        self.told: list[object] = []
        events = Events()
        events.subscribe(self.told.append)
        self.store, self.vote_store = ConversationStore(database), VoteStore(database)
        self.conversations = Conversations(self.store, events)
        votes = Votes(self.vote_store, events)
        self.exchange = Exchange(self.conversations, self.store, votes, self.vote_store, events)


@pytest.fixture
async def program(tmp_path):
    database = await Database.open(tmp_path / "parley.db")
    program = Program(database)
    chat = sample()
    digest = hashlib.sha256(b"limits").hexdigest()
    attached = Attachment(digest, "limits.txt", "text/plain", 6)
    first, second = chat.turns
    chat = replace(chat, turns=(replace(first, attachments=(attached,)), second))
    await program.store.add_content(digest, b"limits")
    await program.store.save(chat, turns=chat.turns, answers=chat.answers)
    await program.vote_store.save([sample_vote()])
    await program.conversations.open(chat.id)
    yield program
    await database.aclose()


async def test_a_conversation_goes_out_and_comes_in_as_another_one(program, tmp_path):
    path = tmp_path / "chat.parley"
    await program.exchange.save_file("chat", path)
    shared = await program.exchange.read(path)
    assert list(shared.files.values()) == [b"limits"]
    new_id = await program.exchange.add(shared)
    assert program.told == [ConversationChanged(new_id)]
    opened = await program.conversations.open(new_id)
    assert [a.text for a in opened.answers] == [a.text for a in sample().answers]
    (vote,) = await program.vote_store.of_conversation(new_id)
    assert vote.beside == (opened.answers[1].id, opened.answers[2].id)
    assert len(await program.conversations.summaries()) == 2
    assert sorted(p.name for p in tmp_path.glob("chat*")) == ["chat.parley"]


async def test_a_page_has_the_names_of_the_screen_and_the_votes(program, tmp_path):
    path = tmp_path / "chat.html"
    await program.exchange.save_page("chat", path, {"l1": "Claude Opus"})
    page = path.read_text("utf-8")
    assert "Claude Opus" in page
    assert "Voted best" in page
    assert "limits.txt · 6 B" in page


async def test_what_cannot_be_written_leaves_the_old_file_and_nothing_else(program, tmp_path):
    path = tmp_path / "folder"
    path.mkdir()
    (path / "old").write_text("kept")
    with pytest.raises(StorageError, match="could not be written"):
        await program.exchange.save_file("chat", path)
    assert (path / "old").read_text() == "kept"
    assert not list(tmp_path.glob("*.partial"))


async def test_a_file_that_is_not_there_is_said_to_be_missing(program, tmp_path):
    with pytest.raises(StorageError, match="could not be read"):
        await program.exchange.read(tmp_path / "nowhere.parley")


async def test_a_file_of_another_kind_adds_nothing(program, tmp_path):
    path = tmp_path / "other.json"
    path.write_text("{}")
    with pytest.raises(UnreadableFileError):
        await program.exchange.read(path)
    assert len(await program.conversations.summaries()) == 1
