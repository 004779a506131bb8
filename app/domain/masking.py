"""Masks in answers who made them, also where they arrive piece by piece."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from app.domain.makers import ALL_MAKERS

MASK = "[model]"

# Scripts that put no space between a name and what goes before or after it.
_UNSPACED = "\u0e00-\u0eff\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7af"
_LETTER = rf"[^\W\d_{_UNSPACED}]"
_BEGINS = rf"(?<![^\W_{_UNSPACED}])"
# What is said after a name of one: "GPT-4o mini", "Claude 3.5 Sonnet", "claude-3-5-20241022".
_NUMBER = r"v?\d{1,3}(?!\d)(?:\.\d{1,2}(?!\d)){0,2}[a-z]{0,2}|o\d"
_SIZES = "pro|flash|mini|nano|turbo|ultra|lite|instruct|preview|sonnet|opus|haiku|coder|reasoner"
_SIZES_JOINED = r"chat|it|plus|max|large|medium|small|exp|latest|\d{4}(?:-?\d\d){0,2}(?!\d)"
_VERSION = (
    rf"(?:(?:[\s\-\u2010-\u2014_.]?(?:{_NUMBER}|{_SIZES})|[-_](?:{_SIZES_JOINED}))(?!{_LETTER}))"
)
_MAY_BE_VERSION = re.compile(r"[\s\-\u2010-\u2014_.]?[\w.\-]{0,12}")
_PARTS = re.compile(r"[^\w]+|_+")
_START = re.compile(rf"{_BEGINS}[^\W_]")
_LONG_ENOUGH_TO_INFLECT = 5

# What goes before a name that an answer gives itself or its maker.
_ME = (
    r"\b(?:i['\u2019]?m|i am|my name is|call(?:ed)? me|(?:am|are|is|be) called|known as|"
    r"ich bin|ich hei(?:ß|ss)e|mein name ist|je suis|je m['\u2019]appelle|(?:yo )?soy|me llamo|"
    r"io sono|sono|mi chiamo|(?:eu )?sou|meu nome é|ik ben|jestem|jmenuji se|jag är|"
    r"jeg er|olen|ben|я|меня зовут)\b|我是|我叫|私は|僕は|저는|나는|제 이름은"
)
_AS = r"\b(?:as|als|en tant que|como|come|jako|som)\b"
_KIND = (
    r"(?:(?:an?|the|einen?|eine[rm]?|der|die|das|une?|el|la|le|il|um|uma|not|now|actually|just|"
    r"only|nur|ai|ki|ia|large|language|model|modell|assistant|assistent|chatbot|named|called|"
    r"namens|namely)\b[\s,:\"'*_“«(]{1,4}){0,6}"
)
_BY = r"\b(?:by|von|par|por|da|door|av|od|от)\b|由|は|が"
_FROM = rf"(?:{_BY}|\b(?:from|at|of|bei|de|do|di)\b)[\s\W_]{{0,3}}(?:the\s)?"
_SAYS_WHO = re.compile(
    rf"(?:(?:{_ME}|{_AS})[\s\W_]{{0,4}}{_KIND}[\s\W_]{{0,3}}"
    rf"|(?:{_ME}|language model|assistant|chatbot|Sprachmodell).{{0,60}}{_FROM}"
    rf"|(?:\b(?:I|my|me|ich|mich|je|yo|eu)\b|我|私|저).{{0,60}}(?:{_BY})[\s\W_]{{0,3}})$",
    re.IGNORECASE | re.DOTALL,
)
_AS_FAR_BACK = 120


def mask_makers(text: str, names: Iterable[str]) -> str:
    """A text with the names of models and makers masked, in any case and with any separators.

    What an answer calls itself or its maker is masked whoever that is: it may be wrong, and would
    tell all the same. A version after a name goes with it.

    Args:
        text: Of an answer.
        names: Those of all lanes, for every lane: what is masked in one alone would tell as much
            as the name. They are masked wherever they stand.
    """
    mask = StreamMask(names)
    return mask.feed(text) + mask.finish()


class StreamMask:
    """Masks a text that arrives in pieces, also where a name is split between two.

    What may become a name, or go on being one, is held back until that is clear.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._names = _Names.of(tuple(names))
        self._text = ""
        self._place = 0

    def feed(self, chunk: str) -> str:
        """Take in more of the text; return what of it is clear by now."""
        self._text += chunk
        return self._take(is_whole=False)

    def finish(self) -> str:
        """The rest: the text is whole."""
        return self._take(is_whole=True)

    def _take(self, *, is_whole: bool) -> str:
        taken: list[str] = []
        clear = len(self._text) if is_whole else self._names.may_begin_at(self._text, self._place)
        look_from = self._place
        while match := self._names.pattern.search(self._text, look_from):
            start, end = match.span()
            if start >= clear or (not is_whole and self._names.may_go_on(self._text, start, end)):
                clear = min(clear, start)
                break
            look_from = start + 1
            if match["lane"] is not None or self._is_said_of_itself(start):
                taken += [self._text[self._place : start], MASK]
                self._place = look_from = end
        if self._place < clear:
            taken.append(self._text[self._place : clear])
            self._place = clear
        return "".join(taken)

    def _is_said_of_itself(self, start: int) -> bool:
        return bool(_SAYS_WHO.search(self._text[max(0, start - _AS_FAR_BACK) : start]))


