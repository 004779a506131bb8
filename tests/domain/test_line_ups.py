from dataclasses import replace

from app.domain.conversation import Conversation
from app.domain.lane import Lane, ModelRef
from app.domain.line_ups import setup_of, setups_of, with_line_up
from app.domain.messages import Parameters
from app.domain.settings import LaneSetup, LineUp

CALM = LaneSetup(ModelRef("openai", "m"), Parameters(temperature=0.1), "Be brief.", "work")
WILD = LaneSetup(ModelRef("openai", "m"), Parameters(temperature=1.5))
OTHER = LaneSetup(ModelRef("google", "g"))
BOTH = LineUp("both", "Calm and wild", (CALM, WILD))


def chat(*lanes: Lane) -> Conversation:
    return Conversation("c", created_at=0, updated_at=0, lanes=lanes)


def lane(lane_id: str, setup: LaneSetup, **changes: bool) -> Lane:
    made = Lane(lane_id, setup.model, setup.parameters, setup.system_prompt, key_id=setup.key_id)
    return replace(made, **changes)


def shown(conversation: Conversation) -> list[str]:
    return [lane.id for lane in conversation.active_lanes]


def test_a_line_up_is_one_model_with_two_sets_of_parameters():
    after = with_line_up(chat(lane("x", OTHER)), BOTH)
    assert setups_of(after) == (CALM, WILD)
    assert after.line_up_id == "both"
    assert after.lane("x").removed


def test_a_lane_that_is_there_stays_and_one_that_was_there_comes_back():
    before = chat(lane("x", OTHER), lane("w", WILD), lane("c", CALM, removed=True))
    assert shown(with_line_up(before, BOTH)) == ["c", "w"]


def test_a_lane_that_was_folded_away_comes_back():
    before = chat(lane("w", WILD), lane("c", CALM, folded=True))
    after = with_line_up(before, BOTH)
    assert shown(after) == ["c", "w"]
    assert after.folded_lanes == ()


def test_a_line_up_may_have_the_same_lane_twice():
    after = with_line_up(chat(lane("o", OTHER)), LineUp("x", "Twice", (OTHER, OTHER)))
    assert shown(after)[0] == "o"
    assert [setup_of(lane) for lane in after.active_lanes] == [OTHER, OTHER]
