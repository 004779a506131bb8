"""Requests that go through a proxy, or had better not."""

import pytest

from app.domain.errors import Action, ProxyError
from tests.providers.http.failures import failure_of
from tests.providers.loopback import LoopbackServer, answer

ELSEWHERE = "http://models.example/v1"
MESSAGES = [{"role": "user", "content": "Hello"}]
CANARY = "proxy-canary-77d1"


@pytest.mark.parametrize("chosen", [True, False], ids=["chosen", "of-the-system"])
async def test_requests_go_through_the_proxy(client_for, server, monkeypatch, chosen):
    server.script = [answer(200, b"through")]
    if not chosen:
        monkeypatch.setenv("HTTP_PROXY", server.base_url)
    client = client_for(ELSEWHERE, proxy=server.base_url if chosen else "")
    assert (await client.get(f"{ELSEWHERE}/models")).content == b"through"
    assert server.exchanges[0].path == f"{ELSEWHERE}/models"


async def test_a_chosen_proxy_is_asked_instead_of_the_systems(
    client_for, server, monkeypatch, nobody
):
    monkeypatch.setenv("HTTP_PROXY", f"http://{nobody}")
    server.script = [answer(200, b"through")]
    await client_for(ELSEWHERE, proxy=server.base_url).get(ELSEWHERE)
    assert len(server.exchanges) == 1


async def test_this_computer_is_reached_without_the_systems_proxy(
    client_for, server, monkeypatch, nobody
):
    monkeypatch.setenv("ALL_PROXY", f"http://{nobody}")
    server.script = [answer(200, b"direct")]
    assert (await client_for(server.base_url).get(server.base_url)).content == b"direct"


async def test_the_proxy_is_told_its_name_and_password(client_for, server):
    server.script = [answer(200, b"")]
    proxy = server.base_url.replace("//", f"//me:{CANARY}@")
    await client_for(ELSEWHERE, proxy=proxy).get(ELSEWHERE)
    assert server.exchanges[0].headers["proxy-authorization"].startswith("Basic ")


async def test_requests_go_through_a_socks_proxy(client_for):
    async with SocksProxy() as proxy:
        proxy.script = [answer(200, b"through")]
        client = client_for(ELSEWHERE, proxy=proxy.address)
        assert (await client.get(ELSEWHERE)).content == b"through"
        assert proxy.asked == "models.example:80"


@pytest.mark.parametrize("address", [ELSEWHERE, "https://models.example/v1"])
async def test_a_proxy_that_wants_a_password(provider_for, server, address):
    server.script = [answer(407, b"")]
    provider = provider_for(address, proxy=server.base_url)
    with pytest.raises(ProxyError, match="wants a name and a password") as raised:
        await provider.generate_completion("m", MESSAGES)
    assert raised.value.action is Action.CHECK_PROXY
    assert len(server.exchanges) == 1


async def test_a_proxy_that_refuses(client_for, server):
    server.script = [answer(403, b"")]
    client = client_for("https://models.example/v1", proxy=server.base_url)
    error = await failure_of(client.get("https://models.example/v1"))
    assert type(error) is ProxyError
    assert "did not let the request through" in str(error)


@pytest.mark.parametrize("scheme", ["http", "https", "socks5"])
async def test_a_proxy_that_is_not_there(client_for, nobody, scheme):
    client = client_for(ELSEWHERE, proxy=f"{scheme}://me:{CANARY}@{nobody}")
    error = await failure_of(client.get(ELSEWHERE))
    assert type(error) is ProxyError
    assert "The proxy can't be reached" in str(error)
    assert CANARY not in str(vars(error))


async def test_a_proxy_whose_address_is_none(provider_for):
    with pytest.raises(ProxyError, match="address can't be used"):
        await provider_for(ELSEWHERE, proxy="ftp://proxy").generate_completion("m", MESSAGES)


class SocksProxy(LoopbackServer):
    """Lets everything through a SOCKS 5 proxy, and answers in the server's place."""

    @property
    def address(self):
        return self.base_url.replace("http", "socks5").removesuffix("/v1")

    async def _serve(self, reader, writer):
        await reader.readexactly((await reader.readexactly(2))[1])
        writer.write(b"\x05\x00")
        *_, kind, length = await reader.readexactly(5)
        assert kind == 3, "the proxy is to look the name up"
        name = await reader.readexactly(length)
        self.asked = f"{name.decode()}:{int.from_bytes(await reader.readexactly(2))}"
        writer.write(b"\x05\x00\x00\x01" + bytes(6))
        await super()._serve(reader, writer)
