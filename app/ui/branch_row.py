"""What stands above the composer where a branch begins: that nothing is lost, and the ways back."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QWidget

from app.ui.controls import Look, TextButton
from app.ui.icons import pixmap
from app.ui.labels import ElidedLabel
from app.ui.theme import Appearance, tokens
from app.words import _, ngettext

_ICON = QSize(14, 14)


class BranchRow(QWidget):
    """Shown while the next prompt would begin a branch.

    Signals:
        branch_chosen: The id of a turn: the branch that it leads to is to be shown again.
    """

    branch_chosen = Signal(str)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._icon = QLabel()
        self._icon.setFixedSize(_ICON)
        self._words = ElidedLabel(appearance, px=tokens()["type"]["small_px"], color="dim")
        back = TextButton(appearance, _("Go back"), look=Look.OUTLINED, small=True)
        back.clicked.connect(lambda: self.branch_chosen.emit(self._turn_id))
        self._others = TextButton(appearance, _("Choose a branch"), look=Look.OUTLINED, small=True)
        self._others.clicked.connect(self._open_menu)
        self._turn_id = ""
        self._branches: Mapping[str, str] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 8)
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(self._icon)
        row.addWidget(self._words, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(back)
        row.addWidget(self._others)
        row.addStretch(1)
        appearance.changed.connect(self._recolour)
        self._recolour()
        self.hide()

    def set_branches(self, turn_id: str, branches: Mapping[str, str], prompts: int) -> None:
        """Say how many later prompts are kept; none hides the row.

        Args:
            turn_id: Where the new branch would begin.
            branches: What the prompts that follow it ask, by the ids of their turns.
            prompts: How many follow in all.
        """
        self._turn_id, self._branches = turn_id, branches
        self._others.setVisible(len(branches) > 1)
        words = ngettext(
            "This is a new branch. {n} later prompt is kept.",
            "This is a new branch. {n} later prompts are kept.",
            prompts,
        )
        self._words.setText(words.format(n=prompts))
        self.setVisible(prompts > 0)

    def _open_menu(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for turn_id, prompt in self._branches.items():
            menu.addAction(prompt.replace("&", "&&"), partial(self.branch_chosen.emit, turn_id))
        menu.popup(self._others.mapToGlobal(QPoint(0, -menu.sizeHint().height())))

    def _recolour(self) -> None:
        color = self._appearance.theme.color("dim")
        self._icon.setPixmap(pixmap("git-branch", color, _ICON.width(), self.devicePixelRatioF()))
