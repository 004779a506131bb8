"""A page in the place of the chat: a head with its title, and what scrolls below."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from app.ui.controls import IconButton
from app.ui.labels import Label
from app.ui.theme import Appearance

_HEAD_HEIGHT = 52


class PageView(QWidget):
    """Base of the settings, the ranking and the usage.

    Args:
        title: What it is called.
        close_label: What its closing button says.
        width: Of what scrolls, in pixels at most.

    Attributes:
        head: The row at the top; what is inserted stands left of the closing button.
        body: The row of the scrolling part, for what stands beside that.
        column: What scrolls, top down.
        margins: What surrounds the column.

    Signals:
        closed: The person is done.
    """

    closed = Signal()

    def __init__(
        self,
        appearance: Appearance,
        title: str,
        close_label: str,
        width: int,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._appearance = appearance
        close = IconButton(appearance, "x", close_label)
        close.clicked.connect(self.closed)
        self.head = QHBoxLayout()
        self.head.setContentsMargins(16, 0, 12, 1)
        self.head.setSpacing(8)
        self.head.addWidget(Label(appearance, title, weight=600))
        self.head.addStretch(1)
        self.head.addWidget(close)
        self.column = QVBoxLayout()
        self.margins = QHBoxLayout()
        self.scroll_area = self._build_scroll(width)
        self.body = QHBoxLayout()
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        self.body.addWidget(self.scroll_area, 1)
        head_area = QWidget()
        head_area.setFixedHeight(_HEAD_HEIGHT)
        head_area.setLayout(self.head)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(head_area)
        layout.addLayout(self.body, 1)
        appearance.changed.connect(self.update)

    def _build_scroll(self, width: int) -> QScrollArea:
        inside = QWidget()
        inside.setMaximumWidth(width)
        inside.setLayout(self.column)
        around = QWidget()
        around.setLayout(self.margins)
        self.margins.addWidget(inside, 1)
        self.margins.addStretch(0)
        scroll = QScrollArea()
        scroll.setWidget(around)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.viewport().setAutoFillBackground(False)
        around.setAutoFillBackground(False)
        return scroll

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._appearance.theme
        painter.fillRect(self.rect(), theme.color("bg"))
        painter.fillRect(0, _HEAD_HEIGHT - 1, self.width(), 1, theme.color("line"))
