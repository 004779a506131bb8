"""Conversations as they may be stored, for properties and examples."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import strategies as st

from app.domain.answer import Answer, AnswerStatus
from app.domain.conversation import ContextPolicy, Conversation, Turn
from app.domain.error_details import ErrorDetails
from app.domain.errors import Action
from app.domain.lane import Candidate, Lane, ModelRef
from app.domain.messages import Parameters, Usage
from app.domain.metrics import Metrics
from app.domain.votes import Outcome, Vote

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
MODELS = st.builds(
    ModelRef,
    st.sampled_from(["openai", "openai_compatible", "builtin"]),
    TEXTS,
    st.sampled_from(["", "http://127.0.0.1:11434/v1"]),
)
_COUNTS = st.none() | st.integers(0, 10**9)
_SECONDS = st.floats(0, 1e6)
_USAGES = st.fixed_dictionaries(
    {
        "input_tokens": _COUNTS,
        "output_tokens": _COUNTS,
        "reasoning_tokens": _COUNTS,
        "cached_tokens": _COUNTS,
    },
    optional={"cache_write_tokens": _COUNTS},
).map(lambda values: Usage(**values))
_METRICS = st.builds(
    Metrics,
    first_token_s=st.none() | _SECONDS,
    total_s=st.none() | _SECONDS,
    usage=st.none() | _USAGES,
    cost=st.none() | st.decimals(0, 100, places=8),
    retries=st.integers(0, 5),
    waited_s=_SECONDS,
)
_ENDS = st.sampled_from([s for s in AnswerStatus if not s.is_live])
_PARAMETERS = st.builds(
    Parameters,
    temperature=st.none() | st.floats(0, 2),
    max_tokens=st.none() | st.integers(1, 10**6),
    stop=st.lists(TEXTS, max_size=2).map(tuple),
    reasoning_effort=st.sampled_from([None, "low", "high"]),
)
_DETAILS = st.builds(ErrorDetails, kind=TEXTS, action=st.sampled_from(Action), words=TEXTS)


@st.composite
def conversations(draw):
    """A conversation of some lanes, a tree of turns, and attempts with everything in them."""
    lanes = tuple(
        Lane(
            f"lane{n}",
            draw(MODELS),
            draw(_PARAMETERS),
            draw(TEXTS),
            removed=draw(st.booleans()),
            width=draw(st.integers(0, 900)),
            fallbacks=tuple(Candidate(draw(MODELS)) for _ in range(draw(st.integers(0, 2)))),
        )
        for n in range(draw(st.integers(1, 4)))
    )
    turns: list[Turn] = []
    for n in range(draw(st.integers(0, 4))):
        parent = draw(st.sampled_from([None, *(turn.id for turn in turns)]))
        policy = draw(st.sampled_from(ContextPolicy))
        turns.append(Turn(f"turn{n}", parent, draw(TEXTS), draw(_SECONDS), policy))
    answers = tuple(
        Answer(
            f"answer-{turn.id}-{lane.id}-{attempt}",
            turn.id,
            lane.id,
            attempt,
            selected=attempt == 1,
            model=draw(MODELS),
            status=draw(_ENDS),
            created_at=draw(_SECONDS),
            text=draw(TEXTS),
            reasoning=draw(TEXTS),
            error=draw(TEXTS),
            error_details=draw(st.none() | _DETAILS),
            context_limit=draw(st.none() | st.integers(1, 10**6)),
            finish_reason=draw(st.sampled_from([None, "stop", "length"])),
            metrics=draw(_METRICS),
        )
        for turn in turns
        for lane in lanes
        for attempt in range(1, draw(st.integers(1, 3)))
    )
    for n, turn in enumerate(turns):
        own = [answer.id for answer in answers if answer.turn_id == turn.id]
        order = draw(st.just(()) | st.permutations([lane.id for lane in lanes]).map(tuple))
        turns[n] = replace(
            turn,
            chosen_id=draw(st.sampled_from(["", *own])),
            lane_order=order,
            hides_names=bool(order) and draw(st.booleans()),
        )
    head = draw(st.sampled_from([turn.id for turn in turns])) if turns else None
    return Conversation(
        "chat",
        draw(_SECONDS),
        draw(_SECONDS),
        title=draw(TEXTS),
        lanes=lanes,
        turns=tuple(turns),
        answers=answers,
        head_id=head,
    )


def sample() -> Conversation:
    """Two lanes, two turns, a failed answer, a re-rolled one and all kinds of Markdown."""
    opus, mini = (
        ModelRef("anthropic", "opus"),
        ModelRef("openai_compatible", "mini", "http://lan/v1"),
    )
    lanes = (Lane("l1", opus, system_prompt="Be brief."), Lane("l2", mini, Parameters(0.5)))
    turns = (
        Turn("t1", None, "How should a client retry? <b>", 1.0),
        Turn("t2", "t1", "And then?", 2.0),
    )
    usage = Usage(input_tokens=12, output_tokens=40, reasoning_tokens=5, cached_tokens=None)
    metrics = Metrics(0.6, 5.1, usage, Decimal("0.0104"), retries=1, waited_s=2.0)
    first = (
        "## Retrying\n\nWait as long as the *server* asks, at most 5 times.\n\n"
        "- Read `Retry-After`.\n- Add jitter. See [the page](https://example.org/x?a=1&b=2).\n\n"
        "```python\ndef wait(n):\n    return 2 ** n\n```\n\n"
        "| Status | Retry |\n|---|:-:|\n| 429 | yes |\n\n---\n\n"
        "<script>alert('x')</script> ![pixel](https://example.org/pixel.png) [bad](javascript:x)\n"
    )
    second = (
        "## Retrying\n\nWait as long as the *server* asks, at most 3 times.\n\n"
        "1. Read `Retry-After`.\n2. Only here: cap the total time.\n\n"
        "```python\ndef wait(n):\n    return 3 ** n\n```\n\n"
        "| Status | Retry |\n|---|:-:|\n| 429 | no |\n"
    )
    done = AnswerStatus.DONE
    answers = (
        Answer("a1", "t1", "l1", 1, False, opus, done, 1.0, "An earlier attempt."),
        Answer("a2", "t1", "l1", 2, True, opus, done, 1.5, first, "Thinking…", metrics=metrics),
        Answer("b1", "t1", "l2", 1, True, mini, done, 1.0, second),
        Answer("a3", "t2", "l1", 1, True, opus, done, 2.0, "Then stop."),
        Answer("b2", "t2", "l2", 1, True, mini, AnswerStatus.FAILED, 2.0, error="No connection."),
    )
    return Conversation("chat", 1.0, 2.0, "Retry: a <plan>", lanes, turns, answers, "t2")


def sample_vote() -> Vote:
    """The second lane's answer to the first turn was the best, blindly."""
    return Vote("v", "t1", Outcome.BEST, ("b1",), ("a2", "b1"), True, 3.0, ("code",))
