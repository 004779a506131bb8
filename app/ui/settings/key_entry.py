"""Where a provider's key is entered and checked."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.domain.error_details import ErrorDetails
from app.domain.keys import Secret
from app.ui.check_card import CheckCard
from app.ui.controls import Look, TextButton
from app.ui.key_field import KeyField
from app.ui.outcome_line import OutcomeLine
from app.ui.theme import Appearance
from app.ui.transcript.answer_notice import Remedy
from app.viewmodels.settings_rows import ProviderRow
from app.words import _


class KeyEntry(QWidget):
    """The field, its label for a further key, and what came of the last check.

    Signals:
        entered: Label (or "") and key to check.
        remedy_chosen: The `Remedy` of the button under a failure.
    """

    entered = Signal(str, str)
    remedy_chosen = Signal(Remedy)

    def __init__(self, appearance: Appearance, row: ProviderRow) -> None:
        super().__init__()
        self._row = row
        self._has_news = False
        self._field = KeyField(appearance, _("Key for {provider}").format(provider=row.label))
        self._label = QLineEdit()
        self._label.setAccessibleName(
            _("Label of the key for {provider}").format(provider=row.label)
        )
        self._label.setPlaceholderText(_("Label for a further key, such as work or private"))
        self._check = TextButton(appearance, _("Check and save"), look=Look.PRIMARY)
        self._outcome = OutcomeLine(appearance)
        self._card = CheckCard(appearance)
        entry = QHBoxLayout()
        entry.setSpacing(8)
        entry.addWidget(self._field, 1)
        entry.addWidget(self._check)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(entry)
        layout.addWidget(self._label)
        layout.addWidget(self._outcome)
        layout.addWidget(self._card)
        self._check.clicked.connect(self._submit)
        self._card.chosen.connect(self.remedy_chosen)
        for field in (self._field, self._label):
            field.returnPressed.connect(self._submit)
        self._field.textEdited.connect(self._show_row)
        self.set_row(row)

    def set_row(self, row: ProviderRow) -> None:
        """Show the key that is saved; what one is typing stays.

        What came of a check stays too, until there are other keys.
        """
        are_others = row.keys != self._row.keys
        self._row = row
        self._label.setVisible(bool(row.keys))
        if are_others or not self._has_news:
            self._show_row()

    def show_checking(self) -> None:
        """Say that the key is being checked; meanwhile no other can be entered."""
        self._say("", is_error=False)
        self._set_busy(is_busy=True)

    def show_result(
        self, sentence: str, *, is_error: bool, failure: ErrorDetails | None = None
    ) -> None:
        """Say what came of it; of a failure that a provider told, all that is known."""
        self._set_busy(is_busy=False)
        if not is_error:
            self._label.clear()
            self._show_row()
        self._say(sentence, is_error=is_error, failure=failure)

    def focus_field(self) -> None:
        """Put the caret where the key goes."""
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _submit(self) -> None:
        key = self._field.take()
        if not key:
            self._say(_("Paste a key first."), is_error=True)
            self.focus_field()
            return
        self._field.show_saved(Secret(key).last_four)
        self.entered.emit(self._label.text().strip(), key)

    def _show_row(self) -> None:
        self._has_news = False
        self._field.show_saved(self._row.keys[0].last_four if self._row.keys else None)
        self._tell(self._row.sentence, is_error=True, failure=self._row.failure)

    def _say(self, sentence: str, *, is_error: bool, failure: ErrorDetails | None = None) -> None:
        self._has_news = True
        self._tell(sentence, is_error=is_error, failure=failure)

    def _tell(self, sentence: str, *, is_error: bool, failure: ErrorDetails | None) -> None:
        self._outcome.show_sentence("" if failure else sentence, is_error=is_error)
        self._card.set_failure(sentence, failure, self._row.name, self._row.base_url)

    def _set_busy(self, *, is_busy: bool) -> None:
        for widget in (self._field, self._label, self._check):
            widget.setEnabled(not is_busy)
        self._check.set_label(_("Checking…") if is_busy else _("Check and save"))
