"""What sending would take, for prices and windows as the catalogue has them."""

import struct
from dataclasses import replace
from decimal import Decimal

import pytest

from app.domain.attachments import Attachment
from app.domain.context import build_context
from app.domain.conversation import ContextPolicy, Conversation, Turn
from app.domain.errors import AuthenticationError
from app.domain.lane import Candidate, Lane, ModelRef
from app.domain.merging import MergeKind
from app.domain.messages import ModelInfo, Parameters, TokenCount, text_of
from app.services.attempts import SendPlan, first_attempts
from app.services.model_catalogue import BUILTIN, OfferedModel
from app.services.quote import (
    USUAL_ANSWER,
    FitChoice,
    FitKind,
    Quoter,
    fit_choices,
    windows_of,
    with_choice,
)

GPT = ModelRef("openai", "gpt-4o")  # $2.50 and $10 a million tokens, 128,000 tokens of context
LOCAL = ModelRef("openai_compatible", "gpt-4o", "http://127.0.0.1:1/v1")
TINY = ModelRef("builtin", "tiny")


class CountingAccess:
    """Providers that count, or that can't be had."""

    def __init__(self, tokens: int | None) -> None:
        self.tokens = tokens
        self.asked: list[tuple[ModelRef, str]] = []

    async def provider(self, model, key_id=""):
        self.asked.append((model, key_id))
        if self.tokens is None:
            raise AuthenticationError("No key.")
        return self

    async def count_tokens(self, request):
        return TokenCount(self.tokens, exact=True)


def chat(*lanes: Lane, history: str = "") -> Conversation:
    conversation = Conversation("c", 0, 0, lanes=lanes)
    if history:
        conversation = conversation.with_turn(Turn("1", None, history, 0))
        answers = first_attempts("1", lanes, SendPlan())
        conversation = conversation.with_answers(replace(a, text="Well.") for a in answers)
    return conversation


async def quote(conversation, prompt="Hello", plan=None, windows=None, tokens=None):
    quoter = Quoter(CountingAccess(tokens))
    estimated = await quoter.estimate(conversation, prompt, conversation.head_id, plan, windows)
    return await quoter.count(estimated)


async def test_the_messages_are_exactly_those_that_would_be_sent():
    conversation = chat(Lane("a", GPT, system_prompt="Be brief."), history="Before")
    (lane,) = (await quote(conversation, "Now")).lanes
    sent = conversation.with_turn(Turn("2", "1", "Now", 0))
    assert lane.messages == build_context(sent, "2", "a")


async def test_the_policy_decides_what_is_quoted():
    conversation = chat(Lane("a", GPT), Lane("b", GPT), history="Before")
    own, shared = [
        (await quote(conversation, plan=SendPlan(policy))).tokens
        for policy in (ContextPolicy.OWN, ContextPolicy.SHARED)
    ]
    assert shared > own


async def test_files_go_along():
    file = Attachment("digest", "notes.txt", "text/plain", 5)
    quoter = Quoter(CountingAccess(None))
    plan, contents = SendPlan(attachments=(file,)), {"digest": b"Notes"}
    found = await quoter.estimate(chat(Lane("a", GPT)), "Sum up", None, plan, contents=contents)
    (message,) = found.lanes[0].messages
    assert text_of(message) == "# notes.txt\n\nNotes\n\nSum up"


async def test_the_price_reaches_from_reading_alone_to_a_usual_answer():
    (lane,) = (await quote(chat(Lane("a", GPT)), tokens=1_000)).lanes
    assert lane.low == Decimal("0.0025")
    assert lane.high == Decimal("0.0025") + USUAL_ANSWER * Decimal("0.00001")
    assert lane.count == TokenCount(1_000, exact=True)


async def test_a_limit_on_the_answer_limits_the_price():
    (lane,) = (await quote(chat(Lane("a", GPT, Parameters(max_tokens=100))), tokens=1_000)).lanes
    assert lane.high == Decimal("0.0035")


async def test_an_unknown_price_stays_unknown_and_is_in_no_total():
    found = await quote(chat(Lane("a", GPT), Lane("b", LOCAL)), tokens=1_000)
    assert (found.lanes[1].low, found.lanes[1].high) == (None, None)
    assert (found.low, found.unknown) == (Decimal("0.0025"), 1)
    assert found.high > found.low
    assert found.tokens == 2_000


async def test_the_built_in_model_is_free():
    (lane,) = (await quote(chat(Lane("a", TINY)))).lanes
    assert (lane.low, lane.high) == (0, 0)


async def test_tokens_are_estimated_where_the_provider_cannot_be_asked():
    found = await quote(chat(Lane("a", GPT)))
    assert not found.is_exact
    assert found.tokens > 0
    assert (await quote(chat(Lane("a", GPT)), tokens=5)).is_exact


async def test_a_lane_is_counted_with_its_own_key():
    access = CountingAccess(1)
    quoter = Quoter(access)
    found = await quoter.estimate(chat(Lane("a", GPT), Lane("b", GPT)), "Hello", None)
    await quoter.count(found, {"b": "work"})
    assert access.asked == [(GPT, ""), (GPT, "work")]


