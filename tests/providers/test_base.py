"""What the base gives to every provider."""

import asyncio

import pytest

from app.domain.messages import CompletionRequest, Parameters
from app.providers import AuthenticationError, MalformedResponseError, RateLimitError
from tests.providers.scripted_provider import END, ScriptedProvider

MESSAGES = [{"role": "user", "content": "Hello"}]


@pytest.fixture
def provider():
    provider = ScriptedProvider()
    provider.scripts = [["Hi", " there", END]]
    return provider


async def test_the_request_is_what_was_asked(provider):
    await provider.generate_completion(
        "script-1",
        MESSAGES,
        max_tokens=5,
        temperature=0.5,
        top_p=0.9,
        stop=["a", "b"],
        seed=7,
    )
    parameters = Parameters(temperature=0.5, top_p=0.9, max_tokens=5, stop=("a", "b"), seed=7)
    assert provider.requests == [CompletionRequest("script-1", tuple(MESSAGES), parameters)]


async def test_one_stop_text_is_one(provider):
    await provider.generate_completion("script-1", MESSAGES, stop="END")
    assert provider.requests[0].parameters.stop == ("END",)


async def test_a_call_asks_again_each_time_with_the_same_messages(provider):
    messages = list(MESSAGES)
    call = provider.generate_completion("script-1", messages)
    messages.append({"role": "user", "content": "later"})
    await call
    await call
    assert [request.messages for request in provider.requests] == [tuple(MESSAGES)] * 2


async def test_a_whole_answer_has_everything(provider):
    assert await provider.generate_completion("script-1", MESSAGES) == {
        **END,
        "content": "Hi there",
    }


async def test_halves_of_a_character_are_joined_across_chunks(provider):
    provider.scripts = [["a\ud83d", "\ude0a", "\ud83d", END]]
    stream = await provider.generate_completion("script-1", MESSAGES, stream=True)
    assert [chunk["content"] for chunk in await all_of(stream)] == ["a", "😊", "\ufffd"]


async def test_half_a_character_before_a_failure_is_shown(provider):
    provider.scripts = [["a", "\ud83d", RateLimitError("Wait.")]]
    stream = await provider.generate_completion("script-1", MESSAGES, stream=True)
    assert [chunk["content"] for chunk in await all_of(stream)] == ["a", "\ufffd"]


async def test_nothing_said_is_no_first_token(provider):
    provider.scripts = [["", "", RateLimitError("Wait.")]]
    with pytest.raises(RateLimitError):
        await provider.generate_completion("script-1", MESSAGES, stream=True)


async def test_what_the_mapping_does_not_know_is_a_malformed_response(provider):
    provider.scripts = [[KeyError("key in the provider's own code")]]
    with pytest.raises(MalformedResponseError) as raised:
        await provider.generate_completion("script-1", MESSAGES)
    assert "•••" in raised.value.detail
    with pytest.raises(MalformedResponseError, match=r"^Scripted sent something"):
        await provider.list_models()


async def test_a_burst_lets_the_event_loop_breathe(provider):
    turns = 0

    def burn() -> None:
        end = asyncio.get_running_loop().time() + 0.003
        while asyncio.get_running_loop().time() < end:
            pass

    async def other_work() -> None:
        nonlocal turns
        while True:
            await asyncio.sleep(0)
            turns += 1

    provider.scripts = [[*([burn, "x"] * 30), END]]
    task = asyncio.create_task(other_work())
    await provider.generate_completion("script-1", MESSAGES)
    task.cancel()
    assert turns >= 5


async def test_closing_a_provider_closes_what_it_left_to_be_closed(provider):
    await provider.aclose()
    assert provider.closed


@pytest.mark.parametrize("key", [None, "", "  "])
def test_a_missing_key_is_said_at_once(key):
    with pytest.raises(AuthenticationError, match=r"^Scripted needs a key. Add it in Settings.$"):
        ScriptedProvider(key)


async def all_of(stream):
    return [chunk async for chunk in stream]
