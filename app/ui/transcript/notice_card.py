"""The card under an answer that waits, failed, was stopped or was cut off."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from app.domain.retry import RetryStatus
from app.markdown.paragraphs import plain_paragraphs
from app.ui import icons
from app.ui.controls import Look, TextButton
from app.ui.labels import Label
from app.ui.painting import paint_rounded
from app.ui.theme import Looks, tokens
from app.ui.transcript.answer_notice import AnswerNotice, Remedy
from app.ui.transcript.document_style import CAPTION
from app.ui.transcript.document_view import DocumentView
from app.ui.transcript.folded_record import FoldedRecord
from app.ui.wrapping_row import WrappingRow

_ICON_LEFT, _ICON_TOP, _TEXT_LEFT = 14, 16, 41
_PADDING = 12


class NoticeCard(QWidget):
    """Shows an `AnswerNotice`; while a retry waits, a bar fills up.

    Signals:
        chosen: The `Remedy` of the button that was pressed.
        record_toggled: Whether the record of what happened is open now.
    """

    chosen = Signal(Remedy)
    record_toggled = Signal(bool)

    def __init__(self, appearance: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._notice: AnswerNotice | None = None
        self._title = Label(appearance, weight=600, wrap=True)
        self._detail = DocumentView(appearance, CAPTION, color="dim")
        self._bar = _WaitBar(appearance)
        self._record = FoldedRecord(appearance)
        self._record.toggled.connect(self.record_toggled)
        self._buttons = WrappingRow(spacing=6)
        self._buttons.setContentsMargins(0, 9, 0, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self._title)
        layout.addWidget(self._detail)
        layout.addSpacing(6)
        layout.addWidget(self._bar)
        layout.addLayout(self._buttons)
        layout.addWidget(self._record)
        appearance.changed.connect(self._restyle)
        self._restyle()

    def show_notice(
        self, notice: AnswerNotice, retry: RetryStatus | None, *, is_open: bool = False
    ) -> None:
        """Show this notice instead of the present one; buttons that stay keep the focus.

        Args:
            notice: What to say.
            retry: The wait that is under way, if any.
            is_open: Whether the record of what happened can be read.
        """
        before, self._notice = self._notice, notice
        self._title.setText(notice.title)
        self._detail.set_paragraphs(plain_paragraphs(notice.detail))
        self._detail.setVisible(bool(notice.detail))
        self._bar.setVisible(retry is not None)
        if retry:
            self._bar.show_wait(retry)
        self._record.show_record(notice.record, is_open=is_open)
        choices = (notice.remedies, notice.stand_in)
        if before is None or choices != (before.remedies, before.stand_in):
            self._make_buttons(notice)
        if self.accessibleName() != notice.words:
            self.setAccessibleName(notice.words)
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._notice:
            return
        theme, painter = self._appearance.theme, QPainter(self)
        ink = theme.color(self._notice.color)
        urgent = self._notice.color == "warn"
        fill, border = theme.color("warn_bg" if urgent else "panel"), theme.color("line")
        card = tokens()["radius_px"]["card"]
        paint_rounded(painter, self.rect(), fill, ink if urgent else border, card)
        image = icons.pixmap(self._notice.icon, ink, theme.px(17), self.devicePixelRatioF())
        painter.drawPixmap(theme.px(_ICON_LEFT), theme.px(_ICON_TOP), image)

    def _restyle(self) -> None:
        px = self._appearance.theme.px
        self.setContentsMargins(px(_TEXT_LEFT), px(14), px(14), px(12))
        self.update()

    def _make_buttons(self, notice: AnswerNotice) -> None:
        while item := self._buttons.takeAt(0):
            if widget := item.widget():
                widget.deleteLater()
        for i, remedy in enumerate(notice.remedies):
            look = Look.GHOST if i else Look.OUTLINED
            label = notice.label(remedy)
            button = TextButton(self._appearance, label, look=look, small=True, padding=_PADDING)
            button.clicked.connect(lambda _=False, remedy=remedy: self.chosen.emit(remedy))
            self._buttons.addWidget(button)


class _WaitBar(QWidget):
    """How much of a wait is over."""

    def __init__(self, appearance: Looks) -> None:
        super().__init__()
        self._appearance = appearance
        self._whole = 0.0
        self._left = 0.0
        self.setFixedHeight(4)
        appearance.changed.connect(self.update)

    def show_wait(self, retry: RetryStatus) -> None:
        if retry.seconds_left >= self._left:  # another wait has begun
            self._whole = max(retry.seconds_left, retry.server_asked or 0.0)
        self._left = retry.seconds_left
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = self._appearance.theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        over = 1 - self._left / self._whole if self._whole > 0 else 1.0
        for color, part in (("line", 1.0), ("warn", min(max(over, 0.0), 1.0))):
            painter.setBrush(theme.color(color))
            painter.drawRoundedRect(QRectF(0, 0, self.width() * part, 4), 2, 2)
