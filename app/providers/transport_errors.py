"""What both generations of httpx raise, in our tree; no SDK's own words are needed for it."""

from collections.abc import Mapping
from typing import Any

from app.domain.errors import (
    CertificateError,
    ConnectionFailedError,
    MalformedResponseError,
    ProviderError,
    ProxyError,
    ResponseTimeoutError,
)
from app.providers.scrub import scrub
from app.providers.web_page import WebPageError
from app.words import _

_LIBRARIES = ("httpx", "httpx2")


def transport_error(
    exc: BaseException, *, provider: str, subject: str, api_key: str
) -> ProviderError | None:
    """The error of our tree for a failure on the way to the server.

    Args:
        exc: What was raised: by httpx, or by an SDK because of it.
        provider: Registry name.
        subject: What a sentence about the provider begins with.
        api_key: To be kept out of everything.

    Returns:
        None where httpx has no part in it.
    """
    cause: BaseException | None = exc
    while cause is not None and not _is_known(cause):
        cause = cause.__cause__
    if cause is None:
        return None
    if isinstance(cause, WebPageError):
        return _web_page_error(cause, provider, subject)
    error, message = _told(cause, subject)
    return error(message, provider=provider, detail=scrub(str(cause) or repr(cause), api_key))


def _told(exc: BaseException, subject: str) -> tuple[type[ProviderError], str]:
    names = _names(exc)
    # What `http.py` and httpx note beside each request.
    noted: Mapping[str, Any] = getattr(getattr(exc, "_request", None), "extensions", {})
    if "CERTIFICATE_VERIFY" in str(exc):
        return CertificateError, _(
            "{subject} has a certificate that this computer does not trust. If your "
            "company or school looks into what is sent, add the certificate of its "
            "authority to the system's store, which Parley trusts, and start Parley "
            "again. Else check the address."
        ).format(subject=subject)
    if "ProxyError" in names and "407" in str(exc):
        return ProxyError, _(
            "The proxy wants a name and a password. Enter them in Settings: the name in "
            "its address, as in http://name@proxy:port, and the password below it."
        )
    if "ProxyError" in names:
        return ProxyError, _(
            "The proxy did not let the request through. Check the proxy in Settings or "
            "in the system's settings."
        )
    if names & {"ConnectError", "ConnectTimeout"}:
        if noted.get("proxied"):
            return ProxyError, _(
                "The proxy can't be reached. Check its address in Settings or in the "
                "system's settings."
            )
        return ConnectionFailedError, _(
            "{subject} can't be reached. Check that it runs, the address in Settings and "
            "your network."
        ).format(subject=subject)
    if "TimeoutException" in names:
        seconds = noted.get("timeout", {}).get("read")
        if not seconds:
            words = _("{subject} sent nothing for too long. Try again in a moment.")
            return ResponseTimeoutError, words.format(subject=subject)
        words = _("{subject} sent nothing for {seconds} seconds. Try again in a moment.")
        return ResponseTimeoutError, words.format(subject=subject, seconds=f"{seconds:g}")
    return ConnectionFailedError, _(
        "{subject} broke the connection. Try again in a moment."
    ).format(subject=subject)


def _is_known(exc: BaseException) -> bool:
    return isinstance(exc, WebPageError) or "TransportError" in _names(exc)


def _web_page_error(page: WebPageError, provider: str, subject: str) -> ProviderError:
    return MalformedResponseError(
        _(
            "{subject} answered with a web page. If this network wants you to sign in "
            "first, do so in your browser; else check the address in Settings."
        ).format(subject=subject),
        provider=provider,
        status=page.status,
        detail=str(page),
    )


def _names(exc: BaseException) -> set[str]:
    """The names of an exception's classes within httpx: both generations call them alike."""
    return {
        base.__name__
        for base in type(exc).__mro__
        if base.__module__.partition(".")[0] in _LIBRARIES
    }
