import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.markdown.blocks import Code, Prose, Rule, Table
from app.markdown.paragraphs import Ink, Paragraph
from app.markdown.stream import BlockStream
from app.markdown.token_blocks import LONGEST_PARAGRAPH, whole_blocks

_LINES = st.sampled_from(
    [
        "text",
        "more *text* and `code`",
        "- item",
        "  - nested",
        "1. one",
        "2. two",
        "10) ten",
        "> quote",
        "# heading",
        "===",
        "---",
        "```py",
        "```",
        "~~~",
        "    indented",
        "| a | b |",
        "|---|:-:|",
        "| 1 | 2 |",
        "a | b",
        "--|--",
        "***",
        "[link][ref]",
        "[ref]: http://example.org",
        "[^1]",
        "[^1]: a note",
        "- [x] done",
        "$$",
        "\\[",
        "x = 1 \\]",
        "see https://example.org/a.",
        "| 3 | *4* |",
        "<img src=x>",
        "\t",
        "   ",
        "",
        "",
    ]
)
_DOCUMENTS = st.lists(_LINES, max_size=14).flatmap(
    lambda lines: st.sampled_from(["\n", "\r\n", "\r"]).map(lambda end: end.join(lines))
)
_TEXTS = _DOCUMENTS | st.text(alphabet="ab1.)-*_`~#>|:=[]()!\\<& \t\n\r", max_size=60)


def _blocks(*chunks):
    stream = BlockStream()
    for chunk in chunks:
        stream.feed(chunk)
    stream.finish()
    return stream.blocks


def _texts(paragraphs):
    return ["".join(span.text for span in p.spans) for p in paragraphs]


def _prose(text):
    (block,) = _blocks(text)
    assert isinstance(block, Prose)
    return block.paragraphs


@given(_TEXTS, st.data())
def test_however_a_text_is_cut_the_blocks_are_those_of_the_whole(text, data):
    cuts = data.draw(st.lists(st.integers(0, len(text)), max_size=12).map(sorted))
    chunks = [text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)]

    assert list(_blocks(*chunks)) == whole_blocks(text)
    assert list(_blocks(*text)) == whole_blocks(text)


def test_each_kind_of_block_is_told_apart():
    text = "hello\n\n```py\nx = 1\n```\n\n| a |\n|--:|\n| 1 |\n\n---\n"

    prose, code, table, rule = _blocks(text)

    assert _texts(prose.paragraphs) == ["hello"]
    assert code == Code("py", "x = 1\n")
    assert isinstance(table, Table)
    assert table.alignments == ("right",)
    assert [cell[0].text for cell in (*table.header, *table.rows[0])] == ["a", "1"]
    assert rule == Rule()


def test_a_link_by_reference_finds_its_address_at_the_end():
    stream = BlockStream()
    stream.feed("See [this][1].\n\nMore.\n\n")
    stream.feed("[1]: https://example.org\n")
    before = stream.blocks
    stream.finish()

    assert _texts(before[0].paragraphs) == ["See [this][1]."]
    assert stream.blocks[0].paragraphs[0].spans[1].href == "https://example.org"


def test_a_link_finds_an_address_that_stands_alone_behind_code():
    stream = BlockStream()
    stream.feed("See [it][1].\n\n```py\nx")
    stream.feed(" = 1\n```\n\n[1]: https://example.org\n")
    stream.finish()
    prose = stream.blocks[0]
    assert isinstance(prose, Prose)
    assert [span.href for span in prose.paragraphs[0].spans] == ["", "https://example.org", ""]


def test_a_link_by_reference_in_an_open_table_finds_its_address():
    (table,) = _blocks("[1]: https://example.org\n\n| a |\n|---|\n", "| [this][1] |\n")

    assert table.rows[0][0][0].href == "https://example.org"


def test_closed_blocks_are_not_parsed_again():
    stream = BlockStream()
    stream.feed("first\n\nsecond\n")
    first = stream.blocks[0]
    stream.feed("still second\n\nthird")

    assert stream.blocks[0] is first
    assert len(stream.blocks) == 3


def test_styles_become_spans():
    (paragraph,) = _prose("a **b** *c* ~~d~~ `e` [f](http://g.example)")

    styled = {span.text: span for span in paragraph.spans}
    assert styled["b"].bold
    assert styled["c"].italic
    assert styled["d"].strike
    assert styled["e"].code
    assert styled["f"].href == "http://g.example"


def test_lists_keep_their_numbers_and_nest():
    paragraphs = _prose("3. three\n4. four\n   - inner\n")

    assert [(p.marker, p.depth) for p in paragraphs] == [("3.", 1), ("4.", 1), ("•", 2)]


