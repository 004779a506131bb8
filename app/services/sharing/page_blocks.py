"""Blocks as HTML, with what the difference lens found in them. All text is escaped."""

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import groupby

from app.markdown.blocks import Block, Cell, Code, Prose, Table
from app.markdown.code_highlight import code_paragraphs
from app.markdown.paragraphs import Ink, Paragraph, Span
from app.services.comparison.lens import Finding, Fold, Verdict
from app.services.comparison.word_diff import Mark
from app.words import _

_DEEPEST = 4
_LEAST_HEADING, _MOST_HEADING = 3, 6

_Place = tuple[int, int]
_Found = Mapping[_Place, tuple[int, Finding]]


def answer_html(blocks: Sequence[Block], findings: Sequence[Finding], folds: Sequence[Fold]) -> str:
    """An answer's blocks; what most answers share lies in folds that a script can close."""
    found = {(f.piece.block, f.piece.paragraph): (n, f) for n, f in enumerate(findings)}
    first = {fold.first: fold for fold in folds}
    last = {fold.last for fold in folds}
    html: list[str] = []
    for n, piece in (item for b, block in enumerate(blocks) for item in _block(b, block, found)):
        if n in first:
            fold = first[n]
            same = _("Same in {n} of {of}").format(n=fold.same_in, of=fold.of)
            html.append(
                '<button type="button" class="fold-head" aria-expanded="true" hidden>'
                f"{same}</button>"
                '<div class="fold-body">'
            )
        html.append(piece)
        if n in last:
            html.append("</div>")
    return "".join(html)


def _block(index: int, block: Block, found: _Found) -> Iterator[tuple[int | None, str]]:
    """The pieces of a block as HTML, each with its finding's index if it has one."""
    number, finding = found.get((index, 0), (None, None))
    match block:
        case Prose():
            yield from _prose(index, block.paragraphs, found)
        case Code():
            lines = code_paragraphs(block.text, block.language)
            yield number, _framed(_code(lines, finding), finding)
        case Table():
            yield number, _framed(_table(block, finding), finding)
        case _:
            yield None, "<hr>"


def _prose(
    index: int, paragraphs: Sequence[Paragraph], found: _Found
) -> Iterator[tuple[int | None, str]]:
    numbered = enumerate(paragraphs)
    for is_code, group in groupby(numbered, key=lambda item: item[1].code):
        if is_code:
            lines = list(group)
            number, finding = found.get((index, lines[0][0]), (None, None))
            code = _code([paragraph for _, paragraph in lines], finding)
            yield number, _framed(code, finding)
            continue
        for n, paragraph in group:
            number, finding = found.get((index, n), (None, None))
            marks = finding.marks if finding else ()
            yield number, _framed(_paragraph(paragraph, marks), finding)


def _framed(html: str, finding: Finding | None) -> str:
    only_here = " only-here" if finding and finding.verdict is Verdict.ONLY_HERE else ""
    return f'<div class="piece{only_here}">{html}</div>'


def _paragraph(paragraph: Paragraph, marks: Sequence[Mark]) -> str:
    classes = ["item"] if paragraph.marker else []
    if paragraph.depth:
        classes.append(f"d{min(paragraph.depth, _DEEPEST)}")
    if paragraph.quotes:
        classes.append("quote")
    shown = f' class="{" ".join(classes)}"' if classes else ""
    direction = ' dir="rtl"' if paragraph.is_rtl else ""
    level = paragraph.heading + _LEAST_HEADING - 1
    tag = f"h{min(level, _MOST_HEADING)}" if paragraph.heading else "p"
    marker = f'<span class="marker">{escape(paragraph.marker)}</span> ' if paragraph.marker else ""
    return f"<{tag}{shown}{direction}>{marker}{_spans(paragraph.spans, marks)}</{tag}>"


def _code(lines: Sequence[Paragraph], finding: Finding | None) -> str:
    changed = finding.changed_lines if finding else ()
    html = [
        f'<span class="line{" changed" if n in changed else ""}">{_spans(line.spans)}</span>'
        for n, line in enumerate(lines)
    ]
    return f"<pre>{chr(10).join(html)}</pre>"


def _table(table: Table, finding: Finding | None) -> str:
    changed = finding.changed_lines if finding else ()

    def row(n: int, cells: Sequence[Cell], tag: str) -> str:
        inner = "".join(
            f'<{tag} class="{align}">{_spans(cell)}</{tag}>'
            for align, cell in zip(table.alignments, cells, strict=False)
        )
        shown = ' class="changed"' if n in changed else ""
        return f"<tr{shown}>{inner}</tr>"

    rows = [row(n, cells, "td") for n, cells in enumerate(table.rows, 1)]
    return f"<table>{row(0, table.header, 'th')}{''.join(rows)}</table>"


def _spans(spans: Sequence[Span], marks: Sequence[Mark] = ()) -> str:
    html: list[str] = []
    place = 0
    for span in spans:
        end = place + len(span.text)
        html.append(_styled(span, _marked(span.text, place, marks)))
        place = end
    return "".join(html)


def _marked(text: str, start: int, marks: Sequence[Mark]) -> str:
    """The text that stands at `start` in its paragraph, with the marks that touch it."""
    html: list[str] = []
    place = 0
    for mark in marks:
        low, high = max(mark.start - start, place), min(mark.end - start, len(text))
        if low < high:
            html.append(escape(text[place:low]))
            html.append(f'<mark class="{mark.kind.value}">{escape(text[low:high])}</mark>')
            place = high
    return "".join([*html, escape(text[place:])])


def _styled(span: Span, html: str) -> str:
    html = html.replace("\u2028", "<br>")
    if span.ink is not Ink.TEXT:
        html = f'<span class="{span.ink.value}">{html}</span>'
    for is_so, tag in (
        (span.code, "code"),
        (span.bold, "strong"),
        (span.italic, "em"),
        (span.strike, "s"),
        (span.raised, "sup"),
    ):
        if is_so:
            html = f"<{tag}>{html}</{tag}>"
    if span.href:
        # Only http, https and mailto ever become a href; nothing is asked before it is pressed.
        html = f'<a href="{escape(span.href)}" rel="noreferrer noopener">{html}</a>'
    return html
