"""The settings file."""

from dataclasses import asdict
from pathlib import Path

from app.domain.conversation import Candidate, ModelRef
from app.domain.messages import Parameters
from app.domain.settings import ChosenKeys, ColorMode, LaneSetup, LineUp, SavedServer, Settings
from app.storage.json_file import Fields, JsonFile


class SettingsStore:
    """Reads and writes one settings file; its calls block for the disk, one at a time."""

    def __init__(self, path: Path) -> None:
        self._file = JsonFile(path, "settings")

    def load(self) -> tuple[Settings, str | None]:
        """The settings, or the usual ones if there is no file or it can't be understood.

        Returns:
            The settings, and a sentence if the file was set aside.

        Raises:
            StorageError: If the file can be neither read nor set aside.
        """
        settings, kept = self._file.load(_settings)
        if kept is None:
            return settings or Settings(), None
        return Settings(), (
            "The settings could not be read, so Parley starts with the usual ones. The old file "
            f"is kept as {kept.name}."
        )

    def save(self, settings: Settings) -> None:
        """Replace the file.

        Raises:
            StorageError: If it can't be written; the old file then stands.
        """
        self._file.save(asdict(settings))


def _settings(fields: Fields) -> Settings:
    return Settings(
        appearance=ColorMode(fields.text("appearance", ColorMode.SYSTEM)),
        servers=tuple(
            SavedServer(server.text("label"), server.text("base_url"))
            for server in fields.each("servers")
        ),
        lineup=tuple(_lane(lane) for lane in fields.each("lineup")),
        line_ups=tuple(_line_up(line_up) for line_up in fields.each("line_ups")),
        default_line_up=fields.text("default_line_up"),
        shortcuts=tuple(
            ChosenKeys(chosen.text("id"), chosen.text("keys"))
            for chosen in fields.each("shortcuts")
        ),
        window=fields.text("window"),
    )


def _line_up(fields: Fields) -> LineUp:
    lanes = tuple(_lane(lane) for lane in fields.each("lanes"))
    return LineUp(fields.text("id"), fields.text("name"), lanes)


def _lane(fields: Fields) -> LaneSetup:
    parameters = fields.nested("parameters")
    return LaneSetup(
        model=_model(fields.nested("model")),
        parameters=Parameters(
            temperature=parameters.number("temperature"),
            top_p=parameters.number("top_p"),
            max_tokens=parameters.integer("max_tokens"),
            stop=parameters.texts("stop"),
            seed=parameters.integer("seed"),
        ),
        system_prompt=fields.text("system_prompt"),
        key_id=fields.text("key_id"),
        fallbacks=tuple(
            Candidate(_model(fallback.nested("model")), fallback.text("key_id"))
            for fallback in fields.each("fallbacks")
        ),
        switches=fields.flag("switches"),
    )


def _model(fields: Fields) -> ModelRef:
    return ModelRef(fields.text("provider"), fields.text("model"), fields.text("base_url"))
