import ctypes
import shutil
import socket
import struct
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.preflight import display_problem


@pytest.fixture(autouse=True)
def linux_without_a_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    for variable in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(variable, raising=False)


@pytest.fixture
def x_server() -> Iterator[str]:
    """The name of an X display that accepts one connection and has no screens on it."""
    accepted = struct.pack("<BxHHH", 1, 11, 0, 8) + bytes(32)

    def serve() -> None:
        client, _ = server.accept()
        with client:
            client.recv(1024)
            client.sendall(accepted)
            client.recv(1024)

    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(10)
        thread = threading.Thread(target=serve)
        thread.start()
        yield f"127.0.0.1:{server.getsockname()[1] - 6000}"
        thread.join()


@pytest.fixture
def wayland_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "wayland-7"))
        server.listen()
        yield "wayland-7"


class Machine:
    """A system whose libraries all load but the ones named in `missing`."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.missing: list[str] = []
        self.broken = ""
        self.package_manager = "apt"
        monkeypatch.setattr(ctypes, "CDLL", self.load)
        monkeypatch.setattr(
            shutil, "which", lambda name: name if name == self.package_manager else None
        )

    def load(self, name: str) -> None:
        if Path(name).is_absolute() and self.broken:
            raise OSError(self.broken)
        for library in self.missing:
            if Path(name).is_absolute() or name == library:
                raise OSError(f"{library}: cannot open shared object file: No such file")


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Machine:
    return Machine(monkeypatch)


def test_windows_and_macos_need_no_check(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")

    assert display_problem() is None


def test_without_a_display_the_sentence_says_where_to_start_it() -> None:
    sentence = display_problem()

    assert sentence is not None
    assert "needs a screen" in sentence
    assert "DISPLAY and WAYLAND_DISPLAY are not set" in sentence
    assert "start it inside a desktop session" in sentence


@pytest.mark.parametrize("platform", ["offscreen", "minimal", "vnc:port=0", "of-another-qt"])
def test_a_platform_that_draws_elsewhere_needs_no_display(
    platform: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", platform)

    assert display_problem() is None


def test_a_display_that_nobody_serves_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", "127.0.0.1:59000")

    sentence = display_problem()

    assert sentence is not None
    assert "can't reach the screen 127.0.0.1:59000" in sentence


def test_asking_for_x11_without_a_display_says_that_it_is_not_set(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")

    assert "DISPLAY is not set" in (display_problem() or "")


def test_a_display_that_answers_is_fine(x_server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", x_server)

    assert display_problem() is None


def test_a_wayland_screen_that_answers_is_fine(
    wayland_server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WAYLAND_DISPLAY", wayland_server)

    assert display_problem() is None


def test_a_wayland_screen_that_is_gone_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-9")

    assert "can't reach the Wayland screen wayland-9" in (display_problem() or "")


def test_one_screen_of_two_that_answers_is_enough(
    x_server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-9")
    monkeypatch.setenv("DISPLAY", x_server)

    assert display_problem() is None


@pytest.mark.parametrize(
    ("package_manager", "advice"),
    [
        ("apt", "install with `apt install libegl1 libxcb-cursor0`."),
        ("dnf", "install with `dnf install libglvnd-egl xcb-util-cursor`."),
        ("pacman", "install the packages that hold these libraries."),
    ],
)
def test_every_missing_library_is_named_with_its_package(
    package_manager: str, advice: str, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPLAY", ":0")
    machine.missing = ["libxcb-cursor.so.0", "libEGL.so.1"]
    machine.package_manager = package_manager

    assert display_problem() == (
        f"Parley can't open a window without libEGL.so.1, libxcb-cursor.so.0: {advice}"
    )


def test_libraries_of_x11_are_not_asked_for_on_wayland(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    machine.missing = ["libxcb-cursor.so.0", "libwayland-cursor.so.0"]

    assert "without libwayland-cursor.so.0:" in (display_problem() or "")


def test_offscreen_needs_qts_own_libraries_too(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    machine.missing = ["libGL.so.1"]

    assert "apt install libgl1" in (display_problem() or "")


def test_a_library_that_is_too_old_is_told_in_the_loaders_words(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    machine.broken = "libc.so.6: version `GLIBC_2.34' not found"

    assert machine.broken in (display_problem() or "")
