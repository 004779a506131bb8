"""Picking by hand, and what a model is asked for that merges."""

from dataclasses import replace

import pytest

from app.domain.answer import Answer, AnswerStatus
from app.domain.attachments import Attachment
from app.domain.conversation import Conversation, Turn
from app.domain.lane import Candidate, Lane, ModelRef
from app.domain.merging import Merge, MergeKind
from app.services.attempts import request_for
from app.services.merging import PERSON, Picked, Tray, merge_again, merged_by, picked_by_hand

CLAUDE, GPT = ModelRef("anthropic", "claude-opus"), ModelRef("openai", "gpt-5")
LANES = (Lane("l1", CLAUDE, system_prompt="secret"), Lane("l2", GPT, removed=True))
FIRST, SECOND = Picked("a1", "# One\n"), Picked("a2", "- two\n")


def chat() -> Conversation:
    answers = (
        Answer("a1", "t", "l1", 1, True, CLAUDE, AnswerStatus.DONE, 0, "I'm Claude. Wait 5 s."),
        Answer("a2", "t", "l2", 1, True, GPT, AnswerStatus.DONE, 0, "Back off."),
    )
    turns = (Turn("t", None, "How long?", 0),)
    return Conversation("c", 0, 0, "", LANES, turns, answers, "t")


@pytest.mark.parametrize("kind", [k for k in MergeKind if k is not MergeKind.PICKED])
def test_the_judge_is_given_the_question_and_answers_by_letters_without_names(kind):
    lane, answer = merged_by("t", Candidate(GPT, "key"), kind, ["a2", "a1"])
    (message,) = request_for(chat().with_lane(lane), answer, None).messages
    text = message["content"]
    assert '<answer letter="A">\nBack off.\n</answer>' in text
    assert '<answer letter="B">\nI\'m [model]. Wait 5 s.\n</answer>' in text
    assert "How long?" in text
    assert "[A, C]" in text
    assert not any(name in text for name in ("Claude", "claude", "GPT", "gpt", "secret"))
    assert (lane.model, lane.key_id, answer.asked) == (GPT, "key", Candidate(GPT, "key"))
    assert answer.merge == Merge(kind, ("a2", "a1"))


def test_a_merge_that_was_cut_off_goes_on_from_there():
    lane, answer = merged_by("t", Candidate(GPT), MergeKind.FUSE, ["a1", "a2"])
    conversation = chat().with_lane(lane)
    messages = request_for(conversation, answer, replace(answer, text="So far")).messages
    assert [m["role"] for m in messages] == ["user", "assistant", "user"]
    assert len(request_for(conversation, answer, answer).messages) == 1


def test_blocks_are_picked_once_moved_and_put_back():
    tray = Tray().with_added(FIRST).with_added(SECOND).with_added(FIRST)
    assert tray.picked == (FIRST, SECOND)
    assert tray.with_moved(SECOND, 0).picked == (SECOND, FIRST)
    assert tray.without(FIRST).picked == (SECOND,)
    assert tray.sources == ("a1", "a2")
    assert tray.markdown == "# One\n\n- two"


def test_a_tray_makes_an_answer_in_a_lane_of_its_own():
    lane, answer = picked_by_hand(chat(), "t", Tray((SECOND, FIRST)))
    assert (lane.model, lane.removed, answer.lane_id) == (GPT, False, lane.id)
    assert lane.id not in {"l1", "l2"}
    assert (answer.model, answer.status) == (PERSON, AnswerStatus.DONE)
    assert answer.text == "- two\n\n# One"
    assert answer.merge == Merge(MergeKind.PICKED, ("a2", "a1"))


@pytest.mark.parametrize(
    ("kind", "again"), [(MergeKind.TABLE, MergeKind.TABLE), (MergeKind.PICKED, None)]
)
def test_asked_again_a_model_merges_again_and_what_a_person_picked_becomes_an_answer(kind, again):
    _, answer = merged_by("t", Candidate(GPT), kind, ["a1", "a2"])
    merge = merge_again([answer])
    assert (merge and merge.kind) == again
    assert merge_again([]) is None


def test_who_merges_is_told_of_files_that_it_can_not_see():
    file = Attachment("d", "shot.png", "image/png", 3)
    conversation = chat()
    turn = replace(conversation.turn("t"), attachments=(file,))
    conversation = conversation.with_changed_turn(turn)
    lane, answer = merged_by("t", Candidate(GPT), MergeKind.FUSE, ["a1", "a2"])
    conversation = conversation.with_lane(lane)
    contents = {"d": b"png"}
    (seen,) = request_for(conversation, answer, None, contents).messages
    picture, asked = seen["content"]
    assert picture["data"] == b"png"
    assert asked["text"].startswith("Several answers")
    (told,) = request_for(conversation, answer, None, contents, lambda *_: False).messages
    note, _ = told["content"]
    assert note["text"] == "(The file “shot.png” went along with the question. You can't see it.)"
