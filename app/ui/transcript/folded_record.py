"""The record of a failure, folded away, with a button that copies it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.markdown.paragraphs import plain_paragraphs
from app.ui.controls import TextButton
from app.ui.fold_head import FoldHead
from app.ui.theme import Looks
from app.ui.transcript.document_style import CAPTION
from app.ui.transcript.document_view import DocumentView
from app.words import _


class FoldedRecord(QWidget):
    """Plain lines under "Details"; hidden while there are none.

    Signals:
        toggled: Whether it is open now.
    """

    toggled = Signal(bool)

    def __init__(self, appearance: Looks) -> None:
        super().__init__()
        self._record = ""
        self._head = FoldHead(appearance, _("Details"), gap=6, height=24, inks=("dim", "text"))
        self._head.toggled.connect(self.toggled)
        self._copy = TextButton(appearance, _("Copy details"), icon="copy", small=True, padding=8)
        self._copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._record))
        self._text = DocumentView(appearance, CAPTION, color="dim")
        self._text.setAccessibleName(_("Details of the failure"))
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(self._head, 0, Qt.AlignmentFlag.AlignLeft)
        head.addStretch()
        head.addWidget(self._copy)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addWidget(self._text)

    def show_record(self, record: str, *, is_open: bool) -> None:
        """Show this one; "" hides it all."""
        self._record = record
        self._text.set_paragraphs(plain_paragraphs(record))
        self._head.setChecked(is_open)
        self._copy.setVisible(is_open)
        self._text.setVisible(is_open)
        self.setVisible(bool(record))
