"""A field to paste a key in: masked, and emptied as soon as the key was taken from it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from app.ui import icons
from app.ui.controls import IconButton
from app.ui.theme import Appearance
from app.words import _

_BULLETS = 24
_ICON_LEFT, _ICON_SIZE = 11, 16
_TEXT_LEFT, _TEXT_RIGHT = 22, 28
_EYE_INSET = 6
_PADDING = 24  # of the field itself, both ends, and a little air


class KeyField(QLineEdit):
    """Shows bullets; the eye at its right shows what one is typing.

    What is typed goes when the field is hidden, so no key waits where nobody sees it.

    Args:
        label: What a screen reader says; never a key.
    """

    def __init__(self, appearance: Appearance, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._saved: str | None = None
        self._eye = IconButton(appearance, "eye", _("Show the key"), self, size=24)
        self._eye.clicked.connect(self._toggle)
        self._eye.setCursor(Qt.CursorShape.ArrowCursor)
        self.setAccessibleName(label)
        self.setTextMargins(_TEXT_LEFT, 0, _TEXT_RIGHT, 0)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
        )
        self._mask(is_masked=True)
        self.show_saved(None)
        appearance.changed.connect(self._recolour)

    def take(self) -> str:
        """The key that was typed; afterwards the field is empty, and masked again."""
        key = self.text().strip()
        self.setText("")  # Not clear(): that can be undone, and the key would come back.
        self._mask(is_masked=True)
        return key

    def show_saved(self, last_four: str | None) -> None:
        """Show bullets and these characters while nothing is typed; for None, ask for a key."""
        self._saved = last_four
        self._fit_placeholder()
        self._recolour()

    def _fit_placeholder(self) -> None:
        if self._saved is None:
            self.setPlaceholderText(_("Paste a key"))
            return
        metrics = self.fontMetrics()
        room = self.width() - _PADDING - _TEXT_LEFT - _TEXT_RIGHT
        fitting = (room - metrics.horizontalAdvance(self._saved)) // metrics.horizontalAdvance("•")
        self.setPlaceholderText("•" * max(0, min(fitting, _BULLETS)) + self._saved)

    def _toggle(self) -> None:
        self._mask(is_masked=self.echoMode() == QLineEdit.EchoMode.Normal)

    def _mask(self, *, is_masked: bool) -> None:
        mode = QLineEdit.EchoMode
        self.setEchoMode(mode.Password if is_masked else mode.Normal)
        self._eye.set_icon(
            *(("eye", _("Show the key")) if is_masked else ("eye-off", _("Hide the key")))
        )

    def _recolour(self) -> None:
        theme = self._appearance.theme
        colour = theme.faint if self._saved is None else theme.text
        self.setStyleSheet(
            f"QLineEdit {{ placeholder-text-color: {colour}; lineedit-password-character: 8226 }}"
        )

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            self.take()

    @override
    def resizeEvent(self, arg__1: QResizeEvent) -> None:
        super().resizeEvent(arg__1)
        eye = self._eye
        eye.move(self.width() - eye.width() - _EYE_INSET, (self.height() - eye.height()) // 2)
        self._fit_placeholder()

    @override
    def paintEvent(self, arg__1: QPaintEvent) -> None:
        super().paintEvent(arg__1)
        faint = self._appearance.theme.color("faint")
        image = icons.pixmap("key-round", faint, _ICON_SIZE, self.devicePixelRatioF())
        QPainter(self).drawPixmap(_ICON_LEFT, (self.height() - _ICON_SIZE) // 2, image)
