"""The test of a connection: it names the hop that fails, on every kind of way."""

import asyncio
import ssl

import pytest
import trustme

from app.domain.connection import Connection
from app.domain.errors import (
    Action,
    AuthenticationError,
    CertificateError,
    ConnectionFailedError,
    MalformedResponseError,
    ProviderUnavailableError,
    ProxyError,
)
from app.domain.hops import Hop
from app.providers import PROVIDER_REGISTRY, ProviderFactory
from app.providers.connection_test import ConnectionTest
from tests.providers.http.test_proxy import SocksProxy
from tests.providers.loopback import KEY, LoopbackServer, answer

MODELS = answer(200, {"object": "list", "data": [{"id": "m", "object": "model"}]})
NO_KEY = answer(401, {"error": {"message": "no key"}})
PAGE = answer(200, b"<html>Please sign in</html>", kind="text/html")
CANARY = "proxy-canary-77d1"


@pytest.fixture
async def walk():
    """Tests a connection; gives whether it works, and the last report of each hop in order."""
    factory = ProviderFactory(PROVIDER_REGISTRY)

    async def walk(base_url, provider="openai_compatible", key=KEY, **connection):
        reports = []
        works = await factory.test_connection(
            provider, key, base_url, Connection(**connection), on_hop=reports.append
        )
        begun = [r.hop for r in reports if r.is_under_way]
        ended = [r for r in reports if not r.is_under_way]
        assert begun == [r.hop for r in ended], "each hop begins and ends"
        assert works is not any(r.error for r in ended)
        return works, ended

    yield walk
    await factory.aclose()


def hops(reports):
    return [report.hop for report in reports]


async def test_a_server_that_works(walk, server):
    server.script = [NO_KEY, MODELS]
    works, reports = await walk(server.base_url)
    assert works
    assert hops(reports) == [Hop.NAME, Hop.SERVER, Hop.REPLY, Hop.KEY]
    assert reports[-1].words == "Show the key: 1 model"
    assert "authorization" not in server.exchanges[0].headers, "no key is shown before it is asked"
    assert server.exchanges[1].headers["authorization"] == f"Bearer {KEY}"


async def test_a_key_that_is_refused(walk, server):
    server.script = [NO_KEY]
    _, reports = await walk(server.base_url)
    assert (reports[-1].hop, type(reports[-1].error)) == (Hop.KEY, AuthenticationError)


async def test_a_vendor_without_a_key(walk, server):
    server.script = [NO_KEY]
    _, reports = await walk(server.base_url, provider="anthropic", key=None)
    assert (reports[-1].hop, type(reports[-1].error)) == (Hop.KEY, AuthenticationError)
    assert len(server.exchanges) == 1


@pytest.mark.parametrize("name", ["no-such-host.invalid", "a" * 64])
async def test_a_name_that_nobody_knows(walk, name):
    _, reports = await walk(f"http://{name}/v1")
    assert hops(reports) == [Hop.NAME]
    assert type(reports[0].error) is ConnectionFailedError
    assert f"Nobody knows the name {name}" in str(reports[0].error)
    assert reports[0].error.action is Action.CHECK_NETWORK


async def test_a_name_that_is_found(walk, server):
    server.script = [NO_KEY, MODELS]
    works, reports = await walk(server.base_url.replace("127.0.0.1", "localhost"))
    assert works
    assert reports[0].words == "Find localhost"


async def test_nobody_there(walk, nobody):
    _, reports = await walk(f"http://{nobody}/v1")
    assert (reports[-1].hop, type(reports[-1].error)) == (Hop.SERVER, ConnectionFailedError)


async def test_an_authority_that_this_computer_does_not_know(walk):
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    trustme.CA().issue_cert("127.0.0.1").configure_cert(tls)
    async with LoopbackServer(tls) as server:
        _, reports = await walk(server.base_url)
    assert hops(reports) == [Hop.NAME, Hop.SERVER, Hop.CERTIFICATE]
    assert type(reports[-1].error) is CertificateError
    assert "system's store" in str(reports[-1].error)


@pytest.mark.parametrize(
    ("reply", "error", "words"),
    [
        (PAGE, MalformedResponseError, "sign in"),
        (answer(404, b"<html>", kind="text/html"), MalformedResponseError, "web page"),
        (answer(302, b"", {"Location": "/login"}), MalformedResponseError, "sign in"),
        (answer(404, {"error": "nothing here"}), MalformedResponseError, "end in /v1"),
        (answer(200, b"hello", kind="text/plain"), MalformedResponseError, "end in /v1"),
        (answer(502, b"", kind="text/html"), ProviderUnavailableError, "failed on its side"),
    ],
    ids=["login-page", "page-not-found", "redirect", "no-list", "plain-text", "bad-gateway"],
)
async def test_an_answer_that_is_none(walk, server, reply, error, words):
    server.script = [reply]
    _, reports = await walk(server.base_url)
    assert (reports[-1].hop, type(reports[-1].error)) == (Hop.REPLY, error)
    assert words in str(reports[-1].error)