class _Names:
    """What is looked for: the names of the lanes everywhere, and any where an answer says "I am".

    Attributes:
        pattern: Its group `lane` is there for a name of a lane.
    """

    def __init__(self, names: Sequence[str]) -> None:
        lanes, others = _parts_of(names), _parts_of(ALL_MAKERS)
        self.pattern = re.compile(
            rf"{_BEGINS}(?:(?P<lane>{_any_of(lanes)})|(?:{_any_of(others)})){_VERSION}{{0,4}}",
            re.IGNORECASE,
        )
        self._begin_with = {"".join(parts).casefold() for parts in (*lanes, *others)}
        self._longest = max(sum(map(len, p)) + 2 * len(p) for p in (*lanes, *others))

    @staticmethod
    @lru_cache(maxsize=16)
    def of(names: tuple[str, ...]) -> "_Names":
        """Those of these lanes; kept, as each answer asks for them again and again."""
        return _Names(names)

    def may_begin_at(self, text: str, place: int) -> int:
        """Where at the end of a text a name may have begun; its length where none has."""
        for start in _START.finditer(text, max(place, len(text) - self._longest)):
            if self._may_become_longer(text[start.start() :]):
                return start.start()
        return len(text)

    def may_go_on(self, text: str, start: int, end: int) -> bool:
        """Whether what follows may still belong to the name that was found."""
        is_open = _MAY_BE_VERSION.fullmatch(text, end) is not None
        return is_open or self._may_become_longer(text[start:])

    def _may_become_longer(self, text: str) -> bool:
        if len(text) > self._longest:
            return False
        said = "".join(filter(str.isalnum, text)).casefold()
        return any(name.startswith(said) for name in self._begin_with)


def _parts_of(names: Iterable[str]) -> list[tuple[str, ...]]:
    """The words of each name, the longest name first: "GPT-4o mini" must not leave its "mini"."""
    parts = {tuple(filter(None, _PARTS.split(name))) for name in names}
    return sorted(filter(None, parts), key=lambda p: (-sum(map(len, p)), p))


def _any_of(names: Sequence[tuple[str, ...]]) -> str:
    return "|".join(map(_pattern_of, names)) or r"(?!)"


def _pattern_of(parts: tuple[str, ...]) -> str:
    written = r"[\W_]{0,2}".join(map(re.escape, parts))
    ending = "[snmaut]?" if sum(map(len, parts)) >= _LONG_ENOUGH_TO_INFLECT else ""
    return rf"{written}{ending}(?!{_LETTER})"
