"""What the import costs is measured by `make bench`; here stands why it is cheap."""

import os
import subprocess
import sys

import pytest

import app.providers

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
