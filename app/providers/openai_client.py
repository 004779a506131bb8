"""The openai SDK's client as Parley wants it. Imports the SDK: only ever import this late."""

import logging

import httpx2
from openai import AsyncOpenAI

CONNECT_TIMEOUT_S = 10.0
READ_TIMEOUT_S = 60.0

# The SDK insists on a key; servers that need none ignore it.
NO_KEY = "not-needed"

# At DEBUG they write response headers, in which a server may echo the key.
_TALKATIVE_LOGGERS = ("openai", "httpx2", "httpcore2")
_UNPROXIED = {"all://127.0.0.1": None, "all://localhost": None, "all://[::1]": None}


def make_client(api_key: str, base_url: str) -> AsyncOpenAI:
    """A client that does what its arguments say and nothing else.

    No retries of its own, no redirects (they would carry the prompt elsewhere), nothing from the
    `OPENAI_*` variables, no proxy for this computer, no limit on how long a whole answer takes.
    """
    for name in _TALKATIVE_LOGGERS:
        logging.getLogger(name).setLevel(logging.WARNING)
    timeout = httpx2.Timeout(READ_TIMEOUT_S, connect=CONNECT_TIMEOUT_S, pool=None)
    http_client = httpx2.AsyncClient(timeout=timeout, follow_redirects=False, mounts=_UNPROXIED)
    client = AsyncOpenAI(
        api_key=api_key or NO_KEY,
        base_url=base_url,
        timeout=timeout,
        max_retries=0,
        http_client=http_client,
    )
    client.organization = None
    client.project = None
    # The only way to refuse OPENAI_CUSTOM_HEADERS.
    client._custom_headers = {}  # pyright: ignore[reportPrivateUsage]
    return client
