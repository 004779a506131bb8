"""What one Parley writes, another one reads: all of it, and nothing that is private."""

import hashlib
import json
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.answer import AnswerStatus
from app.domain.attachments import Attachment
from app.domain.conversation import Conversation
from app.domain.lane import Candidate, Lane, ModelRef
from app.domain.merging import Merge, MergeKind
from app.services.sharing.parley_file import (
    LONGEST,
    UnreadableFileError,
    read_file,
    suggested_name,
    write_file,
)
from app.storage.conversations import ConversationStore
from app.storage.database import Database
from app.storage.votes import VoteStore
from tests.services.sharing.conversations import conversations, sample, sample_vote


def content() -> dict:
    return json.loads(write_file(sample(), [sample_vote()]))


def read(value: object):
    return read_file(json.dumps(value).encode())


def with_old_ids(read_back: Conversation, original: Conversation) -> Conversation:
    """What was read, with the ids that it had before."""
    old = {original_id: n for n, original_id in enumerate(["chat"])}
    assert read_back.id not in old
    lanes = dict(zip((x.id for x in read_back.lanes), original.lanes, strict=True))
    turns = dict(zip((x.id for x in read_back.turns), original.turns, strict=True))
    answers = dict(zip((x.id for x in read_back.answers), original.answers, strict=True))

    def turn(turn_id: str | None) -> str | None:
        return turns[turn_id].id if turn_id else None

    return replace(
        read_back,
        id=original.id,
        head_id=turn(read_back.head_id),
        lanes=tuple(replace(x, id=lanes[x.id].id) for x in read_back.lanes),
        turns=tuple(
            replace(
                x,
                id=turns[x.id].id,
                parent_id=turn(x.parent_id),
                chosen_id=answers[x.chosen_id].id if x.chosen_id else "",
                lane_order=tuple(lanes[i].id for i in x.lane_order),
            )
            for x in read_back.turns
        ),
        answers=tuple(
            replace(x, id=answers[x.id].id, turn_id=turn(x.turn_id), lane_id=lanes[x.lane_id].id)
            for x in read_back.answers
        ),
    )


@settings(max_examples=50)
@given(conversations())
def test_nothing_is_lost_on_the_way_there_and_back(conversation):
    shared = read_file(write_file(conversation))
    assert with_old_ids(shared.conversation, conversation) == conversation


def test_all_ids_are_new_so_that_nothing_is_overwritten():
    original = sample()
    first, second = (read_file(write_file(original)).conversation for _ in range(2))
    ids = [
        {c.id, *(x.id for x in (*c.lanes, *c.turns, *c.answers))} for c in (original, first, second)
    ]
    assert len(set.union(*ids)) == sum(map(len, ids))


def test_votes_come_along_and_point_to_the_new_answers():
    shared = read_file(write_file(sample(), [sample_vote()]))
    (vote,) = shared.votes
    a2, b1 = shared.conversation.answers[1:3]
    assert (vote.winners, vote.beside) == ((b1.id,), (a2.id, b1.id))
    assert vote.turn_id == shared.conversation.turns[0].id
    assert (vote.is_blind, vote.tags, vote.created_at) == (True, ("code",), 3.0)


async def test_what_was_read_can_be_stored_beside_the_original(tmp_path):
    database = await Database.open(tmp_path / "parley.db")
    chats, votes = ConversationStore(database), VoteStore(database)
    for shared in [read_file(write_file(sample(), [sample_vote()])) for _ in range(2)]:
        chat = shared.conversation
        await chats.save(chat, turns=chat.turns, answers=chat.answers)
        await votes.save(shared.votes)
        assert await chats.load(chat.id) == chat
        assert await votes.of_conversation(chat.id) == list(shared.votes)
    assert len(await chats.list_summaries()) == 2
    await database.aclose()


def test_no_key_no_sign_in_and_no_draft_is_written():
    server = ModelRef("openai_compatible", "m", "https://me:hunter2@host:1/v1?token=abc#frag")
    lane = Lane("l", server, key_id="key-id-1", fallbacks=(Candidate(server, "key-id-2"),))
    answer = replace(sample().answers[0], lane_id="l", model=server, key_id="key-id-3")
    chat = replace(
        sample(), lanes=(lane,), answers=(answer,), draft="not yet said", line_up_id="mine"
    )
    text = write_file(chat).decode()
    for private in ("hunter2", "abc", "frag", "key-id", "not yet said", "mine"):
        assert private not in text
    assert read_file(text.encode()).addresses == ("https://host:1/v1",)


