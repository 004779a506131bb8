"""Answers that go wrong: raised before the first token, told by the last chunk after it."""

from functools import partial

import pytest

from app.domain import errors
from app.domain.connection import Connection
from app.providers import (
    ConnectionFailedError,
    MalformedResponseError,
    ProviderError,
    ResponseTimeoutError,
)
from tests.providers.conformance.conftest import MESSAGES, MODEL
from tests.providers.conformance.payloads import Payloads, case_id, wire_cases
from tests.providers.loopback import (
    answer,
    hang_up,
    streamed,
    streamed_then_cut,
    streamed_then_silent,
)

HTML = b"<!doctype html><title>Sign in</title>"


async def test_nobody_listening(ask, server):
    await server.__aexit__()
    with pytest.raises(ConnectionFailedError, match="can't be reached"):
        await ask()


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        pytest.param(hang_up, ConnectionFailedError, id="cut-before-any-byte"),
        pytest.param(streamed_then_cut([]), ConnectionFailedError, id="cut-after-the-headers"),
        pytest.param(streamed([]), MalformedResponseError, id="empty-stream"),
        pytest.param(answer(200, HTML, kind="text/html"), MalformedResponseError, id="login-page"),
        pytest.param(answer(200, {"ok": True}), MalformedResponseError, id="json-instead"),
        pytest.param(streamed([b"data: {broken\n\n"]), MalformedResponseError, id="broken-json"),
        pytest.param(streamed([b"data: 17\n\n"]), MalformedResponseError, id="wrong-json"),
        pytest.param(streamed([b"\xff\xfe\n\n"]), MalformedResponseError, id="broken-events"),
        pytest.param(answer(307, b"", {"Location": "/"}), MalformedResponseError, id="redirect"),
    ],
)
async def test_before_the_first_token_it_raises(ask, server, reply, error):
    server.script = [reply]
    for stream in (False, True):
        with pytest.raises(error) as raised:
            await ask(stream=stream)
        assert type(raised.value) is error
        assert raised.value.__context__ is None
    assert len(server.exchanges) == 2


@pytest.mark.parametrize(
    ("then", "error"),
    [
        pytest.param(b"", MalformedResponseError, id="no-end"),
        pytest.param(b"data: {broken\n\n", MalformedResponseError, id="broken-json"),
        pytest.param(b"data: \xff\xfe\n\n", MalformedResponseError, id="broken-events"),
    ],
)
async def test_after_the_first_token_the_text_stands(ask, server, payloads, then, error):
    server.script = (
        [streamed([*payloads.opening(5), then])] if then else [streamed(payloads.opening(5))]
    )
    await assert_told_by_the_last_chunk(ask, error)


async def test_a_connection_cut_in_the_middle(ask, server, payloads):
    server.script = [streamed_then_cut(payloads.opening(5))]
    await assert_told_by_the_last_chunk(ask, ConnectionFailedError)


@pytest.mark.parametrize(("provider_class", "case"), wire_cases("error_events"), ids=case_id)
@pytest.mark.parametrize("begun", [True, False], ids=["in-the-middle", "at-once"])
async def test_an_error_event(connect, server, provider_class, case, begun):
    events = Payloads(provider_class.name).opening(5) if begun else []
    server.script = [streamed([*events, case["event"].encode()])]
    ask = partial(connect(provider_class).generate_completion, MODEL, MESSAGES)
    error = getattr(errors, case["raises"])
    if begun:
        await assert_told_by_the_last_chunk(ask, error)
    else:
        with pytest.raises(error):
            await ask()


@pytest.mark.parametrize("pieces", [0, 5], ids=["before-the-first-token", "in-the-middle"])
@pytest.mark.parametrize("connection", [Connection(read_timeout_s=0.2)], ids=["impatient"])
async def test_silence(wire_provider, server, pieces):
    payloads = Payloads(wire_provider.name)
    ask = partial(wire_provider.generate_completion, MODEL, MESSAGES)
    server.script = [streamed_then_silent(payloads.opening(pieces))]
    if pieces:
        await assert_told_by_the_last_chunk(ask, ResponseTimeoutError)
    else:
        with pytest.raises(ResponseTimeoutError, match=r"sent nothing for 0\.2 seconds"):
            await ask()


async def assert_told_by_the_last_chunk(ask, error: type[ProviderError]) -> None:
    stream = await ask(stream=True)
    *chunks, last = [chunk async for chunk in stream]
    assert "".join(chunk["content"] for chunk in chunks)
    assert not any(chunk["error"] or chunk["finish_reason"] for chunk in chunks)
    assert last["error"] is True
    assert last["error_message"] == str(stream.error)
    assert last["finish_reason"] is None
    assert type(stream.error) is error
    whole = await ask()
    assert whole["content"] == "".join(chunk["content"] for chunk in chunks)
    assert whole["error"] is True
    assert whole["error_message"] == last["error_message"]
