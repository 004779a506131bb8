"""What the import costs is measured by `make bench`; here stands why it is cheap."""

import os
import subprocess
import sys

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


def test_importing_the_library_loads_nothing_heavy():
    script = "import app.providers, sys; print(*sys.modules)"
    # Where coverage is measured, its own modules would be seen.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    loaded = subprocess.check_output(
        [sys.executable, "-c", script], text=True, env=environment
    ).split()
    assert "app.providers.anthropic" in loaded
    assert not HEAVY & set(loaded)
