import asyncio
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.answer import Answer, AnswerStatus
from app.domain.conversation import ContextPolicy, Conversation, ConversationSummary, Turn
from app.domain.error_details import ErrorDetails
from app.domain.errors import Action
from app.domain.lane import Candidate, Lane, ModelRef
from app.domain.merging import Merge, MergeKind
from app.domain.messages import Parameters
from app.domain.metrics import Metrics
from app.storage.conversations import ConversationStore, TextPiece
from app.storage.database import Database

MODEL = ModelRef("builtin", "tiny")
LEFT, MIDDLE, RIGHT = LANES = tuple(Lane(name, MODEL) for name in ("left", "middle", "right"))
TURN = Turn("turn", None, "Why is the sky blue?", 1.0)
LIVE = [status for status in AnswerStatus if status.is_live]


def answer(answer_id: str = "answer", **changes: object) -> Answer:
    queued = Answer(answer_id, TURN.id, LEFT.id, 1, True, MODEL, AnswerStatus.QUEUED, 2.0)
    return replace(queued, **changes)


def chat(*answers: Answer) -> Conversation:
    return Conversation("chat", 1.0, 1.0, lanes=LANES).with_turn(TURN).with_answers(answers)


async def save_whole(store: ConversationStore, conversation: Conversation) -> None:
    await store.save(conversation, turns=conversation.turns, answers=conversation.answers)


async def stored_answer(store: ConversationStore, answer_id: str = "answer") -> Answer:
    return (await store.load("chat")).answer(answer_id)


async def chunk_count(database: Database) -> int:
    return await database.run(
        lambda connection: connection.execute("SELECT count(*) FROM answer_chunk").fetchone()[0]
    )


async def test_an_unknown_conversation_is_none(store: ConversationStore):
    assert await store.load("nowhere") is None


async def test_a_turn_keeps_its_policy_and_what_was_chosen_of_it(store: ConversationStore):
    merge = Merge(MergeKind.TABLE, ("one", "two"))
    await save_whole(store, chat(answer(context_limit=900, merge=merge)))
    changed = replace(TURN, policy=ContextPolicy.SHARED, chosen_id="answer")

    await store.save(chat().with_changed_turn(changed), turns=[changed])

    loaded = await store.load("chat")
    assert loaded.turns == (changed,)
    assert (loaded.answers[0].context_limit, loaded.answers[0].merge) == (900, merge)


async def test_a_blind_chat_and_the_order_of_its_lanes_are_kept(store: ConversationStore):
    await save_whole(store, chat())
    hidden = replace(TURN, lane_order=("right", "left"), hides_names=True)
    blind = replace(chat(), is_blind=True).with_changed_turn(hidden)

    await store.save(blind, turns=[hidden])

    loaded = await store.load("chat")
    assert (loaded.is_blind, loaded.turns) == (True, (hidden,))


async def test_lanes_keep_the_order_they_are_moved_to(store: ConversationStore):
    await save_whole(store, chat())
    moved = replace(chat(), lanes=(RIGHT, LEFT, MIDDLE))

    await store.save(moved)

    assert (await store.load("chat")).lanes == (RIGHT, LEFT, MIDDLE)


async def test_a_lane_that_is_changed_or_removed_keeps_its_answers(store: ConversationStore):
    await save_whole(store, chat(answer()))
    removed = replace(
        LEFT,
        model=ModelRef("openai_compatible", "big", "http://127.0.0.1:1/v1"),
        removed=True,
        key_id="private",
        folded=True,
        width=480,
    )

    await store.save(chat(answer()).with_lane(removed))

    assert await store.load("chat") == chat(answer()).with_lane(removed)


async def test_another_attempt_can_be_selected_and_the_first_again(store: ConversationStore):
    first = answer("first", status=AnswerStatus.DONE)
    second = answer("second", attempt=2, status=AnswerStatus.DONE)
    await save_whole(store, chat(first))

    await store.save(chat(first), answers=[second])
    after_regenerating = await store.load("chat")
    await store.save(chat(first), answers=[replace(second, selected=False), first])
    after_stepping_back = await store.load("chat")

    assert after_regenerating == chat(first, second)
    assert after_stepping_back == chat(first, second).with_answers([first])


async def test_a_failed_save_leaves_no_part_of_itself(store: ConversationStore):
    orphan = answer("orphan", turn_id="no such turn")

    with pytest.raises(Exception, match="FOREIGN KEY"):
        await store.save(chat(), turns=[TURN], answers=[orphan])

    assert await store.load("chat") is None


