import gc
import socket
from pathlib import Path
from threading import Thread

import pytest
from keyring.errors import KeyringLocked

from app.domain.errors import KeyringProblem
from app.storage.keyring_errors import KeyringProblemError, translated
from app.storage.secret_service import find_secret_service, name_of_process
from app.storage.system_keyring import (
    WINDOWS_LIMIT,
    SystemKeyring,
    find_keyring,
    linux_keyring,
    macos_keyring,
    windows_keyring,
)
from tests.storage.fake_keyrings import MemoryKeyring, MissingKeyring
from tests.storage.session_bus import SessionBus

CANARY = "what a foreign error says may hold the key"


class LockedKeyring(MemoryKeyring):
    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringLocked("Can't get password from keychain")


class Vault(MemoryKeyring):
    persist = "enterprise"


def test_on_windows_keys_stay_on_the_computer_and_are_not_long():
    made: list[Vault] = []

    class Watched(Vault):
        def __init__(self) -> None:
            super().__init__()
            made.append(self)

    keyring = windows_keyring(Watched)

    assert (keyring.name, keyring.is_locked) == ("Windows Credential Locker", False)
    assert keyring.limit == WINDOWS_LIMIT == 1280
    assert made[0].persist == "local machine"


def test_on_macos_it_is_the_keychain_whose_lock_cannot_be_seen():
    keyring = macos_keyring(MemoryKeyring)
    assert (keyring.name, keyring.is_locked, keyring.limit) == ("macOS Keychain", None, None)


def test_a_keychain_that_refuses_is_locked():
    with pytest.raises(KeyringProblemError) as caught:
        SystemKeyring("macOS Keychain", LockedKeyring()).read("service", "user")
    assert caught.value.problem is KeyringProblem.LOCKED


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_another_systems_keyring_is_not_found_here(platform: str):
    with pytest.raises(KeyringProblemError) as caught:
        find_keyring(platform)
    assert caught.value.problem is KeyringProblem.NO_BACKEND


def test_on_linux_it_is_the_secret_service(session_bus: SessionBus):
    session_bus.start_gnome_keyring()
    assert find_keyring("linux").name == "GNOME Keyring"


def test_without_a_secret_service_it_is_kwallet_if_that_is_there(session_bus: SessionBus):
    assert linux_keyring(MemoryKeyring).name == "KWallet"
    with pytest.raises(KeyringProblemError):
        linux_keyring(MissingKeyring)


def test_a_bus_that_goes_away_in_the_middle_leaves_no_socket_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def let_in_and_go() -> None:
        with server, server.accept()[0] as peer:
            greeting = peer.recv(1024)
            while b"AUTH" not in greeting:
                greeting += peer.recv(1024)
            peer.sendall(b"OK 1234deadbeef\r\n")
            peer.recv(1024)

    server = socket.socket(socket.AF_UNIX)
    server.bind(f"{tmp_path}/bus")
    server.listen()
    bus = Thread(target=let_in_and_go)
    bus.start()
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path}/bus")

    with pytest.raises(KeyringProblemError) as caught:
        find_secret_service()

    bus.join()
    assert caught.value.problem is KeyringProblem.BUS_GONE
    del caught
    gc.collect()  # What is left open warns here, and warnings are errors.


def test_a_bus_that_breaks_off_in_the_middle_of_a_call_is_gone():
    error = translated(ConnectionResetError(CANARY), "GNOME Keyring")
    assert error.problem is KeyringProblem.BUS_GONE
    assert CANARY not in str(error)


@pytest.mark.parametrize(
    ("process", "name"),
    [
        ("gnome-keyring-d\n", "GNOME Keyring"),
        ("kwalletd6\n", "KWallet"),
        ("ksecretd\n", "KWallet"),
        ("keepassxc\n", "KeePassXC"),
        ("oo7-daemon\n", "Secret Service"),
    ],
)
def test_a_secret_service_is_called_as_the_person_knows_it(process: str, name: str):
    assert name_of_process(process) == name


def test_where_processes_cannot_be_seen_it_has_its_common_name(
    session_bus: SessionBus, tmp_path: Path
):
    session_bus.start_gnome_keyring()
    assert find_secret_service(processes=tmp_path).name == "Secret Service"


def test_nothing_and_nobody_can_put_another_keyring_in_its_place(
    session_bus: SessionBus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    config = tmp_path / "python_keyring" / "keyringrc.cfg"
    config.parent.mkdir()
    config.write_text("[backend]\ndefault-keyring=keyring.backends.null.Keyring\n")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    session_bus.start_gnome_keyring()

    find_keyring("linux").write("Parley e1", "openai", "the key")

    assert session_bus.entries() == {"Parley e1": b"the key"}
