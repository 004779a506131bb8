"""The built-in provider, with the real model."""

import asyncio

import psutil
import pytest

from app.domain.messages import CompletionRequest
from app.providers import BuiltinProvider, ContextLengthError
from app.providers.builtin import MODEL_ID

MESSAGES = [{"role": "user", "content": "Say hello to 你好 with a smile 😊"}]


@pytest.fixture
async def provider():
    provider = BuiltinProvider()
    yield provider
    await provider.aclose()


async def test_four_lanes_stream_at_once_and_count_exactly(provider):
    async def ask():
        stream = await provider.generate_completion(MODEL_ID, MESSAGES, max_tokens=12, stream=True)
        return [chunk async for chunk in stream]

    counted = await provider.count_tokens(CompletionRequest(MODEL_ID, tuple(MESSAGES)))
    assert counted.exact
    for chunks in await asyncio.gather(*(ask() for _ in range(4))):
        assert "".join(chunk["content"] for chunk in chunks)
        assert [chunk["finish_reason"] for chunk in chunks if chunk["finish_reason"]] in (
            ["length"],
            ["stop"],
        )
        assert chunks[-1]["provider"] == "builtin"
        assert chunks[-1]["model"] == MODEL_ID
        assert chunks[-1]["usage"]["input_tokens"] == counted.tokens
        assert 0 < chunks[-1]["usage"]["output_tokens"] <= 12


async def test_a_stopped_answer_leaves_room_for_the_next(provider):
    for _ in range(5):  # one more than it has slots
        stream = await provider.generate_completion(MODEL_ID, MESSAGES, stream=True)
        await stream.aclose()
    assert (await provider.generate_completion(MODEL_ID, MESSAGES, max_tokens=3))["content"]


async def test_a_prompt_that_is_too_long(provider):
    messages = [{"role": "user", "content": "word " * 9000}]
    with pytest.raises(ContextLengthError, match="Shorten it"):
        await provider.generate_completion(MODEL_ID, messages)


async def test_a_process_that_dies_in_the_middle_is_told_and_replaced(provider):
    messages = [{"role": "user", "content": "Count from one to a thousand, in words."}]
    stream = await provider.generate_completion(MODEL_ID, messages, stream=True)
    for child in psutil.Process().children():
        child.kill()
        child.wait()
    chunks = [chunk async for chunk in stream]
    assert chunks[-1]["error"]
    assert chunks[-1]["error_message"] == (
        "The built-in model broke the connection. Try again in a moment."
    )
    assert (await provider.generate_completion(MODEL_ID, MESSAGES, max_tokens=3))["content"]


async def test_it_is_known_and_honest_before_it_starts(provider):
    [model] = await provider.list_models()
    assert model.id == MODEL_ID
    assert "not for answers to rely on" in model.note
    await provider.check_key()
    assert psutil.Process().children() == []
