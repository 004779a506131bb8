"""Connections: kept, broken, silent, and what their headers say."""

import asyncio

import pytest

from app.domain.errors import Action
from app.providers import ConnectionFailedError, InvalidRequestError, ResponseTimeoutError
from app.providers.transport_errors import transport_error
from tests.providers.conformance.payloads import Payloads
from tests.providers.http.failures import failure_of
from tests.providers.loopback import KEY, answer, hang_up, streamed, streamed_then_silent

MESSAGES = [{"role": "user", "content": "Hello"}]


async def test_two_requests_share_a_connection(client_for):
    async with PatientServer() as server:
        client = client_for(server.base_url)
        for _ in range(2):
            assert (await client.get(server.base_url)).content == b"ok"
        assert server.connections == 1


async def test_a_redirect_is_not_followed(client_for, server):
    server.script = [answer(307, b"", {"Location": "/elsewhere"})]
    assert (await client_for(server.base_url).get(server.base_url)).status_code == 307
    assert len(server.exchanges) == 1


async def test_nobody_there(client_for, nobody):
    error = await failure_of(client_for(f"http://{nobody}").get(f"http://{nobody}"))
    assert type(error) is ConnectionFailedError
    assert "can't be reached" in str(error)
    assert error.action is Action.CHECK_NETWORK


async def test_a_connection_that_breaks(client_for, server):
    server.script = [hang_up]
    error = await failure_of(client_for(server.base_url).get(server.base_url))
    assert type(error) is ConnectionFailedError
    assert "broke the connection" in str(error)


async def test_silence_is_told_with_its_length(client_for, server):
    server.script = [streamed_then_silent([b"a"])]
    client = client_for(server.base_url, read_timeout_s=0.2)
    error = await failure_of(client.get(server.base_url))
    assert type(error) is ResponseTimeoutError
    assert str(error) == "The server sent nothing for 0.2 seconds. Try again in a moment."


async def test_without_a_word_of_the_persons_a_minute_without_a_byte_is_too_long(client_for):
    timeout = client_for("http://127.0.0.1:1/v1").timeout
    assert (timeout.read, timeout.connect, timeout.pool) == (60, 10, None)


async def test_a_stream_may_take_longer_than_any_silence(client_for, server):
    async def slowly(exchange):
        await exchange.begin_stream()
        for _ in range(5):
            await asyncio.sleep(0.1)
            await exchange.piece(b"a")
        await exchange.end_stream()

    server.script = [slowly]
    client = client_for(server.base_url, read_timeout_s=0.3)
    assert (await client.get(server.base_url)).content == b"aaaaa"


async def test_the_persons_headers_go_along(client_for, server):
    server.script = [answer(200, b"")]
    headers = (("X-Team", "blue"), ("Authorization", "Custom"))
    client = client_for(server.base_url, headers=headers)
    await client.get(server.base_url, headers={"authorization": "Bearer key"})
    sent = server.exchanges[0].headers
    assert sent["x-team"] == "blue"
    assert sent["authorization"] == "Custom", "the person's word is the last"


async def test_the_headers_of_each_response_are_told(client_for, server):
    server.script = [answer(200, b"", {"X-RateLimit-Remaining-Requests": "3"}), answer(500, b"")]
    client = client_for(server.base_url)
    await client.get(server.base_url)
    await client.get(server.base_url)
    assert [h.get("x-ratelimit-remaining-requests") for h in client_for.seen] == ["3", None]


async def test_organisation_and_project_go_along(provider_for, server, monkeypatch):
    monkeypatch.setenv("OPENAI_ORG_ID", "of-the-environment")
    server.script = [streamed(Payloads("openai_compatible").events())]
    provider = provider_for(server.base_url, organization="org-1", project="proj-1")
    await provider.generate_completion("m", MESSAGES)
    await provider_for(server.base_url).generate_completion("m", MESSAGES)
    given, plain = (exchange.headers for exchange in server.exchanges)
    assert (given["openai-organization"], given["openai-project"]) == ("org-1", "proj-1")
    assert "openai-organization" not in plain


def test_what_httpx_has_no_part_in_is_left_to_others():
    error = ValueError("else")
    assert transport_error(error, provider="p", subject="The server", api_key=KEY) is None


@pytest.mark.parametrize("header", [("X Team", "a"), ("", "a"), ("X-Team", "ä"), ("X", "a\nb")])
def test_a_header_that_can_be_none_is_refused_at_once(provider_for, header):
    with pytest.raises(InvalidRequestError, match="a character that no header has") as raised:
        provider_for("http://models.example/v1", headers=(header,))
    assert raised.value.action is Action.OPEN_SETTINGS


class PatientServer:
    """Answers every request with two bytes and keeps connections open."""

    def __init__(self):
        self.connections = 0
        self._writers = []

    @property
    def base_url(self):
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}/v1"

    async def __aenter__(self):
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        return self

    async def __aexit__(self, *_):
        self._server.close()
        for writer in self._writers:
            writer.close()

    async def _serve(self, reader, writer):
        self.connections += 1
        self._writers.append(writer)
        try:
            while True:
                await reader.readuntil(b"\r\n\r\n")
                writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
        except (asyncio.IncompleteReadError, ConnectionError):
            pass  # the client closed it
