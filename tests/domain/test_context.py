"""Each lane has a secret number; no other lane's context may ever carry it."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, precondition, rule

from app.domain.answer import Answer, AnswerStatus
from app.domain.context import (
    CONTINUE_PROMPT,
    OTHERS_SAID,
    build_context,
    lettered_answers,
    trim_oldest,
)
from app.domain.conversation import MAX_LANES, ContextPolicy, Conversation, Turn
from app.domain.lane import Lane, ModelRef

MODEL = ModelRef("builtin", "small")


def conversation(*lanes: Lane) -> Conversation:
    return Conversation("c", created_at=0, updated_at=0, lanes=lanes)


def answer(turn_id: str, lane_id: str, text: str, attempt: int = 1) -> Answer:
    return Answer(
        id=f"{turn_id}-{lane_id}-{attempt}",
        turn_id=turn_id,
        lane_id=lane_id,
        attempt=attempt,
        selected=True,
        model=MODEL,
        status=AnswerStatus.DONE,
        created_at=0,
        text=text,
    )


def turn(
    turn_id: str, parent_id: str | None, prompt: str, policy: ContextPolicy = ContextPolicy.OWN
) -> Turn:
    return Turn(turn_id, parent_id, prompt, created_at=0, policy=policy)


def test_a_lane_gets_its_system_prompt_the_prompts_and_its_own_answers():
    chat = conversation(Lane("a", MODEL, system_prompt="Be brief."), Lane("b", MODEL))
    chat = chat.with_turn(turn("1", None, "Hello"))
    chat = chat.with_answers([answer("1", "a", "Hi from a"), answer("1", "b", "Hi from b")])
    chat = chat.with_turn(turn("2", "1", "And now?"))
    assert build_context(chat, "2", "a") == (
        {"role": "system", "content": "Be brief."},
        {"role": "user", "content": "Hello"},
        {"role": "assistant", "content": "Hi from a"},
        {"role": "user", "content": "And now?"},
    )


def test_a_lane_that_joined_late_sees_the_earlier_prompts_as_one_message():
    chat = conversation(Lane("a", MODEL)).with_turn(turn("1", None, "First"))
    chat = chat.with_answers([answer("1", "a", "secret")])
    chat = chat.with_lane(Lane("late", MODEL)).with_turn(turn("2", "1", "Second"))
    assert build_context(chat, "2", "late") == ({"role": "user", "content": "First\n\nSecond"},)


def test_only_the_selected_attempt_is_sent_along():
    chat = conversation(Lane("a", MODEL)).with_turn(turn("1", None, "Hello"))
    chat = chat.with_answers([answer("1", "a", "old"), answer("1", "a", "new", attempt=2)])
    chat = chat.with_turn(turn("2", "1", "Next"))
    assert [m["content"] for m in build_context(chat, "2", "a")] == ["Hello", "new", "Next"]
    chat = chat.with_answers([replace(chat.answers[0], selected=True)])
    assert [m["content"] for m in build_context(chat, "2", "a")] == ["Hello", "old", "Next"]


def test_an_edited_prompt_starts_from_before_it():
    chat = conversation(Lane("a", MODEL)).with_turn(turn("1", None, "Hello"))
    chat = chat.with_answers([answer("1", "a", "Hi")])
    chat = chat.with_turn(turn("2", "1", "Old wording")).with_turn(turn("3", "1", "New wording"))
    assert [m["content"] for m in build_context(chat, "3", "a")] == ["Hello", "Hi", "New wording"]


def test_a_regenerated_answer_is_not_shown_its_earlier_attempt():
    chat = conversation(Lane("a", MODEL)).with_turn(turn("1", None, "Hello"))
    chat = chat.with_answers([answer("1", "a", "old")])
    assert build_context(chat, "1", "a") == ({"role": "user", "content": "Hello"},)


def test_continuing_hands_over_what_had_arrived_and_asks_to_go_on():
    chat = conversation(Lane("a", MODEL)).with_turn(turn("1", None, "Hello"))
    cut_off = answer("1", "a", "Hi the")
    chat = chat.with_answers([cut_off])
    assert build_context(chat, "1", "a", continuing=cut_off) == (
        {"role": "user", "content": "Hello"},
        {"role": "assistant", "content": "Hi the"},
        {"role": "user", "content": CONTINUE_PROMPT},
    )


def test_an_answer_that_never_began_is_left_out():
    chat = conversation(Lane("a", MODEL)).with_turn(turn("1", None, "Hello"))
    chat = chat.with_answers([answer("1", "a", "")]).with_turn(turn("2", "1", "Hello?"))
    assert build_context(chat, "2", "a") == ({"role": "user", "content": "Hello\n\nHello?"},)


def two_lanes(policy: ContextPolicy, chosen_id: str = "") -> Conversation:
    """Two lanes that answered a first prompt, and a second one under a policy."""
    chat = conversation(Lane("a", MODEL), Lane("b", MODEL)).with_turn(turn("1", None, "Hello"))
    chat = chat.with_answers([answer("1", "a", "Hi from a"), answer("1", "b", "Hi from b")])
    chat = chat.with_changed_turn(replace(chat.turn("1"), chosen_id=chosen_id))
    return chat.with_turn(turn("2", "1", "Next", policy))


def test_under_chosen_every_lane_goes_on_from_the_chosen_answer():
    chat = two_lanes(ContextPolicy.CHOSEN, chosen_id="1-b-1")
    for lane_id in ("a", "b"):
        contents = [m["content"] for m in build_context(chat, "2", lane_id)]
        assert contents == ["Hello", "Hi from b", "Next"]


def test_where_nothing_was_chosen_each_lane_goes_on_from_its_own_answer():
    chat = two_lanes(ContextPolicy.CHOSEN)
    assert [m["content"] for m in build_context(chat, "2", "a")] == ["Hello", "Hi from a", "Next"]


def test_a_choice_has_no_say_under_another_policy():
    chat = two_lanes(ContextPolicy.OWN, chosen_id="1-b-1")
    assert [m["content"] for m in build_context(chat, "2", "a")] == ["Hello", "Hi from a", "Next"]


def test_under_shared_the_others_are_quoted_by_letter():
    chat = two_lanes(ContextPolicy.SHARED)
    assert build_context(chat, "2", "a") == (
        {"role": "user", "content": "Hello"},
        {"role": "assistant", "content": "Hi from a"},
        {
            "role": "user",
            "content": f'{OTHERS_SAID}\n\n<answer from="B">\nHi from b\n</answer>\n\nNext',
        },
    )


def test_under_shared_a_lane_alone_hears_of_nobody():
    chat = conversation(Lane("a", MODEL)).with_turn(turn("1", None, "Hello"))
    chat = chat.with_answers([answer("1", "a", "Hi")])
    chat = chat.with_turn(turn("2", "1", "Next", ContextPolicy.SHARED))
    assert [m["content"] for m in build_context(chat, "2", "a")] == ["Hello", "Hi", "Next"]


def test_the_policy_is_that_of_the_turn_that_is_answered():
    chat = two_lanes(ContextPolicy.SHARED).with_turn(turn("3", "2", "Alone again"))
    sent = " ".join(m["content"] for m in build_context(chat, "3", "a"))
    assert "Hi from b" not in sent


def test_letters_stay_with_their_lanes():
    chat = conversation(*(Lane(lane, MODEL) for lane in "abc")).with_turn(turn("1", None, "Hello"))
    chat = chat.with_answers([answer("1", "c", "Hi from c"), answer("1", "b", "")])
    chat = chat.without_lane("a")
    assert [(letter, a.text) for letter, a in lettered_answers(chat, "1")] == [("B", "Hi from c")]


def said(*roles_and_words: str):
    return [
        {"role": {"s": "system", "u": "user", "a": "assistant"}[text[0]], "content": text}
        for text in roles_and_words
    ]


def trimmed(limit: int, *words: str):
    found = trim_oldest(said(*words), limit, lambda message: len(message["content"]))
    return [m["content"] for m in found.messages], [m["content"] for m in found.dropped], found.fits


def test_what_fits_is_not_trimmed():
    assert trimmed(9, "s..", "u..", "u..") == (["s..", "u..", "u.."], [], True)


def test_the_oldest_prompt_goes_together_with_its_answer():
    assert trimmed(6, "s..", "u..", "a..", "u..") == (["s..", "u.."], ["u..", "a.."], True)


def test_the_last_prompt_stays_even_where_it_does_not_fit():
    assert trimmed(2, "u..", "a..", "u..") == (["u.."], ["u..", "a.."], False)
    assert trimmed(2, "s..", "u..") == (["s..", "u.."], [], False)


def test_nothing_trimmed_is_nothing():
    assert trimmed(0) == ([], [], True)


@given(st.lists(st.sampled_from(["u.", "u....."]), max_size=6), st.integers(0, 40), st.booleans())
def test_a_trimmed_context_still_alternates_and_ends_with_the_prompt(prompts, limit, has_system):
    talk = [text for prompt in prompts for text in (prompt, "a...")]
    words = [*(["s.."] if has_system else []), *talk, "u last"]
    kept, dropped, fits = trimmed(limit, *words)
    roles = [text[0] for text in kept[has_system:]]
    assert roles == ["u", "a"] * (len(roles) // 2) + ["u"]
    assert kept[-1] == "u last"
    assert [*kept[:has_system], *dropped, *kept[has_system:]] == words
    assert fits == (sum(map(len, kept)) <= limit)


@given(st.lists(st.text(min_size=1), min_size=1, max_size=8), st.data())
def test_roles_alternate_whatever_was_answered(prompts, data):
    chat = conversation(Lane("a", MODEL, system_prompt=data.draw(st.sampled_from(["", "x"]))))
    for n, prompt in enumerate(prompts):
        chat = chat.with_turn(turn(str(n), str(n - 1) if n else None, prompt))
        if data.draw(st.booleans()):
            chat = chat.with_answers([answer(str(n), "a", data.draw(st.text()))])
    roles = [m["role"] for m in build_context(chat, str(len(prompts) - 1), "a")]
    if roles[0] == "system":
        roles = roles[1:]
    assert roles == ["user", "assistant"] * (len(roles) // 2) + ["user"]


class LanesStayApart(RuleBasedStateMachine):
    """Sends, edits, regenerates, steps, removes and adds lanes in any order."""

    turns = Bundle("turns")

    def __init__(self) -> None:
        super().__init__()
        self.chat = conversation(Lane("lane0", MODEL, system_prompt="secret-lane0"))
        self.lanes_made = 1
        self.answers_made = 0

    def ask(self, new_turn: Turn) -> None:
        self.chat = self.chat.with_turn(new_turn)
        for lane in self.chat.active_lanes:
            self.give_answer(new_turn.id, lane.id)

    def give_answer(self, turn_id: str, lane_id: str) -> None:
        self.check(turn_id, lane_id)
        attempt = len(self.chat.attempts(turn_id, lane_id)) + 1
        self.answers_made += 1
        text = f"secret-{lane_id} says {self.answers_made}"
        self.chat = self.chat.with_answers([answer(turn_id, lane_id, text, attempt)])

    def check(self, turn_id: str, lane_id: str) -> None:
        sent = " ".join(m["content"] for m in build_context(self.chat, turn_id, lane_id))
        words = set(sent.split())
        others = {f"secret-{lane.id}" for lane in self.chat.lanes if lane.id != lane_id}
        match self.chat.turn(turn_id).policy:
            case ContextPolicy.OWN:
                assert not words & others
            case ContextPolicy.CHOSEN:
                chosen = {turn.chosen_id for turn in self.chat.path(turn_id)} - {""}
                known = {f"secret-{self.chat.answer(i).lane_id}" for i in chosen}
                assert words & others <= known
            case ContextPolicy.SHARED:
                asked = {f"secret-{a.lane_id}" for a in self.chat.answers}
                assert words & others <= asked

    @rule(target=turns, policy=st.sampled_from(ContextPolicy))
    def send(self, policy):
        new = turn(f"t{len(self.chat.turns)}", self.chat.head_id, "a prompt", policy)
        self.ask(new)
        return new.id

    @rule(target=turns, turn_id=turns)
    def edit(self, turn_id):
        parent_id = self.chat.turn(turn_id).parent_id
        new = turn(f"t{len(self.chat.turns)}", parent_id, "another wording")
        self.ask(new)
        return new.id

    @rule(turn_id=turns, data=st.data())
    def regenerate(self, turn_id, data):
        asked = {a.lane_id for a in self.chat.answers if a.turn_id == turn_id}
        if asked:
            self.give_answer(turn_id, data.draw(st.sampled_from(sorted(asked))))

    @rule(data=st.data())
    @precondition(lambda self: self.chat.answers)
    def choose(self, data):
        chosen = data.draw(st.sampled_from(self.chat.answers))
        changed = replace(self.chat.turn(chosen.turn_id), chosen_id=chosen.id)
        self.chat = self.chat.with_changed_turn(changed)

    @rule(turn_id=turns)
    def show_another_branch(self, turn_id):
        self.chat = replace(self.chat, head_id=self.chat.leaf_below(turn_id))

    @rule()
    @precondition(lambda self: self.chat.answers)
    def step_back_to_a_first_attempt(self):
        self.chat = self.chat.with_answers([replace(self.chat.answers[0], selected=True)])

    @rule()
    @precondition(lambda self: len(self.chat.active_lanes) < MAX_LANES)
    def add_lane(self):
        lane_id = f"lane{self.lanes_made}"
        self.lanes_made += 1
        self.chat = self.chat.with_lane(Lane(lane_id, MODEL, system_prompt=f"secret-{lane_id}"))

    @rule(data=st.data())
    @precondition(lambda self: len(self.chat.active_lanes) > 1)
    def remove_lane(self, data):
        lane = data.draw(st.sampled_from(self.chat.active_lanes))
        self.chat = self.chat.without_lane(lane.id)

    @rule(data=st.data())
    def reorder_lanes(self, data):
        ids = [lane.id for lane in self.chat.active_lanes]
        self.chat = self.chat.with_lane_order(data.draw(st.permutations(ids)))

    @invariant()
    def no_lane_carries_another_lanes_secret(self):
        for a_turn in self.chat.turns:
            for lane in self.chat.lanes:
                self.check(a_turn.id, lane.id)


TestLanesStayApart = LanesStayApart.TestCase
TestLanesStayApart.settings = settings(max_examples=60, stateful_step_count=20)
