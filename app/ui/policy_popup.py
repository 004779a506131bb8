"""A popup to choose what of earlier answers goes along with a prompt."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from app.domain.conversation import ContextPolicy
from app.ui.choice_box import ChoiceBox
from app.ui.controls import TextButton
from app.ui.labels import Label
from app.ui.popup import Popup
from app.ui.theme import Appearance, font, tokens
from app.viewmodels.policy import POLICY_WORDS, AdoptableRow
from app.words import N_, _

_WIDTH = 400
_UNDER = 24  # where the words of a choice begin
_NONE_CHOSEN = N_("No answer is chosen yet, so each would go on from its own. Choose one:")
_NONE_THERE = N_("There is no answer to choose yet, so each would go on from its own.")


class PolicyPopup(Popup):
    """The three policies, each with a sentence.

    Signals:
        chosen: A `ContextPolicy`.
        answer_chosen: The id of the answer that all are to go on from; "" for each its own.
        preview_requested: What each model will receive is to be seen.
    """

    chosen = Signal(object)
    answer_chosen = Signal(str)
    preview_requested = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(appearance, parent)
        self.choices: dict[ContextPolicy, QRadioButton] = {}
        self._group = QButtonGroup(self)
        small = tokens()["type"]["small_px"]
        self._missing = Label(appearance, px=small, color="warn", wrap=True)
        self.answers = ChoiceBox(appearance, _("The answer that all go on from"))
        self._preview = TextButton(appearance, _("What each model gets…"), small=True, padding=8)
        self._preview.clicked.connect(self._lead_to_preview)
        self.answers.activated.connect(self._on_activated)
        self.setAccessibleName(_("What of earlier answers goes along"))
        self._lay_out()
        self._group.buttonClicked.connect(self._on_clicked)

    def set_policy(self, policy: ContextPolicy, answers: Sequence[AdoptableRow]) -> None:
        """Show the one that holds, and the answers to the last prompt."""
        self.choices[policy].setChecked(True)
        adopts = policy is ContextPolicy.CHOSEN
        chosen = next((n for n, row in enumerate(answers) if row.is_chosen), -1)
        self._missing.setText(_(_NONE_CHOSEN if answers else _NONE_THERE))
        self._missing.setVisible(adopts and chosen < 0)
        self.answers.setVisible(adopts and bool(answers))
        self.answers.clear()
        for row in answers:
            self.answers.addItem(row.label, row.answer_id)
        if chosen >= 0:
            self.answers.addItem(_("None: each from its own"), "")
        self.answers.setCurrentIndex(chosen)
        if self.isVisible():
            self.adjustSize()

    def open_at(self, anchor: QWidget) -> None:
        """Open beside what was pressed."""
        self.show_beside(anchor)
        if button := self._group.checkedButton():
            button.setFocus(Qt.FocusReason.PopupFocusReason)

    def _on_clicked(self, button: QRadioButton) -> None:
        policy = next(policy for policy, choice in self.choices.items() if choice is button)
        self.chosen.emit(policy)

    def _on_activated(self, index: int) -> None:
        self.answer_chosen.emit(self.answers.itemData(index))

    def _lead_to_preview(self) -> None:
        self.close()
        self.preview_requested.emit()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 14, 10)
        layout.setSpacing(4)
        layout.addWidget(Label(self._appearance, _("What goes along"), weight=600))
        for policy, words in POLICY_WORDS.items():
            choice = QRadioButton(_(words.name))
            choice.setFont(font(weight=500))
            choice.setAccessibleDescription(_(words.sentence))
            self.choices[policy] = choice
            self._group.addButton(choice)
            sentence = self._indented(Label(self._appearance, _(words.sentence), wrap=True))
            sentence.set_color("dim")
            layout.addSpacing(6)
            layout.addWidget(choice)
            layout.addWidget(sentence)
            if policy is ContextPolicy.CHOSEN:
                layout.addWidget(self._indented(self._missing))
                layout.addWidget(self.answers)
        layout.addSpacing(6)
        layout.addWidget(self._preview, 0, Qt.AlignmentFlag.AlignLeft)
        self.setFixedWidth(_WIDTH)

    def _indented(self, label: Label) -> Label:
        label.setContentsMargins(_UNDER, 0, 0, 0)
        return label
