"""The keys of a shortcut; pressed, it takes the next keys instead."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QKeyCombination, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from typing_extensions import override

from app.ui.controls import Button, Look
from app.ui.theme import Appearance, font, tokens
from app.words import N_, _

_ASK = N_("Press the keys…")
_NONE = N_("None")
_PADDING = 10
_MODIFIERS = {
    *(Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr),
    *(Qt.Key.Key_CapsLock, Qt.Key.Key_NumLock, Qt.Key.Key_unknown),
}
_CLEARING = {Qt.Key.Key_Backspace, Qt.Key.Key_Delete}
_LEAVING = {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}
_Modifier = Qt.KeyboardModifier
_COMMANDS = _Modifier.ControlModifier | _Modifier.AltModifier | _Modifier.MetaModifier


class KeysButton(Button):
    """While it waits, Backspace takes the keys away and Escape leaves all as it is.

    Signals:
        chosen: The `QKeySequence` that was pressed, or None for no keys.
        refused: A sentence: what was pressed can't be a shortcut.
    """

    chosen = Signal(object)
    refused = Signal(str)

    def __init__(self, appearance: Appearance, name: str) -> None:
        super().__init__(appearance, name)
        self._keys: tuple[str, ...] = ()
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedHeight(tokens()["control_height_px"]["small"])
        self.setFont(font(tokens()["type"]["small_px"], mono=True))
        self.toggled.connect(self._show)
        self._show()

    def set_keys(self, keys: Sequence[str]) -> None:
        """Show these, as the system writes them."""
        self._keys = tuple(keys)
        self._show()

    @property
    def _words(self) -> str:
        return _(_ASK) if self.isChecked() else "  ".join(self._keys) or _(_NONE)

    def _show(self) -> None:
        self.setAccessibleDescription(self._words)
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        width = QFontMetrics(self.font()).horizontalAdvance(self._words)
        return QSize(width + 2 * _PADDING, self.height())

    @override
    def event(self, e: QEvent) -> bool:
        if self.isChecked() and isinstance(e, QKeyEvent):
            if e.type() == QEvent.Type.ShortcutOverride:  # Else what the keys do now would be done.
                e.accept()
                return True
            if e.type() == QEvent.Type.KeyPress and e.key() not in _LEAVING:
                self._take(e)
                return True
        return super().event(e)

    @override
    def focusOutEvent(self, arg__1: QFocusEvent) -> None:
        super().focusOutEvent(arg__1)
        self.setChecked(False)

    def _take(self, event: QKeyEvent) -> None:
        key, modifiers = Qt.Key(event.key()), event.modifiers()
        if key in _MODIFIERS:
            return
        self.setChecked(False)
        is_alone = not modifiers & _COMMANDS
        if is_alone and key == Qt.Key.Key_Escape:
            return
        if is_alone and key in _CLEARING:
            self.chosen.emit(None)
        elif is_alone and not Qt.Key.Key_F1 <= key <= Qt.Key.Key_F35:
            self.refused.emit(_("A shortcut needs Ctrl, Alt or a function key, or it would type."))
        else:
            modifiers &= ~_Modifier.KeypadModifier
            self.chosen.emit(QKeySequence(QKeyCombination(modifiers, key)))

    @override
    def paintEvent(self, e: QPaintEvent) -> None:
        painter = QPainter(self)
        self.paint_surface(painter, Look.OUTLINED)
        theme = self._appearance.theme
        is_quiet = not self._keys or self.isChecked()
        painter.setPen(theme.color("dim" if is_quiet else "text"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._words)
