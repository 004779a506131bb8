"""Colours, sizes and fonts: resources/tokens.json as values, and the one that is in use."""

import json
from dataclasses import dataclass, fields
from functools import cache
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication
from typing_extensions import override

from app import paths


@dataclass(frozen=True, slots=True)
class Theme:
    """One colour scheme; the names are those of tokens.json.

    Attributes:
        scale: How much larger than designed what is painted with it is.
        is_compact: Whether things stand closer than designed.
    """

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
    only: str
    only_bg: str
    scale: float = 1.0
    is_compact: bool = False

    def color(self, name: str) -> QColor:
        """A colour by its token's name."""
        return QColor(getattr(self, name))

    def px(self, length: int) -> int:
        """A length of the design, in pixels of the present scale."""
        return round(length * self.scale)

    def space(self, length: int) -> int:
        """A distance of the design between things in a list, as close as they are to stand."""
        return self.px(round(length * _CLOSER) if self.is_compact else length)

    def font(self, px: int | None = None, weight: int = 400, *, mono: bool = False) -> QFont:
        """The text font at a size of the design, in the present scale; see `font`."""
        return font(self.px(px or tokens()["type"]["body_px"]), weight, mono=mono)


@cache
def tokens() -> dict[str, Any]:
    """The design tokens, as in resources/tokens.json."""
    return json.loads(paths.resource("tokens.json").read_text(encoding="utf-8"))


@cache
def _scheme(name: str, scale: float, is_compact: bool) -> Theme:
    colours: dict[str, str] = tokens()[name]
    names = {f.name for f in fields(Theme)} - {"is_dark", "scale", "is_compact"}
    return Theme(
        is_dark=name == "dark",
        scale=scale,
        is_compact=is_compact,
        **{n: colours[n] for n in names},
    )


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


# As a share of the designed distance.
_CLOSER = 0.55

# Percent; what a step leads to.
ZOOMS = (50, 67, 80, 90, 100, 110, 125, 150, 175, 200)

_SCHEMES = {
    "light": Qt.ColorScheme.Light,
    "dark": Qt.ColorScheme.Dark,
    "system": Qt.ColorScheme.Unknown,
}


class Looks(QObject):
    """What widgets are handed: they read `theme`, and paint themselves anew on `changed`."""

    changed = Signal()

    @property
    def theme(self) -> Theme:
        """The colours and the scale to paint with now."""
        raise NotImplementedError


class Appearance(Looks):
    """The theme in use: light, dark, or whatever the system says.

    Args:
        zoom: Of what is read, in percent.
        is_compact: Whether things stand close together.

    Attributes:
        reading: The looks of what is read: they can be zoomed, what is around them can't.
    """

    def __init__(
        self,
        app: QGuiApplication,
        mode: str = "system",
        zoom: int = 100,
        *,
        is_compact: bool = False,
    ) -> None:
        super().__init__()
        self._hints = app.styleHints()
        self._mode = mode
        self._is_compact = is_compact
        self.reading = ReadingLooks(self, zoom)
        self._tell_system()
        self._hints.colorSchemeChanged.connect(self._on_system_changed)

    @property
    def mode(self) -> str:
        """One of "light", "dark" and "system"."""
        return self._mode

    @property
    @override
    def theme(self) -> Theme:
        dark = self._hints.colorScheme() == Qt.ColorScheme.Dark
        is_dark = self._mode == "dark" or (self._mode == "system" and dark)
        return _scheme("dark" if is_dark else "light", 1.0, self._is_compact)

    def set_mode(self, mode: str) -> None:
        """Change to "light", "dark" or "system", at once."""
        if mode != self._mode:
            self._mode = mode
            self._tell_system()
            self.changed.emit()

    def set_compact(self, *, is_compact: bool) -> None:
        """Have things stand closer together, or as designed, at once."""
        if is_compact != self._is_compact:
            self._is_compact = is_compact
            self.changed.emit()

    def _tell_system(self) -> None:
        """Have what the system draws, such as the title bar, follow."""
        self._hints.setColorScheme(_SCHEMES[self._mode])

    def _on_system_changed(self) -> None:
        if self._mode == "system":
            self.changed.emit()


class ReadingLooks(Looks):
    """The looks of the window, larger or smaller."""

    def __init__(self, window: Appearance, zoom: int) -> None:
        super().__init__(window)
        self._window = window
        self._zoom = _allowed(zoom)
        # Asked for with every message that is opened.
        self._theme: Theme | None = None
        window.changed.connect(self._change)

    @property
    def zoom(self) -> int:
        """In percent, 50 to 200."""
        return self._zoom

    @property
    @override
    def theme(self) -> Theme:
        if self._theme is None:
            theme = self._window.theme
            name = "dark" if theme.is_dark else "light"
            scale = theme.scale * self._zoom / 100
            self._theme = _scheme(name, scale, theme.is_compact)
        return self._theme

    def set_zoom(self, percent: int) -> None:
        """Zoom to so many percent, or as near as is allowed, at once."""
        if (allowed := _allowed(percent)) != self._zoom:
            self._zoom = allowed
            self._change()

    def step_zoom(self, steps: int) -> None:
        """Zoom in by so many steps, or out for fewer than none."""
        below = [zoom for zoom in ZOOMS if zoom < self._zoom]
        above = [zoom for zoom in ZOOMS if zoom > self._zoom]
        row = [*reversed(below)] if steps < 0 else above
        if row and steps:
            self.set_zoom(row[min(abs(steps), len(row)) - 1])

    def zoom_in(self) -> None:
        """Make what is read larger by a step."""
        self.step_zoom(1)

    def zoom_out(self) -> None:
        """Make what is read smaller by a step."""
        self.step_zoom(-1)

    def zoom_back(self) -> None:
        """Show what is read as it was designed."""
        self.set_zoom(100)

    def _change(self) -> None:
        self._theme = None
        self.changed.emit()


def _allowed(zoom: int) -> int:
    return min(max(zoom, ZOOMS[0]), ZOOMS[-1])
