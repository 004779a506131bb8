"""What the import costs is measured by `make bench`; here stands why it is cheap."""

import os
import subprocess
import sys

import pytest

import app.providers
from tests.providers.conformance.payloads import WIRE_PROVIDERS, case_id

# The SDKs with all that they stand on, and what else takes long.
HEAVY = {
    "aiohttp",
    "anthropic",
    "anyio",
    "cohere",
    "email",
    "genai_prices",
    "google",
    "httpx",
    "httpx2",
    "openai",
    "pydantic",
    "PySide6",
    "random",
    "toktok",
    "truststore",
    "urllib.request",
    "xllamacpp",
}


def modules_after(script):
    """The names of all modules that are there once a script has run in a fresh process."""
    # Where coverage is measured, its own modules would be seen.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    command = [sys.executable, "-c", f"{script}; import sys; print(*sys.modules)"]
    return set(subprocess.check_output(command, text=True, env=environment).split())


def test_importing_the_library_loads_no_provider_nor_what_they_stand_on():
    loaded = modules_after("from app.providers import PROVIDER_REGISTRY, factory")
    assert "app.providers.factory" in loaded
    assert not {"app.providers.base", "asyncio", "dataclasses"} & loaded


def test_importing_every_provider_loads_nothing_heavy():
    loaded = modules_after("import app.providers as p; list(p.PROVIDER_REGISTRY.values())")
    assert "app.providers.anthropic" in loaded
    assert not HEAVY & loaded


def test_every_public_name_is_there_and_no_other():
    assert all(getattr(app.providers, name) for name in app.providers.__all__)
    with pytest.raises(AttributeError, match="has no attribute 'NoSuchProvider'"):
        _ = app.providers.NoSuchProvider


FIRST_ANSWER = """
import asyncio, sys, threading

from app.providers import PROVIDER_REGISTRY
from tests.providers.conformance.payloads import Payloads
from tests.providers.loopback import KEY, LoopbackServer, streamed

imported = []

async def answer(name):
    async with LoopbackServer() as server:
        server.script = [streamed(Payloads(name).events())]
        provider = PROVIDER_REGISTRY[name](KEY, server.base_url)
        await provider.generate_completion("some-model", [{"role": "user", "content": "Hello"}])
        await provider.aclose()

def note(event, arguments):
    if event == "import" and threading.current_thread() is threading.main_thread():
        imported.append(arguments[0])

provider_name = sys.argv[1]
PROVIDER_REGISTRY[provider_name]
sys.addaudithook(note)
asyncio.run(answer(provider_name))
print(*imported)
"""


@pytest.mark.parametrize("provider", WIRE_PROVIDERS, ids=case_id)
def test_the_first_answer_imports_nothing_heavy_on_the_event_loop(provider):
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    command = [sys.executable, "-c", FIRST_ANSWER, provider.name]
    imported = subprocess.check_output(command, text=True, env=environment).split()
    assert not HEAVY & {name.partition(".")[0] for name in imported}, imported
