"""Files of JSON that a person can read, written whole or not at all."""

import json
import os
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import TypeVar, cast

from app.domain.errors import StorageError

_T = TypeVar("_T")


class JsonFile:
    """One file; its calls block for the disk, one at a time.

    Top-level fields that this version doesn't know are written back as they were read.

    Args:
        path: Where it is.
        content: What it holds, as a plural: "settings".
    """

    def __init__(self, path: Path, content: str) -> None:
        self._path = path
        self._content = content
        self._fields: dict[str, object] = {}

    def load(self, read: "Callable[[Fields], _T]") -> tuple[_T | None, Path | None]:
        """What `read` makes of the file's fields.

        Args:
            read: Raises ValueError or TypeError for what it can't understand.

        Returns:
            That, or None if there is no file or it can't be understood; and in the latter case
            the name under which it was set aside.

        Raises:
            StorageError: If the file can be neither read nor set aside.
        """
        try:
            fields = Fields(json.loads(self._path.read_text("utf-8")))
            value = read(fields)
        except FileNotFoundError:
            return None, None
        except (OSError, ValueError, TypeError, RecursionError):
            return None, self._set_aside()
        self._fields = fields.values
        return value, None

    def save(self, fields: dict[str, object]) -> None:
        """Replace the file.

        Raises:
            StorageError: If it can't be written; the old file then stands.
        """
        text = json.dumps({**self._fields, **fields}, indent=2)
        partial = self._path.with_name(self._path.name + ".partial")
        try:
            with partial.open("w", encoding="utf-8") as file:
                file.write(text + "\n")
                file.flush()
                os.fsync(file.fileno())
            partial.replace(self._path)
        except OSError as error:
            raise StorageError(
                f"The {self._content} could not be saved in {self._path.parent}; the old ones are "
                "still there. Check that the disk has space and the folder is writable."
            ) from error

    def _set_aside(self) -> Path:
        names = (f"{self._path.stem}-unreadable-{number}.json" for number in count(1))
        kept = next(path for name in names if not (path := self._path.with_name(name)).exists())
        try:
            return self._path.rename(kept)
        except OSError as error:
            raise StorageError(
                f"The {self._content} in {self._path} could not be read. Nothing was deleted. Make "
                "the file and its folder readable and writable, and start again."
            ) from error


class Fields:
    """A JSON object whose fields have the type that is asked for, or are missing.

    Raises:
        TypeError: Something has another type, here or when a field is read.
    """

    def __init__(self, value: object) -> None:
        if not isinstance(value, dict):
            raise TypeError
        self.values = cast("dict[str, object]", value)

    def text(self, name: str, default: str = "") -> str:
        """A string."""
        value = self.values.get(name, default)
        if not isinstance(value, str):
            raise TypeError(name)
        return value

    def flag(self, name: str) -> bool:
        """True or false."""
        value = self.values.get(name, False)
        if not isinstance(value, bool):
            raise TypeError(name)
        return value

    def number(self, name: str) -> float | None:
        """A number; None if there is none."""
        value = self.values.get(name)
        # JSON's true is an int to Python.
        if isinstance(value, bool) or not isinstance(value, float | int | None):
            raise TypeError(name)
        return value

    def integer(self, name: str) -> int | None:
        """A whole number; None if there is none."""
        value = self.number(name)
        if isinstance(value, float):
            raise TypeError(name)
        return value

    def nested(self, name: str) -> "Fields":
        """An object."""
        return Fields(self.values.get(name, {}))

    def each(self, name: str) -> "list[Fields]":
        """The objects of a list."""
        return [Fields(item) for item in self._items(name)]

    def texts(self, name: str) -> tuple[str, ...]:
        """The strings of a list."""
        items = self._items(name)
        if not all(isinstance(item, str) for item in items):
            raise TypeError(name)
        return tuple(cast("list[str]", items))

    def _items(self, name: str) -> list[object]:
        value = self.values.get(name, [])
        if not isinstance(value, list):
            raise TypeError(name)
        return cast("list[object]", value)
