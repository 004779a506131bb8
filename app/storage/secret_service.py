"""The Secret Service of a Linux desktop: GNOME Keyring, KWallet, KeePassXC and others."""

from collections.abc import Generator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, cast

import secretstorage
from jeepney import message_bus  # pyright: ignore[reportMissingTypeStubs]  # it has none
from jeepney.bus import (  # pyright: ignore[reportMissingTypeStubs]  # it has none
    get_bus,  # pyright: ignore[reportUnknownVariableType]
)
from jeepney.io.blocking import (  # pyright: ignore[reportMissingTypeStubs]  # it has none
    DBusConnection,
    Proxy,
    prep_socket,  # pyright: ignore[reportUnknownVariableType]
)
from keyring.backends.SecretService import Keyring
from secretstorage.util import add_match_rules
from typing_extensions import override

from app.domain.errors import KeyringProblem
from app.storage.keyring_errors import KeyringProblemError
from app.storage.system_keyring import SystemKeyring

# A bus that is there lets a program in within a millisecond.
_BUS_S = 1.0
_BUS_NAME = "org.freedesktop.secrets"
# How the names of the processes that serve it begin.
_NAMES = {
    "gnome-keyring": "GNOME Keyring",
    "keepassxc": "KeePassXC",
    "ksecretd": "KWallet",
    "kwallet": "KWallet",
}


class SecretService(SystemKeyring):
    """The default collection of the Secret Service, which may not exist yet."""

    def __init__(self, name: str, *, is_locked: bool, has_collection: bool) -> None:
        super().__init__(name, _DefaultCollection(), is_locked=is_locked)
        self._has_collection = has_collection

    @override
    def unlock(self) -> None:
        if not self.is_locked:
            return
        with _translated(), closing(_connect()) as bus:
            if secretstorage.Collection(bus).unlock():
                raise KeyringProblemError(KeyringProblem.PROMPT_DISMISSED)

    @override
    def read(self, service: str, user: str) -> str | None:
        # The backend would have the person make a collection.
        return super().read(service, user) if self._has_collection else None

    @override
    def delete(self, service: str, user: str) -> None:
        if self._has_collection:
            super().delete(service, user)

    @contextmanager
    @override
    def _translated(self) -> Generator[None]:
        with _translated():
            yield


class _DefaultCollection(Keyring):
    """keyring's class, without its second question and the connections that it leaves open."""

    appid = "Parley"

    @override
    def get_preferred_collection(self) -> secretstorage.Collection:
        bus = _connect()
        try:
            collection = secretstorage.get_default_collection(bus)
            collection.ensure_not_locked()
        except BaseException:
            bus.close()
            raise
        return collection


def find_secret_service(processes: Path = Path("/proc")) -> SecretService:
    """The Secret Service of the session, started if need be.

    Args:
        processes: Where the system tells about its processes.

    Raises:
        KeyringProblemError: There is none, or it can't be reached.
    """
    with _translated(), closing(_connect()) as bus:
        if not secretstorage.check_service_availability(bus):
            raise KeyringProblemError(KeyringProblem.NO_BACKEND)
        try:
            is_locked, has_collection = secretstorage.Collection(bus).is_locked(), True
        except secretstorage.ItemNotFoundException:
            is_locked, has_collection = False, False
        name = _name(bus, processes)
    return SecretService(name, is_locked=is_locked, has_collection=has_collection)


def name_of_process(process: str) -> str:
    """What the person calls the program behind the Secret Service."""
    names = (name for start, name in _NAMES.items() if process.startswith(start))
    return next(names, "Secret Service")


def _connect() -> DBusConnection:
    """Reach the session bus, like `secretstorage.dbus_init` but with no socket left open.

    Raises:
        KeyringProblemError: There is no bus, or it went away in the middle.
    """
    try:
        address = cast("str", get_bus("SESSION"))
    except (KeyError, ValueError):
        raise KeyringProblemError(KeyringProblem.NO_BACKEND) from None
    try:
        socket = prep_socket(address, timeout=_BUS_S)
        try:
            bus = DBusConnection(socket)
            add_match_rules(bus)
        except BaseException:
            socket.close()
            raise
    except OSError:
        raise KeyringProblemError(KeyringProblem.BUS_GONE) from None
    return bus


def _name(bus: Any, processes: Path) -> str:
    about: Any = Proxy(message_bus, bus)
    (process_id,) = about.GetConnectionUnixProcessID(_BUS_NAME)
    try:
        return name_of_process((processes / f"{process_id}" / "comm").read_text("utf-8"))
    except OSError:
        return name_of_process("")


@contextmanager
def _translated() -> Generator[None]:
    try:
        yield
    except secretstorage.LockedException:
        raise KeyringProblemError(KeyringProblem.LOCKED) from None
    except secretstorage.PromptDismissedException:
        raise KeyringProblemError(KeyringProblem.PROMPT_DISMISSED) from None
    except secretstorage.SecretServiceNotAvailableException:
        raise KeyringProblemError(KeyringProblem.BUS_GONE) from None
