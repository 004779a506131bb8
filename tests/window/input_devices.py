"""A mouse and a keyboard at an X server: what is pressed reaches whatever is in front there."""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum
from typing import Any

# at-spi2-core, which these tests need anyhow, brings both along.
_X11, _XTEST = "libX11.so.6", "libXtst.so.6"
_LEFT_BUTTON, _SHIFT = 1, 0xFFE1


class Key(IntEnum):
    """Keys, by their symbols in X."""

    TAB = 0xFF09
    RIGHT = 0xFF53
    DOWN = 0xFF54
    F6 = 0xFFC3


class InputDevices:
    """Presses keys and buttons.

    Args:
        display: The server, such as ":7".
    """

    def __init__(self, display: str) -> None:
        self._x: Any = ctypes.CDLL(_X11)
        self._test: Any = ctypes.CDLL(_XTEST)
        self._x.XOpenDisplay.restype = ctypes.c_void_p
        self._server = ctypes.c_void_p(self._x.XOpenDisplay(display.encode()))

    def click(self, x: int, y: int) -> None:
        """Click at a place of the screen."""
        self._test.XTestFakeMotionEvent(self._server, -1, x, y, 0)
        for is_down in (1, 0):
            self._test.XTestFakeButtonEvent(self._server, _LEFT_BUTTON, is_down, 0)
        self._x.XFlush(self._server)

    def strike(self, key: Key, *, shift: bool = False) -> None:
        """Press a key, and let go of it."""
        if shift:
            self._turn(_SHIFT, is_down=True)
        self._turn(key, is_down=True)
        self._turn(key, is_down=False)
        if shift:
            self._turn(_SHIFT, is_down=False)
        self._x.XFlush(self._server)

    def close(self) -> None:
        """Let go of the server."""
        self._x.XCloseDisplay(self._server)

    def _turn(self, symbol: int, *, is_down: bool) -> None:
        code = self._x.XKeysymToKeycode(self._server, ctypes.c_ulong(symbol))
        self._test.XTestFakeKeyEvent(self._server, code, int(is_down), 0)


@contextmanager
def input_devices(display: str) -> Iterator[InputDevices]:
    """Plug them in."""
    devices = InputDevices(display)
    try:
        yield devices
    finally:
        devices.close()
