"""Where pieces that say the same use other words, and where numbers or names disagree."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from itertools import groupby

from app.services.comparison.pieces import Piece
from app.services.comparison.sequence_diff import Stretch, stretches
from app.services.comparison.words import PlacedWords, is_number, plain_number

# In a longer stretch, a number need not stand for what the number of the other text does.
_LONGEST_CONTESTED = 8


class MarkKind(Enum):
    """Why words are marked."""

    CHANGED = "changed"
    NUMBER = "number"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Mark:
    """Words of a piece to be marked.

    Attributes:
        start: Index in the piece's text of the first character.
        end: Index after the last one.
    """

    start: int
    end: int
    kind: MarkKind


@dataclass(slots=True)
class _Text:
    keys: Sequence[str]
    words: PlacedWords
    kinds: dict[int, MarkKind] = field(default_factory=dict[int, MarkKind])


def mark_words(reference: Piece, closest: Piece, others: Sequence[Piece]) -> list[tuple[Mark, ...]]:
    """The marks of some texts that say the same.

    Args:
        reference: A paragraph, an item or a heading that the others are compared with.
        closest: The most like it; what the reference has and this has not is marked in it.
        others: Any more.

    Returns:
        The marks of each text, in the order of the arguments, by place and without overlaps. A
        number or a name that any of the texts disagrees with is marked in all of them.
    """
    first, *rest = (
        _Text(piece.keys, PlacedWords(piece.text)) for piece in (reference, closest, *others)
    )
    compared = [list(stretches(first.keys, other.keys)) for other in rest]
    for stretch in compared[0]:
        if not stretch.is_equal:
            _set(first, range(*stretch.left), MarkKind.CHANGED)
    for other, found in zip(rest, compared, strict=True):
        for stretch in found:
            if not stretch.is_equal:
                _set(other, range(*stretch.right), MarkKind.CHANGED)
                _contest(first, other, stretch)
    for other, found in zip(rest, compared, strict=True):
        _hand_on(first, other, found)
    return [tuple(_marks(text)) for text in (first, *rest)]


def _contest(one: _Text, other: _Text, stretch: Stretch) -> None:
    """Mark the numbers and names that stand for each other and differ."""
    mine, theirs = range(*stretch.left), range(*stretch.right)
    if max(len(mine), len(theirs)) > _LONGEST_CONTESTED:
        return
    for kind, find in ((MarkKind.NUMBER, _numbers), (MarkKind.NAME, _names)):
        ours, others = find(one, mine), find(other, theirs)
        if ours and others and not ours.keys() & others.keys():
            _set(one, ours.values(), kind)
            _set(other, others.values(), kind)


def _numbers(text: _Text, words: Iterable[int]) -> dict[str, int]:
    return {plain_number(text.keys[n]): n for n in words if is_number(text.keys[n])}


def _names(text: _Text, words: Iterable[int]) -> dict[str, int]:
    return {text.keys[n]: n for n in words if text.words.is_name(n)}


def _hand_on(one: _Text, other: _Text, found: Sequence[Stretch]) -> None:
    """Mark in a text what it agrees on with the reference and some other text contests."""
    if all(kind is MarkKind.CHANGED for kind in one.kinds.values()):
        return
    for stretch in found:
        if stretch.is_equal:
            for a, b in zip(range(*stretch.left), range(*stretch.right), strict=True):
                if one.kinds.get(a, MarkKind.CHANGED) is not MarkKind.CHANGED:
                    other.kinds[b] = one.kinds[a]


def _set(text: _Text, words: Iterable[int], kind: MarkKind) -> None:
    text.kinds |= dict.fromkeys(words, kind)


def _marks(text: _Text) -> Iterator[Mark]:
    """Neighbours that are marked alike become one mark."""
    for kind, group in groupby(range(len(text.words)), key=text.kinds.get):
        if kind:
            places = [text.words.place(n) for n in group]
            yield Mark(places[0][0], places[-1][1], kind)
