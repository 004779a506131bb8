"""Formulas as pictures: TeX is typeset by mathra, which takes a frame to load."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import import_module
from threading import Thread
from typing import Any, Protocol

from PySide6.QtCore import QByteArray, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

# Qt draws nothing where it finds SVG 2's way to name what is used.
_USE = re.compile(r"<use href=")
# What is for browsers: Qt complains of it.
_EXTRAS = re.compile(r"<metadata>.*?</metadata>|<text .*?</text>", re.DOTALL)
_SIZE = re.compile(r'width="([\d.]+)em" height="([\d.]+)em" style="vertical-align: (-?[\d.]+)em"')
# How much larger than the text formulas are set, so that small letters are as high in both.
ENLARGED = 17 / 14
# Longer ones are written by nobody to be read, and would be felt.
LONGEST = 4000
_WIDEST_EM = 400.0


class _Cached(Protocol):
    def __call__(self, *args: Any, **kwargs: Any) -> object: ...

    def cache_info(self) -> Any: ...


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula that has been typeset.

    Attributes:
        speech: What a screen reader says.
        width: In em, as the height.
        depth: How much of its height is below the line that letters stand on, in em.
    """

    svg: str
    speech: str
    width: float
    height: float
    depth: float

    @property
    def size(self) -> QSizeF:
        """Width and height, in em."""
        return QSizeF(self.width, self.height)

    def image(self, px: float, color: QColor, dpr: float) -> QImage:
        """A picture of it: `px` is the height of the font, `dpr` the device pixels to a pixel."""
        size = self.size * px
        image = QImage(
            (size * dpr).toSize().expandedTo((QSizeF(1, 1)).toSize()),
            QImage.Format.Format_ARGB32_Premultiplied,
        )
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        svg = self.svg.replace("currentColor", color.name())
        renderer = QSvgRenderer(QByteArray(svg.encode()))
        renderer.render(painter, QRectF(0, 0, image.width(), image.height()))
        painter.end()
        image.setDevicePixelRatio(dpr)
        return image


@cache
def load_ahead() -> None:
    """Load mathra on a thread, once, so that the first formula need not wait for it."""
    Thread(target=import_module, args=("mathra",), daemon=True).start()


@lru_cache(maxsize=512)
def typeset(tex: str, *, is_display: bool = True) -> Formula | None:
    """A formula that stands alone, or one in a line; None if it can't be drawn as it was meant."""
    if not tex.strip() or len(tex) > LONGEST:
        return None
    from mathra import render  # whoever shows no formula has not waited for it

    try:
        result = render(tex, display=is_display)
    except ValueError:
        return None
    found = _SIZE.search(result["svg"])
    if result["warnings"] or not found:
        return None
    width, height, below = map(float, found.groups())
    if width > _WIDEST_EM:
        return None
    svg = _USE.sub("<use xlink:href=", _EXTRAS.sub("", result["svg"])).replace(
        "<svg ", '<svg xmlns:xlink="http://www.w3.org/1999/xlink" ', 1
    )
    return Formula(svg, result["speech"], width, height, max(0.0, -below))


@lru_cache(maxsize=256)
def picture(formula: Formula, px: float, rgb: int, dpr: float) -> QImage:
    """A picture of a formula, kept for the next painting."""
    return formula.image(px, QColor.fromRgba(rgb), dpr)


def is_first(cached: _Cached, *args: Any, **kwargs: Any) -> bool:
    """Do what is cached for the next time; return whether it had not been done yet."""
    misses = cached.cache_info().misses
    cached(*args, **kwargs)
    return cached.cache_info().misses > misses
