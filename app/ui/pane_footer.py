"""The foot of a pane: what one can do with the answer above it."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from app.ui.controls import IconButton, TextButton
from app.ui.labels import set_plain_tooltip
from app.ui.theme import Appearance
from app.ui.toggle_button import ToggleButton
from app.ui.transcript.stepper import Stepper
from app.viewmodels.rows import AnswerRow
from app.words import _

_HEIGHT = 48


class PaneFooter(QWidget):
    """Stop while an answer arrives; afterwards Best, Continue, its attempts, copy and more.

    Signals:
        stop_requested, best_requested, copy_requested, regenerate_requested: The answer's id.
        menu_requested: The answer's id, and what a menu is to be opened under.
        attempt_step_requested: The answer's id, and -1 or 1.
        go_on_requested: The person wants to go on with this lane alone.
    """

    stop_requested = Signal(str)
    best_requested = Signal(str)
    copy_requested = Signal(str)
    regenerate_requested = Signal(str)
    menu_requested = Signal(str, QWidget)
    attempt_step_requested = Signal(str, int)
    go_on_requested = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row: AnswerRow | None = None
        self._offers_votes = False
        self._stop = TextButton(appearance, _("Stop"), icon="square")
        self._best = ToggleButton(appearance, _("Best"), "thumbs-up")
        self._go_on = TextButton(appearance, _("Continue"), icon="corner-down-right")
        self._go_on.setAccessibleDescription(_("Go on with this model; fold the others away"))
        self._copy = IconButton(appearance, "copy", _("Copy answer"), size=32)
        self._again = IconButton(appearance, "refresh-cw", _("Regenerate answer"), size=32)
        self._more = IconButton(appearance, "ellipsis", _("More for this answer"), size=32)
        self._stepper = Stepper(appearance, _("Previous attempt"), _("Next attempt"))
        self.setFixedHeight(_HEIGHT)
        # The pane's width is its own: where the words don't fit, they give way to their icons.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        row = self._buttons = QHBoxLayout(self)
        row.setContentsMargins(6, 0, 10, 0)
        row.setSpacing(1)
        for widget in (self._stop, self._best, self._go_on):
            row.addWidget(widget)
        row.addStretch()
        for widget in (self._stepper, self._copy, self._again, self._more):
            row.addWidget(widget)
        self._connect()
        self.set_answer(None)

    def _connect(self) -> None:
        pairs = (
            (self._stop, self.stop_requested),
            (self._best, self.best_requested),
            (self._copy, self.copy_requested),
            (self._again, self.regenerate_requested),
        )
        for button, signal in pairs:
            button.clicked.connect(lambda _=False, signal=signal: signal.emit(self.answer_id))
        self._go_on.clicked.connect(self.go_on_requested)
        self._more.clicked.connect(lambda: self.menu_requested.emit(self.answer_id, self._more))
        self._stepper.stepped.connect(self._step)

    @property
    def answer_id(self) -> str:
        """The answer above; "" if there is none."""
        return self._row.answer_id if self._row else ""

    def set_answer(self, row: AnswerRow | None) -> None:
        """Offer what can be done with this answer."""
        self._row = row
        is_live = row is not None and row.status.is_live
        self._stop.setVisible(is_live)
        for button in (self._copy, self._again, self._more, self._go_on):
            button.setVisible(row is not None and not is_live)
        self._best.setVisible(self._offers_votes and row is not None and not is_live)
        self._stepper.set_place(row.attempt if row else 1, row.attempts if row else 1)
        self._fit()

    def set_offers_votes(self, offers: bool) -> None:
        """Whether the best answer can be voted for."""
        self._offers_votes = offers
        self.set_answer(self._row)

    @property
    def offers_votes(self) -> bool:
        """Whether the answer above stands to be voted on."""
        return not self._best.isHidden()

    def set_best(self, is_best: bool) -> None:
        """Show whether the answer was voted best."""
        self._best.setChecked(is_best)
        self._best.setAccessibleDescription(
            _("Your vote; once more takes it back") if is_best else ""
        )

    def vote(self) -> None:
        """Vote for the answer, if that is offered now."""
        if not self._best.isHidden():
            self._best.click()

    def stop(self) -> None:
        """Stop the answer, if it is arriving."""
        if not self._stop.isHidden():
            self._stop.click()

    def go_on(self) -> None:
        """Go on with this lane alone, if that is offered now."""
        if not self._go_on.isHidden():
            self._go_on.click()

    def _fit(self) -> None:
        words = (self._best, self._go_on)
        for button in words:
            button.set_compact(False)
        is_roomy = self._buttons.sizeHint().width() <= self.width()
        for button in words:
            button.set_compact(not is_roomy)
        if is_roomy:
            set_plain_tooltip(self._go_on, _("Go on with this model; fold the others away"))

    def _step(self, delta: int) -> None:
        self.attempt_step_requested.emit(self.answer_id, delta)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
