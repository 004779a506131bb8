"""What the difference lens marks in a text, and how it is said in words."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from app.services.comparison.lens import Finding, Verdict
from app.services.comparison.word_diff import Mark, MarkKind
from app.words import N_, _

_LONGEST_QUOTE = 60


class Emphasis(Enum):
    """Why something is marked, in the words for it, to be translated."""

    ONLY_HERE = N_("Only here")
    ONLY_SO_FAR = N_("Only here so far")
    OTHER_WORDS = N_("Other words")
    DISAGREES = N_("Disagrees")


BANDS = frozenset({Emphasis.ONLY_HERE, Emphasis.ONLY_SO_FAR})


@dataclass(frozen=True, slots=True)
class Highlight:
    """Characters of a part's text that are marked; whole lines for `BANDS`."""

    start: int
    end: int
    emphasis: Emphasis


def highlights_of(finding: Finding, text: str, start: int) -> Iterator[Highlight]:
    """What is marked of a finding; nothing if its piece reads otherwise by now.

    Args:
        finding: What the lens found out about a piece.
        text: That of the part which shows it.
        start: Where the piece begins in it.
    """
    piece = finding.piece.text.replace("\u2028", "\n").rstrip("\n")
    end = min(start + len(piece), len(text))
    if _flat(text[start:end]) != _flat(piece[: end - start]):
        return
    if finding.verdict is Verdict.ONLY_HERE:
        yield Highlight(start, end, Emphasis.ONLY_HERE)
    elif finding.verdict is Verdict.OPEN:
        yield Highlight(start, end, Emphasis.ONLY_SO_FAR)
    for mark in finding.marks:
        yield _of_mark(mark, start)
    yield from _of_lines(finding.changed_lines, text, start, end)


def joined(highlights: Sequence[Highlight]) -> tuple[Highlight, ...]:
    """The same, bands that meet as one."""
    result: list[Highlight] = []
    for one in highlights:
        before = result[-1] if result else None
        is_next = before and before.emphasis is one.emphasis and before.end + 1 == one.start
        if before and is_next and one.emphasis in BANDS:
            result[-1] = Highlight(before.start, one.end, one.emphasis)
        else:
            result.append(one)
    return tuple(result)


def said_of(text: str, highlights: Sequence[Highlight]) -> str:
    """Highlights in words, for who can't see them; "" for none."""
    quotes: defaultdict[Emphasis, list[str]] = defaultdict(list)
    for one in highlights:
        is_all = one.emphasis in BANDS and one.start == 0 and one.end >= len(text)
        quotes[one.emphasis] += [] if is_all else [_quoted(text[one.start : one.end])]
    return " ".join(
        f"{_(emphasis.value)}: {', '.join(words)}." if words else f"{_(emphasis.value)}."
        for emphasis, words in quotes.items()
    )


def _of_mark(mark: Mark, start: int) -> Highlight:
    is_weak = mark.kind is MarkKind.CHANGED
    emphasis = Emphasis.OTHER_WORDS if is_weak else Emphasis.DISAGREES
    return Highlight(start + mark.start, start + mark.end, emphasis)


def _of_lines(lines: Sequence[int], text: str, start: int, end: int) -> Iterator[Highlight]:
    place = start
    for number, line in enumerate(text[start:end].split("\n")):
        if number in lines:
            yield Highlight(place, place + len(line), Emphasis.ONLY_HERE)
        place += len(line) + 1


def _quoted(words: str) -> str:
    flat = " ".join(words.split())
    shown = flat if len(flat) <= _LONGEST_QUOTE else f"{flat[:_LONGEST_QUOTE].rstrip()}…"
    return _("“{words}”").format(words=shown)


def _flat(text: str) -> str:
    return text.replace("\n", " ")
