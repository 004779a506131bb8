"""A D-Bus session of a test's own, with a real GNOME Keyring on it: never the developer's."""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Self

import pytest
from jeepney import MatchRule, message_bus
from jeepney.io.blocking import DBusConnection, Proxy, open_dbus_connection
from secretstorage import dbus_init, get_default_collection
from secretstorage.defines import SS_PATH
from secretstorage.util import DBusAddressWrapper, format_secret, open_session

SECRETS = "org.freedesktop.secrets"
PROMPTS_INTERFACE = "org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface"
LOGIN_COLLECTION = "/org/freedesktop/secrets/collection/login"
PROMPTER = "org.gnome.keyring.SystemPrompter"
# Nothing is started by itself on this bus, and the only programs on it are those of the test.
CONFIG = """
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={socket}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""


class SessionBus:
    """Runs dbus-daemon in a folder, whose path has to be short to fit into a socket's name."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.address = f"unix:path={folder / 'bus'}"
        self._daemons: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> Self:
        config = self.folder / "bus.conf"
        config.write_text(CONFIG.format(socket=self.folder / "bus"))
        self._bus = subprocess.Popen(
            [_installed("dbus-daemon"), f"--config-file={config}", "--nofork", "--print-address"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._bus.stdout.readline()  # once it listens
        return self

    def __exit__(self, *_: object) -> None:
        for daemon in [*self._daemons, self._bus]:
            daemon.kill()
            daemon.wait()
        self._bus.stdout.close()

    def connect(self) -> closing[DBusConnection]:
        """A connection of the test to the bus."""
        return closing(open_dbus_connection(self.address))

    def start_gnome_keyring(self, *, is_unlocked: bool = True) -> None:
        """Start the daemon; unlocked, it has a collection, which it makes if need be."""
        options = ["--foreground", "--components=secrets", *(["--unlock"] if is_unlocked else [])]
        with self.connect() as connection:
            about = Proxy(message_bus, connection)
            rule = MatchRule(
                type="signal", interface=message_bus.interface, member="NameOwnerChanged"
            )
            rule.add_arg_condition(0, SECRETS)
            about.AddMatch(rule)
            with connection.filter(rule) as changes:
                self._daemons.append(self._gnome_keyring(*options))
                connection.recv_until_filtered(changes, timeout=30)

    def lock(self) -> None:
        """Lock the default collection."""
        with closing(dbus_init()) as connection:
            get_default_collection(connection).lock()

    def unlock(self) -> None:
        """Unlock it again, as the daemon's own prompt does."""
        with closing(dbus_init()) as connection:
            session = open_session(connection)
            password = format_secret(session, b"test", "text/plain")
            service = DBusAddressWrapper(SS_PATH, PROMPTS_INTERFACE, connection)
            service.call("UnlockWithMasterPassword", "o(oayays)", LOGIN_COLLECTION, password)

    def entries(self) -> dict[str, bytes]:
        """The values in the default collection, by the service they are for."""
        with closing(dbus_init()) as connection:
            items = get_default_collection(connection).get_all_items()
            return {item.get_attributes()["service"]: item.get_secret() for item in items}

    def forget(self, service: str) -> None:
        """Remove an entry behind the program's back."""
        with closing(dbus_init()) as connection:
            collection = get_default_collection(connection)
            for item in collection.search_items({"service": service}):
                item.delete()

    def stop_gnome_keyring(self) -> None:
        """Have it hang, as if it waited for something that never comes."""
        self._daemons[-1].send_signal(signal.SIGSTOP)

    def go_on_gnome_keyring(self) -> None:
        """End that."""
        self._daemons[-1].send_signal(signal.SIGCONT)

    def kill_gnome_keyring(self) -> None:
        """End the daemon at once."""
        self._daemons[-1].kill()
        self._daemons[-1].wait()

    def kill(self) -> None:
        """End the bus at once."""
        self._bus.kill()
        self._bus.wait()

    def _gnome_keyring(self, *options: str) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [_installed("gnome-keyring-daemon"), *options],
            # Nothing of the developer's own session: no screen, no other bus.
            env={
                "PATH": os.environ["PATH"],
                "HOME": str(self.folder),
                "XDG_RUNTIME_DIR": str(self.folder),
                "DBUS_SESSION_BUS_ADDRESS": self.address,
            },
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        process.stdin.write(b"test")
        process.stdin.close()
        return process


def _installed(program: str) -> str:
    path = shutil.which(program)
    assert path, f"These tests need {program}: see README.md"
    return path


@pytest.fixture
def session_bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[SessionBus]:
    """The session that this process is in, for the test: a bus with nothing on it."""
    with tempfile.TemporaryDirectory(prefix="bus") as folder, SessionBus(Path(folder)) as bus:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus.address)
        yield bus
