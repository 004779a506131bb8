"""What was asked, added up from the disk."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest

from app.domain.answer import Answer, AnswerStatus
from app.domain.conversation import Conversation, Turn
from app.domain.lane import Lane, ModelRef
from app.domain.messages import Usage
from app.domain.metrics import Metrics
from app.domain.usage import Tally, Used, grouped, total
from app.storage.conversations import ConversationStore
from app.storage.database import Database
from app.storage.spending import SpendingStore

OPUS, TINY, OWN = (
    ModelRef("anthropic", "opus"),
    ModelRef("builtin", "tiny"),
    ModelRef("openai_compatible", "mine", "http://127.0.0.1:1/v1"),
)
MONDAY, TUESDAY = datetime(2026, 11, 23, 23, 59), datetime(2026, 11, 24)


def asked(
    model: ModelRef, when: datetime, cost: str | None = None, key_id: str = "", **fields: object
) -> Answer:
    """An answer with 10 tokens in, 4 of them cached, and 5 out."""
    metrics = Metrics(
        first_token_s=0.5,
        usage=Usage(input_tokens=10, output_tokens=5, reasoning_tokens=None, cached_tokens=4),
        cost=Decimal(cost) if cost else None,
    )
    at = when.timestamp()
    answer = Answer("?", "t", "l", 0, False, model, AnswerStatus.DONE, at, metrics=metrics)
    return replace(answer, key_id=key_id, **fields)


async def save(store: ConversationStore, *answers: Answer, chat: str = "c") -> Conversation:
    """Store a chat with these answers."""
    named = tuple(
        replace(a, id=f"{chat}{n}", turn_id=f"{chat}t", lane_id=f"{chat}l", attempt=n)
        for n, a in enumerate(answers, 1)
    )
    turn = Turn(f"{chat}t", None, "?", 0)
    lane = Lane(f"{chat}l", OPUS)
    conversation = Conversation(chat, 0, 0, lanes=(lane,), turns=(turn,), answers=named)
    await store.save(conversation, turns=[turn], answers=named)
    return conversation


async def test_what_was_asked_is_added_up_by_model_key_and_day(
    store: ConversationStore, database: Database
):
    await save(
        store,
        asked(OPUS, MONDAY, "0.1", "work"),
        asked(OPUS, MONDAY, "0.2", "work"),
        asked(OPUS, MONDAY, "1"),
        asked(OPUS, TUESDAY, "5"),
    )
    used = await SpendingStore(database).used(0)
    alike = [
        (one.model, one.key_id, one.day, one.tally.calls, one.tally.cost)
        for one in sorted(used, key=lambda one: one.tally.cost)
    ]
    assert alike == [
        (OPUS, "work", date(2026, 11, 23), 2, Decimal("0.3")),
        (OPUS, "", date(2026, 11, 23), 1, Decimal(1)),
        (OPUS, "", date(2026, 11, 24), 1, Decimal(5)),
    ]
    tally = total(used)
    assert (tally.input_tokens, tally.output_tokens, tally.cached_tokens) == (40, 20, 16)
    assert tally.reasoning_tokens is None


async def test_a_period_has_its_beginning_and_not_its_end(
    store: ConversationStore, database: Database
):
    await save(store, asked(OPUS, MONDAY, "1"), asked(OPUS, TUESDAY, "5"))
    spending = SpendingStore(database)
    monday, tuesday = MONDAY.timestamp(), TUESDAY.timestamp()
    assert total(await spending.used(monday, tuesday)).cost == 1
    assert total(await spending.used(tuesday)).cost == 5


async def test_unknown_prices_are_counted_apart_and_the_builtin_model_is_free(
    store: ConversationStore, database: Database
):
    await save(store, asked(OPUS, MONDAY, "1"), asked(OWN, MONDAY), asked(TINY, MONDAY))
    by_model = dict(grouped(await SpendingStore(database).used(0), lambda one: one.model))
    assert (by_model[OWN].unpriced, by_model[OWN].cost, by_model[OWN].is_priced) == (1, 0, False)
    assert (by_model[TINY].unpriced, by_model[TINY].is_priced) == (0, True)
    assert sum(by_model.values(), Tally()).unpriced == 1


@pytest.mark.parametrize(
    ("metrics", "calls"),
    [
        (Metrics(), 0),  # it failed before its first word
        (Metrics(first_token_s=1.0), 1),  # stopped: no usage came, but words did
    ],
)
async def test_only_what_was_answered_counts(
    store: ConversationStore, database: Database, metrics: Metrics, calls: int
):
    await save(store, asked(OPUS, MONDAY, metrics=metrics))
    assert total(await SpendingStore(database).used(0)) == Tally(calls=calls, unpriced=calls)


async def test_what_came_from_elsewhere_was_not_spent_here(
    store: ConversationStore, database: Database
):
    mine = await save(store, asked(OPUS, MONDAY, "1"))
    turn = replace(mine.turns[0], id="other turn")
    lane = replace(mine.lanes[0], id="other lane")
    (answer,) = mine.answers
    theirs = replace(
        mine,
        id="other",
        lanes=(lane,),
        turns=(turn,),
        answers=(replace(answer, id="other", turn_id=turn.id, lane_id=lane.id),),
    )
    await store.add_from_elsewhere(theirs)
    assert (await store.load("other")).answers[0].metrics.cost == 1

    spending = SpendingStore(database)
    assert await spending.since(0) == [1]
    await store.set_deleted(["other"], deleted=True)
    await store.drop_deleted()
    assert total(await spending.used(0)).calls == 1


async def test_a_chat_that_is_deleted_leaves_what_it_took_and_its_key(
    store: ConversationStore, database: Database
):
    await save(store, asked(OPUS, MONDAY, "1", "work"), asked(OPUS, MONDAY, metrics=Metrics(0.1)))
    before = await SpendingStore(database).used(0)
    await store.set_deleted(["c"], deleted=True)
    await store.drop_deleted()
    assert await SpendingStore(database).used(0) == before


def test_groups_are_ordered_by_price_then_by_calls():
    used = [
        Used(OWN, "", date(2026, 1, 1), Tally(calls=1, unpriced=1)),
        Used(TINY, "", date(2026, 1, 1), Tally(calls=2)),
        Used(OPUS, "", date(2026, 1, 1), Tally(calls=1, cost=Decimal(1))),
    ]
    assert [model for model, _ in grouped(used, lambda one: one.model)] == [OPUS, TINY, OWN]
