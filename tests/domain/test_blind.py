"""No name gets through, however it is written and however the text is cut."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.blind import (
    MASK,
    StreamMask,
    asked_blind,
    blind_label,
    blind_labels,
    blind_order,
    hides_names,
    lanes_in_sight,
    mask_makers,
    names_of,
    turns_in_sight,
    with_names,
    without_shuffle,
)
from app.domain.conversation import Conversation, Turn
from app.domain.lane import Lane, ModelRef

GPT = ModelRef("openai", "gpt-4o-mini")
CLAUDE = ModelRef("anthropic", "claude-opus-4-5")
NAMES = (*names_of(GPT, "GPT-4o mini"), *names_of(CLAUDE, "Claude Opus 4.5"))


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("I'm Claude, made by Anthropic.", f"I'm {MASK}, made by {MASK}."),
        ("As ChatGPT, I can't.", f"As {MASK}, I can't."),
        ("I am gpt-4o-mini.", f"I am {MASK}."),
        ("I am GPT 4o Mini!", f"I am {MASK}!"),
        ("**GPT-4**", f"**{MASK}-4**"),
        ("GPT4 here", f"{MASK}4 here"),
        ("OPENAI", MASK),
        ("my_claude_key", f"my_{MASK}_key"),
        ("Claude's words", f"{MASK}'s words"),
        ("egpt and claudette", "egpt and claudette"),
        ("Nothing to hide.", "Nothing to hide."),
        ("", ""),
    ],
)
def test_names_are_masked_in_any_case_and_with_any_separators(said, shown):
    assert mask_makers(said, NAMES) == shown


def test_without_names_nothing_is_masked():
    assert mask_makers("I'm Claude.", ()) == "I'm Claude."


def test_a_model_is_known_by_its_name_its_family_and_its_maker():
    names = names_of(ModelRef("openai_compatible", "meta-llama/Llama-3:8b", "http://x"), "My model")
    assert {"meta-llama", "Llama-3", "8b", "Llama", "Meta", "My model"} <= set(names)
    assert "latest" not in names_of(ModelRef("openai_compatible", "qwen3:latest", "http://x"))
    assert "GPT" not in names_of(ModelRef("openai_compatible", "qwen2.5", "http://x"))


def test_a_family_is_not_seen_in_the_middle_of_another_word():
    assert "Microsoft" not in names_of(ModelRef("openai_compatible", "dolphin", "http://x"))


_WORDS = st.sampled_from(
    ["Claude", "GPT", "-", "4o", " mini", " ", "Open", "AI", "Anth", "ropic", "x", ".", "Opus 4"]
)


@given(st.lists(_WORDS, max_size=30))
def test_however_the_text_is_cut_the_result_is_that_of_the_whole(chunks):
    mask = StreamMask(NAMES)
    streamed = "".join([*(mask.feed(chunk) for chunk in chunks), mask.finish()])
    assert streamed == mask_makers("".join(chunks), NAMES)


def test_what_is_shown_early_never_holds_a_part_of_a_name():
    mask = StreamMask(NAMES)
    shown = ""
    for char in "Hello there, my friend. I am Claude Opus 4.5, made by Anthropic, and that is all.":
        shown += mask.feed(char)
        assert "Cl" not in shown
        assert "Anth" not in shown
    assert (shown + mask.finish()).count(MASK) == 2


@given(st.text(min_size=1), st.permutations(["a", "b", "c", "d"]))
def test_each_turn_has_an_order_of_its_own_which_moving_lanes_does_not_change(turn_id, lanes):
    order = blind_order(turn_id, lanes)
    assert sorted(order) == ["a", "b", "c", "d"]
    assert order == blind_order(turn_id, sorted(lanes))


def test_no_lane_stands_more_often_at_one_place_than_chance_has_it():
    firsts = [blind_order(f"turn{n}", ["a", "b", "c", "d"])[0] for n in range(400)]
    assert all(70 < firsts.count(lane) < 130 for lane in "abcd")


def test_answers_are_called_by_letters():
    assert [blind_label(n) for n in (0, 7)] == ["Model A", "Model H"]


def asked(*turns: Turn, head: str | None = "head", removed: str = "") -> Conversation:
    lanes = [Lane(i, GPT, removed=i == removed) for i in ("a", "b", "c")]
    return Conversation("chat", 0, 0, lanes=tuple(lanes), turns=turns, head_id=head)


def test_a_blind_turn_shows_its_lanes_in_its_own_order_and_new_ones_behind():
    turn = Turn("head", None, "Hi", 0, lane_order=("c", "a"), hides_names=True)
    chat = asked(turn)
    assert hides_names(chat)
    assert [lane.id for lane in lanes_in_sight(chat)] == ["c", "a", "b"]
    assert blind_labels(chat) == {"c": "Model A", "a": "Model B", "b": "Model C"}
    # One that is gone keeps its letter, so that those of the others stay.
    gone = asked(turn, removed="c")
    assert [lane.id for lane in lanes_in_sight(gone)] == ["a", "b"]
    assert blind_labels(gone)["a"] == "Model B"


def test_before_the_first_prompt_there_is_nothing_to_hide():
    chat = asked(head=None)
    assert not hides_names(chat)
    assert [lane.id for lane in lanes_in_sight(chat)] == ["a", "b", "c"]
    assert turns_in_sight(chat) == with_names(chat) == without_shuffle(chat) == ()


def test_one_lane_is_asked_with_its_name_and_several_without():
    turn, chat = Turn("head", None, "Hi", 0), asked()
    assert asked_blind(turn, chat.lanes[:1]) == turn
    hidden = asked_blind(turn, chat.lanes)
    assert hidden.hides_names
    assert sorted(hidden.lane_order) == ["a", "b", "c"]


def test_what_was_seen_under_a_name_is_out_of_sight_while_names_are_hidden():
    seen = Turn("seen", None, "1", 0)
    blind = Turn("blind", "seen", "2", 0, hides_names=True)
    head = Turn("head", "blind", "3", 0, lane_order=("c", "b", "a"), hides_names=True)
    chat = asked(seen, blind, head)
    assert [turn.id for turn in turns_in_sight(chat)] == ["blind", "head"]
    assert [turn.id for turn in turns_in_sight(asked(replace(blind, parent_id=None), head))] == [
        "blind",
        "head",
    ]
    assert without_shuffle(chat) == ()
    told = with_names(chat)
    assert [(turn.id, turn.hides_names) for turn in told] == [("blind", False), ("head", False)]
    open_chat = asked(seen, *told)
    assert [turn.id for turn in turns_in_sight(open_chat)] == ["seen", "blind", "head"]
    (straight,) = without_shuffle(open_chat)
    assert straight.lane_order == ()
    assert without_shuffle(asked(seen, told[0], straight)) == ()
