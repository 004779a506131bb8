"""Goes the way to a provider hop by hop, as its requests do, and names the one that fails."""

import asyncio
import ipaddress
import time
from collections.abc import Awaitable, Callable, Sized
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from app.domain.connection import Connection
from app.domain.errors import ConnectionFailedError, MalformedResponseError, ProviderError
from app.domain.hops import Hop, HopReport
from app.providers.failure import Failure, make_error
from app.providers.proxies import proxy_for
from app.providers.scrub import hide_secrets
from app.providers.transport_errors import transport_error
from app.words import _, ngettext, number

if TYPE_CHECKING:
    import httpx2

OnHop = Callable[[HopReport], None]

# What httpcore tells of a request that begins on a connection, or on the way to one.
_CONNECTS, _ENCRYPTS, _SENDS = "connect_tcp", "start_tls", "send_request_headers"
_PORTS = {"http": 80, "https": 443, "socks5": 1080, "socks5h": 1080}


class ConnectionTest:
    """One walk; each report is told when a hop begins, and again when it ends.

    Args:
        provider: Registry name.
        models_url: Where the provider lists its models; asked without a key.
        connection: The way to it.
        on_hop: Told how it goes.
    """

    def __init__(
        self, provider: str, models_url: str, connection: Connection, on_hop: OnHop
    ) -> None:
        self._provider = provider
        self._url = models_url
        self._server = urlsplit(models_url)
        self._connection = connection
        self._on_hop = on_hop
        self._proxy = ""
        self._hop = Hop.NAME
        self._words = ""
        self._began = 0.0

    async def run(self, list_models: Callable[[], Awaitable[Sized]]) -> bool:
        """Go the whole way, or as far as it leads.

        Args:
            list_models: Asks with the key.

        Returns:
            Whether the provider was reached and takes the key.
        """
        self._begin(Hop.NAME, _("Find {host}").format(host=self._server.hostname))
        try:
            self._proxy = await asyncio.to_thread(self._find_proxy)
            await self._find_name()
            await self._knock()
            self._advance(Hop.KEY, _("Show the key"))
            n = len(await list_models())
            words = ngettext("Show the key: {n} model", "Show the key: {n} models", n)
            self._words = words.format(n=number(n))
        except ProviderError as error:
            hide_secrets(error, self._connection.secrets)
            self._end(error)
            return False
        self._end()
        return True

    def _find_proxy(self) -> str:
        return proxy_for(self._url, self._connection.proxy) or ""

    async def _find_name(self) -> None:
        nearest = urlsplit(self._proxy) if self._proxy else self._server
        host = nearest.hostname or ""
        words = _("Find the proxy {host}") if self._proxy else _("Find {host}")
        self._words = words.format(host=host)
        if not _is_address(host):
            try:
                await asyncio.get_running_loop().getaddrinfo(host, _port(nearest))
            except (OSError, UnicodeError) as exc:
                raise ConnectionFailedError(
                    _(
                        "Nobody knows the name {host}. Check it, and that this computer is online."
                    ).format(host=host),
                    provider=self._provider,
                    detail=str(exc),
                ) from None

    async def _knock(self) -> None:
        """Ask for the list of models without a key: whoever answers in JSON is a model server."""
        client = await asyncio.to_thread(self._make_client)
        try:
            response = await client.get(self._url, extensions={"trace": self._on_event})
        except Exception as exc:
            error = transport_error(exc, provider=self._provider, subject=self._subject, api_key="")
            if not error:
                raise
        else:
            error = self._refusal(response)
        finally:
            await client.aclose()
        if error:
            raise error

    def _make_client(self) -> "httpx2.AsyncClient":
        # Imported late: it takes long enough to be felt.
        from app.providers.http import make_http_client

        return make_http_client(self._connection, base_url=self._url, on_headers=_ignore)

    async def _on_event(self, event: str, _info: Any) -> None:
        source, _dot, rest = event.partition(".")
        name, _dot, phase = rest.partition(".")
        if phase != "started":
            return
        is_past_proxy = not self._proxy or self._hop in (Hop.CERTIFICATE, Hop.REPLY)
        if name == _CONNECTS and self._proxy:
            self._advance(
                Hop.PROXY, _("Reach the proxy {address}").format(address=_where(self._proxy))
            )
        elif name == _CONNECTS:
            self._advance(Hop.SERVER, _("Reach {address}").format(address=_where(self._url)))
        elif name == _ENCRYPTS and (source != "connection" or not self._proxy):
            self._advance(
                Hop.CERTIFICATE,
                _("Check the certificate of {host}").format(host=self._server.hostname),
            )
        elif name == _SENDS and (is_past_proxy or self._server.scheme == "http"):
            self._advance(Hop.REPLY, _("Hear from {host}").format(host=self._server.hostname))

    def _refusal(self, response: "httpx2.Response") -> ProviderError | None:
        """Why a response is not one of a model server; None if it is."""
        status = response.status_code
        is_json = "json" in response.headers.get("content-type", "")
        if status == 407 or 300 <= status < 400 or status >= 500:
            failure = Failure(status, (), response.reason_phrase)
            return make_error(failure, provider=self._provider, subject=self._subject, api_key="")
        if is_json and status != 404:
            return None
        return MalformedResponseError(
            _(
                "{subject} answers, but has no list of models at this address. Check the "
                "base URL; most end in /v1."
            ).format(subject=self._subject),
            provider=self._provider,
            status=status,
            detail=f"{status} {response.reason_phrase} from {self._url}",
        )

    @property
    def _subject(self) -> str:
        return _("The server at {host}").format(host=self._server.netloc.rpartition("@")[2])

    def _begin(self, hop: Hop, words: str) -> None:
        self._hop, self._words, self._began = hop, words, time.monotonic()
        self._on_hop(HopReport(hop, words))

    def _advance(self, hop: Hop, words: str) -> None:
        self._end()
        self._begin(hop, words)

    def _end(self, error: ProviderError | None = None) -> None:
        seconds = time.monotonic() - self._began
        self._on_hop(HopReport(self._hop, self._words, seconds, error))


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _port(parts: Any) -> int:
    return parts.port or _PORTS[parts.scheme]


def _where(address: str) -> str:
    """Host and port of an address, without any password."""
    parts = urlsplit(address)
    return f"{parts.hostname}:{_port(parts)}"


def _ignore(_headers: object) -> None:
    pass
