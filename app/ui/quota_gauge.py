"""How much of a key's limits is left: a bar and a few words."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from app.ui.labels import ElidedLabel, set_plain_tooltip
from app.ui.theme import Appearance, tokens
from app.viewmodels.quota_words import LOW
from app.viewmodels.settings_rows import QuotaRow
from app.words import _

_BAR = QSize(40, 4)


class QuotaGauge(QWidget):
    """Shows a `QuotaRow`: a line for each limit that is known."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bar = _Bar(appearance)
        self._words = ElidedLabel(appearance, px=tokens()["type"]["small_px"], color="dim")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._bar)
        row.addWidget(self._words, 1)

    @property
    def words(self) -> str:
        """What it says."""
        return self._words.text()

    def set_quota(self, row: QuotaRow) -> None:
        """Show these limits."""
        words = " · ".join(row.lines) or _("Limits unknown until an answer tells them")
        self._words.setText(words)
        self.setAccessibleName(words)
        set_plain_tooltip(self._bar, words)
        self._bar.setVisible(row.share is not None)
        self._bar.set_share(row.share or 0.0)


class _Bar(QWidget):
    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self._share = 0.0
        self.setFixedSize(_BAR)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        appearance.changed.connect(self.update)

    def set_share(self, share: float) -> None:
        self._share = min(max(share, 0.0), 1.0)
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = self._appearance.theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        radius = self.height() / 2
        color = "warn" if self._share < LOW else "ok"
        for name, part in (("line", 1.0), (color, self._share)):
            painter.setBrush(theme.color(name))
            painter.drawRoundedRect(
                QRectF(0, 0, self.width() * part, self.height()), radius, radius
            )
