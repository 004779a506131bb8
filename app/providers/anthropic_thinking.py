"""How Claude models are told to think: older ones by a budget, newer ones by an effort."""

import re
from typing import Any

from app.domain.messages import Parameters, ReasoningEffort

# Before 4.6 a budget is the only way; from then on the model itself judges how long to think.
_BY_BUDGET = re.compile(r"claude-(?:3|(?:opus|sonnet|haiku)-4-(?:[015]\b|20))")
_WITHOUT_XHIGH = re.compile(r"claude-(?:opus|sonnet)-4-6")
_ALWAYS = re.compile(r"claude-(?:fable|mythos)")

_SMALLEST_BUDGET = 1024
# All below the shortest limit of an answer that one of these models has.
_BUDGETS: dict[ReasoningEffort, int] = {
    "minimal": _SMALLEST_BUDGET,
    "low": 2048,
    "medium": 8192,
    "high": 16_384,
    "xhigh": 24_576,
    "max": 30_720,
}


def thinking(model: str, parameters: Parameters) -> dict[str, Any]:
    """The keywords of `messages.create` for a model's thinking; none where nothing was asked."""
    effort, budget = parameters.reasoning_effort, parameters.thinking_budget
    if effort == "none" or budget == 0:
        if not _ALWAYS.match(model):
            return {"thinking": {"type": "disabled"}}
        effort = "low"
    if effort and _BY_BUDGET.match(model):
        return _within(budget or _BUDGETS[effort])
    given = _within(budget) if budget else {}
    if effort:
        given.setdefault("thinking", {"type": "adaptive", "display": "summarized"})
        given["output_config"] = {"effort": _known_effort(model, effort)}
    return given


def _within(budget: int) -> dict[str, Any]:
    tokens = max(budget, _SMALLEST_BUDGET)
    return {"thinking": {"type": "enabled", "budget_tokens": tokens, "display": "summarized"}}


def _known_effort(model: str, effort: ReasoningEffort) -> ReasoningEffort:
    """The nearest effort that the model knows."""
    if effort == "minimal":
        return "low"
    if effort == "xhigh" and _WITHOUT_XHIGH.match(model):
        return "high"
    return effort
