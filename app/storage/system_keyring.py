"""The keyring of this system, through the class that `keyring` has for it.

The class is chosen here and not by `keyring.get_keyring()`, which follows keyringrc.cfg and
PYTHON_KEYRING_BACKEND, takes whatever is installed, and so may end in a plain file or nowhere.
"""

import sys
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

from keyring.backend import KeyringBackend
from keyring.backends import Windows, kwallet, macOS
from keyring.errors import KeyringLocked

from app.domain.errors import KeyringProblem
from app.storage.keyring_errors import KeyringProblemError

# 2,560 bytes of UTF-16.
WINDOWS_LIMIT = 1280


class SystemKeyring:
    """A keyring as it was found. Its calls block, may ask the person, and may raise anything.

    What is known to go wrong is raised as KeyringProblemError.

    Args:
        name: What the person calls it.
        backend: The class of `keyring` behind it.
        is_locked: Whether it has to be unlocked first; None where that can't be told.
        limit: Characters that fit into an entry; None for any number.
    """

    def __init__(
        self,
        name: str,
        backend: KeyringBackend,
        *,
        is_locked: bool | None = None,
        limit: int | None = None,
    ) -> None:
        self.name = name
        self.is_locked = is_locked
        self.limit = limit
        self._backend: Any = backend  # a decorator hides the types of its methods

    def unlock(self) -> None:
        """Have the person unlock it, where that is a step of its own."""

    def read(self, service: str, user: str) -> str | None:
        """The value of an entry; None if there is none."""
        with self._translated():
            return self._backend.get_password(service, user)

    def write(self, service: str, user: str, value: str) -> None:
        """Make an entry."""
        with self._translated():
            self._backend.set_password(service, user, value)

    def delete(self, service: str, user: str) -> None:
        """Remove an entry, if it is there."""
        with self._translated():
            if self._backend.get_password(service, user) is not None:
                self._backend.delete_password(service, user)

    @contextmanager
    def _translated(self) -> Generator[None]:
        try:
            yield
        except KeyringLocked:
            raise KeyringProblemError(KeyringProblem.LOCKED) from None


def find_keyring(platform: str = sys.platform) -> SystemKeyring:
    """The keyring of a platform.

    Raises:
        KeyringProblemError: There is none, or it can't be reached.
    """
    match platform:
        case "win32":
            return windows_keyring()
        case "darwin":
            return macos_keyring()
        case _:
            return linux_keyring()


def windows_keyring(
    vault: type[Windows.WinVaultKeyring] = Windows.WinVaultKeyring,
) -> SystemKeyring:
    """The Credential Locker; its keys stay on this computer instead of roaming in a domain."""
    _require(vault.viable)
    backend = vault()
    backend.persist = "local machine"
    return SystemKeyring("Windows Credential Locker", backend, is_locked=False, limit=WINDOWS_LIMIT)


def macos_keyring(keychain: type[macOS.Keyring] = macOS.Keyring) -> SystemKeyring:
    """The Keychain."""
    _require(keychain.viable)
    return SystemKeyring("macOS Keychain", keychain())


def linux_keyring(wallet: type[kwallet.DBusKeyring] = kwallet.DBusKeyring) -> SystemKeyring:
    """The Secret Service; without one, KWallet's own interface."""
    # What it needs is installed on Linux alone.
    from app.storage.secret_service import find_secret_service

    try:
        return find_secret_service()
    except KeyringProblemError:
        if not wallet.viable:
            raise
        return SystemKeyring("KWallet", wallet())


def _require(is_viable: bool) -> None:
    if not is_viable:
        raise KeyringProblemError(KeyringProblem.NO_BACKEND)
