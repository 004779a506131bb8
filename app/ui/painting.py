"""What painted widgets and list delegates draw alike."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from app.ui.theme import Theme, font, provider_color, tokens

_BADGE_HEIGHT = 18
_BADGE_PADDING = 6
_BADGE_RADIUS = 5


def paint_rounded(
    painter: QPainter,
    rect: QRect,
    fill: QColor | None,
    border: QColor | None,
    radius: int | None = None,
) -> None:
    """Fill and outline a rounded rectangle; the outline is one pixel and lies inside `rect`."""
    if not fill and not border:
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(border, 1) if border else Qt.PenStyle.NoPen)
    painter.setBrush(fill or Qt.BrushStyle.NoBrush)
    inset = 0.5 if border else 0.0
    corner = (tokens()["radius_px"]["control"] if radius is None else radius) - inset
    painter.drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), corner, corner)


def paint_focus_ring(
    painter: QPainter, rect: QRect, theme: Theme, radius: int | None = None
) -> None:
    """Outline what has the keyboard's focus, two pixels thick, inside `rect`."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.color("accent"), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    corner = (tokens()["radius_px"]["control"] if radius is None else radius) - 1
    painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), corner, corner)


def paint_dot(painter: QPainter, rect: QRect, provider: str) -> None:
    """Fill `rect` with the dot of a provider."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(provider_color(provider))
    painter.drawEllipse(QRectF(rect))


def paint_badge(painter: QPainter, area: QRect, text: str, theme: Theme) -> None:
    """Paint a small outlined keyboard shortcut at the right end of `area`."""
    painter.save()
    plain = font(tokens()["type"]["caption_px"], mono=True)
    plain.setFeature(QFont.Tag("calt"), 0)  # Else "++" is drawn as one sign.
    painter.setFont(plain)
    width = painter.fontMetrics().horizontalAdvance(text) + 2 * _BADGE_PADDING
    top = area.center().y() - _BADGE_HEIGHT // 2 + 1
    badge = QRect(area.right() - width + 1, top, width, _BADGE_HEIGHT)
    paint_rounded(painter, badge, None, theme.color("line"), _BADGE_RADIUS)
    painter.setPen(theme.color("faint"))
    painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()
