"""Finds keys and tokens in a text, by what they look like and by what stands before them.

The time it takes is in proportion to the length of the text, whatever that holds.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from operator import attrgetter

from app.domain.secret_rules import RULES, SecretRule
from app.words import N_

# Not in the middle of a word, unless that is a line break as JSON writes it.
_START = r"(?:(?<![A-Za-z0-9])|(?<=\\[nrt]))"
# A run that begins in the middle of another one has been looked at with that one.
_START_OF_RUN = r"(?:(?<![\w-])|(?<=\\[nrt]))"

_NAMED = r"""(?i)
    (?:api[_-]?key | access[_-]?key | secret[_-]?key | private[_-]?key | client[_-]?secret
       | access[_-]?token | auth[_-]?token | password | passwd)
    ["'\]]{0,2} \s{0,4} (?: := | => | [:=] ) \s{0,4} b?["']?
    (?P<secret> [\w+/.~-]{16,}+ ={0,2} )
"""
_HEADER = r"(?i) \b (?:bearer|basic) \s{1,4} (?P<secret> [\w+/.~-]{16,}+ ={0,2} )"
_ADDRESS = r""":// [^\s/:@"'<>]{0,100}+ : (?P<secret> [^\s/:@"'<>{}$\[\]]{3,200}+ ) @"""

_KEY, _PASSWORD = N_("key"), N_("password")
_FEWEST_CHARACTERS = 6
_PLACEHOLDERS = r"(?i)example|placeholder|your[_-]|changeme|xxxx|^password$"


@dataclass(frozen=True, slots=True)
class SecretSpan:
    """A secret in a text.

    Attributes:
        start: Index of its first character.
        end: Index after its last one.
        kind: What it is, in words that `_` translates: "OpenAI key".
    """

    start: int
    end: int
    kind: str


def find_secrets(text: str) -> tuple[SecretSpan, ...]:
    """The secrets in a text, in order and without overlaps."""
    # Sorting keeps the order of equals, so that a well-known kind comes before a mere name.
    found = sorted([*_well_known(text), *_announced(text)], key=attrgetter("start"))
    spans: list[SecretSpan] = []
    for span in found:
        if not spans or span.start >= spans[-1].end:
            spans.append(span)
    return tuple(spans)


def mask(text: str) -> str:
    """The text with each secret replaced by its kind in brackets."""
    pieces: list[str] = []
    end = 0
    for span in find_secrets(text):
        pieces += [text[end : span.start], f"[{span.kind} masked]"]
        end = span.end
    return "".join([*pieces, text[end:]])


def _well_known(text: str) -> Iterator[SecretSpan]:
    for rule in RULES:
        for lead in rule.leads:
            # Most texts hold none of the leads, so few of the patterns are ever needed.
            if lead in text:
                yield from _beginning_with(lead, rule, text)


def _beginning_with(lead: str, rule: SecretRule, text: str) -> Iterator[SecretSpan]:
    before = _START_OF_RUN if lead == "eyJ" else _START
    pattern = re.compile(before + re.escape(lead) + rule.body, re.ASCII)
    at = text.find(lead)
    while at >= 0:
        end = at + len(lead)
        if match := pattern.match(text, at):
            end = match.end()
            if _is_real(match[0].removeprefix(lead)):
                yield SecretSpan(at, end, rule.kind)
        at = text.find(lead, end)


def _announced(text: str) -> Iterator[SecretSpan]:
    for pattern, kind in ((_NAMED, _KEY), (_HEADER, _KEY), (_ADDRESS, _PASSWORD)):
        for match in re.finditer(pattern, text, re.VERBOSE | re.ASCII):
            secret = match["secret"]
            if _is_real(secret) and (kind == _PASSWORD or _is_mixed(secret)):
                yield SecretSpan(*match.span("secret"), kind)


def _is_real(secret: str) -> bool:
    """Whether it is more than a stand-in such as sk-xxxxxxxx."""
    return len(set(secret)) >= _FEWEST_CHARACTERS and not re.search(_PLACEHOLDERS, secret)


def _is_mixed(secret: str) -> bool:
    """Whether it has letters and digits, as hardly any name or word of a language does."""
    return any(c.isdigit() for c in secret) and any(c.isalpha() for c in secret)
