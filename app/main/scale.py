"""How large Qt draws all windows."""

import ctypes
import logging
import os
import sys
from pathlib import Path

from PySide6.QtCore import QLibraryInfo

from app.domain.settings import Settings
from app.storage.settings import SettingsStore

logger = logging.getLogger(__name__)

# Qt's own way to change the factor of a program that runs; it has no header for others.
_WINDOWS = ("Qt6Gui.dll", "?setGlobalFactor@QHighDpiScaling@@SAXN@Z")
_MACOS = ("QtGui.framework/Versions/A/QtGui", "_ZN15QHighDpiScaling15setGlobalFactorEd")
_OTHERS = ("libQt6Gui.so.6", "_ZN15QHighDpiScaling15setGlobalFactorEd")


def scale_from_start(home: Path) -> None:
    """Have Qt draw everything as large as the settings say; call it before it starts."""
    scale = SettingsStore(home / "settings.json").scale()
    if scale != Settings().scale:
        os.environ.setdefault("QT_SCALE_FACTOR", f"{scale / 100:g}")


def scale_from_now(percent: int) -> None:
    """Have Qt draw the windows to come so large; call it while there is none.

    Where this Qt can't, it is so from the next start on.
    """
    file, symbol = {"win32": _WINDOWS, "darwin": _MACOS}.get(sys.platform, _OTHERS)
    if sys.platform == "darwin":
        file = str(Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.LibrariesPath)) / file)
    try:
        set_factor = ctypes.CDLL(file)[symbol]
    except (OSError, AttributeError):
        logger.warning("the scale can't be changed while the program runs", exc_info=True)
        return
    set_factor.argtypes, set_factor.restype = [ctypes.c_double], None
    set_factor(percent / 100)
