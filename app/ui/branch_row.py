"""What stands above the composer where a branch begins: that nothing is lost, and the way back."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from app.ui.controls import Look, TextButton
from app.ui.icons import pixmap
from app.ui.labels import ElidedLabel
from app.ui.theme import Appearance, tokens
from app.words import _, ngettext

_ICON = QSize(14, 14)


class BranchRow(QWidget):
    """Shown while the next prompt would begin a branch.

    Signals:
        back_requested: What was there before is to be shown again.
    """

    back_requested = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._icon = QLabel()
        self._icon.setFixedSize(_ICON)
        self._words = ElidedLabel(appearance, px=tokens()["type"]["small_px"], color="dim")
        back = TextButton(appearance, _("Go back"), look=Look.OUTLINED, small=True)
        back.clicked.connect(self.back_requested)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 8)
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(self._icon)
        row.addWidget(self._words, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(back)
        row.addStretch(1)
        appearance.changed.connect(self._recolour)
        self._recolour()
        self.hide()

    def set_kept(self, prompts: int) -> None:
        """Say how many later prompts are kept; none hides the row."""
        words = ngettext(
            "This is a new branch. {n} later prompt is kept.",
            "This is a new branch. {n} later prompts are kept.",
            prompts,
        )
        self._words.setText(words.format(n=prompts))
        self.setVisible(prompts > 0)

    def _recolour(self) -> None:
        color = self._appearance.theme.color("dim")
        self._icon.setPixmap(pixmap("git-branch", color, _ICON.width(), self.devicePixelRatioF()))