async def test_how_full_the_window_is_counts_the_answer_in():
    (lane,) = (
        await quote(chat(Lane("a", GPT, Parameters(max_tokens=28_000))), tokens=36_000)
    ).lanes
    assert lane.fill == 0.5
    assert lane.fits
    assert lane.trimmed() is None
    assert fit_choices(lane, {}) == ()


async def test_an_unknown_window_fits_as_far_as_is_known():
    (lane,) = (await quote(chat(Lane("a", LOCAL)), tokens=10**9)).lanes
    assert (lane.window, lane.fill, lane.limit, lane.fits) == (None, None, None, True)


async def too_long(tokens: int | None = None):
    conversation = chat(Lane("a", LOCAL), history="word " * 2_000)
    return (await quote(conversation, windows={LOCAL: 1_000}, tokens=tokens)).lanes[0]


async def test_a_lane_that_does_not_fit_says_what_would_be_dropped():
    lane = await too_long()
    assert lane.fill > 1
    trimmed = lane.trimmed()
    assert trimmed.fits
    assert [m["content"] for m in trimmed.messages] == ["Hello"]
    assert len(trimmed.dropped) == 2


async def test_where_the_count_is_higher_than_the_estimate_more_is_dropped():
    estimated, counted = await too_long(), await too_long(tokens=6_000)
    assert counted.limit < estimated.limit == 750
    assert (await too_long(tokens=0)).limit == 750


async def test_the_choices_are_to_trim_to_ask_a_larger_model_or_to_skip():
    lane = await too_long()
    windows = {
        LOCAL: 1_000,
        replace(LOCAL, model="largest"): 100_000,
        replace(LOCAL, model="large"): 10_000,
        GPT: 128_000,
    }
    assert fit_choices(lane, windows) == (
        FitChoice(FitKind.TRIM, dropped=2),
        FitChoice(FitKind.LARGER, model=replace(LOCAL, model="large")),
        FitChoice(FitKind.LARGER, model=replace(LOCAL, model="largest")),
        FitChoice(FitKind.SKIP),
    )


async def test_a_prompt_that_is_too_long_by_itself_cannot_be_trimmed():
    conversation = chat(Lane("a", LOCAL))
    found = await quote(conversation, "word " * 2_000, windows={LOCAL: 1_000})
    assert fit_choices(found.lanes[0], {}) == (FitChoice(FitKind.SKIP),)


async def test_each_choice_makes_a_plan_that_fits():
    conversation = chat(Lane("a", LOCAL), history="word " * 2_000)
    lane = await too_long()
    large = replace(LOCAL, model="large")
    plans = [with_choice(SendPlan(), lane, choice) for choice in fit_choices(lane, {large: 10_000})]
    assert plans == [
        SendPlan(limits={"a": 750}),
        SendPlan(instead={"a": Candidate(large)}),
        SendPlan(skipped=frozenset({"a"})),
    ]
    windows = {LOCAL: 1_000, large: 10_000}
    for plan in plans:
        again = await quote(conversation, plan=plan, windows=windows)
        assert all(found.fits for found in again.lanes)


def test_windows_are_those_that_the_models_on_offer_tell():
    offered = [
        OfferedModel(TINY, ModelInfo("tiny", "Tiny", 2_048), BUILTIN),
        OfferedModel(LOCAL, ModelInfo("x", "X"), BUILTIN),
    ]
    assert windows_of(offered) == {TINY: 2_048}


@pytest.mark.parametrize("model", [ModelRef("openai", "never-heard-of"), LOCAL])
async def test_a_model_that_no_list_knows_has_no_window(model):
    assert (await quote(chat(Lane("a", model)))).lanes[0].window is None


async def test_files_count_where_a_rule_is_published_and_are_told_of_where_none_is():
    picture = Attachment("p", "p.png", "image/png", 10)
    head = b"IHDR" + struct.pack(">IIBBBBB", 1024, 1024, 8, 2, 0, 0, 0)
    contents = {"p": b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + head + bytes(4)}
    plan = SendPlan(attachments=(picture,))
    quoter = Quoter(CountingAccess(None))
    lanes = chat(Lane("a", GPT), Lane("b", LOCAL))
    alone = await quoter.estimate(lanes, "What is it?", None)
    found = await quoter.estimate(lanes, "What is it?", None, plan, contents=contents)
    known, unknown = (lane.count for lane in found.lanes)
    assert known.tokens - alone.lanes[0].count.tokens == 765
    assert (known.uncounted, unknown.uncounted, found.uncounted) == (0, 1, 1)
    assert found.lanes[0].low > alone.lanes[0].low
    assert alone.uncounted == 0


async def test_merging_is_quoted_with_its_question_and_the_files_that_the_judge_can_see():
    conversation = chat(Lane("a", GPT), Lane("b", GPT), history="Why?")
    first, second = conversation.answers
    access = CountingAccess(None)
    access.takes = lambda _model, _files: True
    quoter, judge = Quoter(access), Candidate(GPT)
    found = await quoter.estimate_merge(
        conversation, "1", judge, MergeKind.FUSE, [first.id, second.id]
    )
    (message,) = found.messages
    assert "<question>\nWhy?\n</question>" in message["content"]
    assert (found.model, found.window, found.fits) == (GPT, 128_000, True)
    assert 0 < found.low < found.high
