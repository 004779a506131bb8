"""What a provider refuses, in our tree: one request, one sentence, and never the key."""

import logging
import re
import traceback

import pytest

from app.domain import errors
from app.providers import AuthenticationError, RateLimitError
from tests.providers.conformance.payloads import WIRE_PROVIDERS, Payloads, case_id, wire_cases
from tests.providers.loopback import KEY, answer, streamed

# What the providers call the header that names a request.
REQUEST_IDS = ("request-id", "x-debug-trace-id", "x-request-id")


@pytest.mark.parametrize(("provider_class", "case"), wire_cases("errors"), ids=case_id)
async def test_a_refusal_becomes_an_error_of_our_tree(connect, server, provider_class, case):
    body = case["body"].encode() if isinstance(case["body"], str) else case["body"]
    server.script = [answer(case["status"], body)]
    with pytest.raises(errors.ProviderError) as raised:
        await connect(provider_class).generate_completion("m", [{"role": "user", "content": "x"}])
    error = raised.value
    assert type(error).__name__ == case["raises"]
    assert error.provider == provider_class.name
    assert error.status == case["status"]
    assert str(error).endswith(".")
    assert len(server.exchanges) == 1, "the SDK tried again by itself"


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [({"Retry-After": "7"}, 7), ({"retry-after-ms": "250"}, 0.25), ({}, None)],
)
async def test_a_rate_limit_says_how_long_to_wait(ask, server, headers, seconds):
    server.script = [answer(429, b"", headers)]
    with pytest.raises(RateLimitError) as raised:
        await ask()
    assert raised.value.retry_after == seconds


async def test_an_error_names_the_request(ask, server):
    server.script = [answer(500, b"", dict.fromkeys(REQUEST_IDS, "req-17"))]
    with pytest.raises(errors.ProviderUnavailableError) as raised:
        await ask()
    assert raised.value.request_id == "req-17"


async def test_a_key_that_a_server_echoes_is_seen_nowhere(provider, ask, server, caplog):
    await assert_hidden(provider, ask, server, caplog)


async def test_nor_where_the_models_are_listed(wire_provider, server, caplog):
    await assert_hidden(wire_provider, wire_provider.check_key, server, caplog)


async def test_nor_where_an_answer_breaks(provider, ask, server, payloads, caplog):
    caplog.set_level(logging.DEBUG)
    words = re.compile(r'("(?:message|error)": )"[^"]*"')
    told = [
        words.sub(rf'\1"Bad key {KEY}, sent as Bearer {KEY}"', case["event"])
        for case in payloads.json("error_events")
        if words.search(case["event"])
    ]
    assert told
    for event in told:
        server.script = [streamed([*payloads.opening(3), event.encode()])]
        stream = await ask(stream=True)
        chunks = [chunk async for chunk in stream]
        assert chunks[-1]["error"]
        seen = [repr(stream.error), str(vars(stream.error)), repr(chunks), caplog.text]
        seen += traceback.format_exception(stream.error)
        assert not [text for text in seen if KEY in text]


async def assert_hidden(provider, ask, server, caplog):
    caplog.set_level(logging.DEBUG)
    told = f"Bad key {KEY}, sent as Authorization: Bearer {KEY}"
    body = {"error": {"message": told, "code": KEY, "type": KEY}}
    server.script = [answer(401, body, dict.fromkeys(REQUEST_IDS, KEY))]
    with pytest.raises(AuthenticationError) as raised:
        await ask()
    error = raised.value
    assert any(KEY in value for value in server.exchanges[0].headers.values())
    seen = [repr(error), str(vars(error)), repr(provider), caplog.text]
    seen += traceback.format_exception(error)
    assert not [text for text in seen if KEY in text]


@pytest.mark.parametrize("provider_class", WIRE_PROVIDERS, ids=case_id)
@pytest.mark.parametrize("key", ["ключ", "two words", "line\nbreak"])
def test_a_key_that_can_be_none_is_refused_at_once(provider_class, key):
    with pytest.raises(AuthenticationError, match="Copy it again"):
        provider_class(key, "http://127.0.0.1:1/v1")


async def test_a_key_that_works_passes_the_check(wire_provider, server):
    server.script = [answer(200, Payloads(wire_provider.name).bytes("models.json"))]
    await wire_provider.check_key()


async def test_models_are_listed(wire_provider, server):
    payloads = Payloads(wire_provider.name)
    server.script = [answer(200, payloads.bytes("models.json"))]
    models = await wire_provider.list_models()
    assert [model.id for model in models] == payloads.json("expected")["models"]
