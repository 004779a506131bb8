"""A line under which something is folded away."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.fold_head import FoldHead
from app.ui.theme import Appearance


class Fold(QWidget):
    """Words with a chevron; pressed, they show or hide what is under them."""

    def __init__(self, appearance: Appearance, words: str, inside: QWidget) -> None:
        super().__init__()
        self._head = FoldHead(appearance, words, gap=5, height=24, inks=("dim", "text"))
        self._head.setFixedWidth(self._head.sizeHint().width())
        self._head.toggled.connect(inside.setVisible)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._head, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(inside)
        inside.hide()

    def set_open(self, *, is_open: bool) -> None:
        """Show or hide what is inside."""
        self._head.setChecked(is_open)
