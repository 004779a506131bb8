"""Files of JSON that a person can read, written whole or not at all."""

import json
import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any, Generic, TypeVar, cast

import msgspec

from app.domain.errors import StorageError
from app.storage.json_merge import merged
from app.words import _

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Loaded(Generic[_T]):
    """What a file was found to hold.

    Attributes:
        value: What it says; the usual for what is missing or can't be understood.
        set_aside: The new name of a file of which nothing could be understood.
        rejected: The fields that can't be understood. The file keeps them.
    """

    value: _T
    set_aside: Path | None = None
    rejected: Sequence[str] = ()


class JsonFile(Generic[_T]):
    """One file; its calls block for the disk, one at a time.

    What this version doesn't know, or can't understand, is written back as it was read. If it has
    to give way to a new value, the whole file as it was is set aside first.

    Args:
        path: Where it is.
        kind: The dataclass whose fields it holds; each has a default.
        content: What it holds, as a plural that `N_` marks: "settings".
    """

    def __init__(self, path: Path, kind: type[_T], content: str) -> None:
        self._path = path
        self._kind = kind
        self._content = content
        self._raw: dict[str, Any] = {}
        self._loaded = _encoded(kind())
        self._rejected: set[str] = set()

    def load(self) -> Loaded[_T]:
        """What the file says, or the usual if there is none.

        Raises:
            StorageError: If the file can be neither read nor set aside.
        """
        try:
            raw = msgspec.convert(self._read(), dict[str, Any])
        except FileNotFoundError:
            return Loaded(self._kind())
        except (OSError, ValueError, RecursionError):
            return Loaded(self._kind(), set_aside=self._set_aside())
        rejected = [name for name in raw if not self._is_understood({name: raw[name]})]
        understood = {name: value for name, value in raw.items() if name not in rejected}
        value = msgspec.convert(understood, self._kind)
        self._raw, self._loaded, self._rejected = raw, _encoded(value), set(rejected)
        return Loaded(value, rejected=rejected)

    def peek(self, name: str) -> object:
        """What the file says in a field; None if that can't be read. Changes nothing."""
        try:
            return msgspec.convert(self._read(), dict[str, object]).get(name)
        except (OSError, ValueError, RecursionError):
            return None

    def save(self, value: _T) -> None:
        """Replace the file.

        Raises:
            StorageError: If it can't be written; the old file then stands.
        """
        new = _encoded(value)
        lost = {name for name in self._rejected if new[name] != self._loaded[name]}
        raw = merged(self._raw, self._loaded, new)
        try:
            if lost:
                shutil.copyfile(self._path, self._free_name())
            self._write(json.dumps(raw, indent=2) + "\n")
        except OSError as error:
            raise StorageError(
                _(
                    "The {content} could not be saved in {folder}; the old ones are still there. "
                    "Check that the disk has space and the folder is writable."
                ).format(content=_(self._content), folder=self._path.parent)
            ) from error
        self._raw, self._loaded = raw, new
        self._rejected -= lost

    def _read(self) -> object:
        return json.loads(self._path.read_text("utf-8"))

    def _is_understood(self, fields: dict[str, Any]) -> bool:
        try:
            msgspec.convert(fields, self._kind)
        except (msgspec.ValidationError, RecursionError):
            return False
        return True

    def _write(self, text: str) -> None:
        partial = self._path.with_name(self._path.name + ".partial")
        with partial.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(self._path)

    def _set_aside(self) -> Path:
        try:
            return self._path.rename(self._free_name())
        except OSError as error:
            raise StorageError(
                _(
                    "The {content} in {path} could not be read. Nothing was deleted. Make the "
                    "file and its folder readable and writable, and start again."
                ).format(content=_(self._content), path=self._path)
            ) from error

    def _free_name(self) -> Path:
        names = (f"{self._path.stem}-unreadable-{number}.json" for number in count(1))
        return next(path for name in names if not (path := self._path.with_name(name)).exists())


def what_became_of(set_aside: Path | None) -> str:
    """The sentence that says where a file is now that could not be understood whole."""
    if set_aside:
        return _("The old file is kept as {name}.").format(name=set_aside.name)
    return _("The old file keeps what it says.")


def _encoded(value: object) -> dict[str, Any]:
    # Through JSON, so that lists are lists.
    return cast("dict[str, Any]", msgspec.json.decode(msgspec.json.encode(value)))
