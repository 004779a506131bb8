"""The bundled fonts: Inter for text, JetBrains Mono for code."""

from PySide6.QtGui import QFontDatabase

from app import paths


def load_fonts() -> tuple[str, ...]:
    """Make the bundled fonts known to Qt; call once, after the application object exists.

    Returns:
        The font files that Qt could not load; text then falls back to a font of the system.
    """
    files = sorted(paths.resource("fonts").glob("*.ttf"))
    return tuple(f.name for f in files if QFontDatabase.addApplicationFont(str(f)) == -1)
