"""Opening a link from an answer: only after its address was seen as it really is."""

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMessageBox, QWidget

from app.words import _

SCHEMES = frozenset({"http", "https", "mailto"})


def ask_to_open(parent: QWidget, address: str) -> QMessageBox | None:
    """Show an address with its host in ASCII, as look-alike letters hide another, and ask.

    Returns:
        The question, which is open; None for an address that is never opened.
    """
    url = QUrl(address)
    if not url.isValid() or url.scheme() not in SCHEMES:
        return None
    question = QMessageBox(parent)
    question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    question.setTextFormat(Qt.TextFormat.PlainText)
    question.setWindowTitle("Parley")
    question.setText(_("Open this address in your browser?"))
    question.setInformativeText(url.toString(QUrl.ComponentFormattingOption.FullyEncoded))
    question.addButton(QMessageBox.StandardButton.Cancel)
    open_button = question.addButton(_("Open"), QMessageBox.ButtonRole.AcceptRole)
    open_button.clicked.connect(lambda: QDesktopServices.openUrl(url))
    question.open()
    return question
