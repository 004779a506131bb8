"""What stands in prose: lists, quotations, tables and code within, links, marks and breaks."""

import pytest

from app.markdown.blocks import Code, Prose, Table
from app.markdown.code_highlight import code_paragraphs
from app.markdown.paragraphs import Ink, Maths, Picture, plain_paragraphs
from app.markdown.parser import as_html
from app.markdown.prose import is_allowed_link
from app.markdown.stream import BlockStream
from app.markdown.token_blocks import cut_prose


def _blocks(*chunks):
    stream = BlockStream()
    for chunk in chunks:
        stream.feed(chunk)
    stream.finish()
    return stream.blocks


def _paragraphs(text):
    (block,) = _blocks(text)
    assert isinstance(block, Prose)
    return block.paragraphs


def _texts(text):
    return ["".join(span.text for span in p.spans) for p in _paragraphs(text)]


def test_a_table_in_a_quotation_is_read_line_by_line():
    assert _texts("> | a | b |\n> |---|---|\n> | 1 | 2 |\n") == ["a   b   ", "1   2   "]


def test_a_line_across_in_a_list_is_a_short_one():
    (_, line) = _paragraphs("- a\n\n  ---\n")

    assert (line.spans[0].text, line.spans[0].ink) == ("―――", Ink.DIM)


def test_a_hard_break_stays_in_its_paragraph():
    assert _texts("one  \ntwo\nthree") == ["one\u2028two three"]


def test_an_address_in_brackets_ends_before_the_last_of_them():
    (paragraph,) = _paragraphs("(see https://example.org/a)")

    assert [s.href for s in paragraph.spans if s.href] == ["https://example.org/a"]


def test_a_formula_may_stand_in_a_link():
    (paragraph,) = _paragraphs("[so $x$](https://example.org)")

    assert [s.text for s in paragraph.spans if s.href] == ["so ", "$x$"]


@pytest.mark.parametrize("address", ["http://[", "https://[::1"])
def test_an_address_that_is_none_is_not_opened(address):
    assert not is_allowed_link(address)


@pytest.mark.parametrize("text", ["$$x\n", "$$ x + y\n"])
def test_a_formula_that_is_not_closed_on_its_line_is_text(text):
    assert isinstance(_blocks(text)[0], Prose)


def test_a_formula_ends_the_paragraph_above_it():
    kinds = [type(block) for block in _blocks("So:\n$$\nx\n$$\nfine.")]

    assert kinds == [Prose, Code, Prose]


def test_a_formula_in_a_quotation_ends_with_it():
    (quotation, after) = _blocks("> $$\n> x\n\nafter")

    assert [(p.spans[0].text, p.quotes) for p in quotation.paragraphs] == [("x", 1)]
    assert after.paragraphs[0].quotes == 0


def test_a_formula_in_a_list_stands_in_its_item_and_loses_nothing():
    (first, formula, last) = _paragraphs("1. See\n\n   $$\n   E = mc^2\n   $$\n2. Then\n")

    assert (formula.spans[0].text, formula.depth) == ("$$E = mc^2$$", 1)
    assert formula.spans[0].drawn == Maths("E = mc^2", is_display=True)
    assert (first.marker, last.marker) == ("1.", "2.")


def test_a_formula_of_several_lines_in_a_list_is_one_paragraph():
    (item,) = _paragraphs("- \\[\n  a\n  b\n  \\]\n")

    assert item.spans[0].text == "\\[\u2028a\u2028b\u2028\\]"
    assert item.spans[0].drawn == Maths("a\nb", is_display=True)


def test_a_formula_too_long_to_be_drawn_in_a_line_is_text():
    spans = [s for p in _paragraphs(f"See ${'x' * 4100}$ here") for s in p.spans]

    assert not any(span.drawn for span in spans)
    assert "".join(span.text for span in spans).startswith("See xxx")


def test_a_mark_of_a_footnote_may_stand_in_a_link():
    (paragraph,) = _paragraphs("[so it is[^1], they say](https://example.org) for now")

    link = [(s.text, s.raised) for s in paragraph.spans if s.href == "https://example.org"]
    assert link == [("so it is", False), ("1", True), (", they say", False)]


@pytest.mark.parametrize(
    ("text", "shown", "href"),
    [
        ("![A cat](https://e.org/c.png)", "A cat (https://e.org/c.png)", "https://e.org/c.png"),
        ("![](http://e.org/c.png)", "(http://e.org/c.png)", "http://e.org/c.png"),
        ("[![A](https://e.org/c)](https://f.org)", "A (https://e.org/c)", "https://f.org"),
        ("![A dot](data:image/png;base64,AAAA)", "A dot (in the text, not shown)", ""),
    ],
)
def test_a_picture_is_one_piece_that_leads_to_it(text, shown, href):
    (paragraph,) = _paragraphs(text)
    (span,) = paragraph.spans

    assert (span.text, span.href) == (shown, href)
    assert isinstance(span.drawn, Picture)


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://e.org/c.png", "c.png"])
def test_a_picture_from_anywhere_else_is_words(address):
    spans = _paragraphs(f"![A cat]({address})")[0].spans

    assert "".join(span.text for span in spans) == f"A cat ({address})"
    assert not any(span.drawn or span.href for span in spans)


