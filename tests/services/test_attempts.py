"""What each lane is sent for a prompt, as the plan has it."""

from dataclasses import replace

from app.domain.conversation import Conversation, Turn
from app.domain.lane import Candidate, Lane, ModelRef
from app.services.attempts import SendPlan, first_attempts, new_turn, request_for

SMALL, LARGE = ModelRef("openai", "small"), ModelRef("openai", "large")
LANES = (Lane("a", SMALL, system_prompt="Be brief."), Lane("b", SMALL))


def test_without_a_plan_every_lane_is_asked_with_its_own_model():
    answers = first_attempts("turn", LANES, SendPlan())
    assert [(a.lane_id, a.model, a.context_limit) for a in answers] == [
        ("a", SMALL, None),
        ("b", SMALL, None),
    ]


def test_a_plan_skips_lanes_asks_other_models_and_cuts_contexts():
    plan = SendPlan(
        skipped=frozenset({"a"}), limits={"b": 100}, instead={"b": Candidate(LARGE, "key")}
    )
    (answer,) = first_attempts("turn", LANES, plan)
    assert (answer.lane_id, answer.asked, answer.context_limit) == (
        "b",
        Candidate(LARGE, "key"),
        100,
    )


def test_a_context_is_cut_to_its_limit_and_keeps_the_system_prompt():
    old, new = "word " * 200, "And now?"
    chat = Conversation("c", 0, 0, lanes=LANES).with_turn(Turn("1", None, old, 0))
    (first,) = first_attempts("1", LANES[:1], SendPlan())
    chat = chat.with_answers([replace(first, text="An answer.")]).with_turn(Turn("2", "1", new, 0))
    (answer,) = first_attempts("2", LANES[:1], SendPlan(limits={"a": 50}))
    whole, cut = (
        [m["content"] for m in request_for(chat, a, None).messages]
        for a in (replace(answer, context_limit=None), answer)
    )
    assert whole == ["Be brief.", old, "An answer.", new]
    assert cut == ["Be brief.", new]


def test_a_prompt_in_a_blind_chat_hides_who_answers_it():
    chat = Conversation("c", 0, 0, lanes=LANES)
    assert not new_turn(chat, "Hi", None, SendPlan()).hides_names
    turn = new_turn(replace(chat, is_blind=True), "Hi", None, SendPlan())
    assert turn.hides_names
    assert sorted(turn.lane_order) == ["a", "b"]
