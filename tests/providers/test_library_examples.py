"""The library as its README shows it, with a server on loopback in the provider's place."""

import pytest

from app.providers import factory
from tests.providers.conformance.payloads import WIRE_PROVIDERS, Payloads, case_id
from tests.providers.loopback import KEY, answer, streamed

MESSAGES = [
    {"role": "system", "content": "You are a helpful assistant."},
    {"role": "user", "content": "Hello, how are you?"},
]


@pytest.fixture(params=WIRE_PROVIDERS, ids=case_id)
def provider_name(request):
    return request.param.name


@pytest.fixture(autouse=True)
async def closed():
    yield
    await factory.aclose()


@pytest.fixture
def payloads(provider_name):
    return Payloads(provider_name)


@pytest.fixture
def text(payloads, server):
    server.script = [streamed(payloads.events())]
    return payloads.json("expected")["answers"]["stream"]["content"]


async def test_basic_use(provider_name, server, text):
    provider = await factory.get_provider(
        provider_name=provider_name, api_key=KEY, base_url=server.base_url
    )
    response = await provider.generate_completion(
        model="some-model", messages=MESSAGES, max_tokens=100, temperature=0.7
    )
    assert response["content"] == text


async def test_through_the_factory(provider_name, server, text):
    response = await factory.generate_completion(
        provider_name=provider_name,
        model="some-model",
        messages=MESSAGES,
        api_key=KEY,
        base_url=server.base_url,
        max_tokens=500,
        temperature=0.7,
    )
    assert response["content"] == text


async def test_streaming(provider_name, server, text, capsys):
    stream = await factory.generate_completion(
        provider_name=provider_name,
        model="some-model",
        messages=MESSAGES,
        api_key=KEY,
        base_url=server.base_url,
        temperature=0.7,
        stream=True,
    )
    async for chunk in stream:
        if not chunk.get("error", False):
            print(chunk["content"], end="", flush=True)  # noqa: T201 - as the README has it
    assert capsys.readouterr().out == text


async def test_rate_limits(provider_name, server, payloads, text):
    limited = answer(429, b"", {"retry-after-ms": "10"})
    server.script = [limited, limited, streamed(payloads.events())]
    coro = factory.generate_completion(
        provider_name=provider_name,
        model="some-model",
        messages=MESSAGES,
        api_key=KEY,
        base_url=server.base_url,
    )
    response = await factory.run_with_rate_limit_handling(coro, max_retries=5, base_delay=2.0)
    assert response["content"] == text
    assert len(server.exchanges) == 3


async def test_models_and_tokens(provider_name, server, payloads):
    server.script = [answer(200, payloads.bytes("models.json"))]
    models = await factory.list_models(provider_name, api_key=KEY, base_url=server.base_url)
    assert [model.id for model in models] == payloads.json("expected")["models"]
