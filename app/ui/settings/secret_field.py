"""A line of the form for a connection that holds a secret: typed masked, and never shown again."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QWidget
from typing_extensions import override

from app.ui.controls import IconButton
from app.ui.labels import ElidedLabel
from app.ui.settings.connection_field import CAPTION_WIDTH
from app.ui.theme import Appearance, tokens
from app.words import _

SAVED = "••••••••"


class SecretEdit(QLineEdit):
    """Shows bullets only; what waits in it goes when it is hidden."""

    def __init__(self, label: str, placeholder: str) -> None:
        super().__init__()
        self.setAccessibleName(label)
        self.setPlaceholderText(placeholder)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setStyleSheet("QLineEdit { lineedit-password-character: 8226 }")
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
        )

    def take(self) -> str:
        """What was typed; afterwards the field is empty."""
        secret = self.text().strip()
        self.setText("")  # Not clear(): that can be undone, and the secret would come back.
        return secret

    @override
    def minimumSizeHint(self) -> QSize:
        # A form that lacks room would cut it off.
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            self.take()


class SecretField(QWidget):
    """Tells what was typed as soon as it is left, or on Enter, and forgets it.

    Signals:
        entered: The secret.
        removed: There is to be none.
    """

    entered = Signal(str)
    removed = Signal()

    def __init__(self, appearance: Appearance, label: str) -> None:
        super().__init__()
        self._edit = SecretEdit(label, _("None"))
        self._remove = IconButton(appearance, "x", _("{label}: remove").format(label=label))
        policy = self._remove.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._remove.setSizePolicy(policy)
        words = ElidedLabel(
            appearance, label, px=tokens()["type"]["small_px"], weight=500, color="dim"
        )
        words.setFixedWidth(CAPTION_WIDTH)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(words)
        row.addWidget(self._edit, 1)
        row.addWidget(self._remove)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._edit.editingFinished.connect(self._enter)
        self._remove.clicked.connect(self.removed)
        self.set_saved(is_saved=False)

    def set_saved(self, *, is_saved: bool) -> None:
        """Whether there is a secret, which bullets stand for."""
        self._edit.setPlaceholderText(SAVED if is_saved else _("None"))
        self._remove.setVisible(is_saved)

    def _enter(self) -> None:
        if secret := self._edit.take():
            self.entered.emit(secret)
