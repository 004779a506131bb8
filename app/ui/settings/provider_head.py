"""The line that a provider has in the list; pressed, it unfolds what is under it."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy
from typing_extensions import override

from app.ui import icons
from app.ui.accessible_buttons import Kind, tell_as
from app.ui.controls import Button, Look, TextButton
from app.ui.link_button import LinkButton
from app.ui.painting import paint_dot, paint_focus_ring
from app.ui.settings.found_words import paint_line, spans_of
from app.ui.theme import Appearance, font, tokens
from app.viewmodels.settings_rows import ProviderRow, ProviderState
from app.words import _

_CLOSED_HEIGHT, _OPEN_HEIGHT = 64, 44
_MARGIN = 14
_DOT, _TEXT_LEFT = 9, 35
_NAME_TOP, _STATUS_TOP = 13, 33
_LINE = 19
_ICON_SIZE, _ICON_GAP = 14, 5


class ProviderHead(Button):
    """Dot, name and state; a line of status while it is closed, the way to a key while open.

    Attributes:
        help_link: Pressed when one asks where keys are made.
    """

    def __init__(self, appearance: Appearance, row: ProviderRow) -> None:
        super().__init__(appearance, row.label)
        self._row = row
        self._search = ""
        self._add = TextButton(appearance, _("Add key"), self, look=Look.OUTLINED, small=True)
        # The line itself does the same, and is where the keyboard stops.
        self._add.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._add.clicked.connect(self.click)
        self.help_link = LinkButton(appearance, _("Where do I find my key?"))
        self.help_link.setParent(self)
        self.setCheckable(True)
        tell_as(self, Kind.FOLD)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.toggled.connect(self._on_toggled)
        self.set_row(row)

    def set_row(self, row: ProviderRow) -> None:
        """Show how the provider stands now."""
        self._row = row
        self.setAccessibleName(f"{row.label}: {_(row.state)}")
        self.setAccessibleDescription(row.status)
        can_unfold = row.takes_key or row.connection is not None
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if can_unfold else Qt.FocusPolicy.NoFocus)
        self.setEnabled(can_unfold)
        shape = Qt.CursorShape
        self.setCursor(shape.PointingHandCursor if can_unfold else shape.ArrowCursor)
        self._on_toggled()

    def mark(self, search: str) -> None:
        """Shade the words of a search; "" shades nothing."""
        self._search = search
        self.update()

    @property
    def found(self) -> list[str]:
        """What is shaded in its name and its status."""
        texts = [self._row.label] if self.isChecked() else [self._row.label, self._row.status]
        return [text[a:b] for text in texts for a, b in spans_of(self._search, text)]

    def _on_toggled(self) -> None:
        row, is_open = self._row, self.isChecked()
        is_missing = row.takes_key and row.state is ProviderState.NOT_SET_UP
        self._add.setVisible(is_missing and not is_open)
        self.help_link.setVisible(bool(row.help_url) and is_open)
        self.setFixedHeight(_OPEN_HEIGHT if is_open else _CLOSED_HEIGHT)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(200, self.height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._add.resize(self._add.sizeHint())
        for widget, inset in ((self._add, 0), (self.help_link, LinkButton.INSET)):
            left = self.width() - _MARGIN - widget.width() + inset
            widget.move(left, (self.height() - widget.height()) // 2 + 1)

    @override
    def paintEvent(self, e: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._appearance.theme
        middle = self.height() // 2 + (2 if self.isChecked() else 0)
        paint_dot(painter, QRect(_MARGIN, middle - _DOT // 2, _DOT, _DOT), self._row.name)
        right = self._paint_state(painter) if not self.isChecked() else self.help_link.x()
        room = right - _TEXT_LEFT - _MARGIN
        top = middle - _LINE // 2 - 1 if self.isChecked() else _NAME_TOP
        painter.setPen(theme.color("text"))
        painter.setFont(font(weight=600 if self.isChecked() else 500))
        name = QRect(_TEXT_LEFT, top, room, _LINE)
        paint_line(painter, name, self._row.label, self._search, theme)
        if not self.isChecked():
            painter.setPen(theme.color("faint"))
            painter.setFont(font(tokens()["type"]["small_px"]))
            status = QRect(_TEXT_LEFT, _STATUS_TOP, room, _LINE)
            paint_line(painter, status, self._row.status, self._search, theme)
        if self.hasFocus():
            paint_focus_ring(painter, self.rect().adjusted(3, 3, -3, -3), theme)

    def _paint_state(self, painter: QPainter) -> int:
        """Paint the state at the right.

        Returns:
            Where it begins.
        """
        state, right = self._row.state, self.width() - _MARGIN
        if state is ProviderState.NOT_SET_UP:
            return self._add.x() if self._row.takes_key else right
        is_wrong = state is ProviderState.ERROR
        ink = self._appearance.theme.color("error" if is_wrong else "ok")
        small = font(tokens()["type"]["small_px"])
        words_left = right - QFontMetrics(small).horizontalAdvance(_(state))
        painter.setFont(small)
        painter.setPen(ink)
        area = QRect(words_left, 0, right - words_left + 1, self.height())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, _(state))
        left, top = words_left - _ICON_GAP - _ICON_SIZE, (self.height() - _ICON_SIZE) // 2
        name = "circle-alert" if is_wrong else "check"
        image = icons.pixmap(name, ink, _ICON_SIZE, self.devicePixelRatioF())
        painter.drawPixmap(left, top, image)
        return left
