"""The file that says how providers are reached. What is secret in it is in the keyring."""

from collections.abc import Sequence
from pathlib import Path

from app.domain.connection import ConnectionBook, ConnectionRecord
from app.storage.json_file import JsonFile, what_became_of
from app.words import N_, _


class ConnectionRecords:
    """Reads and writes the ways that were chosen; its calls block for the disk, one at a time."""

    def __init__(self, path: Path) -> None:
        self._file = JsonFile(path, ConnectionBook, N_("connections"))

    def load(self) -> tuple[Sequence[ConnectionRecord], str | None]:
        """The records; none if there is no file or it can't be understood.

        Returns:
            The records, and a sentence if not everything could be understood.

        Raises:
            StorageError: If the file can be neither read nor set aside.
        """
        loaded = self._file.load()
        if not loaded.set_aside and not loaded.rejected:
            return loaded.value.connections, None
        said = _(
            "How providers are reached could not be read, so Parley asks each in the usual way."
        )
        return (), f"{said} {what_became_of(loaded.set_aside)}"

    def save(self, records: Sequence[ConnectionRecord]) -> None:
        """Replace the file.

        Raises:
            StorageError: If it can't be written; the old file then stands.
        """
        self._file.save(ConnectionBook(tuple(records)))
