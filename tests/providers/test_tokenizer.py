import asyncio

import pytest

from app.domain.messages import TokenCount
from app.providers.tokenizer import count_messages, count_text

PICTURE = {"type": "image", "media_type": "image/png", "data": b"png"}
TEXT = {"type": "text", "text": "hi"}


# Counts from OpenAI's cookbook, "How to count tokens with tiktoken".
@pytest.mark.parametrize(
    ("text", "model", "tokens"),
    [
        ("tiktoken is great!", "gpt-4", 6),
        ("tiktoken is great!", "gpt-4o", 6),
        ("お誕生日おめでとう", "gpt-4", 9),
        ("お誕生日おめでとう", "gpt-4o", 8),
        ("", "gpt-4o", 0),
    ],
)
async def test_a_text_has_the_tokens_that_openai_counts(text, model, tokens):
    assert await count_text(text, model) == TokenCount(tokens, exact=True)


@pytest.mark.parametrize(
    "model",
    ["gpt-4", "gpt-4-turbo-2024-04-09", "gpt-3.5-turbo", "ft:gpt-3.5-turbo-0125:acme::1"],
)
async def test_older_models_have_the_older_vocabulary(model):
    assert await count_text("お誕生日おめでとう", model) == TokenCount(9, exact=True)


@pytest.mark.parametrize(
    "model",
    ["gpt-4.1-mini", "gpt-5", "gpt-5-nano", "o1-pro", "o3", "o4-mini", "chatgpt-4o-latest"],
)
async def test_newer_models_have_the_newer_vocabulary(model):
    assert await count_text("お誕生日おめでとう", model) == TokenCount(8, exact=True)


@pytest.mark.parametrize("model", ["gpt-6-astra", "gpt-5.4", "gpt-40", "o30", "never-heard-of"])
async def test_models_that_are_in_no_table_get_an_estimate(model):
    assert await count_text("お誕生日おめでとう", model) == TokenCount(8, exact=False)


@pytest.mark.parametrize(
    ("text", "tokens"), [("<|endoftext|>", 7), ("<|im_start|>system", 7), ("half \ud83d", 2)]
)
async def test_no_text_is_refused(text, tokens):
    assert (await count_text(text, "gpt-4o")).tokens == tokens


async def test_a_conversation_has_a_frame_around_each_message():
    hi = {"role": "user", "content": "hi"}
    for model in ("gpt-4", "gpt-4o-mini", "gpt-3.5-turbo"):
        assert await count_messages([hi], model) == TokenCount(8, exact=True)
        assert await count_messages([hi, hi, hi], model) == TokenCount(18, exact=True)


async def test_a_frame_that_is_not_documented_makes_an_estimate():
    hi = {"role": "user", "content": "hi"}
    for model in ("gpt-5", "o3", "gpt-6-astra"):
        assert await count_messages([hi], model) == TokenCount(8, exact=False)


async def test_a_picture_makes_an_estimate_of_the_words():
    words = [{"role": "user", "content": [TEXT]}]
    assert await count_messages(words, "gpt-4o") == TokenCount(8, exact=True)
    with_picture = [{"role": "user", "content": [TEXT, PICTURE]}]
    assert await count_messages(with_picture, "gpt-4o") == TokenCount(8, False, uncounted=1)


async def test_many_counts_at_once_agree():
    counts = await asyncio.gather(*(count_text("word " * n, "gpt-4o") for n in range(1, 20)))
    assert [count.tokens for count in counts] == list(range(2, 21))