def test_an_address_that_is_none_is_left_out():
    lane = Lane("l", ModelRef("openai_compatible", "m", "http://[broken"))
    chat = replace(sample(), lanes=(lane,), turns=(), answers=(), head_id=None)
    assert read_file(write_file(chat)).addresses == ()


def test_half_a_character_does_not_stop_the_file_from_being_written():
    chat = replace(sample(), title="half \ud83d")
    assert read_file(write_file(chat)).conversation.title == "half ?"


def test_an_answer_that_was_still_arriving_is_cut_off():
    live = replace(sample().answers[2], status=AnswerStatus.STREAMING)
    shared = read_file(write_file(replace(sample(), answers=(live,))))
    (answer,) = shared.conversation.answers
    assert answer.status is AnswerStatus.INTERRUPTED
    assert "still arriving" in answer.error
    assert answer.text == live.text


def test_unknown_fields_are_passed_over_and_missing_ones_have_their_usual_value():
    value = content()
    value["mood"] = "good"
    value["conversation"]["weather"] = {"rain": True}
    del value["conversation"]["lanes"][0]["parameters"]
    del value["votes"]
    shared = read(value)
    assert shared.conversation.lanes[0].parameters.temperature is None
    assert shared.votes == ()


@pytest.mark.parametrize("data", [b"[]", b"{}", b"3", b'{"format": "other"}'])
def test_another_file_is_said_to_be_another_one(data):
    with pytest.raises(UnreadableFileError, match="not a conversation from Parley"):
        read_file(data)


@pytest.mark.parametrize("version", [2, "1", None])
def test_a_newer_file_asks_for_a_newer_parley(version):
    with pytest.raises(UnreadableFileError, match="newer Parley"):
        read(content() | {"version": version})


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe",
        b'{"format": ',
        b'{"x": NaN}',
        b'{"x": 1e999}',
        b"[" * 200_000,
        b'{"n": 1' + b"0" * 5000,
    ],
)
def test_a_damaged_file_is_said_to_be_damaged(data):
    with pytest.raises(UnreadableFileError, match="cut off or damaged"):
        read_file(data)


def test_a_file_that_is_far_too_large_is_not_even_parsed():
    with pytest.raises(UnreadableFileError, match="too large"):
        read_file(bytes(LONGEST + 1))


def put(value: dict, path: str, wrong: object) -> None:
    *steps, last = (int(s) if s.isdigit() else s for s in path.split("."))
    for step in steps:
        value = value[step]
    value[last] = wrong


@pytest.mark.parametrize(
    ("path", "wrong", "said"),
    [
        ("conversation", None, "conversation"),
        ("conversation.title", 3, "conversation.title"),
        ("conversation.created_at", True, "conversation.created_at"),
        ("conversation.created_at", "now", "conversation.created_at"),
        ("conversation.lanes", {}, "conversation.lanes"),
        ("conversation.lanes.0.removed", 1, "conversation.lanes\\[0\\].removed"),
        ("conversation.lanes.0.width", -5, "conversation.lanes"),
        ("conversation.lanes.0.width", 2**63, "conversation.lanes"),
        ("conversation.lanes.1.id", "l1", "conversation.lanes"),
        ("conversation.lanes.0.parameters.reasoning_effort", "huge", "reasoning_effort"),
        ("conversation.lanes.0.parameters.stop", [1], "stop\\[0\\]"),
        ("conversation.turns.0.parent_id", "t2", "turns\\[0\\].parent_id"),
        ("conversation.turns.0.chosen_id", "a3", "turns\\[0\\].chosen_id"),
        ("conversation.turns.0.chosen_id", "nobody", "turns\\[0\\].chosen_id"),
        ("conversation.answers.0.context_limit", -1, "context_limit"),
        ("conversation.turns.1.id", "t1", "conversation.turns"),
        ("conversation.head_id", "nowhere", "conversation.head_id"),
        ("conversation.answers.0.id", "a2", "conversation.answers"),
        ("conversation.answers.0.turn_id", "nowhere", "answers\\[0\\].turn_id"),
        ("conversation.answers.0.lane_id", "nowhere", "answers\\[0\\].lane_id"),
        ("conversation.answers.0.attempt", 2, "answers\\[1\\].attempt"),
        ("conversation.answers.0.selected", True, "answers\\[1\\].selected"),
        ("conversation.answers.0.status", "happy", "answers\\[0\\].status"),
        ("conversation.answers.1.metrics.cost", "much", "metrics.cost"),
        ("conversation.answers.1.metrics.cost", "NaN", "metrics.cost"),
        ("conversation.answers.1.metrics.retries", 2**63, "metrics.retries"),
        ("conversation.answers.0.attempt", 0, "answers\\[0\\].attempt"),
        ("conversation.answers.1.metrics.usage", {}, "metrics.usage"),
        ("votes.0.turn_id", "nowhere", "votes\\[0\\].turn_id"),
        ("votes.0.beside", ["a2", "b1", "a3"], "votes\\[0\\].beside"),
        ("votes.0.winners", [], "votes\\[0\\]"),
    ],
)
def test_what_does_not_hold_together_is_named(path, wrong, said):
    value = content()
    put(value, path, wrong)
    with pytest.raises(UnreadableFileError, match=f"damaged at “{said}|damaged at “[^”]*{said}”"):
        read(value)


