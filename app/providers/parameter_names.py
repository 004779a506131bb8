"""What the providers call the fields of `Parameters`, to understand what they refuse."""

import re

_NAMES = {
    "effort": "reasoning_effort",
    "max_completion_tokens": "max_tokens",
    "max_output_tokens": "max_tokens",
    "max_tokens": "max_tokens",
    "maxoutputtokens": "max_tokens",
    "budget_tokens": "thinking_budget",
    "reasoning": "reasoning_effort",
    "reasoning_effort": "reasoning_effort",
    "seed": "seed",
    "stop": "stop",
    "stop_sequences": "stop",
    "stopsequences": "stop",
    "temperature": "temperature",
    "thinking": "thinking_budget",
    "thinking_budget": "thinking_budget",
    "thinking_level": "reasoning_effort",
    "thinkingbudget": "thinking_budget",
    "thinkinglevel": "reasoning_effort",
    "token_budget": "thinking_budget",
    "top_p": "top_p",
    "topp": "top_p",
}
_REFUSAL = re.compile(
    r"(not|n't|longer|un)[ -]?(be )?(support|permit|allow|recogni|expect)"
    r"|unknown|deprecated|extra inputs",
    re.IGNORECASE,
)
_WORD = re.compile(r"[A-Za-z_]+")
_QUOTED = re.compile(r"[`'\"\u201c\u2018]([\w.]+)[`'\"\u201d\u2019]|^([\w.]+):")


def refused_parameter(parameter: str | None, message: str) -> str | None:
    """The field of `Parameters` that a provider refuses.

    Args:
        parameter: The provider's own name of it, if it gave one: perhaps a path.
        message: The provider's own words.

    Returns:
        None where it refuses none of them, or refuses a value rather than the parameter itself.
    """
    if not _REFUSAL.search(message):
        return None
    return _known(parameter) or _first_named(message)


def _known(path: str | None) -> str | None:
    return next((_NAMES[word] for word in reversed(_words(path or "")) if word in _NAMES), None)


def _first_named(message: str) -> str | None:
    """The first known name that stands in quotation marks or before a colon."""
    for found in _QUOTED.finditer(message):
        if field := _known(found[1] or found[2]):
            return field
    return None


def _words(path: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(path)]