async def test_summaries_come_newest_first_and_count_the_lanes_in_the_window(
    store: ConversationStore,
):
    old = replace(chat(), id="old", turns=(), head_id=None, draft="typed", updated_at=5.0)
    old = replace(old, lanes=tuple(replace(lane, id=f"old {lane.id}") for lane in LANES))
    new = replace(chat().with_lane(replace(LEFT, removed=True)), updated_at=9.0)
    await save_whole(store, old)
    await save_whole(store, new)

    assert await store.list_summaries() == [
        ConversationSummary("chat", TURN.prompt, lane_count=2, updated_at=9.0),
        ConversationSummary("old", TURN.prompt, lane_count=3, updated_at=5.0),
    ]


async def test_a_conversation_knows_its_line_up_and_counts_no_lane_that_is_folded_away(
    store: ConversationStore,
):
    await save_whole(store, replace(chat().with_only_lane(LEFT.id), line_up_id="fast"))

    assert (await store.load("chat")).line_up_id == "fast"
    assert [summary.lane_count for summary in await store.list_summaries()] == [1]


async def test_a_conversation_with_nothing_in_it_is_not_listed(store: ConversationStore):
    await store.save(Conversation("chat", 1.0, 1.0, lanes=LANES))

    assert await store.list_summaries() == []


async def test_a_conversation_with_a_draft_alone_is_listed(store: ConversationStore):
    await store.save(Conversation("chat", 1.0, 1.0, lanes=LANES, draft="half a thought"))

    assert [summary.id for summary in await store.list_summaries()] == ["chat"]


async def test_checkpoints_append_to_several_answers(store: ConversationStore):
    other = answer("other", lane_id=RIGHT.id, text="It began: ")
    await save_whole(store, chat(answer(), other))

    await store.checkpoint([TextPiece("answer", "It ", "Hm"), TextPiece("other", "Because", "")])
    await store.checkpoint([TextPiece("answer", "scatters", "m.")])

    streaming = AnswerStatus.STREAMING
    assert (await store.load("chat")).answers == (
        answer(status=streaming, text="It scatters", reasoning="Hmm."),
        replace(other, status=streaming, text="It began: Because"),
    )


async def test_saving_a_live_answer_keeps_what_has_arrived_of_it(store: ConversationStore):
    await save_whole(store, chat(answer()))
    await store.checkpoint([TextPiece("answer", "It scatters", "")])

    await store.save(chat(answer()), answers=[answer(selected=False)])

    assert (await stored_answer(store)).text == "It scatters"
    assert not (await stored_answer(store)).selected


async def test_finishing_stores_the_whole_text_once(store: ConversationStore, database: Database):
    await save_whole(store, chat(answer()))
    await store.checkpoint([TextPiece("answer", "It scatters", "Hm")])
    done = answer(
        status=AnswerStatus.DONE,
        text="It scatters more.",
        reasoning="Hm.",
        finish_reason="stop",
        metrics=Metrics(
            0.2,
            1.5,
            {"input_tokens": 9, "output_tokens": 4, "reasoning_tokens": None, "cached_tokens": 0},
        ),
    )

    await store.finish(done)

    assert await stored_answer(store) == done
    assert await chunk_count(database) == 0


async def test_an_emoji_split_between_two_pieces_can_be_stored(store: ConversationStore):
    high, low = "\ud83d", "\ude00"
    await save_whole(store, chat(answer()))

    await store.checkpoint([TextPiece("answer", f"a{high}", ""), TextPiece("answer", low, "")])
    arriving = await stored_answer(store)
    await store.finish(answer(status=AnswerStatus.DONE, text=f"a{high}{low}"))
    whole = await stored_answer(store)

    assert arriving.text == "a\ufffd\ufffd"
    assert whole.text == "a😀"


@pytest.mark.parametrize("status", LIVE)
async def test_recovery_interrupts_what_was_live_and_keeps_its_text(
    store: ConversationStore, database: Database, status: AnswerStatus
):
    await save_whole(store, chat(answer()))
    await store.checkpoint([TextPiece("answer", "It scat", "Hm")])
    await store.save(chat(), answers=[answer(status=status)])

    assert await store.recover() == 1

    recovered = await stored_answer(store)
    assert recovered.status is AnswerStatus.INTERRUPTED
    assert (recovered.text, recovered.reasoning) == ("It scat", "Hm")
    assert "What had arrived is kept" in recovered.error
    assert await chunk_count(database) == 0