@pytest.mark.parametrize("scheme", ["http", "socks5"])
@pytest.mark.parametrize("target", ["http", "https"])
async def test_a_proxy_that_is_not_there(walk, nobody, scheme, target):
    proxy = f"{scheme}://me:{CANARY}@{nobody}"
    _, reports = await walk(f"{target}://models.example/v1", proxy=proxy)
    assert hops(reports) == [Hop.NAME, Hop.PROXY]
    assert type(reports[-1].error) is ProxyError
    assert CANARY not in repr([(r, vars(r.error or Exception())) for r in reports])


async def test_a_proxy_whose_name_nobody_knows(walk):
    _, reports = await walk("http://models.example/v1", proxy="http://no-such-proxy.invalid:3128")
    assert reports[-1].words == "Find the proxy no-such-proxy.invalid"
    assert "no-such-proxy.invalid" in str(reports[-1].error)


async def test_a_proxy_whose_address_is_none(walk):
    _, reports = await walk("http://models.example/v1", proxy="ftp://proxy")
    assert hops(reports) == [Hop.NAME]
    assert type(reports[-1].error) is ProxyError


@pytest.mark.parametrize(("target", "hop"), [("http", Hop.REPLY), ("https", Hop.PROXY)])
async def test_a_proxy_that_wants_a_password(walk, server, target, hop):
    server.script = [answer(407, b"<html>", kind="text/html")]
    _, reports = await walk(f"{target}://models.example/v1", proxy=server.base_url)
    assert (reports[-1].hop, type(reports[-1].error)) == (hop, ProxyError)
    assert "name and a password" in str(reports[-1].error)
    assert reports[-1].error.action is Action.CHECK_PROXY


@pytest.mark.parametrize("kind", ["http", "socks5"])
async def test_a_server_behind_a_proxy(walk, server, kind):
    async with SocksProxy() if kind == "socks5" else LoopbackServer() as proxy:
        proxy.script = [NO_KEY, MODELS]
        address = proxy.address if kind == "socks5" else proxy.base_url
        works, reports = await walk("http://models.example/v1", proxy=address)
    assert works
    assert hops(reports) == [Hop.NAME, Hop.PROXY, Hop.REPLY, Hop.KEY]


async def test_a_certificate_behind_a_proxy(walk):
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    trustme.CA().issue_cert("models.example").configure_cert(tls)
    async with LoopbackServer(tls) as server, Tunnel(server) as proxy:
        _, reports = await walk("https://models.example/v1", proxy=proxy.address)
    assert hops(reports) == [Hop.NAME, Hop.PROXY, Hop.CERTIFICATE]
    assert type(reports[-1].error) is CertificateError


async def test_a_test_can_be_cancelled(walk):
    arrived = asyncio.Event()

    async def say_nothing(reader, writer):
        arrived.set()
        await reader.read()
        writer.close()

    server = await asyncio.start_server(say_nothing, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        task = asyncio.create_task(walk(f"http://127.0.0.1:{port}/v1"))
        await arrived.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task


async def test_a_mistake_of_parleys_own_is_not_hidden(server):
    def fail_late(report):
        if report.hop is Hop.REPLY:
            raise ZeroDivisionError

    server.script = [NO_KEY]
    test = ConnectionTest("made_up", f"{server.base_url}/models", Connection(), fail_late)
    with pytest.raises(ZeroDivisionError):
        await test.run(lambda: asyncio.sleep(0, ""))


@pytest.mark.parametrize(
    ("name", "base_url", "expected"),
    [
        ("openai", None, "https://api.openai.com/v1/models"),
        ("openai_compatible", "http://127.0.0.1:1/v1/", "http://127.0.0.1:1/v1/models"),
        ("anthropic", None, "https://api.anthropic.com/v1/models"),
        ("anthropic", "https://gateway.example/v1", "https://gateway.example/v1/models"),
        ("cohere", None, "https://api.cohere.com/v1/models"),
        ("cohere", "https://gateway.example/v2", "https://gateway.example/v1/models"),
        ("google", None, "https://generativelanguage.googleapis.com/v1/models"),
        ("google", "https://gateway.example", "https://gateway.example/v1/models"),
        ("google", "https://gateway.example/v1beta", "https://gateway.example/v1beta/models"),
    ],
)
def test_where_each_lists_its_models(name, base_url, expected):
    assert PROVIDER_REGISTRY[name].models_url(base_url) == expected


class Tunnel:
    """An HTTP proxy that leads every CONNECT to one server."""

    def __init__(self, server):
        self._to = server._server.sockets[0].getsockname()
        self._pumps = set()

    @property
    def address(self):
        return "http://{}:{}".format(*self._server.sockets[0].getsockname())

    async def __aenter__(self):
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        return self

    async def __aexit__(self, *_):
        self._server.close()
        for pump in self._pumps:
            pump.cancel()
        await asyncio.gather(*self._pumps, return_exceptions=True)

    async def _serve(self, reader, writer):
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        from_server, to_server = await asyncio.open_connection(*self._to)
        for source, target in ((reader, to_server), (from_server, writer)):
            self._pumps.add(asyncio.create_task(self._pump(source, target)))

    async def _pump(self, source, target):
        try:
            while data := await source.read(65536):
                target.write(data)
        except ConnectionError:
            pass
        finally:
            target.close()
