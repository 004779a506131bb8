"""What sending would take: tokens, room and money for each lane, before anything is sent."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from time import time
from types import MappingProxyType

from app.domain.context import Trimmed, build_context, trim_oldest
from app.domain.conversation import Conversation, Turn
from app.domain.errors import ProviderError
from app.domain.lane import Candidate, Lane, ModelRef
from app.domain.merging import MergeKind
from app.domain.messages import CompletionRequest, Message, TokenCount, Usage
from app.providers.prices import cost, load_prices, price_of
from app.providers.token_estimate import estimate_tokens
from app.services.access import Access
from app.services.attempts import SendPlan, request_for, size_for
from app.services.merging import merged_by
from app.services.model_catalogue import OfferedModel

# What an answer is taken to have at most, where the lane sets no limit; few have more.
USUAL_ANSWER = 4_000
# Room that is left for an answer in a context that has to be cut.
_LEAST_ANSWER = 1_000
_TURN = "quoted"


@dataclass(frozen=True, slots=True)
class LaneQuote:
    """What sending would take in one lane.

    Attributes:
        messages: Exactly what the model would be sent.
        count: Its tokens; an estimate where the provider was not asked or did not say.
        window: Tokens that the model reads at most, its answer included; None if unknown.
        reserve: Tokens of that which are kept for the answer.
        longest: Tokens that the answer is taken to have at most.
        low: US dollars for reading alone, uncounted files left out; None where no price is known.
        high: US dollars with an answer as long as it may be, or usually is.
    """

    lane_id: str
    model: ModelRef
    messages: tuple[Message, ...]
    count: TokenCount
    window: int | None
    reserve: int
    longest: int
    low: Decimal | None = None
    high: Decimal | None = None

    @property
    def fill(self) -> float | None:
        """How much of the window is taken, its reserve included: 1.0 is all; None if unknown."""
        return (self.count.tokens + self.reserve) / self.window if self.window else None

    @property
    def fits(self) -> bool:
        """Whether it fits, as far as is known."""
        return self.fill is None or self.fill <= 1

    @property
    def limit(self) -> int | None:
        """Estimated tokens that would fit, for `SendPlan.limits`; None where the window is unknown.

        An estimate that is off by some share is taken to be off by that share for every part.
        """
        if self.window is None:
            return None
        estimated = _estimated(self.model, self.messages).tokens
        share = min(1.0, estimated / self.count.tokens) if self.count.tokens else 1.0
        return max(0, int((self.window - self.reserve) * share))

    def trimmed(self) -> Trimmed | None:
        """What is left of the context and what is dropped, so that it fits; None if it does."""
        if self.fits or self.limit is None:
            return None
        return trim_oldest(self.messages, self.limit, size_for(self.model))


@dataclass(frozen=True, slots=True)
class Quote:
    """What sending would take in all lanes.

    Attributes:
        lanes: Those that would be asked, left to right.
    """

    lanes: tuple[LaneQuote, ...]

    @property
    def low(self) -> Decimal:
        """US dollars at least, of the lanes whose price is known."""
        return sum((lane.low for lane in self.lanes if lane.low is not None), Decimal())

    @property
    def high(self) -> Decimal:
        """US dollars at most, likewise."""
        return sum((lane.high for lane in self.lanes if lane.high is not None), Decimal())

    @property
    def unknown(self) -> int:
        """How many lanes' prices are not known; they are in no total."""
        return sum(lane.low is None for lane in self.lanes)

    @property
    def tokens(self) -> int:
        """Tokens that would be read, in all lanes."""
        return sum(lane.count.tokens for lane in self.lanes)

    @property
    def uncounted(self) -> int:
        """Files that some lane's numbers leave out, as nobody says what they count."""
        return max((lane.count.uncounted for lane in self.lanes), default=0)

    @property
    def is_exact(self) -> bool:
        """Whether every lane's tokens were counted and none estimated."""
        return all(lane.count.exact for lane in self.lanes)


class FitKind(StrEnum):
    """What can be done about a lane that does not fit."""

    TRIM = "trim"
    SKIP = "skip"
    LARGER = "larger"


@dataclass(frozen=True, slots=True)
class FitChoice:
    """One way to go on with a lane that does not fit.

    Attributes:
        dropped: For TRIM, how many messages are left out.
        model: For LARGER, the model to ask this time.
    """

    kind: FitKind
    dropped: int = 0
    model: ModelRef | None = None


def fit_choices(lane: LaneQuote, windows: Mapping[ModelRef, int]) -> tuple[FitChoice, ...]:
    """The ways to go on with a lane, the gentlest first; none where it fits.

    Args:
        lane: From a quote.
        windows: Context windows of the models on offer, from `windows_of`.

    Returns:
        TRIM where leaving out the oldest is enough, LARGER for each model of the same provider
        that it fits into, the smallest first, and always SKIP.
    """
    trimmed = lane.trimmed()
    if trimmed is None:
        return ()
    choices = [FitChoice(FitKind.TRIM, dropped=len(trimmed.dropped))] if trimmed.fits else []
    needed = lane.count.tokens + lane.reserve
    source = lane.model.provider, lane.model.base_url
    larger = sorted(
        (window, model.model, model)
        for model, window in windows.items()
        if (model.provider, model.base_url) == source and window >= needed
    )
    choices += [FitChoice(FitKind.LARGER, model=model) for _, _, model in larger]
    return (*choices, FitChoice(FitKind.SKIP))


def with_choice(plan: SendPlan, lane: LaneQuote, choice: FitChoice) -> SendPlan:
    """A plan with what was chosen for one lane; hand it to `ChatService.send`."""
    if choice.kind is FitKind.SKIP:
        return replace(plan, skipped=plan.skipped | {lane.lane_id})
    if choice.model:
        return replace(plan, instead={**plan.instead, lane.lane_id: Candidate(choice.model)})
    return replace(plan, limits={**plan.limits, lane.lane_id: lane.limit or 0})