def test_code_in_a_list_is_coloured_and_stands_in_it():
    code = _prose("1. see\n\n   ```py\n   def f(): pass\n   ```\n")[1]

    assert (code.code, code.depth, code.marker) == (True, 1, "")
    assert code.spans[0].ink is Ink.KEYWORD


def test_a_quotation_in_a_quotation_stands_deeper():
    assert [p.quotes for p in _prose("> a\n> > b\n")] == [1, 2]


def test_raw_html_stays_text():
    assert _texts(_prose("<img src='file:///x'> <b>bold</b>")) == [
        "<img src='file:///x'> <b>bold</b>"
    ]


def test_an_image_becomes_its_words_and_its_address():
    assert _texts(_prose("![a cat](file:///etc/passwd)")) == ["a cat (file:///etc/passwd)"]


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "file:///etc/passwd", "//host/share", "data:text/html,x", "/etc", "x"],
)
def test_a_link_that_is_not_of_the_web_shows_its_address_and_leads_nowhere(address):
    (paragraph,) = _prose(f"[click]({address})")

    assert not any(span.href for span in paragraph.spans)
    assert _texts([paragraph]) == [f"click ({address})"]


def test_a_paragraph_without_end_is_shown_in_pieces_and_loses_nothing():
    text = "word " * 5000

    blocks = _blocks(*(text[i : i + 700] for i in range(0, len(text), 700)))

    pieces = [" ".join(_texts(block.paragraphs)) for block in blocks]
    assert " ".join(pieces).split() == text.split()
    assert max(map(len, pieces)) <= LONGEST_PARAGRAPH
    assert blocks == _blocks(text)


def test_a_run_without_a_space_is_broken_for_display():
    lines = [t for block in _blocks("x" * 20_000) for t in _texts(block.paragraphs)]

    assert "".join(lines) == "x" * 20_000
    assert max(map(len, lines)) < LONGEST_PARAGRAPH


def test_a_task_has_its_box_as_marker():
    assert [(p.marker, p.spans[0].text) for p in _prose("- [ ] a\n- [x] b\n- c\n")] == [
        ("☐", "a"),
        ("☑", "b"),
        ("•", "c"),
    ]


def test_a_bare_address_is_a_link_up_to_its_last_letter():
    (paragraph,) = _prose("See https://example.org/a_(b), or www.example.org.")

    links = [(span.text, span.href) for span in paragraph.spans if span.href]
    assert links == [
        ("https://example.org/a_(b)", "https://example.org/a_(b)"),
        ("www.example.org", "https://www.example.org"),
    ]


def test_a_footnote_stands_where_it_is_written():
    text, note = _blocks("Word[^1].\n\n[^1]: The note.\n")

    assert [span.text for span in text.paragraphs[0].spans if span.raised] == ["1"]
    assert _texts(note.paragraphs) == ["1 The note."]


@pytest.mark.parametrize(
    "text",
    ["$$\nE = mc^2\n$$\n", "\\[\nE = mc^2\n\\]\n", "$$E = mc^2$$", "$$\nE = mc^2\n"],
)
def test_a_formula_that_stands_alone_is_shown_as_it_is_written(text):
    assert _blocks(text) == (Code("math", "E = mc^2\n"),)


def test_a_formula_in_a_line_is_told_from_two_prices():
    (formula,) = _prose(r"So $a^2$ and \(b\), for $5 or $6.")

    assert [span.text for span in formula.spans if span.code] == ["$a^2$", r"\(b\)"]
    assert [span.drawn.tex for span in formula.spans if span.drawn] == ["a^2", "b"]


def test_a_long_list_is_shown_in_pieces_and_keeps_its_numbers():
    text = "".join(f"{n}. item number {n}\n" for n in range(1, 900))

    blocks = _blocks(*(text[i : i + 700] for i in range(0, len(text), 700)))

    assert len(blocks) > 1
    assert [p.marker for block in blocks for p in block.paragraphs] == [
        f"{n}." for n in range(1, 900)
    ]
    assert blocks == _blocks(text)


def test_every_block_knows_its_markdown():
    text = "# Title\n\nText\n\n```py\nx\n```\n\n| a |\n|---|\n| b |\n\nEnd\n"
    stream = BlockStream()
    for char in text:
        stream.feed(char)
    stream.finish()

    sources = [source for _, source in stream.sourced]
    assert "".join(sources) == text
    assert [source.strip() for source in sources][2] == "```py\nx\n```"


def test_deep_nesting_does_no_harm():
    assert _blocks(">" * 10_000 + " deep")


@pytest.mark.parametrize(
    ("text", "is_rtl"), [("שלום", True), ("hi שלום", False), ("12 سلام", True)]
)
def test_a_paragraph_runs_the_way_of_its_first_letter(text, is_rtl):
    (paragraph,) = _prose(text)
    assert isinstance(paragraph, Paragraph)
    assert paragraph.is_rtl is is_rtl
