"""Colours, sizes and fonts: resources/tokens.json as values, and the one that is in use."""

import json
from dataclasses import dataclass, fields
from functools import cache
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication

from app import paths


@dataclass(frozen=True, slots=True)
class Theme:
    """One colour scheme; the names are those of tokens.json."""

    is_dark: bool
    bg: str
    panel: str
    raised: str
    line: str
    text: str
    dim: str
    faint: str
    accent: str
    accent_bg: str
    user: str
    code: str
    ok: str
    warn: str
    warn_bg: str
    error: str
    hover: str

    def color(self, name: str) -> QColor:
        """A colour by its token's name."""
        return QColor(getattr(self, name))


@cache
def tokens() -> dict[str, Any]:
    """The design tokens, as in resources/tokens.json."""
    return json.loads(paths.resource("tokens.json").read_text(encoding="utf-8"))


@cache
def _scheme(name: str) -> Theme:
    colours: dict[str, str] = tokens()[name]
    names = {f.name for f in fields(Theme)} - {"is_dark"}
    return Theme(is_dark=name == "dark", **{n: colours[n] for n in names})


def provider_color(provider: str) -> QColor:
    """The dot of a provider; everything that runs on one's own machine is "local"."""
    dots: dict[str, str] = tokens()["provider_dot"]
    return QColor(dots.get(provider, dots["local"]))


def font(px: int | None = None, weight: int = 400, *, mono: bool = False) -> QFont:
    """The text font at a size in pixels (body size when left out)."""
    kind = tokens()["type"]
    result = QFont([kind["mono" if mono else "family"]])
    result.setPixelSize(px or kind["body_px"])
    result.setWeight(QFont.Weight(weight))
    return result


_SCHEMES = {
    "light": Qt.ColorScheme.Light,
    "dark": Qt.ColorScheme.Dark,
    "system": Qt.ColorScheme.Unknown,
}


class Appearance(QObject):
    """The theme in use: light, dark, or whatever the system says.

    Widgets are handed this object, read `theme`, and repaint on `changed`.
    """

    changed = Signal()

    def __init__(self, app: QGuiApplication, mode: str = "system") -> None:
        super().__init__()
        self._hints = app.styleHints()
        self._mode = mode
        self._tell_system()
        self._hints.colorSchemeChanged.connect(self._on_system_changed)

    @property
    def mode(self) -> str:
        """One of "light", "dark" and "system"."""
        return self._mode

    @property
    def theme(self) -> Theme:
        """The colours to paint with now."""
        dark = self._hints.colorScheme() == Qt.ColorScheme.Dark
        return _scheme(
            "dark" if self._mode == "dark" or (self._mode == "system" and dark) else "light"
        )

    def set_mode(self, mode: str) -> None:
        """Change to "light", "dark" or "system", at once."""
        if mode != self._mode:
            self._mode = mode
            self._tell_system()
            self.changed.emit()

    def _tell_system(self) -> None:
        """Have what the system draws, such as the title bar, follow."""
        self._hints.setColorScheme(_SCHEMES[self._mode])

    def _on_system_changed(self) -> None:
        if self._mode == "system":
            self.changed.emit()
