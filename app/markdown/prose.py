"""Markdown tokens as paragraphs and spans. Nothing is fetched: of a picture there are words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import count, repeat
from urllib.parse import urlsplit

from markdown_it.token import Token

from app.markdown.code_highlight import code_paragraphs
from app.markdown.paragraphs import (
    DONE,
    LONGEST_RUN,
    UNDONE,
    Ink,
    Maths,
    Paragraph,
    Picture,
    Span,
    break_runs,
)
from app.words import _

BLOCK_GAP = 12
_LOOSE_GAP = 8
_HEADING_GAP = 20
# What is shaded needs room for its edges.
CODE_PAD = 8
_LINK_SCHEMES = frozenset({"http", "https", "mailto"})
_CELL_GAP = Span("   ")
_TASK = re.compile(r"\[([ xX])\]\s+")
_ADDRESS = re.compile(r"(?<![\w@/.])(?:https?://|www\.)[^\s<>\"\]]*[^\s<>\"\]?!.,:;*_~']")
_WEB = frozenset({"http", "https"})
_CLOSINGS = {"$$": "$$", r"\[": r"\]"}


@dataclass(slots=True)
class _Place:
    """Where one is between the opening and the closing tokens of lists and quotations."""

    markers: list[Iterator[str]] = field(default_factory=list[Iterator[str]])
    marker: str = ""
    quotes: int = 0
    heading: int = 0
    tight: bool = False
    row: list[Span] | None = None
    footnote: str = ""
    begins_list: bool = False
    is_after_code: bool = False

    def step(self, token: Token) -> None:
        match token.type:
            case "bullet_list_open":
                self.begins_list = not self.markers
                self.markers.append(repeat("•"))
            case "ordered_list_open":
                self.begins_list = not self.markers
                numbers = count(int(token.attrGet("start") or 1))
                self.markers.append(f"{n}." for n in numbers)
            case "bullet_list_close" | "ordered_list_close":
                self.markers.pop()
            case "list_item_open":
                self.marker = next(self.markers[-1])
            case "blockquote_open" | "blockquote_close":
                self.quotes += token.nesting
            case "heading_open" | "heading_close":
                self.heading = int(token.tag[1]) if token.nesting > 0 else 0
            case "paragraph_open":
                self.tight = token.hidden
            case "footnote_reference_open":
                self.footnote = str(token.meta["label"])
            case "tr_open":
                self.row = []
            case _:
                pass

    def paragraph(self, spans: tuple[Span, ...], *, code: bool = False) -> Paragraph:
        """A paragraph that stands here; the first of a list item takes the item's marker."""
        marker, self.marker = self.marker, ""
        return Paragraph(
            spans,
            space_before=self._gap(),
            heading=self.heading,
            depth=len(self.markers),
            marker=marker,
            quotes=self.quotes,
            code=code,
        )

    def opened(self, spans: tuple[Span, ...]) -> tuple[Span, ...]:
        """The spans of a text that stands here; a footnote's name and a task's box are seen to."""
        if self.footnote:
            spans = (Span(f"{self.footnote}", ink=Ink.DIM, raised=True), Span(" "), *spans)
            self.footnote = ""
        if self.marker == "•" and spans and (task := _TASK.match(spans[0].text)):
            self.marker = UNDONE if task.group(1) == " " else DONE
            spans = (replace(spans[0], text=spans[0].text[task.end() :]), *spans[1:])
        return spans

    def _gap(self) -> int:
        pad = CODE_PAD if self.is_after_code else 0
        begins_list, self.begins_list, self.is_after_code = self.begins_list, False, False
        if self.heading:
            return _HEADING_GAP + pad
        if self.markers and not begins_list:
            return pad + (0 if self.tight else _LOOSE_GAP)
        return BLOCK_GAP + pad


def paragraphs_of(tokens: Sequence[Token]) -> tuple[Paragraph, ...]:
    """The paragraphs of one top-level block that is prose: all but code, tables and rules."""
    first, *others = [paragraph for _, paragraph in _walk(tokens)] or [Paragraph(())]
    if first.space_before < BLOCK_GAP:
        first = replace(first, space_before=BLOCK_GAP)
    return (first, *others)


def lines_of(tokens: Sequence[Token]) -> list[int]:
    """The line of the Markdown on which each of those paragraphs starts, from 0."""
    return [line for line, _ in _walk(tokens)]


def spans_of(inline: Token) -> tuple[Span, ...]:
    """The styled pieces of an inline token."""
    spans: list[Span] = []
    for span in _styled(inline.children or ()):
        if spans and spans[-1].is_like(span):
            spans[-1] = replace(span, text=spans[-1].text + span.text)
        elif span.text:
            spans.append(span)
    return tuple(spans)


def _walk(tokens: Sequence[Token]) -> Iterator[tuple[int, Paragraph]]:
    place, line = _Place(), 0
    for token in tokens:
        line = token.map[0] if token.map else line
        for paragraph in _step(place, token):
            yield line, paragraph


def _step(place: _Place, token: Token) -> Iterator[Paragraph]:
    match token.type:
        case "inline" if place.row is not None:
            place.row += [*spans_of(token), _CELL_GAP]
        case "inline":
            yield from _lines(place, place.opened(spans_of(token)))
        case "tr_close":
            yield from _lines(place, tuple(place.row or ()))
            place.row = None
        case "math_block" if token.meta["is_closed"] and len(token.content) < LONGEST_RUN:
            place.tight = False
            yield place.paragraph((_formula(token),))
        case "fence" | "code_block" | "math_block":
            yield from _code(place, token)
        case "hr":
            yield place.paragraph((Span("―――", ink=Ink.DIM),))
        case _:
            place.step(token)


