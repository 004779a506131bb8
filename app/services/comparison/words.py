"""Words of any script, as a comparison sees them."""

import re
from functools import cached_property

# Scripts without spaces between words: each character counts as one.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_MINUS = "\u2212"
_WORD = re.compile(
    rf"(?:(?<!\w)[-{_MINUS}])?\d+(?:[.,:]\d+)*%?|[{_UNSPACED}]|[^\W{_UNSPACED}]+(?:['’][^\W{_UNSPACED}]+)*"  # noqa: RUF001
)
_THOUSANDS = re.compile(r",(?=\d{3}(?!\d))")
_SENTENCE_END = frozenset(".!?:\n")
_SHORT, _MEDIUM = 3, 5
# Where more words than this are capitalised, as in German or in titles, capitals name nothing.
_MOST_CAPITALS = 0.2


def keys_of(text: str) -> tuple[str, ...]:
    """The words of a text as they are compared; of a text without any, what its spaces part."""
    return tuple(map(str.lower, _WORD.findall(text))) or tuple(text.split())


def weight_of(key: str) -> int:
    """How much a word says: the short ones of a language are in all its texts."""
    return 1 if len(key) <= _SHORT else 2 if len(key) <= _MEDIUM else 3


def numbers_of(keys: tuple[str, ...]) -> list[str]:
    """The numbers among words, in order, without separators of thousands."""
    return [plain_number(key) for key in keys if is_number(key)]


def likeness_of_sets(one: frozenset[str], other: frozenset[str]) -> float:
    """How much of the smaller of two sets of words is in the other, by weight: 0 none, 1 all."""
    sizes = [sum(map(weight_of, keys)) for keys in (one, other, one & other)]
    return sizes[2] / min(sizes[:2]) if min(sizes[:2]) else 0.0


def is_number(key: str) -> bool:
    """Whether a word is a number, with its sign and its percent sign."""
    return key[0].isdigit() or (len(key) > 1 and key[0] in f"-{_MINUS}" and key[1].isdigit())


def plain_number(key: str) -> str:
    """A number without separators of thousands."""
    return _THOUSANDS.sub("", key).replace(_MINUS, "-")


class PlacedWords:
    """The words of a text in their places, in the order of `keys_of`."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._places = [match.span() for match in _WORD.finditer(text)]

    def __len__(self) -> int:
        return len(self._places)

    def place(self, n: int) -> tuple[int, int]:
        """The index of a word's first character, and the one after its last."""
        return self._places[n]

    def is_name(self, n: int) -> bool:
        """Whether a word is capitalised within a sentence, or spelled as only a name is: `GPT`."""
        start, end = self._places[n]
        word = self._text[start:end]
        if is_number(word) or end - start < 2:
            return False
        if any(char.isupper() for char in word[1:]):
            return True
        return word[0].isupper() and start in self._telling_capitals

    @cached_property
    def _telling_capitals(self) -> frozenset[int]:
        capitals = frozenset(start for start, _ in self._places if self._is_capital(start))
        is_usual = len(capitals) > _MOST_CAPITALS * len(self) + 1
        return frozenset() if is_usual else capitals

    def _is_capital(self, start: int) -> bool:
        """Whether a word is capitalised though no sentence begins with it."""
        if not self._text[start].isupper():
            return False
        before = self._text[:start].rstrip(" \t\"'“‘(*")  # noqa: RUF001
        return bool(before) and before[-1] not in _SENTENCE_END
