"""Servers that prove who they are, and servers that can't."""

import asyncio
import ssl

import pytest
import trustme
import truststore

from app.domain.errors import Action
from app.providers import CertificateError, ConnectionFailedError, http
from tests.providers.http.failures import failure_of
from tests.providers.loopback import LoopbackServer, answer

MESSAGES = [{"role": "user", "content": "Hello"}]


@pytest.fixture(scope="module")
def authority():
    return trustme.CA()


@pytest.fixture
async def secure_server(authority):
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("127.0.0.1").configure_cert(tls)
    async with LoopbackServer(tls) as server:
        server.script = [answer(200, b"secret")]
        yield server


async def test_the_persons_own_authority_is_trusted(
    client_for, secure_server, authority, monkeypatch, tmp_path
):
    authority.cert_pem.write_to_path(tmp_path / "authority.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    client = client_for(secure_server.base_url)
    assert (await client.get(secure_server.base_url)).content == b"secret"


@pytest.mark.parametrize("system", ["Windows", "Darwin"])
async def test_windows_and_macos_are_asked_whom_they_trust(client_for, monkeypatch, system):
    for name in ("SSL_CERT_FILE", "SSL_CERT_DIR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("platform.system", lambda: system)
    http._certificates.cache_clear()
    client = client_for("https://models.example/v1")
    assert isinstance(client._transport._pool._ssl_context, truststore.SSLContext)
    http._certificates.cache_clear()


async def test_an_unknown_authority_is_not(client_for, secure_server):
    error = await failure_of(client_for(secure_server.base_url).get(secure_server.base_url))
    assert type(error) is CertificateError
    assert error.action is Action.CHECK_CERTIFICATE
    assert "does not trust" in str(error)


async def test_a_certificate_error_reaches_the_person(provider_for, secure_server):
    with pytest.raises(CertificateError) as raised:
        await provider_for(secure_server.base_url).generate_completion("m", MESSAGES)
    assert raised.value.can_retry is False
    assert not secure_server.exchanges


async def test_a_server_that_speaks_no_tls(client_for):
    async def greet(_reader, writer):
        writer.write(b"HTTP/1.1 400 No TLS here")
        writer.close()

    server = await asyncio.start_server(greet, "127.0.0.1", 0)
    async with server:
        address = f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        error = await failure_of(client_for(address).get(address))
    assert type(error) is ConnectionFailedError
