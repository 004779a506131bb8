"""The application object: its name, its fonts and how large it draws."""

import os
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from app import __version__
from app.domain.settings import Settings
from app.storage.settings import SettingsStore
from app.ui.fonts import load_fonts


def scale_window(home: Path) -> None:
    """Have Qt draw everything larger or smaller, as the settings say; call it before it starts."""
    scale = SettingsStore(home / "settings.json").scale()
    if scale != Settings().scale:
        os.environ.setdefault("QT_SCALE_FACTOR", f"{scale / 100:g}")


def make_application() -> QApplication:
    """The application with its name and fonts."""
    app = QApplication(sys.argv[:1])
    app.setApplicationName("Parley")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("parley")
    load_fonts()
    return app
