"""What is typed of a connection: how it is read, and what is wrong with it."""

import re
from urllib.parse import urlsplit

DIRECT = "direct"
_PROXY_SCHEMES = ("http", "https", "socks5", "socks5h")
_HEADER = re.compile(r"([!#$%&'*+.^_`|~\w-]+)\s*:\s*(\S.*)", re.ASCII)
_LONGEST_S = 3600.0


def problem_with_proxy(text: str) -> str:
    """What is wrong with a proxy's address, as a sentence; "" if nothing is."""
    if text in ("", DIRECT):
        return ""
    try:
        parts = urlsplit(text)
        is_usable = parts.scheme in _PROXY_SCHEMES and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_usable = False
    return "" if is_usable else "Begin with http://, https:// or socks5://, or write “direct”."


def problem_with_headers(text: str) -> str:
    """What is wrong with headers, as a sentence; "" if nothing is."""
    wrong = [line for line in _lines(text) if not _HEADER.fullmatch(line)]
    return f"Line {_lines(text).index(wrong[0]) + 1} should be “Name: value”." if wrong else ""


def problem_with_seconds(text: str) -> str:
    """What is wrong with a time-out, as a sentence; "" if nothing is."""
    try:
        is_usable = not text or 0 < float(text) <= _LONGEST_S
    except ValueError:
        is_usable = False
    return "" if is_usable else f"Enter seconds, {_LONGEST_S:.0f} at most."


def headers_of(text: str) -> tuple[tuple[str, str], ...]:
    """Names and values, one a line."""
    found = (_HEADER.fullmatch(line) for line in _lines(text))
    return tuple((match[1], match[2]) for match in found if match)


def headers_text(headers: tuple[tuple[str, str], ...]) -> str:
    """The headers as they are typed."""
    return "\n".join(f"{name}: {value}" for name, value in headers)


def seconds_of(text: str, default: float) -> float:
    """The seconds; the default where none are typed."""
    return float(text) if text else default


def seconds_text(seconds: float, default: float) -> str:
    """The seconds as they are typed; "" for the default."""
    return "" if seconds == default else f"{seconds:g}"


def _lines(text: str) -> list[str]:
    return [line for line in map(str.strip, text.splitlines()) if line]
