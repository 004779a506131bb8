"""The README's examples of the library, run as they stand, with a server on loopback."""

import asyncio
import re
from pathlib import Path

import pytest

import app.providers
from app.providers import PROVIDER_REGISTRY, ProviderFactory
from tests.providers.conformance.payloads import WIRE_PROVIDERS, Payloads, case_id
from tests.providers.loopback import answer, streamed

README = (Path(app.providers.__file__).parents[2] / "README.md").read_text(encoding="utf-8")
EXAMPLES = dict(re.findall(r"### ([^\n]+)\n\n```python\n(.*?)```", README, re.DOTALL))


class RedirectedFactory(ProviderFactory):
    """Makes providers that speak to one server, wherever they would speak to by themselves."""

    def __init__(self, base_url):
        super().__init__(PROVIDER_REGISTRY)
        self._base_url = base_url

    async def get_provider(self, provider_name, api_key=None, base_url=None, connection=None):
        return await super().get_provider(provider_name, api_key, self._base_url, connection)


@pytest.fixture(params=WIRE_PROVIDERS, ids=case_id)
def provider_name(request):
    return request.param.name


@pytest.fixture
def payloads(provider_name):
    return Payloads(provider_name)


@pytest.fixture
def run(provider_name, server, payloads, monkeypatch, capsys):
    """Runs an example with a provider in the place of the one that it names; gives its output."""
    monkeypatch.setattr(app.providers, "factory", RedirectedFactory(server.base_url))

    async def run(title):
        named = re.sub(r'provider_name="\w+"', f'provider_name="{provider_name}"', EXAMPLES[title])
        await asyncio.to_thread(exec, compile(named, "README.md", "exec"), {})
        return capsys.readouterr().out

    return run


@pytest.fixture
def text(payloads):
    return payloads.json("expected")["answers"]["stream"]["content"]


def test_all_examples_are_here():
    assert list(EXAMPLES) == [
        "Basic Usage",
        "Using the Factory for Simplified API Access",
        "Streaming Responses",
        "Rate Limit Handling",
    ]
    assert len(EXAMPLES) == README.count("```python")


# Anthropic's SDK knows that an example's model has retired.
@pytest.mark.filterwarnings("ignore:The model 'claude-3-opus-20240229':DeprecationWarning")
@pytest.mark.parametrize(
    "title",
    ["Basic Usage", "Using the Factory for Simplified API Access"],
    ids=["basic", "factory"],
)
async def test_a_whole_answer(run, server, payloads, text, title):
    server.script = [streamed(payloads.events())]
    assert await run(title) == f"{text}\n"


async def test_a_stream(run, server, payloads, text):
    server.script = [streamed(payloads.events())]
    assert await run("Streaming Responses") == text


async def test_rate_limits(run, server, payloads, text):
    limited = answer(429, b"", {"retry-after-ms": "10"})
    server.script = [limited, limited, streamed(payloads.events())]
    assert await run("Rate Limit Handling") == f"{text}\n"
    assert len(server.exchanges) == 3
