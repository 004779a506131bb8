import pytest

from app.domain.connection import Connection, Quota
from app.providers import (
    PROVIDER_REGISTRY,
    AuthenticationError,
    InvalidRequestError,
    OverloadedError,
    ProviderFactory,
    RateLimitError,
    TokenCount,
    factory,
)
from tests.providers.scripted_provider import END, ScriptedProvider

MESSAGES = [{"role": "user", "content": "Hello"}]
KEY = "sk-canary-1"


@pytest.fixture
async def scripted():
    scripted = ProviderFactory({"scripted": ScriptedProvider})
    yield scripted
    await scripted.aclose()


@pytest.fixture
async def provider(scripted):
    provider = await scripted.get_provider("scripted", KEY)
    provider.scripts = [["Hi", END]]
    return provider


async def test_a_provider_is_made_once_for_each_key_and_address(scripted):
    one = await scripted.get_provider("scripted", KEY)
    assert await scripted.get_provider(provider_name="scripted", api_key=KEY, base_url="") is one
    assert await scripted.get_provider("scripted", "other") is not one
    assert await scripted.get_provider("scripted", KEY, "http://127.0.0.1:1") is not one


async def test_what_is_left_is_known_for_each_provider_key_and_address(scripted):
    asked = [(KEY, None), ("other", None), (KEY, "http://127.0.0.1:1")]
    for left, (key, address) in enumerate(asked):
        provider = await scripted.get_provider("scripted", key, address)
        provider._note_headers({"x-ratelimit-remaining-requests": str(left)})
    quotas = [scripted.quota("scripted", key, address or "") for key, address in asked]
    assert [quota.requests.remaining for quota in quotas] == [0, 1, 2]
    assert scripted.quota("scripted", "a third", "") == Quota()


async def test_another_way_to_a_server_goes_through_the_same_gate(scripted, provider):
    provider._note_headers(
        {"x-ratelimit-remaining-requests": "0", "x-ratelimit-reset-requests": "90s"}
    )
    scripted.retire("scripted", "")
    detour = await scripted.get_provider("scripted", KEY, connection=Connection(proxy="direct"))
    assert detour is not provider
    assert scripted.quota("scripted", KEY, "").requests.remaining == 0
    with pytest.raises(RateLimitError) as raised:
        await detour.generate_completion("script-1", MESSAGES)
    assert raised.value.was_sent is False
    assert detour.requests == []


async def test_an_unknown_provider_lists_the_known_ones(scripted):
    with pytest.raises(InvalidRequestError, match=r"“nobody”.*: scripted\."):
        await scripted.get_provider("nobody")


async def test_a_key_that_is_missing_is_said_when_the_call_is_awaited(scripted):
    call = scripted.generate_completion(model="script-1", messages=MESSAGES)
    with pytest.raises(AuthenticationError):
        await call


async def test_the_provider_is_found_by_the_name_of_the_model(scripted, provider):
    assert scripted.detect_provider("Script-2") == "scripted"
    completion = await scripted.generate_completion(
        model="script-1", messages=MESSAGES, api_key=KEY, temperature=0.1
    )
    assert completion["content"] == "Hi"
    assert provider.requests[0].parameters.temperature == 0.1


def test_a_model_that_nobody_knows_lists_the_providers(scripted):
    with pytest.raises(InvalidRequestError, match=r"“mystery”.*: scripted\."):
        scripted.generate_completion(model="mystery", messages=MESSAGES)


def test_the_built_in_model_is_known_by_name():
    assert factory.detect_provider("smollm2-135m-instruct") == "builtin"
    assert factory.list_providers() == list(PROVIDER_REGISTRY)


async def test_streaming(scripted, provider):
    stream = await scripted.generate_completion(
        provider_name="scripted", model="any", messages=MESSAGES, api_key=KEY, stream=True
    )
    assert [chunk["content"] async for chunk in stream] == ["Hi", ""]


async def test_counting_tokens(scripted, provider):
    for name in ("scripted", None):
        counted = await scripted.count_tokens(
            provider_name=name, model="script-1", messages=MESSAGES, api_key=KEY
        )
        assert counted == TokenCount(1, exact=True)


async def test_a_call_is_tried_again(scripted, provider):
    limit = RateLimitError("Wait.", retry_after=0.01)
    provider.scripts = [[limit], [OverloadedError("Busy.")], ["Hi", END]]
    statuses = []
    call = scripted.generate_completion(model="script-1", messages=MESSAGES, api_key=KEY)
    completion = await scripted.run_with_rate_limit_handling(
        call, max_retries=2, base_delay=0.01, on_status=statuses.append
    )
    assert completion["content"] == "Hi"
    assert [(status.attempt, status.max_attempts) for status in statuses] == [(2, 3), (3, 3)]


async def test_a_function_is_tried_again(scripted, provider):
    provider.scripts = [[RateLimitError("Wait.", retry_after=0)], ["Hi", END]]

    async def ask():
        return await provider.generate_completion("script-1", MESSAGES)

    assert (await scripted.run_with_rate_limit_handling(ask))["content"] == "Hi"


async def test_a_coroutine_gets_one_attempt_and_is_told_why(scripted, provider):
    async def ask():
        return await provider.generate_completion("script-1", MESSAGES)

    assert (await scripted.run_with_rate_limit_handling(ask()))["content"] == "Hi"
    provider.scripts = [[RateLimitError("Wait.", retry_after=3, status=429)]]
    with pytest.raises(RateLimitError, match=r"^Wait\. It was not tried again, because") as raised:
        await scripted.run_with_rate_limit_handling(ask())
    assert (raised.value.retry_after, raised.value.status) == (3, 429)


async def test_closing_closes_all_and_allows_a_new_start(scripted, provider):
    await scripted.aclose()
    assert provider.closed
    assert await scripted.get_provider("scripted", KEY) is not provider


async def test_no_key_is_shown(scripted, provider):
    call = scripted.generate_completion(model="script-1", messages=MESSAGES, api_key=KEY)
    assert KEY not in f"{scripted!r} {call!r} {provider!r}"
