"""Keyrings of other systems, and ones that misbehave, as classes of `keyring`."""

from keyring.backend import KeyringBackend

from app.domain.errors import KeyringProblem
from app.storage.keyring_errors import KeyringProblemError
from app.storage.system_keyring import SystemKeyring


class MemoryKeyring(KeyringBackend):
    """Works, and forgets everything at the end."""

    viable = True

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.values.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.values[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.values[service, username]


class MissingKeyring(MemoryKeyring):
    """Is not there."""

    viable = False


class ForgetfulKeyring(MemoryKeyring):
    """Takes everything and keeps nothing, as keyring's null backend does."""

    def set_password(self, service: str, username: str, password: str) -> None:
        pass


class TalkativeKeyring(MemoryKeyring):
    """Fails, with the key in the words of its error."""

    def set_password(self, service: str, username: str, password: str) -> None:
        raise RuntimeError(f"CredWrite({service!r}, {password!r}) failed")


def found(keyring: MemoryKeyring) -> SystemKeyring:
    """A keyring as Parley finds it, if it is there."""
    if not keyring.viable:
        raise KeyringProblemError(KeyringProblem.NO_BACKEND)
    return SystemKeyring("Hoard", keyring)
