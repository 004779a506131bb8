"""A prompt that holds a key: asked about before it goes to any model."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from app.domain.secrets import find_secrets, mask


def send_guarded(parent: QWidget, prompt: str, send: Callable[[str], None]) -> QMessageBox | None:
    """Send a prompt; if it holds what looks like a key, only after the person has chosen how.

    Returns:
        The question, which is open; None if there was nothing to ask.
    """
    kinds = sorted({secret.kind for secret in find_secrets(prompt)})
    if not kinds:
        send(prompt)
        return None
    question = QMessageBox(parent)
    question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    question.setTextFormat(Qt.TextFormat.PlainText)
    question.setWindowTitle("Parley")
    question.setText(f"This prompt seems to hold a secret: {', '.join(kinds)}.")
    question.setInformativeText("Every model that you ask would get it, and so would its provider.")
    masked = question.addButton("Mask it and send", QMessageBox.ButtonRole.AcceptRole)
    as_it_is = question.addButton("Send it anyway", QMessageBox.ButtonRole.DestructiveRole)
    question.addButton(QMessageBox.StandardButton.Cancel)
    question.setDefaultButton(masked)
    masked.clicked.connect(lambda: send(mask(prompt)))
    as_it_is.clicked.connect(lambda: send(prompt))
    question.open()
    return question
