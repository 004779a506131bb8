"""The settings file: JSON that a person can read, written whole or not at all."""

import json
import os
from dataclasses import asdict
from itertools import count
from pathlib import Path
from typing import cast

from app.domain.conversation import ModelRef
from app.domain.errors import StorageError
from app.domain.messages import Parameters
from app.domain.settings import Appearance, LaneSetup, SavedServer, Settings


class SettingsStore:
    """Reads and writes one settings file; its calls block for the disk, one at a time.

    Top-level fields that this version doesn't know are written back as they were read.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._fields: dict[str, object] = {}

    def load(self) -> tuple[Settings, str | None]:
        """The settings, or the usual ones if there is no file or it can't be understood.

        Returns:
            The settings, and a sentence if the file was set aside.

        Raises:
            StorageError: If the file can be neither read nor set aside.
        """
        try:
            fields = _Fields(json.loads(self._path.read_text("utf-8")))
            settings = _settings(fields)
        except FileNotFoundError:
            return Settings(), None
        except (OSError, ValueError, TypeError, RecursionError):
            kept = self._set_aside()
            return Settings(), (
                f"The settings could not be read, so Parley starts with the usual ones. The old "
                f"file is kept as {kept.name}."
            )
        self._fields = fields.values
        return settings, None

    def save(self, settings: Settings) -> None:
        """Replace the file.

        Raises:
            StorageError: If it can't be written; the old file then stands.
        """
        text = json.dumps({**self._fields, **asdict(settings)}, indent=2)
        partial = self._path.with_name(self._path.name + ".partial")
        try:
            with partial.open("w", encoding="utf-8") as file:
                file.write(text + "\n")
                file.flush()
                os.fsync(file.fileno())
            partial.replace(self._path)
        except OSError as error:
            raise StorageError(
                f"The settings could not be saved in {self._path.parent}; the old ones are still "
                "there. Check that the disk has space and the folder is writable."
            ) from error

    def _set_aside(self) -> Path:
        names = (f"{self._path.stem}-unreadable-{number}.json" for number in count(1))
        kept = next(path for name in names if not (path := self._path.with_name(name)).exists())
        try:
            return self._path.rename(kept)
        except OSError as error:
            raise StorageError(
                f"The settings in {self._path} could not be read. Nothing was deleted. Make the "
                "file and its folder readable and writable, and start again."
            ) from error


class _Fields:
    """A JSON object whose fields have the type that is asked for, or are missing."""

    def __init__(self, value: object) -> None:
        if not isinstance(value, dict):
            raise TypeError
        self.values = cast("dict[str, object]", value)

    def text(self, name: str, default: str = "") -> str:
        value = self.values.get(name, default)
        if not isinstance(value, str):
            raise TypeError(name)
        return value

    def number(self, name: str) -> float | None:
        value = self.values.get(name)
        # JSON's true is an int to Python.
        if isinstance(value, bool) or not isinstance(value, float | int | None):
            raise TypeError(name)
        return value

    def integer(self, name: str) -> int | None:
        value = self.number(name)
        if isinstance(value, float):
            raise TypeError(name)
        return value

    def nested(self, name: str) -> "_Fields":
        return _Fields(self.values.get(name, {}))

    def each(self, name: str) -> "list[_Fields]":
        return [_Fields(item) for item in self._items(name)]

    def texts(self, name: str) -> tuple[str, ...]:
        items = self._items(name)
        if not all(isinstance(item, str) for item in items):
            raise TypeError(name)
        return tuple(cast("list[str]", items))

    def _items(self, name: str) -> list[object]:
        value = self.values.get(name, [])
        if not isinstance(value, list):
            raise TypeError(name)
        return cast("list[object]", value)


def _settings(fields: _Fields) -> Settings:
    return Settings(
        appearance=Appearance(fields.text("appearance", Appearance.SYSTEM)),
        servers=tuple(
            SavedServer(server.text("label"), server.text("base_url"))
            for server in fields.each("servers")
        ),
        lineup=tuple(_lane(lane) for lane in fields.each("lineup")),
        window=fields.text("window"),
    )


def _lane(fields: _Fields) -> LaneSetup:
    model = fields.nested("model")
    parameters = fields.nested("parameters")
    return LaneSetup(
        model=ModelRef(model.text("provider"), model.text("model"), model.text("base_url")),
        parameters=Parameters(
            temperature=parameters.number("temperature"),
            top_p=parameters.number("top_p"),
            max_tokens=parameters.integer("max_tokens"),
            stop=parameters.texts("stop"),
            seed=parameters.integer("seed"),
        ),
        system_prompt=fields.text("system_prompt"),
    )
