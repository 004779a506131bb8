"""The log file: what went wrong, without keys.

Logging is set up by the program alone; the provider library leaves it to its user.
"""

import io
import logging
import re
from collections.abc import Generator
from contextlib import contextmanager
from logging.handlers import RotatingFileHandler
from pathlib import Path

from typing_extensions import override

from app.domain.secrets import mask

_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_MAX_BYTES = 1_000_000
_OLD_FILES = 3

_MASK = r"\g<kept>[masked]"
_SECRETS = (
    # api_key=…, "x-api-key": "…", (b'authorization', b'Basic …'), ?key=…
    re.compile(
        r"""(?P<kept>(?:api[-_]?key|authorization|access[-_]?token|[?&]key)["']?"""
        r"""\s*[:=,]\s*b?["']?(?:(?:bearer|basic|token)\s+)?)[^\s"'&,;)}\]]{8,}""",
        re.IGNORECASE,
    ),
    re.compile(r"(?P<kept>\bbearer\s+)[\w.~+/=-]{8,}", re.IGNORECASE),
    re.compile(r"(?P<kept>(?<![A-Za-z])(?:sk-|gsk_|xai-|hf_|AIza))[\w-]{8,}"),
    # http://user:password@host
    re.compile(r"(?P<kept>://[^\s/:@]*:)[^\s/@]+(?=@)"),
)


def scrub(text: str) -> str:
    """The text with everything masked that is announced as a key or looks like one."""
    for secret in _SECRETS:
        text = secret.sub(_MASK, text)
    return mask(text)


@contextmanager
def configured(data_dir: Path) -> Generator[None]:
    """Log warnings and errors of the whole program to `data_dir`/logs while the block runs."""
    handler = _LogFile(
        data_dir / "logs" / "parley.log",
        maxBytes=_MAX_BYTES,
        backupCount=_OLD_FILES,
        encoding="utf-8",
        errors="backslashreplace",
        delay=True,
    )
    handler.setFormatter(_ScrubbingFormatter(_FORMAT))
    root = logging.getLogger()
    root.addHandler(handler)
    try:
        yield
    finally:
        root.removeHandler(handler)
        handler.close()


class _ScrubbingFormatter(logging.Formatter):
    """Scrubs the finished entry: message, arguments and traceback alike."""

    @override
    def format(self, record: logging.LogRecord) -> str:
        return scrub(super().format(record))


class _LogFile(RotatingFileHandler):
    """A log file that never gets in the way: what it can't write is dropped without a word."""

    @override
    def _open(self) -> io.TextIOWrapper:
        Path(self.baseFilename).parent.mkdir(parents=True, exist_ok=True)
        return super()._open()

    @override
    def handleError(self, record: logging.LogRecord) -> None:
        # The standard handler writes to stderr, which a windowed program doesn't have.
        pass
