"""The application object: its name, its fonts and the system's language."""

import sys

from PySide6.QtWidgets import QApplication

from app import __version__
from app.domain.settings import Language
from app.main.language import speak
from app.ui.fonts import load_fonts


def make_application() -> QApplication:
    """The application with its name and fonts, in the system's language."""
    app = QApplication(sys.argv[:1])
    app.setApplicationName("Parley")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("parley")
    load_fonts()
    speak(app, Language.SYSTEM)  # until the settings are read
    return app