def _lines(place: _Place, spans: tuple[Span, ...]) -> Iterator[Paragraph]:
    """One paragraph, or more where a run of 4,000 characters must be broken for display."""
    if all(len(span.text) <= LONGEST_RUN and "\n" not in span.text for span in spans):
        yield place.paragraph(spans)
        return
    line: list[Span] = []
    first = True
    for span in spans:
        head, *rest = break_runs(span.text).split("\n")
        line.append(replace(span, text=head))
        for text in rest:
            paragraph = place.paragraph(tuple(line))
            yield paragraph if first else replace(paragraph, space_before=0)
            first, line = False, [replace(span, text=text)]
    paragraph = place.paragraph(tuple(line))
    yield paragraph if first else replace(paragraph, space_before=0)


def _code(place: _Place, token: Token) -> Iterator[Paragraph]:
    place.tight = False
    lines = code_paragraphs(token.content, language_of(token))
    for i, line in enumerate(lines):
        paragraph = place.paragraph(line.spans, code=True)
        above = 0 if i else paragraph.space_before + CODE_PAD
        below = 0 if i < len(lines) - 1 else CODE_PAD
        yield replace(paragraph, space_before=above, space_after=below)
    place.is_after_code = True


def language_of(fence: Token) -> str:
    """The first word after the opening of a code fence."""
    return next(iter(fence.info.split()), "")


def _styled(tokens: Sequence[Token]) -> Iterator[Span]:
    bold = italic = strike = 0
    href, refused = "", ""
    for token in tokens:
        match token.type:
            case "strong_open" | "strong_close":
                bold += token.nesting
            case "em_open" | "em_close":
                italic += token.nesting
            case "s_open" | "s_close":
                strike += token.nesting
            case "link_open":
                address = str(token.attrGet("href") or "")
                allowed = is_allowed_link(address)
                href, refused = (address, "") if allowed else ("", address)
            case "link_close":
                if refused:
                    yield Span(f" ({refused})", ink=Ink.DIM)
                href = refused = ""
            case "image" | "math_inline" | "footnote_mark" if drawn := _special(token, href):
                yield replace(drawn, bold=bold > 0, italic=italic > 0, strike=strike > 0)
            case _:
                is_code = token.type == "code_inline"
                plain = Span(_text_of(token), bold > 0, italic > 0, strike > 0, is_code, href)
                may_have_address = "://" in plain.text or "www." in plain.text
                if may_have_address and not href and not is_code:
                    yield from _with_addresses(plain)
                else:
                    yield plain


def _special(token: Token, href: str) -> Span | None:
    """What may be drawn, or is the mark of a footnote; None for what is words after all."""
    match token.type:
        case "math_inline" if len(token.markup) < LONGEST_RUN:
            text = token.markup.replace("\n", " ")
            return Span(text, code=True, href=href, drawn=Maths(token.content))
        case "footnote_mark":
            return Span(token.content, ink=Ink.DIM, raised=True, href=href)
        case "image":
            return _picture(token, href)
        case _:
            return None


def _formula(token: Token) -> Span:
    """A formula that stands alone within a list or a quotation."""
    content = token.content.strip("\n")
    pieces = (token.markup, *content.split("\n"), _CLOSINGS[token.markup])
    text = ("\u2028" if "\n" in content else "").join(pieces)
    return Span(text, code=True, drawn=Maths(content.strip(), is_display=True))


def _picture(token: Token, href: str) -> Span | None:
    """What stands for a picture of the web or one in the text itself; None for all others."""
    address = str(token.attrGet("src") or "")
    scheme = _scheme(address)
    shown = address if scheme in _WEB else ""
    where = shown or _("in the text, not shown")
    text = f"{token.content} ({where})".lstrip()
    if scheme not in {*_WEB, "data"} or len(text) > LONGEST_RUN:
        return None
    return Span(text, href=href or shown, drawn=Picture(token.content))


def _with_addresses(span: Span) -> Iterator[Span]:
    """Cut a span where bare addresses of the web stand in it: they are links, too."""
    place = 0
    for found in _ADDRESS.finditer(span.text):
        address = found.group().rstrip("?!.,:;*_~'\"")
        if address.endswith(")") and address.count(")") > address.count("("):
            address = address.rstrip(")")
        yield replace(span, text=span.text[place : found.start()])
        href = address if "://" in address else f"https://{address}"
        yield replace(span, text=address, href=href)
        place = found.start() + len(address)
    yield replace(span, text=span.text[place:])


def _text_of(token: Token) -> str:
    match token.type:
        case "softbreak":
            return " "
        case "hardbreak":
            return "\u2028"
        case "image":
            return f"{token.content} ({token.attrGet('src')})".lstrip()
        case _:
            return token.content


def is_allowed_link(address: str) -> bool:
    """Whether an address may be opened: http, https and mailto, nothing else."""
    return _scheme(address) in _LINK_SCHEMES


def _scheme(address: str) -> str:
    try:
        return urlsplit(address).scheme.lower()
    except ValueError:
        return ""