class Quoter:
    """Quotes prompts.

    `estimate` asks nobody and computes on a worker thread; `count` asks the providers for exact
    numbers, which sends them the prompt: call it when the person asks for it.
    """

    def __init__(self, access: Access) -> None:
        self._access = access

    async def estimate(
        self,
        conversation: Conversation,
        prompt: str,
        parent_id: str | None,
        plan: SendPlan | None = None,
        windows: Mapping[ModelRef, int] | None = None,
        contents: Mapping[str, bytes] = MappingProxyType({}),
    ) -> Quote:
        """A quote with estimated tokens.

        Args:
            conversation: The current one; nothing of it is changed.
            prompt: What is typed.
            parent_id: The turn that it would follow; None as a first prompt.
            plan: How it would be sent.
            windows: Context windows as the providers say; the catalogue's are used beside them.
            contents: Those of the files that go along, by digest.
        """
        await load_prices()
        plan = plan or SendPlan()
        turn = Turn(
            _TURN,
            parent_id,
            prompt,
            created_at=time(),
            policy=plan.policy,
            attachments=plan.attachments,
        )
        asked = conversation.with_turn(turn)
        lanes = [lane for lane in asked.active_lanes if lane.id not in plan.skipped]
        known = windows or {}
        # Long chats take a while to put together and to measure: not in the event loop.
        return await asyncio.to_thread(
            lambda: Quote(tuple(_lane_quote(asked, ln, plan, known, contents) for ln in lanes))
        )

    async def estimate_merge(
        self,
        conversation: Conversation,
        turn_id: str,
        judge: Candidate,
        kind: MergeKind,
        sources: Sequence[str],
        windows: Mapping[ModelRef, int] | None = None,
        contents: Mapping[str, bytes] = MappingProxyType({}),
    ) -> LaneQuote:
        """What it would take to have a model merge answers, with estimated tokens.

        Args:
            conversation: The current one; nothing of it is changed.
            turn_id: The turn that was answered.
            judge: Which model would merge.
            kind: What to make.
            sources: Ids of the answers.
            windows: As for `estimate`.
            contents: As for `estimate`.
        """
        await load_prices()
        lane, answer = merged_by(turn_id, judge, kind, sources)
        merged = conversation.with_lane(lane)

        def work() -> LaneQuote:
            request = request_for(merged, answer, None, contents, self._access.takes)
            return _quoted(lane, judge.model, request.messages, windows or {})

        return await asyncio.to_thread(work)

    async def count(self, quote: Quote, keys: Mapping[str, str] | None = None) -> Quote:
        """The same quote, with the tokens counted where the provider says.

        Args:
            quote: From `estimate`.
            keys: The ids of the keys to ask with, by lane; the providers' defaults when left out.
        """
        counted = [self._counted(lane, keys or {}) for lane in quote.lanes]
        return Quote(tuple(await asyncio.gather(*counted)))

    async def _counted(self, lane: LaneQuote, keys: Mapping[str, str]) -> LaneQuote:
        try:
            provider = await self._access.provider(lane.model, keys.get(lane.lane_id, ""))
            count = await provider.count_tokens(CompletionRequest(lane.model.model, lane.messages))
        except ProviderError:
            return lane  # the estimate stands
        return _priced(replace(lane, count=count))


def _lane_quote(
    conversation: Conversation,
    lane: Lane,
    plan: SendPlan,
    windows: Mapping[ModelRef, int],
    contents: Mapping[str, bytes],
) -> LaneQuote:
    model = plan.instead.get(lane.id, lane.first_choice).model
    messages = build_context(conversation, _TURN, lane.id, contents=contents)
    if lane.id in plan.limits:
        messages = trim_oldest(messages, plan.limits[lane.id], size_for(model)).messages
    return _quoted(lane, model, messages, windows)


def _quoted(
    lane: Lane, model: ModelRef, messages: tuple[Message, ...], windows: Mapping[ModelRef, int]
) -> LaneQuote:
    window = windows.get(model) or _listed_window(model)
    room = min(_LEAST_ANSWER, window // 4) if window else 0
    most = lane.parameters.max_tokens
    count = _estimated(model, messages)
    quoted = LaneQuote(
        lane.id, model, messages, count, window, reserve=most or room, longest=most or USUAL_ANSWER
    )
    return _priced(quoted)


def _estimated(model: ModelRef, messages: Sequence[Message]) -> TokenCount:
    return estimate_tokens(messages, model.provider, model.model)


def _listed_window(model: ModelRef) -> int | None:
    price = None if model.base_url else price_of(model.provider, model.model)
    return price.context_window if price else None


def _priced(lane: LaneQuote) -> LaneQuote:
    """With its price; the built-in model is free, and of a server of one's own none is known."""
    if lane.model.provider == "builtin":
        return replace(lane, low=Decimal(), high=Decimal())
    return replace(lane, low=_price(lane, 0), high=_price(lane, lane.longest))


def _price(lane: LaneQuote, output: int) -> Decimal | None:
    usage = Usage(
        input_tokens=lane.count.tokens,
        output_tokens=output,
        reasoning_tokens=None,
        cached_tokens=None,
    )
    found = None if lane.model.base_url else cost(usage, lane.model.provider, lane.model.model)
    return found.total if found else None


def windows_of(offered: Sequence[OfferedModel]) -> dict[ModelRef, int]:
    """The context windows of the models on offer, where they are known."""
    known = ((model.ref, model.info.context_window) for model in offered)
    return {ref: window for ref, window in known if window}
