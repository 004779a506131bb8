"""What the import costs is measured by `make bench`; here stands why it is cheap."""

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
    loaded = subprocess.check_output([sys.executable, "-c", script], text=True).split()
    assert "app.providers.anthropic" in loaded
    assert not HEAVY & set(loaded)
