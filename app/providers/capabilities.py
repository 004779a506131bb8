"""What a model takes: known ahead, or learnt from its refusals."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace

from app.domain.errors import ProviderError
from app.domain.messages import CompletionRequest, Parameters
from app.providers.parameter_names import field_of
from app.words import N_, _

_UNSET = Parameters()
_WORDS = {
    "max_tokens": N_("a limit on the answer's length"),
    "reasoning_effort": N_("a reasoning effort"),
    "seed": N_("a seed"),
    "stop": N_("texts to stop at"),
    "temperature": N_("a temperature"),
    "thinking_budget": N_("a thinking budget"),
    "top_p": N_("top-p"),
}
_NOTICE = N_("{model} does not take {parameter}; it was asked without.")
_INSTEAD = re.compile(r"\buse\W+(\w+)\W+instead", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Rule:
    """What the models of one kind differ in.

    Attributes:
        provider: Registry name.
        models: A pattern for the beginning of their names; "" for all.
        drops: Fields of `Parameters` that they refuse.
        renames: Fields of `Parameters` that they want under another name.
        when: Whether they refuse them beside these other parameters; always when left out.
        notice: The sentence for each that is left out.
    """

    provider: str
    models: str
    drops: frozenset[str] = frozenset()
    renames: Mapping[str, str] = field(default_factory=dict[str, str])
    when: Callable[[Parameters], bool] = lambda _: True
    notice: str = _NOTICE


def _thinks(parameters: Parameters) -> bool:
    """Whether a model is asked to think."""
    return parameters.reasoning_effort not in (None, "none") or bool(parameters.thinking_budget)


# Claude up to 4.6; what came later judges by itself how to sample and how long to think.
_CLAUDE_OLD = r"claude-(?:[123]|instant|(?:opus|sonnet|haiku)-4-(?:[0-6]\b|20))"
_CLAUDE_NEW = rf"(?!{_CLAUDE_OLD})claude-"
_GOOGLE_WITHOUT_THOUGHTS = r"gemini-(?:1|2\.0|2\.5-flash-image)|gemma-[1-3]"
# From 5.1 on, GPT thinks only if it is asked to.
_GPT_OLD = r"(?:ft:)?(?:chatgpt-|gpt-[34])"
_GPT_THINKS = r"(?:ft:)?(?:o\d|gpt-5(?!\.))(?!.*chat)"
_GPT_MAY_THINK = r"(?:ft:)?gpt-(?:5\.|[6-9])(?!.*chat)"
_REASONING = r"(?:.*/)?(?:o\d|gpt-5)(?!.*chat)"
RULES = (
    Rule("anthropic", "", drops=frozenset({"seed"})),
    Rule("anthropic", _CLAUDE_NEW, drops=frozenset({"temperature", "top_p", "thinking_budget"})),
    Rule(
        "anthropic",
        _CLAUDE_OLD,
        drops=frozenset({"temperature", "top_p"}),
        when=_thinks,
        notice=N_("{model} does not take {parameter} while it thinks; it was asked without."),
    ),
    Rule(
        "anthropic",
        _CLAUDE_OLD,
        drops=frozenset({"top_p"}),
        when=lambda parameters: parameters.temperature is not None,
        notice=N_("{model} does not take {parameter} beside a temperature; it was asked without."),
    ),
    # Cohere's models can be told how long to think, or not to think, but not how hard.
    Rule(
        "cohere",
        "",
        drops=frozenset({"reasoning_effort"}),
        when=lambda parameters: parameters.reasoning_effort != "none",
    ),
    Rule(
        "google", _GOOGLE_WITHOUT_THOUGHTS, drops=frozenset({"reasoning_effort", "thinking_budget"})
    ),
    Rule(
        "google",
        "",
        drops=frozenset({"reasoning_effort"}),
        when=lambda parameters: parameters.thinking_budget is not None,
        notice=N_(
            "{model} does not take {parameter} beside a thinking budget; it was asked without."
        ),
    ),
    # The Responses API has no such fields.
    Rule("openai", "", drops=frozenset({"seed", "stop", "thinking_budget"})),
    Rule("openai", _GPT_OLD, drops=frozenset({"reasoning_effort"})),
    Rule("openai", _GPT_THINKS, drops=frozenset({"temperature", "top_p"})),
    Rule(
        "openai",
        _GPT_MAY_THINK,
        drops=frozenset({"temperature", "top_p"}),
        when=_thinks,
        notice=N_("{model} does not take {parameter} while it thinks; it was asked without."),
    ),
    Rule(
        "openai_compatible",
        _REASONING,
        drops=frozenset({"temperature", "top_p"}),
        renames={"max_tokens": "max_completion_tokens"},
    ),
)


class Capabilities:
    """What the models of one provider take, as far as it is known.

    Args:
        provider: Registry name.
    """

    def __init__(self, provider: str) -> None:
        self._known = tuple(rule for rule in RULES if rule.provider == provider)
        self._dropped: dict[str, set[str]] = {}
        self._renamed: dict[tuple[str, str], str] = {}

    def fit(self, request: CompletionRequest) -> tuple[CompletionRequest, tuple[str, ...]]:
        """The request without what its model refuses, and a sentence for each loss."""
        refused = dict.fromkeys(self._dropped.get(request.model, ()), _NOTICE)
        for rule in self._rules(request.model):
            if rule.when(request.parameters):
                refused.update(dict.fromkeys(rule.drops - refused.keys(), rule.notice))
        lost = [name for name in given(request.parameters) if name in refused]
        if not lost:
            return request, ()
        kept = replace(request.parameters, **{name: getattr(_UNSET, name) for name in lost})
        notices = tuple(
            _(refused[name]).format(model=request.model, parameter=_(_WORDS[name])) for name in lost
        )
        return replace(request, parameters=kept), notices

    def name(self, model: str, parameter: str, usual: str) -> str:
        """What a model calls a field of `Parameters`.

        Args:
            model: Its name at the provider.
            parameter: The field.
            usual: What the provider's other models call it.
        """
        if learnt := self._renamed.get((model, parameter)):
            return learnt
        names = (rule.renames.get(parameter) for rule in self._rules(model))
        return next(filter(None, names), usual)

    def learn(self, request: CompletionRequest, refusal: ProviderError) -> bool:
        """Remembers what a model refused; whether asking again would be different for it."""
        parameter = refusal.parameter
        if parameter not in given(request.parameters):
            return False
        instead = _INSTEAD.search(refusal.detail)
        key = (request.model, parameter)
        if instead and field_of(instead[1]) == parameter and key not in self._renamed:
            self._renamed[key] = instead[1]
        else:
            self._dropped.setdefault(request.model, set()).add(parameter)
        return True

    def _rules(self, model: str) -> tuple[Rule, ...]:
        return tuple(rule for rule in self._known if re.match(rule.models, model))


def given(parameters: Parameters) -> list[str]:
    """The names of the fields that are set."""
    names = (field.name for field in fields(parameters))
    return [name for name in names if getattr(parameters, name) != getattr(_UNSET, name)]
