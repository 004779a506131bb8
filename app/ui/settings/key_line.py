"""A key in the list of a provider's keys."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QVBoxLayout, QWidget
from typing_extensions import override

from app.domain.keys import KeyPlace
from app.ui.controls import IconButton, TextButton
from app.ui.labels import Label
from app.ui.quota_gauge import QuotaGauge
from app.ui.settings.remove_button import RemoveButton
from app.ui.theme import Appearance, font, tokens
from app.viewmodels.settings_rows import KeyRow
from app.words import _


class KeyLine(QWidget):
    """What it is called, where it is kept, what is left of its limits, and what to do with it.

    Attributes:
        use: Makes it the one that is asked with.
        keep: Puts a key of the session into the keyring.
        check: Asks its provider about it.
        remove: Forgets it.

    Signals:
        renamed: Another label was entered.
    """

    renamed = Signal(str)

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        small = tokens()["type"]["small_px"]
        self._label = ""
        self._name = Label(appearance, px=small, weight=500)
        self._edit = _LabelEdit()
        self._place = Label(appearance, px=small, color="dim", wrap=True)
        self._quota = QuotaGauge(appearance)
        self._in_use = Label(appearance, _("In use"), px=small, color="ok")
        self.use = _SmallButton(appearance, _("Use this one"))
        self.keep = _SmallButton(appearance, _("Save in the keyring now"))
        self.remove = RemoveButton(appearance)
        self._more = IconButton(appearance, "ellipsis", _("More"))
        self._menu = QMenu(self)
        self.check = self._menu.addAction(_("Check again"))
        self._rename: QAction = self._menu.addAction(_("Rename…"), self._begin_renaming)
        self._more.clicked.connect(self._open_menu)
        self._edit.returnPressed.connect(self._end_renaming)
        self._edit.given_up.connect(self._show_name)
        self._lay_out()
        self._show_name()

    def set_key(self, key: KeyRow) -> None:
        """Show this one; a label that one is typing stays."""
        self._label = key.label
        self._name.setText(key.name)
        checked = _("{place} · checked {when}") if key.checked else "{place}"
        self._place.setText(checked.format(place=place_words(key), when=key.checked))
        self._quota.set_quota(key.quota)
        self._in_use.setVisible(key.is_default)
        self.use.setVisible(not key.is_default)
        self.keep.setVisible(key.place is KeyPlace.SESSION)
        # A variable is not Parley's to change.
        is_ours = key.place is not KeyPlace.ENVIRONMENT
        self.remove.setVisible(is_ours)
        self._rename.setVisible(is_ours)
        for button in (self.use, self.keep, self.remove, self._more):
            button.setAccessibleDescription(key.name)

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(1)
        for widget in (self._name, self._edit, self._place, self._quota):
            words.addWidget(widget)
        words.addWidget(self.keep, 0, Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addLayout(words, 1)
        for widget in (self._in_use, self.use, self.remove, self._more):
            row.addWidget(widget)

    def _open_menu(self) -> None:
        self._menu.popup(self._more.mapToGlobal(QPoint(0, self._more.height())))

    def _begin_renaming(self) -> None:
        self._name.hide()
        self._edit.setText(self._label)
        self._edit.show()
        self._edit.selectAll()
        self._edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _end_renaming(self) -> None:
        label = self._edit.text().strip()
        self._show_name()
        if label != self._label:
            self.renamed.emit(label)

    def _show_name(self) -> None:
        self._edit.hide()
        self._name.show()


class _LabelEdit(QLineEdit):
    given_up = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("New label of the key"))
        self.setPlaceholderText(_("Label, such as work or private"))

    @override
    def keyPressEvent(self, arg__1: QKeyEvent) -> None:
        if arg__1.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(arg__1)

    @override
    def focusOutEvent(self, arg__1: QFocusEvent) -> None:
        super().focusOutEvent(arg__1)
        self.given_up.emit()


class _SmallButton(TextButton):
    def __init__(self, appearance: Appearance, label: str) -> None:
        super().__init__(appearance, label, small=True, padding=8)
        self.setFont(font(tokens()["type"]["small_px"]))


def place_words(key: KeyRow) -> str:
    """Where a key is kept, in words."""
    match key.place:
        case KeyPlace.KEYRING:
            if not key.keyring:
                return _("in the keyring")
            return _("in {keyring}").format(keyring=key.keyring)
        case KeyPlace.SESSION:
            return _("this session only")
        case KeyPlace.ENVIRONMENT:
            return _("environment variable {name}").format(name=key.id)
