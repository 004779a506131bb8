"""Where keys are kept, above the list of providers."""

import html

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from app.ui import icons
from app.ui.controls import Look, TextButton
from app.ui.labels import Label
from app.ui.painting import paint_rounded
from app.ui.theme import Appearance, tokens
from app.viewmodels.settings_rows import SecretStoreRow
from app.words import N_, _

_UNTIL_THEN = N_(
    "Until then, a key that you enter lasts until you quit Parley. It's never written to a file."
)
_ICON_LEFT, _ICON_TOP, _ICON_SIZE = 14, 15, 17


class SecretStoreNote(QWidget):
    """A quiet sentence while the keyring works, a card with what to do while it does not.

    While neither a name nor a sentence is known, it says nothing.

    Signals:
        retried: The keyring is to be looked at again.
    """

    retried = Signal()

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._promise = Label(appearance, color="dim", wrap=True)
        # For the name in bold; it is escaped.
        self._promise.setTextFormat(Qt.TextFormat.RichText)
        self._card = _WarnCard(appearance)
        self._card.again.clicked.connect(self.retried)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._promise)
        layout.addWidget(self._card)
        self._card.hide()

    def set_store(self, row: SecretStoreRow) -> None:
        """Say where keys are kept now."""
        sentence = row.sentence
        if row.is_locked and not sentence:
            sentence = _("{keyring} is locked. Unlock it, then try again.").format(keyring=row.name)
        self._card.sentence.setText(sentence)
        self._card.setVisible(bool(sentence))
        self._promise.setVisible(bool(row.name) and not sentence)
        name = f'<span style="font-weight:600">{html.escape(row.name)}</span>'
        self._promise.setText(
            html.escape(
                _("Keys are kept in {name}. They're never written to a file, a log or an export."),
                quote=False,
            ).format(name=name)
        )


class _WarnCard(QWidget):
    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self.sentence = Label(appearance, weight=600, wrap=True)
        small = tokens()["type"]["small_px"]
        until_then = Label(appearance, _(_UNTIL_THEN), px=small, color="dim", wrap=True)
        self.again = TextButton(appearance, _("Try again"), look=Look.OUTLINED, small=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(41, 13, 14, 12)
        layout.setSpacing(4)
        layout.addWidget(self.sentence)
        layout.addWidget(until_then)
        layout.addSpacing(5)
        layout.addWidget(self.again, 0, Qt.AlignmentFlag.AlignLeft)
        appearance.changed.connect(self.update)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._appearance.theme
        warn, card = theme.color("warn"), tokens()["radius_px"]["card"]
        paint_rounded(painter, self.rect(), theme.color("warn_bg"), warn, card)
        image = icons.pixmap("circle-alert", warn, _ICON_SIZE, self.devicePixelRatioF())
        painter.drawPixmap(_ICON_LEFT, _ICON_TOP, image)
