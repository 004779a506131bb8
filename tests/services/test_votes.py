import pytest

from app.domain.answer import Answer, AnswerStatus
from app.domain.conversation import Conversation, Turn
from app.domain.lane import Lane, ModelRef
from app.domain.votes import Outcome
from app.services.events import ConversationChanged, Events
from app.services.votes import Votes
from app.storage.conversations import ConversationStore
from app.storage.database import Database
from app.storage.votes import VoteStore

MODELS = (ModelRef("openai", "one"), ModelRef("cohere", "two"))


@pytest.fixture
async def told() -> list[object]:
    return []


@pytest.fixture
async def votes(tmp_path, told):
    database = await Database.open(tmp_path / "parley.db")
    lanes = tuple(Lane(model.model, model) for model in MODELS)
    answers = [
        Answer(lane.id, "turn", lane.id, 1, True, lane.model, AnswerStatus.DONE, 0)
        for lane in lanes
    ]
    chat = Conversation("chat", created_at=0, updated_at=0, lanes=lanes)
    await ConversationStore(database).save(
        chat, turns=[Turn("turn", None, "Hi", 0)], answers=answers
    )
    events = Events()
    events.subscribe(told.append)
    yield Votes(VoteStore(database), events, clock=lambda: 7.0)
    await database.aclose()


async def test_a_vote_is_stored_and_told_of(votes: Votes, told):
    cast = await votes.cast(
        "chat",
        "turn",
        Outcome.BEST,
        ["one", "two"],
        winners=["two"],
        is_blind=True,
        tags=[" Code"],
    )
    assert await votes.of("chat") == [cast]
    assert (cast.created_at, cast.tags, cast.is_blind) == (7.0, ("code",), True)
    assert told == [ConversationChanged("chat")]
    (ballot,) = await votes.ballots()
    assert [(c.model, c.won) for c in ballot.contenders] == [(MODELS[0], False), (MODELS[1], True)]


async def test_a_vote_can_be_taken_back(votes: Votes, told):
    cast = await votes.cast("chat", "turn", Outcome.ALL_BAD, ["one", "two"])
    await votes.take_back("chat", cast.id)
    assert await votes.of("chat") == []
    assert told == [ConversationChanged("chat")] * 2


async def test_an_impossible_vote_is_refused_and_not_stored(votes: Votes, told):
    with pytest.raises(ValueError, match="0 winners"):
        await votes.cast("chat", "turn", Outcome.BEST, ["one", "two"])
    assert await votes.of("chat") == []
    assert told == []


async def test_tags_are_told_those_used_most_first(votes: Votes):
    assert await votes.tags() == []
    await votes.cast("chat", "turn", Outcome.ALL_BAD, ["one", "two"], tags=["code", "letters"])
    assert await votes.tags() == ["code", "letters"]
