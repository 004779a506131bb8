"""How a model is asked, as keyword arguments."""

from collections.abc import Iterable
from typing import Any, TypedDict, Unpack

from app.domain.messages import Parameters, ReasoningEffort


class Options(TypedDict, total=False):
    """The keyword arguments of `generate_completion`; None leaves the choice to the provider.

    Attributes:
        max_tokens: Longest answer.
        temperature: Randomness.
        top_p: Nucleus sampling.
        stop: Text or texts that end the answer.
        seed: For the same answer each time, where supported.
        reasoning_effort: How hard to think before answering, for models that think.
        thinking_budget: Tokens to think with at most, for models that count them.
    """

    max_tokens: int | None
    temperature: float | None
    top_p: float | None
    stop: str | Iterable[str] | None
    seed: int | None
    reasoning_effort: ReasoningEffort | None
    thinking_budget: int | None


def parameters_of(**options: Unpack[Options]) -> Parameters:
    """The options as a value.

    Raises:
        TypeError: There is no such option.
    """
    given: dict[str, Any] = dict(options)
    stop = options.get("stop")
    given["stop"] = (stop,) if isinstance(stop, str) else tuple(stop or ())
    return Parameters(**given)
