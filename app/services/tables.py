"""Tables as text that other programs read: Markdown and CSV."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

# A spreadsheet runs what begins like this, also after spaces and as full-width characters.
_FORMULA = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")
_MARKDOWN = re.compile(r"([\\`*_\[\]<>|#~$])")


def to_markdown(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table as Markdown, for the clipboard."""
    lines = [_line(columns), "|" + "---|" * len(columns)]
    lines += [_line([_escaped(cell) for cell in row]) for row in rows]
    return "\n".join(lines) + "\n"


def to_csv(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table as CSV (RFC 4180), for the clipboard or a file.

    A text that a spreadsheet would take for a formula gets an apostrophe before it.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows([[_harmless(cell) for cell in row] for row in rows])
    return text.getvalue()


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _escaped(cell: str) -> str:
    return _MARKDOWN.sub(r"\\\1", " ".join(cell.split()))


def _harmless(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell
