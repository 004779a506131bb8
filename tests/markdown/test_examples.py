"""CommonMark's and GFM's own examples, alone and after each other, however they arrive."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.markdown.stream import BlockStream
from app.markdown.token_blocks import whole_blocks

_FILES = ("commonmark-0.31.2.json", "gfm-0.29.json")


def _examples(name):
    text = (Path(__file__).parent / "examples" / name).read_text(encoding="utf-8")
    return [example["markdown"] for example in json.loads(text)]


_ALL = [example for name in _FILES for example in _examples(name)]
_DOCUMENTS = st.lists(st.sampled_from(_ALL), min_size=1, max_size=4).map("\n".join)


def _blocks(chunks):
    stream = BlockStream()
    for chunk in chunks:
        stream.feed(chunk)
    stream.finish()
    return list(stream.blocks)


@pytest.mark.parametrize("name", _FILES)
def test_every_example_streams_into_the_blocks_of_the_whole(name):
    texts = _examples(name)
    assert len(texts) > 600

    for text in texts:
        assert _blocks(text[i : i + 7] for i in range(0, len(text), 7)) == whole_blocks(text), text


@given(_DOCUMENTS, st.data())
def test_however_examples_are_cut_the_blocks_are_those_of_the_whole(text, data):
    cuts = data.draw(st.lists(st.integers(0, len(text)), max_size=12).map(sorted))
    chunks = [text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)]

    assert _blocks(chunks) == whole_blocks(text)
