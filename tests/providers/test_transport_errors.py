"""Failures on the way to a server that no loopback server can bring about."""

import httpx2
import openai

from app.providers import CertificateError, ConnectionFailedError, ResponseTimeoutError
from app.providers.transport_errors import transport_error

REQUEST = httpx2.Request("POST", "https://models.example/v1/chat/completions")


def told(cause):
    """What is said of a failure that the SDK has wrapped in its own."""
    exc = openai.APIConnectionError(request=REQUEST)
    exc.__cause__ = cause
    return transport_error(exc, provider="p", subject="The server", api_key="sk-1")


def test_a_certificate_that_nobody_trusts():
    error = told(httpx2.ConnectError("[SSL: CERTIFICATE_VERIFY_FAILED] self-signed certificate"))
    assert type(error) is CertificateError
    assert "does not trust" in str(error)
    assert not error.can_retry


def test_a_server_that_can_not_be_reached_in_time():
    error = told(httpx2.ConnectTimeout(""))
    assert type(error) is ConnectionFailedError
    assert "can't be reached" in str(error)


def test_a_server_that_is_silent_for_a_time_that_nobody_has_noted():
    error = told(httpx2.ReadTimeout(""))
    assert type(error) is ResponseTimeoutError
    assert str(error) == "The server sent nothing for too long. Try again in a moment."
