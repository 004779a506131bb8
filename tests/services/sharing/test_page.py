"""The HTML file, read by a strict parser: well formed, nothing to load, nothing of an answer as
markup. `tools/open_shared_page.py` opens it in a browser."""

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.lane import ModelRef
from app.services.sharing.page import write_page
from tests.services.sharing.conversations import TEXTS, conversations, sample, sample_vote

_VOID = frozenset({"meta", "hr", "br"})
_TAGS = """
    html head meta title style body header h1 h2 h3 h4 h5 h6 p button section div article span dl dt
    dd details summary pre code table tr th td strong em s sup a mark hr br script
"""
_ATTRIBUTES = """
    lang charset http-equiv content name class type id aria-pressed aria-expanded hidden href rel
    dir
"""


class Strict(HTMLParser):
    """Refuses what isn't closed, and every tag and attribute that isn't ours."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.words: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.raw: dict[str, list[str]] = {"style": [], "script": []}
        self.feed(html)
        self.close()
        assert not self.open

    def handle_starttag(self, tag, attrs):
        assert tag in _TAGS.split()
        assert {name for name, _ in attrs} <= set(_ATTRIBUTES.split())
        self.seen.append((tag, dict(attrs)))
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        inside = self.open[-1] if self.open else ""
        self.raw.get(inside, self.words).append(data)

    @property
    def text(self) -> str:
        return "".join(self.words)

    def with_class(self, name: str) -> list[str]:
        return [tag for tag, attrs in self.seen if name in (attrs.get("class") or "").split()]


def page(**changes) -> Strict:
    return Strict(write_page(replace(sample(), **changes), [sample_vote()]))


def test_nothing_in_it_is_loaded_from_anywhere():
    html = page()
    assert not {"img", "link", "iframe", "object", "video"} & {tag for tag, _ in html.seen}
    hrefs = [attrs["href"] for _, attrs in html.seen if "href" in attrs]
    assert hrefs == ["https://example.org/x?a=1&b=2", "https://example.org/pixel.png"]
    assert not re.search(r"url\(|@import|fetch|XMLHttp|https?:", "".join(chain(*html.raw.values())))


def test_its_policy_forbids_every_connection_and_admits_its_own_style_and_script_alone():
    html = page()
    policy = next(a["content"] for _, a in html.seen if "http-equiv" in a)
    hashes = [
        base64.b64encode(hashlib.sha256("".join(raw).encode()).digest()).decode()
        for raw in (html.raw["style"], html.raw["script"])
    ]
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{hashes[0]}'; script-src 'sha256-{hashes[1]}'; "
        "base-uri 'none'; form-action 'none'"
    )


def test_it_has_a_column_a_lane_with_names_numbers_and_answers():
    html = page()
    assert html.with_class("answer") == ["article"] * 4
    for words in ("opus", "mini", "0.60 s", "5.1 s", "9 /s", "$0.0104", "Thinking…", "Voted best"):
        assert words in html.text
    assert "No connection." in html.text
    assert "An earlier attempt." not in html.text


@pytest.mark.usefixtures("german")
def test_its_own_words_are_in_the_language_in_use():
    html = write_page(replace(sample(), updated_at=1772668800.0), [sample_vote()])

    assert '<html lang="de">' in html
    for words in ("5. März 2026 · aus Parley", "Unterschiede", "Als beste gewählt", "Erstes Token"):
        assert words in Strict(html).text


def test_the_differences_are_in_it():
    html = page()
    assert "Same in 2 of 2" in html.text
    assert html.with_class("only-here")
    assert html.with_class("number") == ["mark", "mark"]
    assert html.with_class("changed") == ["span", "tr", "span", "tr"]


def test_an_answer_without_company_shows_no_differences():
    html = Strict(write_page(replace(sample(), answers=sample().answers[1:2])))
    assert html.with_class("only-here") == []


def test_markup_in_an_answer_stays_text():
    html = page()
    assert "<script>alert('x')</script>" in html.text
    assert "(javascript:x)" in html.text
    assert "How should a client retry? <b>" in html.text


HOSTILE = (
    *(
        "</script><script>x()</script>",
        "<!--<script>",
        "--><script>x()</script>",
        "]]>",
        "&lt;b&gt;",
    ),
    *(
        "</style><style>*{background:url(http://e.x)}</style>",
        "<svg onload=x()>",
        "<base href=//e.x>",
    ),
    *('" onmouseover="x()', "' style='color:red", "<a href=javascript:x()>a</a>", "</title><b>"),
    *("[a](javascript:x())", "[a](JaVaScRiPt:x())", "[a](java\tscript:x())", "[a](vbscript:x)"),
    *("[a](data:text/html;base64,PHA+)", "[a](&#106;avascript:x())", "[a](file:///etc/passwd)"),
    *('[a](https://e.x/"onclick="x())', "<https://e.x/'onclick='x()>", "![a](https://e.x/p.png)"),
    *('```"><script>x()\n</script>\n```', "`</code><script>`", "| <b> |\n|---|\n| </td><script> |"),
    *("# </h3><script>x()</script>", "- <input autofocus onfocus=x()>", "> <iframe src=//e.x>"),
)


@pytest.mark.parametrize("words", HOSTILE)
def test_no_hostile_words_become_markup_wherever_they_stand(words):
    chat = sample()
    lanes = [replace(a, model=replace(a.model, model=words), id=a.id) for a in chat.lanes]
    answers = [
        replace(a, text=f"{words}\n\nand {words}", reasoning=words, error=words)
        for a in chat.answers
    ]
    turns = [replace(turn, prompt=words) for turn in chat.turns]
    changed = replace(
        chat, title=words, lanes=tuple(lanes), answers=tuple(answers), turns=tuple(turns)
    )
    html = Strict(write_page(changed, [sample_vote()], {chat.lanes[0].id: words}))
    ours = Strict(write_page(chat))
    assert html.raw == ours.raw
    hrefs = [attrs["href"] or "" for _, attrs in html.seen if "href" in attrs]
    assert all(href.startswith(("https://", "http://", "mailto:")) for href in hrefs)
    assert words.split("](")[0].strip("`#->|\n ![<") in html.text or "&" in words


def test_a_huge_answer_is_a_page_as_well():
    chat = sample()
    long = "\n\n".join(f"Paragraph {n} of <b>many</b> words that go on." for n in range(3_000))
    html = Strict(write_page(replace(chat, answers=(replace(chat.answers[1], text=long),))))
    assert "Paragraph 2999 of <b>many</b> words" in html.text


def test_lanes_can_be_given_other_names():
    html = Strict(write_page(sample(), names={"l1": "Lane <A>"}))
    assert "Lane <A>" in html.text
    assert "opus" not in html.text


def test_an_answer_of_another_model_says_so():
    answers = (replace(sample().answers[1], model=ModelRef("openai", "gpt")),)
    assert "opus · gpt stood in" in page(answers=answers).text


def test_all_kinds_of_blocks_are_written():
    text = (
        "# One\n\n> quoted **bold *both* ~~gone~~**\n\n- a\n  - b\n    - [x] c\n\n"
        "- code:\n\n  ```py\n  x = 1\n  ```\n\nline  \nbreak [^1]\n\n"
        "\u05e9\u05dc\u05d5\u05dd\n\n```\nplain\n```\n"
    )
    html = page(answers=(replace(sample().answers[1], text=text),))
    tags = {tag for tag, _ in html.seen}
    assert {"h3", "strong", "em", "s", "sup", "br", "pre"} <= tags
    assert html.with_class("quote")
    assert html.with_class("d3")
    assert [attrs["dir"] for _, attrs in html.seen if "dir" in attrs] == ["rtl"]


def test_a_mark_across_two_styles_is_written_in_both():
    first, second = sample().answers[1:3]
    answers = (
        replace(first, text="The server says wait **five whole** minutes before the next try."),
        replace(second, text="The server says wait six long minutes before the next try."),
    )
    html = Strict(write_page(replace(sample(), answers=answers)))
    assert html.with_class("changed") == ["mark", "mark"]
    assert "five whole" in html.text


def test_a_conversation_without_a_title_or_a_turn_is_a_page_too():
    html = page(title="", turns=(), answers=(), head_id=None)
    assert "Conversation" in html.text


@settings(max_examples=40)
@given(conversations(), st.lists(TEXTS, min_size=1, max_size=8))
def test_whatever_is_said_the_page_is_well_formed(conversation, texts):
    hostile = "".join(f"<{t}>&{t};\n\n" for t in texts)
    answers = tuple(replace(a, text=a.text + hostile) for a in conversation.answers)
    html = Strict(write_page(replace(conversation, answers=answers)))
    assert html.raw == Strict(write_page(sample())).raw
