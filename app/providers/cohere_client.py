"""The cohere SDK's client as Parley wants it. Imports the SDK: only ever import this late."""

import logging

from cohere import AsyncClientV2
from cohere.core.http_sse import _api  # pyright: ignore[reportPrivateUsage]
from cohere.v2 import raw_client

from app.domain.connection import Connection
from app.providers.http import OnHeaders, make_legacy_http_client

_LONGEST_EVENT = 64 * 1024 * 1024


def make_client(
    api_key: str, base_url: str, connection: Connection, on_headers: OnHeaders
) -> AsyncClientV2:
    """A client that does what its arguments say and nothing else.

    No retries of its own, no redirects (they would carry the prompt elsewhere), nothing from the
    `CO_*` variables, and no event of an answer printed on the console.

    Raises:
        ProxyError: The proxy's address can't be used.
    """
    _mend()
    client = AsyncClientV2(
        api_key=api_key,
        # The SDK adds the version itself; people paste addresses with it.
        base_url=base_url.rstrip("/").removesuffix("/v1").removesuffix("/v2"),
        max_retries=0,
        httpx_client=make_legacy_http_client(connection, base_url=base_url, on_headers=on_headers),
        log_warning_experimental_features=False,
    )
    # Made here, on the worker thread, as it imports a good deal.
    _ = client.models
    return client


def _mend() -> None:
    """Keeps the SDK from writing down the events that it can't read, and from refusing long ones.

    Our reader tells of the former. They go to the root logger, which even gets a handler by it.
    """
    logging.getLogger("cohere").setLevel(logging.CRITICAL)
    raw_client.__dict__.update(warning=_say_nothing, error=_say_nothing)
    _api.MAX_LINE_SIZE = _LONGEST_EVENT


def _say_nothing(message: str) -> None:
    del message
