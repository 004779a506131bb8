"""The further headers of each request: their names, and masked fields for what they hold."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from app.ui.controls import TextButton
from app.ui.outcome_line import OutcomeLine
from app.ui.parameter_fields import caption
from app.ui.settings.connection_field import CAPTION_WIDTH
from app.ui.settings.connection_text import problem_with_header
from app.ui.settings.secret_field import SecretEdit, SecretField
from app.ui.theme import Appearance
from app.words import _


class HeaderFields(QWidget):
    """A line for each header, and one to add another.

    Signals:
        entered: Name of a header, and what it is to hold.
        removed: Name of the header that is to go.
    """

    entered = Signal(str, str)
    removed = Signal(str)

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self._fields: dict[str, SecretField] = {}
        self._name = QLineEdit()
        self._name.setAccessibleName(_("Name of a further header"))
        self._name.setPlaceholderText(_("Name, such as X-Team"))
        self._value = SecretEdit(_("What the header holds"), _("What it holds"))
        self._add = TextButton(appearance, _("Add header"), small=True, padding=8)
        self._outcome = OutcomeLine(appearance)
        words = caption(appearance, _("Header"))
        words.setFixedWidth(CAPTION_WIDTH)
        row = QHBoxLayout()
        row.setSpacing(8)
        for widget, stretch in ((words, 0), (self._name, 1), (self._value, 1), (self._add, 0)):
            row.addWidget(widget, stretch)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(8)
        self._layout.addLayout(row)
        self._layout.addWidget(self._outcome)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._add.clicked.connect(self._enter)
        for edit in (self._name, self._value):
            edit.returnPressed.connect(self._enter)

    def set_names(self, names: tuple[str, ...]) -> None:
        """Show these headers; fields that stay keep what one is typing."""
        for name in self._fields.keys() - set(names):
            field = self._fields.pop(name)
            field.hide()
            field.deleteLater()
        for place, name in enumerate(names):
            if name not in self._fields:
                field = self._fields[name] = SecretField(self._appearance, name)
                field.set_saved(is_saved=True)
                field.entered.connect(partial(self.entered.emit, name))
                field.removed.connect(partial(self.removed.emit, name))
                self._layout.insertWidget(place, field)
                field.show()

    def _enter(self) -> None:
        name = self._name.text().strip()
        problem = problem_with_header(name, self._value.text().strip())
        self._outcome.show_sentence(problem, is_error=True)
        if not problem:
            self._name.clear()
            self.entered.emit(name, self._value.take())
