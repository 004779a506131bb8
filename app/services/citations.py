"""Which answers a merged answer says its sentences come from, and whether that holds."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from app.domain.merging import letter_of
from app.services.comparison.pieces import Piece, PieceKind, answer_text, pieces_of
from app.services.comparison.words import keys_of, likeness_of_sets, numbers_of, weight_of

# One letter or several, in the ways in which models write them: [A], [A, C], [A and B], [A-C].
_AND = r"(?:and|or|und|oder|et|ou|y|e|o)"
_RANGE = r"[A-H]\s*[-\u2010-\u2014]\s*[A-H]"
_SOME = rf"(?:{_RANGE}|[A-Z])"
_BETWEEN = rf"(?:\s*[,;/&+]\s*(?:{_AND}\s+)?|\s+{_AND}\s+)"
_SAID = r"(?:(?i:answers?|sources?|antwort(?:en)?)\s+)?"
# Not a link, nor an index such as x[A].
_LETTERS = rf"[\[【]{_SAID}{_SOME}(?:{_BETWEEN}{_SOME})*[\]】]"
_CITED = re.compile(rf"(?:\s*(?<![\w\])])(?:{_LETTERS})+(?![(\[:]))+")
_ENDS = re.compile(r"[.!?。！？](?=\s|\[|$)|[\t\n]")  # noqa: RUF001
_LETTER = re.compile(r"(?<![A-Za-z])[A-Z](?![A-Za-z])")
_ENDS_OF_RANGE = re.compile(r"([A-H])\s*[-\u2010-\u2014]\s*([A-H])")
# How much of the smaller set of words two sentences have in common if one says what the other does.
_SAYS = 0.4
# Two sentences with so many words in common, of which one alone denies, say the opposite.
_SAYS_THE_SAME = 0.75
_DENIES = re.compile(
    r"n['\u2019]t\b|\b(?:not|no|never|none|nothing|nobody|neither|cannot|without"
    r"|nicht|nichts|kein\w*|nie|niemals|niemand|weder|ohne)\b",
    re.IGNORECASE,
)


class Holds(Enum):
    """Whether a citation holds."""

    YES = "yes"
    NO_SUCH_ANSWER = "no such answer"
    NOT_SAID_THERE = "not said there"


@dataclass(frozen=True, slots=True)
class Citation:
    """One answer that a sentence is said to come from.

    Attributes:
        letter: What the model called it.
        source: Index among the sources; None if there is no such answer.
        holds: Whether that answer has a sentence with much the same words, and not its opposite.
    """

    letter: str
    source: int | None
    holds: Holds


@dataclass(frozen=True, slots=True)
class CitedSentence:
    """A sentence, cell or item of a merged answer.

    Attributes:
        piece: The piece it stands in; `start` and `end` are indices in its text.
        start: Of its first character.
        end: After its last one, the citations not included.
        citations_start: Before its citations, which may also stand in front of it.
        citations_end: After them; the same where there are none.
        citations: Each once; none where the sentence is the model's own.
        unsupported: Numbers in it that no answer it cites has.
    """

    piece: Piece
    start: int
    end: int
    citations_start: int
    citations_end: int
    citations: tuple[Citation, ...]
    unsupported: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """Its words."""
        return self.piece.text[self.start : self.end]

    @property
    def letters(self) -> Sequence[tuple[int, str]]:
        """The letters that are written among its citations, with their indices in the piece."""
        found = _LETTER.finditer(self.piece.text, self.citations_start, self.citations_end)
        return [(letter.start(), letter[0]) for letter in found]


def cited_sentences(markdown: str, sources: Sequence[str]) -> tuple[CitedSentence, ...]:
    """The sentences of a merged answer, with what they cite; code and headings are left out.

    Whether a citation holds is judged by words alone, as the difference lens does: it finds what an
    answer does not say at all, not every wrong conclusion.

    Args:
        markdown: The merged answer, whole.
        sources: The texts that were merged, the first for A.
    """
    said = [_Said(source) for source in sources]
    pieces = pieces_of(answer_text(markdown).blocks)
    wanted = [piece for piece in pieces if piece.kind in {PieceKind.TEXT, PieceKind.TABLE}]
    return tuple(sentence for piece in wanted for sentence in _in_piece(piece, said))


def passage_of(sentence: str, source: str) -> Piece | None:
    """The piece of an answer that says most of what a sentence says; None if none says any of it.

    Args:
        sentence: As it stands in the merged answer.
        source: The Markdown of the answer that it cites.
    """
    keys = frozenset(keys_of(sentence))
    shared = [(keys & frozenset(p.keys), p) for p in pieces_of(answer_text(source).blocks)]
    said = [(sum(map(weight_of, common)), piece) for common, piece in shared if common]
    return max(said, key=lambda item: item[0])[1] if said else None


class _Said:
    """What a source says: its words sentence by sentence."""

    def __init__(self, markdown: str) -> None:
        pieces = pieces_of(answer_text(markdown).blocks)
        texts = [piece.text[a:b] for piece in pieces for a, b, *_ in _spans(piece.text)]
        self._sentences = [(frozenset(keys_of(text)), _denies(text)) for text in texts]
        self._pieces = [frozenset(piece.keys) for piece in pieces]
        self.numbers = {number for piece in pieces for number in numbers_of(piece.keys)}

    def says(self, keys: frozenset[str], *, denies: bool) -> bool:
        likest = max(
            ((likeness_of_sets(keys, sentence), no) for sentence, no in self._sentences),
            default=(0.0, denies),
            key=lambda found: (found[0], found[1] is denies),
        )
        if likest[0] >= _SAYS_THE_SAME:
            return likest[1] is denies
        return likest[0] >= _SAYS or any(
            likeness_of_sets(keys, piece) >= _SAYS for piece in self._pieces
        )


def _in_piece(piece: Piece, said: Sequence[_Said]) -> Iterator[CitedSentence]:
    for start, end, citations_start, citations_end in _spans(piece.text):
        letters = _letters_in(piece.text[citations_start:citations_end])
        text = piece.text[start:end]
        keys = keys_of(text)
        citations = tuple(
            _judged(letter, frozenset(keys), said, denies=_denies(text)) for letter in letters
        )
        known = [said[c.source].numbers for c in citations if c.source is not None]
        supported = frozenset[str]().union(*known)
        numbers = [n for n in numbers_of(keys) if known and n not in supported]
        yield CitedSentence(
            piece, start, end, citations_start, citations_end, citations, tuple(numbers)
        )


def _letters_in(citations: str) -> Iterable[str]:
    """The letters that are cited, each once; those between the ends of a range as well."""
    whole = _ENDS_OF_RANGE.sub(
        lambda ends: " ".join(map(chr, range(ord(ends[1]), ord(ends[2]) + 1))) or ends[0], citations
    )
    return dict.fromkeys(_LETTER.findall(whole))


def _denies(sentence: str) -> bool:
    return _DENIES.search(sentence) is not None


def _judged(letter: str, keys: frozenset[str], said: Sequence[_Said], *, denies: bool) -> Citation:
    source = next((n for n in range(len(said)) if letter_of(n) == letter), None)
    if source is None:
        return Citation(letter, None, Holds.NO_SUCH_ANSWER)
    is_said = said[source].says(keys, denies=denies)
    holds = Holds.YES if is_said else Holds.NOT_SAID_THERE
    return Citation(letter, source, holds)


def _spans(text: str) -> Iterator[tuple[int, int, int, int]]:
    """Start and end of each sentence and of its citations; a line and a cell end one, too.

    Citations in front of a sentence that has none after it, as in "[A] It is far.", are its own.
    """
    place = 0
    before: tuple[int, int] | None = None
    while place < len(text):
        end = _end_of_sentence(text, place)
        cited = _CITED.match(text, end)
        citations_end = cited.end() if cited else end
        # A full stop may follow the citation.
        after = citations_end + 1 if cited and text[citations_end : citations_end + 1] == "." else 0
        start = place + len(text[place:end]) - len(text[place:end].lstrip())
        stripped = start + len(text[start:end].rstrip())
        if start < stripped:
            place_of = before if before and not cited else (end, citations_end)
            yield start, stripped, place_of[0], place_of[1]
            before = None
        elif cited:
            before = cited.span()
        place = max(citations_end, after, end, place + 1)


def _end_of_sentence(text: str, place: int) -> int:
    found = _ENDS.search(text, place)
    end = len(text) if found is None else found.end() if found[0].strip() else found.start()
    cited = _CITED.search(text, place, len(text))
    return min(end, cited.start()) if cited else end
