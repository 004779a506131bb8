"""Values as columns that several tables have, and columns as values."""

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import asdict

from app.domain.attachments import Attachment
from app.domain.lane import ModelRef


def read_attachments(column: str) -> tuple[Attachment, ...]:
    """The files in a column."""
    return tuple(Attachment(**fields) for fields in json.loads(column))


def attachments_column(attachments: Iterable[Attachment]) -> str:
    """What the files of a prompt are stored as."""
    return json.dumps([asdict(attachment) for attachment in attachments])


def model_columns(model: ModelRef) -> tuple[str, str, str]:
    """Provider, name and address of a model, as three columns."""
    return model.provider, model.model, model.base_url


def read_model(row: sqlite3.Row) -> ModelRef:
    """The model of a row of lanes or answers."""
    return ModelRef(row["provider"], row["model"], row["base_url"])


def bound(*values: str | float | None) -> tuple[str | float | None, ...]:
    """Values that can be bound to a statement."""
    return tuple(_storable(value) if isinstance(value, str) else value for value in values)


def _storable(text: str) -> str:
    """Text that UTF-8 can hold: halves of surrogate pairs joined, lone ones replaced.

    Servers split an emoji's escapes between two chunks; SQLite refuses a half.
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text
