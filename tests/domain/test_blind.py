"""A blind turn shows its lanes by letters, in an order of its own."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from app.domain.blind import (
    asked_blind,
    blind_label,
    blind_labels,
    blind_order,
    hides_names,
    lanes_in_sight,
    turns_in_sight,
    widths_in_sight,
    with_names,
    with_widths,
    without_shuffle,
)
from app.domain.conversation import Conversation, Turn
from app.domain.lane import Lane, ModelRef

GPT = ModelRef("openai", "gpt-4o-mini")


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
    assert asked_blind(turn, chat.with_only_lane("b")) == turn
    hidden = asked_blind(turn, chat)
    assert hidden.hides_names
    assert sorted(hidden.lane_order) == ["a", "b", "c"]


def test_going_on_with_one_lane_tells_no_name_that_is_hidden_yet():
    before = Turn("before", None, "Hi", 0, lane_order=("c", "b", "a"), hides_names=True)
    chat = replace(asked(before, head="before"), is_blind=True).with_only_lane("b")
    turn = asked_blind(Turn("next", "before", "And?", 1), chat)
    assert turn.hides_names
    assert blind_labels(chat.with_turn(turn))["b"] == "Model B"
    told = chat.with_changed_turn(replace(before, hides_names=False))
    assert not asked_blind(Turn("next", "before", "And?", 1), told).hides_names


def test_a_width_belongs_to_the_place_whoever_stands_there():
    turn = Turn("head", None, "Hi", 0, lane_order=("c", "a", "b"), hides_names=True)
    chat = with_widths(asked(turn), {"c": 300, "b": 100})
    assert widths_in_sight(chat) == [300, 0, 100]
    assert widths_in_sight(replace(chat, head_id=None)) == [300, 0, 100]
    assert [lane.width for lane in chat.lanes] == [300, 0, 100]


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
