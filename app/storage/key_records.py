"""The file that says which keys exist. It never holds one."""

from dataclasses import replace
from pathlib import Path

from app.domain.keys import KeyPlace, KeyRing
from app.storage.json_file import JsonFile, Loaded, what_became_of
from app.words import N_, _


class KeyRecords:
    """Reads and writes the records of the keys in the keyring, and which of all keys are chosen."""

    def __init__(self, path: Path) -> None:
        self._file = JsonFile(path, KeyRing, N_("records of keys"))

    def load(self) -> tuple[KeyRing, str | None]:
        """The records; none where there is no file or it can't be understood.

        Returns:
            The records, and a sentence if not everything could be understood.

        Raises:
            StorageError: If the file can be neither read nor set aside.
        """
        loaded = self._file.load()
        # Whatever the file says: only what is in the keyring outlasts a session.
        keys = tuple(replace(key, place=KeyPlace.KEYRING) for key in loaded.value.keys)
        return replace(loaded.value, keys=keys), _warning(loaded)

    def save(self, ring: KeyRing) -> None:
        """Replace the file by what of the keys is lasting.

        Raises:
            StorageError: If it can't be written; the old file then stands.
        """
        self._file.save(ring.lasting)


def _warning(loaded: Loaded[KeyRing]) -> str | None:
    if not loaded.set_aside and not loaded.rejected:
        return None
    said = _(
        "The records of keys could not be read. The keys are still in the keyring; enter them "
        "again, and Parley will know them."
    )
    return f"{said} {what_became_of(loaded.set_aside)}"
