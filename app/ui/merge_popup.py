"""A popup that has a model write one answer out of several."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from app.domain.merging import MergeKind, letter_of
from app.ui.controls import Look, TextButton
from app.ui.labels import Label
from app.ui.parameter_fields import caption
from app.ui.popup import Popup
from app.ui.settings.segments import Segments
from app.ui.theme import Appearance, tokens
from app.ui.tick_box import TickBox
from app.viewmodels.merging import MergingViewModel
from app.words import N_, _

_WIDTH = 400
_KINDS = {
    MergeKind.FUSE: N_("One answer"),
    MergeKind.TABLE: N_("Differences"),
    MergeKind.CHECKLIST: N_("Checklist"),
}
_WHAT = {
    MergeKind.FUSE: N_("The best of all of them, each point once."),
    MergeKind.TABLE: N_("A table of what they differ in."),
    MergeKind.CHECKLIST: N_("Everything they advise to do or to check."),
}
_NAMELESS = N_("The answers are given as {letters}, without names. The result is one more lane.")


class MergePopup(Popup):
    """Which answers, which model, and how.

    Signals:
        model_wanted: A model is to be chosen beside this widget.
    """

    model_wanted = Signal(QWidget)

    def __init__(
        self, appearance: Appearance, merging: MergingViewModel, parent: QWidget | None = None
    ) -> None:
        super().__init__(appearance, parent)
        self._merging = merging
        self._kind = MergeKind.FUSE
        self._ticks: dict[str, TickBox] = {}
        small = tokens()["type"]["small_px"]
        self._sources = QVBoxLayout()
        self._sources.setSpacing(0)
        self._judge = TextButton(appearance, "", icon="cpu", look=Look.OUTLINED)
        self._judge.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        kinds = {kind: _(words) for kind, words in _KINDS.items()}
        self._kinds = Segments(appearance, _("What to make of them"), kinds)
        self._what = Label(appearance, px=small, color="dim", wrap=True)
        self._nameless = Label(appearance, px=small, color="dim", wrap=True)
        self._unseen = Label(appearance, px=small, color="warn", wrap=True)
        self._hint = Label(appearance, px=small, color="dim", wrap=True)
        self._merge = TextButton(appearance, _("Merge"), icon="combine", look=Look.PRIMARY)
        self._lay_out()
        self._judge.clicked.connect(lambda: self.model_wanted.emit(self._judge))
        self._kinds.chosen.connect(self._on_kind_chosen)
        self._merge.clicked.connect(self._on_merge)
        merging.changed.connect(self._show)
        merging.quoted.connect(self._show_quote)

    def open_at(self, anchor: QWidget) -> None:
        """Open beside the anchor, with all finished answers ticked."""
        self._clear()
        for source in self._merging.sources:
            box = TickBox(self._appearance, source.label, source.provider)
            box.setChecked(True)
            box.toggled.connect(self._show)
            self._ticks[source.answer_id] = box
            self._sources.addWidget(box)
        self._kinds.set_value(self._kind)
        self._show()
        self.show_beside(anchor)
        self._merge.setFocus(Qt.FocusReason.PopupFocusReason)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        # What is not open tells nothing: names may be hidden by the time it is opened again.
        self._clear()

    def _clear(self) -> None:
        while item := self._sources.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self._ticks = {}
        self._judge.set_label("")

    @property
    def _ticked(self) -> list[str]:
        return [answer_id for answer_id, box in self._ticks.items() if box.isChecked()]

    def _on_kind_chosen(self, kind: MergeKind) -> None:
        self._kind = kind
        self._show()

    def _on_merge(self) -> None:
        ticked = self._ticked
        self.close()
        self._merging.merge(self._kind, ticked)

    def _show(self) -> None:
        ticked = self._ticked
        label = self._merging.judge_label
        self._judge.set_label(label)
        self._judge.setAccessibleDescription(_("The model that merges; opens a choice of others"))
        self._what.setText(_(_WHAT[self._kind]))
        letters = ", ".join(letter_of(n) for n in range(len(ticked)))
        self._nameless.setText(_(_NAMELESS).format(letters=letters))
        self._nameless.setVisible(len(ticked) > 1)
        refusal = self._merging.refusal(ticked)
        self._merge.setEnabled(not refusal)
        self._unseen.setText(self._merging.unseen)
        self._unseen.setVisible(bool(self._merging.unseen))
        self._show_hint(refusal, is_refusal=bool(refusal))
        self._merging.quote(self._kind, ticked)

    def _show_hint(self, words: str, *, is_refusal: bool = False) -> None:
        self._hint.setText(words)
        self._hint.set_color("warn" if is_refusal else "dim")
        self.adjustSize()

    def _show_quote(self, words: str) -> None:
        if self._merge.isEnabled():
            self._show_hint(words)

    def _lay_out(self) -> None:
        self.setFixedWidth(_WIDTH)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(6)
        layout.addWidget(Label(self._appearance, _("Merge the last answers"), weight=600))
        layout.addWidget(caption(self._appearance, _("Answers")))
        layout.addLayout(self._sources)
        layout.addSpacing(6)
        layout.addWidget(caption(self._appearance, _("Make")))
        layout.addWidget(self._kinds)
        layout.addWidget(self._what)
        layout.addSpacing(6)
        layout.addWidget(caption(self._appearance, _("Model that merges")))
        layout.addWidget(self._judge)
        layout.addWidget(self._nameless)
        layout.addWidget(self._unseen)
        layout.addSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self._hint, 1)
        row.addWidget(self._merge)
        layout.addLayout(row)
