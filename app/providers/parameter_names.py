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
    r"(not|n't|longer|un)[ -]?(be )?(support|permit|allow|enabl|recogni|expect)"
    r"|cannot both|unknown|deprecated|extra inputs",
    re.IGNORECASE,
)
_WORD = re.compile(r"[A-Za-z_]+")
_QUOTED = re.compile(r"[`'\"\u201c\u2018]([\w.]+)[`'\"\u201d\u2019]|^([\w.]+):")


def is_refusal(message: str) -> bool:
    """Whether a provider's words refuse something as a whole, rather than one value of it."""
    return bool(_REFUSAL.search(message))


def named_parameter(parameter: str | None, message: str) -> str | None:
    """The field of `Parameters` that a provider speaks of; None if it is none of them.

    Args:
        parameter: The provider's own name of it, if it gave one.
        message: The provider's own words.
    """
    quoted = (found[1] or found[2] for found in _QUOTED.finditer(message))
    return field_of(parameter or "") or next(filter(None, map(field_of, quoted)), None)


def field_of(path: str) -> str | None:
    """The field of `Parameters` that a provider's name, or path, stands for."""
    names = (_NAMES.get(word.lower()) for word in reversed(_WORD.findall(path)))
    return next(filter(None, names), None)
