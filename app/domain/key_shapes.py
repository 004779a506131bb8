"""Whose a key is, by its shape.

Sources: the vendors' own examples, and gitleaks' rules anthropic-api-key, openai-api-key,
gcp-api-key and cohere-api-token.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class KeyShape:
    """What a key looks like.

    Attributes:
        provider: Registry name of the provider.
        is_certain: False where others' keys look the same: then it is to be offered, no more.
    """

    provider: str
    is_certain: bool


# The first that fits counts.
_SHAPES = (
    (re.compile(r"sk-ant-[\w-]+"), KeyShape("anthropic", is_certain=True)),
    (re.compile(r"sk-(?:proj|svcacct|admin)-[\w-]+"), KeyShape("openai", is_certain=True)),
    (re.compile(r"sk-[A-Za-z0-9]+T3BlbkFJ[A-Za-z0-9]+"), KeyShape("openai", is_certain=True)),
    # DeepSeek, Moonshot and many servers hand out keys of this shape too.
    (re.compile(r"sk-[A-Za-z0-9]{20,}"), KeyShape("openai", is_certain=False)),
    (re.compile(r"AIza[\w-]{35}"), KeyShape("google", is_certain=True)),
    (re.compile(r"[A-Za-z0-9]{40}"), KeyShape("cohere", is_certain=False)),
)


def recognise(key: str) -> KeyShape | None:
    """The provider whose keys look like this one; None if none's do.

    Blanks around the key don't matter.
    """
    key = key.strip()
    return next((shape for pattern, shape in _SHAPES if pattern.fullmatch(key)), None)
