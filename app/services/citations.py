"""Which answers a merged answer says its sentences come from, and whether that holds."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from app.domain.merging import letter_of
from app.services.comparison.pieces import Piece, PieceKind, answer_text, pieces_of
from app.services.comparison.words import keys_of, likeness_of_sets, numbers_of, weight_of

# Not a link, nor an index such as x[A].
_LETTERS = r"\[[A-Z](?:\s*[,;/&+]\s*[A-Z])*\]"
_CITED = re.compile(rf"(?:\s*(?<![\w\])])(?:{_LETTERS})+(?![(\[:]))+")
_ENDS = re.compile(r"[.!?。！？](?=\s|\[|$)|[\t\n]")  # noqa: RUF001
_LETTER = re.compile(r"[A-Z]")
# How much of the smaller set of words two sentences have in common if one says what the other does.
_SAYS = 0.4


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
        holds: Whether that answer has a sentence with much the same words.
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
        citations_end: After its citations; the same as `end` where there are none.
        citations: Each once; none where the sentence is the model's own.
        unsupported: Numbers in it that no answer it cites has.
    """

    piece: Piece
    start: int
    end: int
    citations_end: int
    citations: tuple[Citation, ...]
    unsupported: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """Its words."""
        return self.piece.text[self.start : self.end]


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
        texts = [piece.text[a:b] for piece in pieces for a, b, _ in _spans(piece.text)]
        self._sentences = [frozenset(keys_of(text)) for text in texts]
        self._sentences += [frozenset(piece.keys) for piece in pieces]
        self.numbers = {number for piece in pieces for number in numbers_of(piece.keys)}

    def says(self, keys: frozenset[str]) -> bool:
        return any(likeness_of_sets(keys, sentence) >= _SAYS for sentence in self._sentences)


def _in_piece(piece: Piece, said: Sequence[_Said]) -> Iterator[CitedSentence]:
    for start, end, citations_end in _spans(piece.text):
        letters = dict.fromkeys(_LETTER.findall(piece.text[end:citations_end]))
        keys = keys_of(piece.text[start:end])
        citations = tuple(_judged(letter, frozenset(keys), said) for letter in letters)
        known = [said[c.source].numbers for c in citations if c.source is not None]
        supported = frozenset[str]().union(*known)
        numbers = [n for n in numbers_of(keys) if known and n not in supported]
        yield CitedSentence(piece, start, end, citations_end, citations, tuple(numbers))


def _judged(letter: str, keys: frozenset[str], said: Sequence[_Said]) -> Citation:
    source = next((n for n in range(len(said)) if letter_of(n) == letter), None)
    if source is None:
        return Citation(letter, None, Holds.NO_SUCH_ANSWER)
    holds = Holds.YES if said[source].says(keys) else Holds.NOT_SAID_THERE
    return Citation(letter, source, holds)


def _spans(text: str) -> Iterator[tuple[int, int, int]]:
    """Start, end and end of the citations of each sentence; a line and a cell end one, too."""
    place = 0
    while place < len(text):
        end = _end_of_sentence(text, place)
        cited = _CITED.match(text, end)
        citations_end = cited.end() if cited else end
        # A full stop may follow the citation.
        after = citations_end + 1 if cited and text[citations_end : citations_end + 1] == "." else 0
        start = place + len(text[place:end]) - len(text[place:end].lstrip())
        stripped = start + len(text[start:end].rstrip())
        if start < stripped:
            yield start, stripped, citations_end
        place = max(citations_end, after, end, place + 1)


def _end_of_sentence(text: str, place: int) -> int:
    found = _ENDS.search(text, place)
    end = len(text) if found is None else found.end() if found[0].strip() else found.start()
    cited = _CITED.search(text, place, len(text))
    return min(end, cited.start()) if cited else end