async def test_recovery_does_not_claim_text_that_never_came(store: ConversationStore):
    await save_whole(store, chat(answer()))

    await store.recover()

    assert (
        await stored_answer(store)
    ).error == "Parley stopped before this answer began. Try again."


async def test_recovery_leaves_ended_answers_alone_and_is_done_once(store: ConversationStore):
    done = answer("done", status=AnswerStatus.DONE, text="Because.")
    await save_whole(store, chat(done, answer(lane_id=RIGHT.id)))

    assert [await store.recover(), await store.recover()] == [1, 0]

    assert await stored_answer(store, "done") == done


async def test_deleting_a_conversation_deletes_everything_in_it(
    store: ConversationStore, database: Database
):
    await save_whole(store, chat(answer()))
    await store.checkpoint([TextPiece("answer", "It", "")])

    await database.run(lambda connection: connection.execute("DELETE FROM conversation"))

    assert await chunk_count(database) == 0


numbers = st.floats(allow_nan=False)
counts = st.none() | st.integers(0, 2**40)
models = st.builds(ModelRef, st.text(), st.text(), st.text())
usages = st.fixed_dictionaries(
    dict.fromkeys(("input_tokens", "output_tokens", "reasoning_tokens", "cached_tokens"), counts)
)
parameters = st.builds(
    Parameters,
    temperature=st.none() | numbers,
    top_p=st.none() | numbers,
    max_tokens=counts,
    stop=st.lists(st.text(), max_size=3).map(tuple),
    seed=counts,
)

fallbacks = st.lists(st.builds(Candidate, models, st.text()), max_size=3).map(tuple)


error_details = st.builds(
    ErrorDetails,
    kind=st.just("ProviderError"),
    action=st.sampled_from(Action),
    status=st.none() | st.integers(100, 599),
    code=st.none() | st.text(min_size=1),
    request_id=st.none() | st.text(min_size=1),
    words=st.text(),
)


@st.composite
def conversations(draw: st.DrawFn) -> Conversation:
    """Any conversation whose parts belong together."""
    lanes = [
        Lane(
            *(f"lane {i}", draw(models), draw(parameters), draw(st.text()), draw(st.booleans())),
            key_id=draw(st.text()),
            fallbacks=draw(fallbacks),
            switches=draw(st.booleans()),
        )
        for i in range(draw(st.integers(0, 3)))
    ]
    turns: list[Turn] = []
    for i in range(draw(st.integers(0, 4))):
        parent = draw(st.sampled_from([None, *turns]))
        turns.append(Turn(f"turn {i}", parent and parent.id, draw(st.text()), draw(numbers)))
    slots = [(turn.id, lane.id, attempt) for turn in turns for lane in lanes for attempt in (1, 2)]
    shown = {(turn.id, lane.id): draw(st.integers(0, 2)) for turn in turns for lane in lanes}
    answers = [
        Answer(
            id=f"answer {i}",
            turn_id=turn_id,
            lane_id=lane_id,
            attempt=attempt,
            selected=shown[turn_id, lane_id] == attempt,
            model=draw(models),
            status=draw(st.sampled_from(AnswerStatus)),
            created_at=draw(numbers),
            text=draw(st.text()),
            reasoning=draw(st.text()),
            error=draw(st.text()),
            error_details=draw(st.none() | error_details),
            because=draw(st.text()),
            key_id=draw(st.text()),
            finish_reason=draw(st.sampled_from([None, "stop", "length"])),
            metrics=Metrics(
                draw(st.none() | numbers), draw(st.none() | numbers), draw(st.none() | usages)
            ),
        )
        for i, (turn_id, lane_id, attempt) in enumerate(draw(st.permutations(slots)))
    ]
    return Conversation(
        id="chat",
        created_at=draw(numbers),
        updated_at=draw(numbers),
        title=draw(st.text()),
        lanes=tuple(lanes),
        turns=tuple(turns),
        answers=tuple(answers),
        head_id=draw(st.sampled_from([None, *turns]).map(lambda turn: turn and turn.id)),
        draft=draw(st.text()),
        left_ids=tuple(draw(st.lists(st.text()))),
    )


@settings(max_examples=50)
@given(conversation=conversations())
def test_any_conversation_comes_back_as_it_was_saved(conversation: Conversation):
    async def saved_and_loaded() -> Conversation | None:
        database = await Database.open(Path(":memory:"))
        store = ConversationStore(database)
        await save_whole(store, conversation)
        loaded = await store.load("chat")
        await database.aclose()
        return loaded

    assert asyncio.run(saved_and_loaded()) == conversation
