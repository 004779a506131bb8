"""What is left of Markdown when only its words are wanted."""

import pytest

from app.markdown.plain_text import as_text


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        (
            "# Title\n\nSome *words* and a [link](http://a.example).",
            "Title\n\nSome words and a link.",
        ),
        ("1. one\n2. two\n   - deep\n   - [x] done", "1. one\n2. two\n  • deep\n  ☑ done"),
        ("> said\n>\n> twice", "said\n\ntwice"),
        ("one\\\ntwo", "one\ntwo"),
        ("```py\nx = 1\n\ny = 2\n```", "x = 1\n\ny = 2"),
        ("| a | b |\n|---|---|\n| 1 | **2** |", "a\tb\n1\t2"),
        ("above\n\n---\n\nbelow", "above\n\nbelow"),
        ("", ""),
    ],
)
def test_words_stay_and_signs_go(markdown, text):
    assert as_text(markdown) == text
