"""The controls that all widgets share: buttons and lines."""

from enum import Enum

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QSizePolicy, QWidget
from typing_extensions import override

from app.ui import icons
from app.ui.labels import set_plain_tooltip
from app.ui.painting import paint_badge, paint_focus_ring, paint_rounded
from app.ui.theme import Looks, tokens

BUTTON_PADDING = 13
ICON_SIZE = 16
ICON_GAP = 8


class Look(Enum):
    """How much a button stands out."""

    GHOST = "ghost"
    OUTLINED = "outlined"
    PRIMARY = "primary"


class Button(QAbstractButton):
    """Base of the painted buttons: hover, a focus ring, Enter as well as Space.

    Buttons take the focus from the keyboard only, so a click leaves it where one was typing.

    Args:
        label: Plain words; what a screen reader says, too.
    """

    def __init__(self, appearance: Looks, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._scale = appearance.theme.scale
        self.setAccessibleName(label)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        appearance.changed.connect(self._restyle)

    @property
    def label(self) -> str:
        """The words of the button."""
        return self.accessibleName()

    @override
    def keyPressEvent(self, e: QKeyEvent) -> None:
        if e.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(e)

    def rescale(self) -> None:
        """Take on the size that the present scale asks for."""

    def _restyle(self) -> None:
        scale = self._appearance.theme.scale
        if scale != self._scale:
            self._scale = scale
            self.rescale()
        self.update()

    def paint_surface(self, painter: QPainter, look: Look) -> None:
        """Paint what lies under the label: fill, border and, when focused, the ring."""
        theme = self._appearance.theme
        hovered = self.underMouse() and self.isEnabled()
        fill: QColor | None = None
        if look is Look.PRIMARY and not self.isEnabled():
            fill = theme.color("hover")
        elif look is Look.PRIMARY:
            fill = theme.color("accent").lighter(108) if hovered else theme.color("accent")
        elif self.isDown() or hovered:
            fill = theme.color("line" if self.isDown() else "hover")
        elif look is Look.OUTLINED:
            fill = theme.color("raised")
        border = theme.color("line") if look is Look.OUTLINED else None
        paint_rounded(painter, self.rect(), fill, border)
        if self.hasFocus():
            paint_focus_ring(painter, self.rect(), theme)

    def ink(self, look: Look) -> QColor:
        """The colour of the label in its present state."""
        theme = self._appearance.theme
        if not self.isEnabled():
            return theme.color("dim" if look is Look.PRIMARY else "faint")
        if look is Look.PRIMARY:
            return theme.color("bg")
        bright = look is Look.OUTLINED or self.underMouse() or self.hasFocus()
        return theme.color("text" if bright else "dim")


class IconButton(Button):
    """A square button with an icon alone; its label is the tooltip."""

    def __init__(
        self,
        appearance: Looks,
        icon: str,
        label: str,
        parent: QWidget | None = None,
        *,
        size: int = 28,
        icon_size: int = ICON_SIZE,
    ) -> None:
        super().__init__(appearance, label, parent)
        self._icon = icon
        self._size, self._icon_size = size, icon_size
        self.rescale()
        set_plain_tooltip(self, label)

    def set_icon(self, icon: str, label: str) -> None:
        """Show another icon that means `label`."""
        self._icon = icon
        self.setAccessibleName(label)
        set_plain_tooltip(self, label)
        self.update()

    @override
    def rescale(self) -> None:
        size = self._appearance.theme.px(self._size)
        self.setFixedSize(size, size)

    @override
    def paintEvent(self, e: QPaintEvent) -> None:
        painter = QPainter(self)
        self.paint_surface(painter, Look.GHOST)
        size = self._appearance.theme.px(self._icon_size)
        image = icons.pixmap(self._icon, self.ink(Look.GHOST), size, self.devicePixelRatioF())
        painter.drawPixmap((self.width() - size) // 2, (self.height() - size) // 2, image)


class TextButton(Button):
    """A button with words and, if named, an icon before them.

    Args:
        small: 28 pixels high instead of 32.
        padding: Pixels between the edges and the content.
        px: Height of the font in pixels; the body size when left out.
    """

    def __init__(
        self,
        appearance: Looks,
        label: str,
        parent: QWidget | None = None,
        *,
        icon: str = "",
        look: Look = Look.GHOST,
        small: bool = False,
        weight: int = 500,
        padding: int = BUTTON_PADDING,
        px: int | None = None,
    ) -> None:
        super().__init__(appearance, label, parent)
        self._icon = icon
        self._look = look
        self._badge = ""
        self._padding = padding
        self._is_compact = False
        self._px, self._weight = px, weight
        self._height: int = tokens()["control_height_px"]["small" if small else "normal"]
        self.rescale()
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

    def set_badge(self, badge: str) -> None:
        """Show a keyboard shortcut at the right; "" for none."""
        self._badge = badge
        self.update()

    def set_label(self, label: str, icon: str = "") -> None:
        """Show other words and, if named, another icon."""
        self.setAccessibleName(label)
        self._icon = icon or self._icon
        self.updateGeometry()
        self.update()

    def set_compact(self, compact: bool) -> None:
        """Show the icon alone, where there is little room; the tooltip then has the words."""
        if compact != self._is_compact:
            self._is_compact = compact
            set_plain_tooltip(self, self.label if compact else "")
            self.updateGeometry()
            self.update()

    @property
    def full_width(self) -> int:
        """How wide it is with its words, in pixels."""
        px = self._appearance.theme.px
        icon = px(ICON_SIZE + ICON_GAP) if self._icon else 0
        text = QFontMetrics(self.font()).horizontalAdvance(self.label)
        return 2 * px(self._padding) + icon + text

    @override
    def rescale(self) -> None:
        theme = self._appearance.theme
        self.setFont(theme.font(self._px, self._weight))
        self.setFixedHeight(theme.px(self._height))
        self.updateGeometry()

    @override
    def sizeHint(self) -> QSize:
        return QSize(self.height() if self._is_compact else self.full_width, self.height())

    @override
    def paintEvent(self, e: QPaintEvent) -> None:
        painter, px = QPainter(self), self._appearance.theme.px
        self.paint_surface(painter, self._look)
        if self._is_compact:
            self._paint_icon(painter, (self.width() - px(ICON_SIZE)) // 2)
            return
        content = self.rect().adjusted(px(self._padding), 0, -px(self._padding), 0)
        if self._badge:
            paint_badge(painter, content, self._badge, self._appearance.theme)
        if self._icon:
            self._paint_icon(painter, content.left())
            content.setLeft(content.left() + px(ICON_SIZE + ICON_GAP))
        painter.setPen(self.ink(self._look))
        painter.drawText(content, Qt.AlignmentFlag.AlignVCenter, self.label)

    def _paint_icon(self, painter: QPainter, left: int) -> None:
        ink = self.ink(self._look)
        size = self._appearance.theme.px(ICON_SIZE)
        image = icons.pixmap(self._icon, ink, size, self.devicePixelRatioF())
        painter.drawPixmap(left, (self.height() - size) // 2, image)


class Separator(QFrame):
    """A line one pixel thin; lies down unless told to stand."""

    def __init__(
        self, appearance: Looks, parent: QWidget | None = None, *, vertical: bool = False
    ) -> None:
        super().__init__(parent)
        self._appearance = appearance
        if vertical:
            self.setFixedWidth(1)
        else:
            self.setFixedHeight(1)
        appearance.changed.connect(self.update)

    @override
    def paintEvent(self, arg__1: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), self._appearance.theme.color("line"))
