"""The HTTP clients that the SDKs are given. Only ever import this late, on a worker thread."""

import functools
import logging
import os
import ssl
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import anyio
import anyio.lowlevel
import httpx2

from app.domain.connection import Connection
from app.providers.proxies import proxy_for
from app.providers.web_page import refuse_web_page

if TYPE_CHECKING:
    import httpx

OnHeaders = Callable[[Mapping[str, str]], None]

# Lanes are asked in turns; a connection survives the time it takes to read and write.
_KEEP_ALIVE_S = 90.0
_MAX_CONNECTIONS = 100


def make_http_client(
    connection: Connection, *, base_url: str, on_headers: OnHeaders
) -> httpx2.AsyncClient:
    """A client for one server: its proxy, its certificates, its timeouts, and no redirects.

    Args:
        connection: The way to the server; its headers win over the SDK's.
        base_url: The server's address; one on this computer never has a proxy.
        on_headers: Told the headers of every response, with names in lower case.

    Raises:
        ProxyError: The proxy's address can't be used.
    """
    hush("httpx2", "httpcore2")
    return httpx2.AsyncClient(**_options(httpx2, connection, base_url, on_headers))


def make_legacy_http_client(
    connection: Connection, *, base_url: str, on_headers: OnHeaders
) -> "httpx.AsyncClient":
    """The same as an `httpx.AsyncClient`, for cohere's SDK, which takes no other.

    Raises:
        ProxyError: The proxy's address can't be used.
    """
    import httpx

    hush("httpx", "httpcore")
    return httpx.AsyncClient(**_options(httpx, connection, base_url, on_headers))


def hush(*loggers: str) -> None:
    """Keeps loggers quiet that write headers at DEBUG, in which a server may echo the key."""
    for name in loggers:
        logging.getLogger(name).setLevel(logging.WARNING)


def _options(
    library: Any, connection: Connection, base_url: str, on_headers: OnHeaders
) -> dict[str, Any]:
    """What both generations of httpx call alike."""
    # The first to need anyio's sockets imports them, 0.2 s: better here than on the event loop.
    anyio.run(anyio.lowlevel.checkpoint)
    certificates = _certificates(os.environ.get("SSL_CERT_FILE"), os.environ.get("SSL_CERT_DIR"))
    proxy = proxy_for(base_url, connection.proxy)

    async def before(request: httpx2.Request) -> None:
        request.headers.update(connection.headers)
        request.extensions["proxied"] = proxy is not None

    async def after(response: httpx2.Response) -> None:
        on_headers(response.headers)
        refuse_web_page(response.status_code, response.headers)

    return {
        "verify": certificates,
        "trust_env": False,
        "follow_redirects": False,
        "proxy": proxy and _proxy(library, proxy, certificates),
        "timeout": library.Timeout(
            connection.read_timeout_s, connect=connection.connect_timeout_s, pool=None
        ),
        "limits": library.Limits(max_connections=_MAX_CONNECTIONS, keepalive_expiry=_KEEP_ALIVE_S),
        "event_hooks": {"request": [before], "response": [after]},
    }


def _proxy(library: Any, address: str, certificates: ssl.SSLContext) -> Any:
    secure = address.startswith("https:")
    return library.Proxy(address, ssl_context=certificates if secure else None)


@functools.lru_cache(maxsize=1)
def _certificates(file: str | None, folder: str | None) -> ssl.SSLContext:
    """The certificates that this computer trusts; one for all clients, as it takes 0.2 s.

    httpx2 asks the system through truststore on Windows and macOS, and reads OpenSSL's files on
    Linux; there truststore would read them anew with each connection, 0.1 s on the event loop.

    Args:
        file: SSL_CERT_FILE, which replaces the system's certificates.
        folder: SSL_CERT_DIR, likewise.
    """
    del file, folder  # read from the environment; here they tell when to make it anew
    return httpx2.create_ssl_context()