def test_a_ninth_lane_is_refused():
    lanes = tuple(Lane(f"x{n}", ModelRef("openai", "m")) for n in range(9))
    with pytest.raises(UnreadableFileError, match="lanes"):
        read_file(write_file(replace(sample(), lanes=(*sample().lanes, *lanes))))


@settings(max_examples=60)
@given(st.data())
def test_whatever_is_changed_in_a_file_is_read_or_refused(data):
    value = content()
    node, steps = value, data.draw(st.integers(1, 5))
    for _ in range(steps):
        keys = list(node) if isinstance(node, dict) else list(range(len(node)))
        if not keys:
            break
        key = data.draw(st.sampled_from(keys))
        if isinstance(node[key], dict | list) and data.draw(st.booleans()):
            node = node[key]
            continue
        node[key] = data.draw(
            st.none()
            | st.booleans()
            | st.integers()
            | st.text(max_size=5)
            | st.just([])
            | st.just({})
        )
        break
    shared = None
    with suppress(UnreadableFileError):
        shared = read(value)
    if shared:
        again = read_file(write_file(shared.conversation, shared.votes))
        assert len(again.conversation.turns) == len(shared.conversation.turns)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Retry: a <plan>", "Retry a plan.parley"),
        ("../../etc/passwd", "etc passwd.parley"),
        ("", "Conversation.parley"),
        ("?!", "Conversation.parley"),
        ("重试", "重试.parley"),
    ],
)
def test_the_title_gives_a_name_that_every_system_takes(title, name):
    assert suggested_name(replace(sample(), title=title)) == name


def test_a_merged_answer_points_to_its_new_sources():
    first, merged, *others = sample().answers
    chat = replace(
        sample(),
        answers=(first, replace(merged, merge=Merge(MergeKind.FUSE, ("a1", "b1"))), *others),
    )
    answers = read_file(write_file(chat)).conversation.answers
    assert answers[1].merge == Merge(MergeKind.FUSE, (answers[0].id, answers[2].id))
    assert answers[0].merge is None
    value = json.loads(write_file(chat))
    put(value, "conversation.answers.1.merge.sources", ["nowhere"])
    with pytest.raises(UnreadableFileError, match=r"merge\.sources"):
        read(value)


def with_a_file(data: bytes = b"limits") -> Conversation:
    digest = hashlib.sha256(data).hexdigest()
    turn = replace(
        sample().turns[0], attachments=(Attachment(digest, "limits.txt", "text/plain", 6),)
    )
    return replace(sample(), turns=(turn, sample().turns[1]))


def test_what_was_attached_comes_along_and_nothing_else():
    chat = with_a_file()
    (attached,) = chat.turns[0].attachments
    files = {attached.digest: b"limits", "other": b"of another chat"}
    shared = read_file(write_file(chat, files=files))
    assert shared.files == {attached.digest: b"limits"}
    assert shared.conversation.turns[0].attachments == (attached,)
    assert read_file(write_file(chat)).files == {}


def test_a_file_that_is_not_what_it_is_called_is_refused():
    chat = with_a_file()
    with pytest.raises(UnreadableFileError, match="files"):
        read_file(write_file(chat, files={chat.turns[0].attachments[0].digest: b"other"}))
