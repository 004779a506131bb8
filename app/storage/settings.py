"""The settings file."""

from pathlib import Path

from app.domain.settings import Settings
from app.storage.json_file import JsonFile
from app.words import N_, _

# Percent. Whatever the file says, the window stays usable.
_SCALES = (50, 200)


class SettingsStore:
    """Reads and writes one settings file; its calls block for the disk, one at a time."""

    def __init__(self, path: Path) -> None:
        self._file = JsonFile(path, Settings, N_("settings"))

    def load(self) -> tuple[Settings, str | None]:
        """The settings; the usual ones where there are none or they can't be understood.

        Returns:
            The settings, and a sentence if not everything could be understood.

        Raises:
            StorageError: If the file can be neither read nor set aside.
        """
        loaded = self._file.load()
        if loaded.set_aside:
            return loaded.value, _(
                "The settings could not be read, so Parley starts with the usual ones. The "
                "old file is kept as {name}."
            ).format(name=loaded.set_aside.name)
        if loaded.rejected:
            return loaded.value, _(
                "Some settings could not be understood: {names}. Parley takes the usual ones "
                "in their place, and the file keeps what it says."
            ).format(names=", ".join(loaded.rejected))
        return loaded.value, None

    def scale(self) -> int:
        """The scale of the window, in percent, for what needs it before all else.

        A file that can't be understood is left for `load` to tell of.
        """
        value = self._file.peek("scale")
        if isinstance(value, int) and _SCALES[0] <= value <= _SCALES[1]:
            return value
        return Settings().scale

    def save(self, settings: Settings) -> None:
        """Replace the file.

        Raises:
            StorageError: If it can't be written; the old file then stands.
        """
        self._file.save(settings)
