"""The file that says which keys exist. It never holds one."""

from dataclasses import asdict
from pathlib import Path

from app.domain.keys import KeyPlace, KeyRecord, KeyRing
from app.storage.json_file import Fields, JsonFile


class KeyRecords:
    """Reads and writes the records of the keys in the keyring, and which of all keys are chosen."""

    def __init__(self, path: Path) -> None:
        self._file = JsonFile(path, "records of keys")

    def load(self) -> tuple[KeyRing, str | None]:
        """The records; none if there is no file or it can't be understood.

        Returns:
            The records, and a sentence if the file was set aside.

        Raises:
            StorageError: If the file can be neither read nor set aside.
        """
        keys, kept = self._file.load(_ring)
        if kept is None:
            return keys or KeyRing(), None
        return KeyRing(), (
            "The records of keys could not be read. The keys are still in the keyring; enter them "
            f"again, and Parley will know them. The old file is kept as {kept.name}."
        )

    def save(self, ring: KeyRing) -> None:
        """Replace the file by what of the keys is lasting.

        Raises:
            StorageError: If it can't be written; the old file then stands.
        """
        self._file.save(asdict(ring.lasting))


def _ring(fields: Fields) -> KeyRing:
    return KeyRing(tuple(_record(key) for key in fields.each("keys")), fields.texts("defaults"))


def _record(fields: Fields) -> KeyRecord:
    return KeyRecord(
        id=fields.text("id"),
        provider=fields.text("provider"),
        base_url=fields.text("base_url"),
        label=fields.text("label"),
        last_four=fields.text("last_four"),
        place=KeyPlace.KEYRING,
        keyring=fields.text("keyring"),
        entry=fields.text("entry"),
        checked_at=fields.number("checked_at"),
        models=fields.integer("models"),
    )
