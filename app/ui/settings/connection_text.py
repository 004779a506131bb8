"""What is typed of a connection: how it is read, and what is wrong with it."""

import re
from urllib.parse import urlsplit

from app.words import _

DIRECT = "direct"
_PROXY_SCHEMES = ("http", "https", "socks5", "socks5h")
_NAME = re.compile(r"[!#$%&'*+.^_`|~\w-]+", re.ASCII)
_LONGEST_S = 3600.0


def problem_with_proxy(text: str) -> str:
    """What is wrong with a proxy's address, as a sentence; "" if nothing is."""
    if text in ("", DIRECT):
        return ""
    try:
        parts = urlsplit(text)
        is_usable = parts.scheme in _PROXY_SCHEMES and bool(parts.hostname) and parts.port != 0
        has_password = parts.password is not None
    except ValueError:
        is_usable = has_password = False
    if has_password:
        return _("Leave the password out here: it has a field of its own.")
    return "" if is_usable else _("Begin with http://, https:// or socks5://, or write “direct”.")


def problem_with_header(name: str, value: str) -> str:
    """What is wrong with a header, as a sentence; "" if nothing is."""
    if not _NAME.fullmatch(name):
        return _("Enter the name of a header: letters, digits and dashes.")
    if not value or not (value.isascii() and value.isprintable()):
        return _("Enter what the header holds: letters, digits and signs of plain English.")
    return ""


def problem_with_seconds(text: str) -> str:
    """What is wrong with a time-out, as a sentence; "" if nothing is."""
    try:
        is_usable = not text or 0 < float(text) <= _LONGEST_S
    except ValueError:
        is_usable = False
    return "" if is_usable else _("Enter seconds, {n} at most.").format(n=f"{_LONGEST_S:.0f}")


def seconds_of(text: str, default: float) -> float:
    """The seconds; the default where none are typed."""
    return float(text) if text else default


def seconds_text(seconds: float, default: float) -> str:
    """The seconds as they are typed; "" for the default."""
    return "" if seconds == default else f"{seconds:g}"