def test_a_table_ends_with_its_last_row_however_the_end_arrives():
    text = "| a | b |\n|---|---|\n| 1 | 2 |\n| 3 |\n# End\n"

    for chunks in (text, (text[:20], text[20:])):
        table, end = _blocks(*chunks)
        assert isinstance(table, Table)
        assert [[c[0].text if c else "" for c in row] for row in table.rows] == [
            ["1", "2"],
            ["3", ""],
        ]
        assert end.paragraphs[0].heading == 1


def test_a_line_that_may_yet_be_no_row_is_shown_as_what_it_is_now():
    stream = BlockStream()
    stream.feed("| a |\n|---|\n| 1 |\n")
    stream.feed("# En")

    table, heading = stream.blocks
    assert len(table.rows) == 1
    assert heading.paragraphs[0].heading == 1


def test_an_end_of_line_at_the_end_of_a_text_counts_whatever_it_is():
    stream = BlockStream()
    stream.feed("```\nx\r")
    stream.finish()

    assert stream.blocks == (Code("", "x\n"),)


def test_links_by_reference_are_found_beside_blocks_that_have_none():
    texts = _blocks("[a][1]\n\nplain\n\n```\n[a][1]\n```\n\n[1]: https://example.org\n")

    assert texts[0].paragraphs[0].spans[0].href == "https://example.org"
    assert texts[2] == Code("", "[a][1]\n")


def test_code_of_many_lines_is_coloured_line_by_line():
    lines = code_paragraphs('x = """a\n\nb"""\n', "python")

    assert [[s.text for s in line.spans] for line in lines] == [["x = ", '"""a'], [], ['b"""']]


def test_code_without_a_known_language_stays_plain():
    (line,) = code_paragraphs("x = 1\n", "klingon")

    assert [(s.text, s.ink) for s in line.spans] == [("x = 1", Ink.TEXT)]
    assert not line.is_rtl


def test_a_text_as_it_is_has_a_paragraph_a_line():
    (first, second) = plain_paragraphs("# a\n*b*")

    assert (first.spans[0].text, second.spans[0].text) == ("# a", "*b*")
    assert not plain_paragraphs("12")[0].is_rtl


def test_what_is_copied_as_html_loads_nothing():
    html = as_html("**b** ![x](https://example.org/x.png) <img src=x>")

    assert "<strong>b</strong>" in html
    assert "<img" not in html


@pytest.mark.parametrize("row", ["| 1 | 2", "| 1 | 2 |", "1 | 2"])
def test_a_row_may_leave_out_the_lines_at_its_ends(row):
    (table,) = _blocks("| a | b |\n|---|---|\n| 0 | 0 |\n", f"{row}\n")

    assert [cell[0].text for cell in table.rows[1]] == ["1", "2"]


def test_it_is_known_how_many_blocks_stay_as_they_are():
    stream = BlockStream()
    stream.feed("one\n\ntwo\n\nthree\n")

    assert stream.closed == 2


def test_a_mark_of_a_footnote_may_stand_in_what_might_be_a_link():
    (paragraph,) = _paragraphs("[a[^1] and more](https://example.org)")

    assert [s.text for s in paragraph.spans if s.raised] == ["1"]


def test_a_row_is_shown_while_it_is_written_and_the_table_ends_with_what_is_none():
    stream = BlockStream()
    stream.feed("| a |\n|---|\n| 1 |\n")
    stream.feed("| 2")
    assert [row[0][0].text for row in stream.blocks[0].rows] == ["1", "2"]

    stream.feed(" |\n# End\nmore")
    table, end, more = stream.blocks
    assert [row[0][0].text for row in table.rows] == ["1", "2"]
    assert (end.paragraphs[0].heading, more.paragraphs[0].heading) == (1, 0)


def test_a_heading_without_words_is_a_paragraph_without_any():
    assert _texts("#\n") == [""]


def test_a_paragraph_in_pieces_is_that_of_the_whole():
    text = "word " * 3000

    assert _blocks(text[:100], text[100:9000], text[9000:]) == _blocks(text)


def test_prose_is_cut_before_its_paragraphs_and_what_was_nested_stands_for_itself():
    source = "1. one\n   - *two*\n   - three\n     lines\n\n     more\n2. four\n"

    assert cut_prose(source, [0]) == [source]
    assert cut_prose(source, [0, 1, 3, 4]) == [
        "1. one",
        "- *two*\n- three\n  lines\n",
        "more",
        "2. four\n",
    ]
    assert cut_prose("one\n", [0, 1]) == ["one\n", ""]
