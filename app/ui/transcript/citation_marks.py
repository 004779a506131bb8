"""The letters by which a merged answer cites others, made links; those that don't hold say so."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from app.markdown.blocks import Block, Prose, Table
from app.markdown.growing_blocks import Sourced
from app.markdown.paragraphs import Ink, Span
from app.services.citations import CitedSentence, Holds
from app.viewmodels.citations import CitedAnswer
from app.words import N_, _

CITATION = "citation:"
_WHY = {
    Holds.YES: "",
    Holds.NO_SUCH_ANSWER: N_("no such answer"),
    Holds.NOT_SAID_THERE: N_("not said there"),
}


@dataclass(frozen=True, slots=True)
class _Mark:
    """A letter in the text of a piece, and what is said after it."""

    place: int
    href: str
    why: str
    note: str


# The marks of a paragraph of a block, by the indices of both.
_Marks = Mapping[tuple[int, int], Sequence[_Mark]]


def with_citations(sourced: Sequence[Sourced], cited: CitedAnswer) -> list[Sourced]:
    """The blocks of a merged answer with its citations as links."""
    marks: defaultdict[tuple[int, int], list[_Mark]] = defaultdict(list)
    for number, sentence in enumerate(cited.sentences):
        piece = sentence.piece
        marks[piece.block, piece.paragraph] += _marks_of(cited.answer_id, number, sentence)
    return [(_marked(n, block, marks), source) for n, (block, source) in enumerate(sourced)]


def link_words(cited: CitedAnswer) -> dict[str, str]:
    """What each of those links says, by its address."""
    return {
        address(cited.answer_id, i, j): cited.words(citation)
        for i, sentence in enumerate(cited.sentences)
        for j, citation in enumerate(sentence.citations)
    }


def address(answer_id: str, sentence: int, citation: int) -> str:
    """The address of a citation; `citation_at` reads it."""
    return f"{CITATION}{answer_id}:{sentence}:{citation}"


def citation_at(address: str) -> tuple[str, int, int]:
    """The answer, sentence and citation that an address names."""
    answer_id, sentence, citation = address.removeprefix(CITATION).split(":")
    return answer_id, int(sentence), int(citation)


def _marks_of(answer_id: str, number: int, sentence: CitedSentence) -> Iterator[_Mark]:
    cited = {citation.letter: j for j, citation in enumerate(sentence.citations)}
    written = sentence.letters
    for place, letter in written:
        j = cited[letter]
        why = _WHY[sentence.citations[j].holds]
        note = _note_on(sentence) if place == written[-1][0] else ""
        yield _Mark(place, address(answer_id, number, j), f" {_(why)}" if why else "", note)


def _note_on(sentence: CitedSentence) -> str:
    """What is amiss beside the letters: within a range, as B in [A-C], and in numbers."""
    written = {letter for _place, letter in sentence.letters}
    amiss = [
        f"{citation.letter}: {_(_WHY[citation.holds])}"
        for citation in sentence.citations
        if citation.letter not in written and citation.holds is not Holds.YES
    ]
    if sentence.unsupported:
        amiss.append(_("{words} not there").format(words=", ".join(sentence.unsupported)))
    return f" {'; '.join(amiss)}" if amiss else ""


def _marked(number: int, block: Block, marks: _Marks) -> Block:
    match block:
        case Prose():
            paragraphs = tuple(
                replace(p, spans=_cut(p.spans, marks[number, n])) if (number, n) in marks else p
                for n, p in enumerate(block.paragraphs)
            )
            return Prose(paragraphs)
        case Table() if (number, 0) in marks:
            return _marked_table(block, marks[number, 0])
        case _:
            return block


def _marked_table(table: Table, marks: Sequence[_Mark]) -> Table:
    at = 0
    rows: list[tuple[tuple[Span, ...], ...]] = []
    for row in (table.header, *table.rows):
        cells: list[tuple[Span, ...]] = []
        for cell in row:
            cells.append(_cut(cell, marks, at))
            at += sum(len(span.text) for span in cell) + 1
        rows.append(tuple(cells))
    return replace(table, header=rows[0], rows=tuple(rows[1:]))


def _cut(spans: Sequence[Span], marks: Sequence[_Mark], at: int = 0) -> tuple[Span, ...]:
    """Spans with letters of theirs as links; the first span starts at `at`."""
    result: list[Span] = []
    for span in spans:
        end, here = at + len(span.text), at
        for mark in marks:
            if at <= mark.place < end:
                result.append(replace(span, text=span.text[here - at : mark.place - at]))
                result += _letter(span, span.text[mark.place - at], mark)
                here = mark.place + 1
        result.append(replace(span, text=span.text[here - at :]))
        at = end
    return tuple(span for span in result if span.text)


def _letter(span: Span, letter: str, mark: _Mark) -> Iterator[Span]:
    ink = Ink.WARN if mark.why else span.ink
    yield replace(span, text=letter, href=mark.href, ink=ink, strike=bool(mark.why))
    if words := mark.why + mark.note:
        yield replace(span, text=words, ink=Ink.WARN, italic=True)
