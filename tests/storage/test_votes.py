"""Votes outlive a restart; the models they were about come along."""

from dataclasses import replace
from decimal import Decimal

from app.domain.answer import Answer, AnswerStatus
from app.domain.conversation import Conversation, Turn
from app.domain.lane import Lane, ModelRef
from app.domain.merging import Merge, MergeKind
from app.domain.metrics import Metrics
from app.domain.votes import Ballot, Contender, Outcome, Vote
from app.storage.conversations import ConversationStore
from app.storage.database import Database
from app.storage.votes import VoteStore

SMALL, LARGE = ModelRef("openai", "small"), ModelRef("openai_compatible", "large", "http://x")


def answer(answer_id: str, lane_id: str, model: ModelRef, attempt: int = 1) -> Answer:
    metrics = Metrics(total_s=2.5, cost=Decimal("0.01") if model is SMALL else None)
    return Answer(
        answer_id,
        "turn",
        lane_id,
        attempt,
        selected=answer_id != "b",
        model=model,
        status=AnswerStatus.DONE,
        created_at=1,
        metrics=metrics,
    )


async def stored_chat(database: Database, merge: Merge | None = None) -> None:
    lanes = (Lane("l1", SMALL), Lane("l2", LARGE))
    chat = Conversation("chat", created_at=1, updated_at=1, lanes=lanes)
    third = replace(answer("c", "l2", LARGE, 2), merge=merge)
    answers = [answer("a", "l1", SMALL), answer("b", "l2", LARGE), third]
    turn = Turn("turn", None, "Hello", 1)
    await ConversationStore(database).save(chat, turns=[turn], answers=answers)


def vote(vote_id: str, *winners: str, beside=("b", "a"), outcome=Outcome.BEST) -> Vote:
    return Vote(vote_id, "turn", outcome, winners, beside, True, 5.0, tags=("code", "sql"))


async def test_a_vote_is_found_again_as_it_was_cast(path):
    database = await Database.open(path)
    await stored_chat(database)
    await VoteStore(database).save([vote("v", "a")])
    await database.aclose()

    database = await Database.open(path)
    assert await VoteStore(database).of_conversation("chat") == [vote("v", "a")]
    assert await VoteStore(database).of_conversation("another") == []
    await database.aclose()


async def test_a_second_vote_on_the_same_answers_takes_the_place_of_the_first(database):
    await stored_chat(database)
    store = VoteStore(database)
    await store.save([vote("v", "a"), vote("other", "c", beside=("a", "c"))])
    changed = vote("w", "b", beside=("a", "b"))
    await store.save([changed])
    assert await store.of_conversation("chat") == [vote("other", "c", beside=("a", "c")), changed]


async def test_a_vote_that_was_taken_back_is_gone(database):
    await stored_chat(database)
    store = VoteStore(database)
    await store.save([vote("v", "a")])
    await store.remove("v")
    assert await store.of_conversation("chat") == []
    assert await store.ballots() == []


async def test_ballots_name_the_models_and_what_the_answers_took(database):
    await stored_chat(database)
    store = VoteStore(database)
    await store.save([vote("v", "a"), vote("w", outcome=Outcome.ALL_BAD, beside=("a", "c"))])
    small = Contender(SMALL, won=True, cost=Decimal("0.01"), total_s=2.5)
    assert await store.ballots() == [
        Ballot(
            Outcome.BEST,
            is_blind=True,
            created_at=5.0,
            contenders=(Contender(LARGE, won=False, total_s=2.5), small),
            tags=("code", "sql"),
        ),
        Ballot(
            Outcome.ALL_BAD,
            is_blind=True,
            created_at=5.0,
            contenders=(
                Contender(SMALL, won=False, cost=Decimal("0.01"), total_s=2.5),
                Contender(LARGE, won=False, total_s=2.5),
            ),
            tags=("code", "sql"),
        ),
    ]


async def test_a_merged_answer_is_no_contender(database):
    await stored_chat(database, merge=Merge(MergeKind.FUSE, ("a", "b")))
    store = VoteStore(database)
    await store.save([vote("v", "c", beside=("a", "b", "c"))])
    (ballot,) = await store.ballots()
    assert [(c.model, c.won) for c in ballot.contenders] == [(SMALL, False), (LARGE, False)]


async def test_votes_go_with_their_chat(database):
    await stored_chat(database)
    await VoteStore(database).save([vote("v", "a")])
    await database.run(lambda c: c.execute("DELETE FROM conversation").rowcount)
    assert await VoteStore(database).ballots() == []
    count = await database.run(lambda c: c.execute("SELECT count(*) FROM vote_answer").fetchone())
    assert tuple(count) == (0,)
