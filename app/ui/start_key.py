"""The first way to begin: a key."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.domain.error_details import ErrorDetails
from app.domain.keys import Secret
from app.ui.check_card import CheckCard
from app.ui.choice_box import ChoiceBox
from app.ui.controls import Look, TextButton
from app.ui.key_field import KeyField
from app.ui.labels import Label
from app.ui.outcome_line import OutcomeLine
from app.ui.start_card import StartCard
from app.ui.theme import Appearance, tokens
from app.ui.transcript.answer_notice import Remedy
from app.words import N_, _

_NOTE = N_("From OpenAI, Anthropic, Google or Cohere. It goes to nobody else.")
_VENDOR_WIDTH = 160


class StartKey(StartCard):
    """Takes a key and, as keys show whose they are, offers the provider for it.

    Signals:
        typed: What stands in the field now.
        submitted: Provider and key.
        settings_requested: As `Remedies.settings_requested`, of the provider that was asked.
    """

    typed = Signal(str)
    submitted = Signal(str, str)
    settings_requested = Signal(str, str, Remedy)

    def __init__(self, appearance: Appearance) -> None:
        super().__init__(appearance, "key-round", _("Paste a key"), _(_NOTE))
        self._recognised: str | None = None
        self._field = KeyField(appearance, _("Key"))
        self._check = TextButton(appearance, _("Check and start"), look=Look.PRIMARY)
        self._vendor_words = Label(appearance, px=tokens()["type"]["small_px"], color="dim")
        self._vendor = ChoiceBox(appearance, _("Whose key it is"))
        self._vendor.setMinimumWidth(_VENDOR_WIDTH)
        self._vendor_row = self._build_vendor_row()
        self._outcome = OutcomeLine(appearance)
        self._card = CheckCard(appearance)
        self._submitted_for = ""
        entry = QHBoxLayout()
        entry.setSpacing(8)
        entry.addWidget(self._field, 1)
        entry.addWidget(self._check)
        self.content.addLayout(entry)
        self.content.addWidget(self._vendor_row)
        self.content.addWidget(self._outcome)
        self.content.addWidget(self._card)
        self._field.textEdited.connect(self._on_typed)
        self._field.returnPressed.connect(self._submit)
        self._check.clicked.connect(self._submit)
        self._card.chosen.connect(self._remedy)
        self.setTabOrder(self._vendor, self._check)

    def show_vendor(self, provider: str | None, choices: Sequence[tuple[str, str]]) -> None:
        """Say whose key it looks like; another choice of the person's stands.

        Args:
            provider: Registry name of the provider; None if the key does not tell.
            choices: Registry name and label of each provider that it may be for; none hides all.
        """
        shown = [(self._vendor.itemData(i), self._vendor.itemText(i)) for i in self._places()]
        if shown != list(choices) or provider != self._recognised:
            self._vendor.clear()
            self._vendor.addItem(_("Choose…"), "")
            for name, label in choices:
                self._vendor.addItem(label, name)
            self._vendor.setCurrentIndex(max(0, self._vendor.findData(provider or "")))
        self._recognised = provider
        self._vendor_words.setText(
            _("Looks like a key for") if provider else _("This is a key for")
        )
        self._vendor_row.setVisible(bool(choices))

    def show_checking(self) -> None:
        """Say that the key is being checked; no other is taken meanwhile."""
        self._tell("", is_error=False)
        self._set_busy(is_busy=True)

    def show_result(
        self, sentence: str, *, is_error: bool, failure: ErrorDetails | None = None
    ) -> None:
        """Say what came of the check; of a failure that a provider told, all that is known."""
        self._set_busy(is_busy=False)
        self._tell(sentence, is_error=is_error, failure=failure)
        if is_error:
            self.focus_field()

    def focus_field(self) -> None:
        """Put the caret where the key goes."""
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell(self, sentence: str, *, is_error: bool, failure: ErrorDetails | None = None) -> None:
        self._outcome.show_sentence("" if failure else sentence, is_error=is_error)
        self._card.set_failure(sentence, failure, self._submitted_for, "")

    def _remedy(self, remedy: Remedy) -> None:
        if remedy is Remedy.ENTER_KEY:
            self.focus_field()
        else:
            self.settings_requested.emit(self._submitted_for, "", remedy)

    def _on_typed(self, text: str) -> None:
        self._tell("", is_error=False)
        self._field.show_saved(None)
        self.typed.emit(text)

    def _submit(self) -> None:
        provider = self._vendor.currentData()
        if not self._field.text().strip():
            self._complain(_("Paste a key first."), self._field)
        elif not provider:
            self._complain(_("Choose whose key it is."), self._vendor)
        else:
            key = self._field.take()
            self._field.show_saved(Secret(key).last_four)
            self._submitted_for = provider
            self.submitted.emit(provider, key)

    def _complain(self, sentence: str, about: QWidget) -> None:
        self._tell(sentence, is_error=True)
        about.setFocus(Qt.FocusReason.OtherFocusReason)

    def _places(self) -> range:
        return range(1, self._vendor.count())

    def _build_vendor_row(self) -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._vendor_words)
        layout.addWidget(self._vendor)
        layout.addStretch(1)
        row.hide()
        return row

    def _set_busy(self, *, is_busy: bool) -> None:
        for widget in (self._field, self._vendor, self._check):
            widget.setEnabled(not is_busy)
        self._check.set_label(_("Checking…") if is_busy else _("Check and start"))
