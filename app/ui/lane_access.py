"""A popup for the key that a lane asks with, and for the models that may stand in for its own."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QSizePolicy, QVBoxLayout, QWidget

from app.domain.lane import Candidate
from app.ui.choice_box import ChoiceBox
from app.ui.controls import Look, TextButton
from app.ui.labels import Label
from app.ui.parameter_fields import caption
from app.ui.popup import Popup
from app.ui.settings.segments import Segments
from app.ui.theme import Appearance, tokens
from app.viewmodels.rows import FallbackRow, LaneAccessRow
from app.words import N_, _

_WIDTH = 380
_OFFER, _SWITCH = "offer", "switch"
_WAYS = {_OFFER: N_("Offer it"), _SWITCH: N_("Ask it, and say so")}
_WHEN = N_(
    "When its model is out of quota, too busy or can't be reached. What answers is always said."
)


class LaneAccess(Popup):
    """What is changed holds at once.

    Signals:
        changed: The lane's id, its key's id ("" for the default), its fallbacks as `Candidate`s,
            and whether they are asked without a question.
        model_wanted: A model is to be chosen beside this widget, for `add`.
    """

    changed = Signal(str, str, tuple, bool)
    model_wanted = Signal(QWidget)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(appearance, parent)
        self._row: LaneAccessRow | None = None
        small = tokens()["type"]["small_px"]
        self._title = Label(appearance, weight=600)
        self._key_caption = caption(appearance, _("Key"))
        self._key = ChoiceBox(appearance, _("Key"))
        self._no_key = Label(appearance, _("It is asked without a key."), px=small, color="dim")
        self._fallbacks = QVBoxLayout()
        self._fallbacks.setSpacing(4)
        self._add = TextButton(appearance, _("Add a model…"), icon="plus", small=True, padding=8)
        self._ways = Segments(
            appearance, _("What to do then"), {way: _(words) for way, words in _WAYS.items()}
        )
        self._hint = Label(appearance, _(_WHEN), px=small, color="dim", wrap=True)
        self._lay_out()
        self._key.activated.connect(self._on_key_chosen)
        self._ways.chosen.connect(self._on_way_chosen)
        self._add.clicked.connect(lambda: self.model_wanted.emit(self._add))

    def open_at(self, anchor: QWidget, row: LaneAccessRow) -> None:
        """Open beside the anchor."""
        self.set_row(row)
        self.show_beside(anchor)
        first = self._key if row.keys else self._add
        first.setFocus(Qt.FocusReason.PopupFocusReason)

    def set_row(self, row: LaneAccessRow) -> None:
        """Show how the lane stands now."""
        before, self._row = self._row, row
        self._title.setText(row.label)
        self._show_keys(row)
        if before is None or before.fallbacks != row.fallbacks or not self._fallbacks.count():
            self._show_fallbacks(row.fallbacks)
        self._ways.setVisible(bool(row.fallbacks))
        self._ways.set_value(_SWITCH if row.switches else _OFFER)
        self.adjustSize()

    def forget(self) -> None:
        """Close and know nothing of any lane any more."""
        self.close()
        self.set_row(LaneAccessRow("", ""))

    @property
    def lane_id(self) -> str:
        """Whose it is; "" before it was opened."""
        return self._row.lane_id if self._row else ""

    def add(self, candidate: Candidate) -> None:
        """Have one more model stand in, after the others."""
        self._change_order([*self._candidates(), candidate])

    def _show_keys(self, row: LaneAccessRow) -> None:
        self._key.clear()
        for key in row.keys:
            is_default = key is row.keys[0]
            self._key.addItem(
                _("{key} (the default)").format(key=key.name) if is_default else key.name,
                key.key_id,
            )
        chosen = self._key.findData(row.key_id)
        self._key.setCurrentIndex(max(chosen, 0))
        self._key.setVisible(bool(row.keys))
        self._no_key.setVisible(not row.keys)

    def _show_fallbacks(self, rows: Sequence[FallbackRow]) -> None:
        while item := self._fallbacks.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for place, row in enumerate(rows):
            button = TextButton(
                self._appearance, f"{place + 1}. {row.label}", look=Look.OUTLINED, small=True
            )
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.setAccessibleDescription(_("Opens what can be done with it"))
            button.clicked.connect(partial(self._open_menu, button, place))
            self._fallbacks.addWidget(button)

    def _open_menu(self, button: TextButton, place: int) -> None:
        if self._row is None:
            return
        menu, rows = QMenu(button), self._row.fallbacks
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for key in rows[place].keys:
            action = menu.addAction(
                _("Key: {name}").format(name=key.name), partial(self._set_key, place, key.key_id)
            )
            action.setCheckable(True)
            asked = rows[place].candidate.key_id or rows[place].keys[0].key_id
            action.setChecked(key.key_id == asked)
        if rows[place].keys:
            menu.addSeparator()
        up = menu.addAction(_("Move up"), partial(self._move, place, -1))
        up.setEnabled(place > 0)
        down = menu.addAction(_("Move down"), partial(self._move, place, 1))
        down.setEnabled(place + 1 < len(rows))
        menu.addAction(_("Remove"), partial(self._remove, place))
        menu.popup(button.mapToGlobal(QPoint(0, button.height())))

    def _candidates(self) -> list[Candidate]:
        return [row.candidate for row in self._row.fallbacks] if self._row else []

    def _set_key(self, place: int, key_id: str) -> None:
        candidates = self._candidates()
        candidates[place] = Candidate(candidates[place].model, key_id)
        self._change_order(candidates)

    def _move(self, place: int, delta: int) -> None:
        candidates = self._candidates()
        candidates.insert(place + delta, candidates.pop(place))
        self._change_order(candidates)

    def _remove(self, place: int) -> None:
        candidates = self._candidates()
        del candidates[place]
        self._change_order(candidates)

    def _change_order(self, candidates: Sequence[Candidate]) -> None:
        # One asked twice would only fail twice.
        self._tell(fallbacks=tuple(dict.fromkeys(candidates)))

    def _on_key_chosen(self, index: int) -> None:
        self._tell(key_id=self._key.itemData(index))

    def _on_way_chosen(self, way: str) -> None:
        self._tell(switches=way == _SWITCH)

    def _tell(
        self,
        *,
        key_id: str | None = None,
        fallbacks: tuple[Candidate, ...] | None = None,
        switches: bool | None = None,
    ) -> None:
        if row := self._row:
            self.changed.emit(
                row.lane_id,
                row.key_id if key_id is None else key_id,
                tuple(self._candidates()) if fallbacks is None else fallbacks,
                row.switches if switches is None else switches,
            )

    def _lay_out(self) -> None:
        self.setFixedWidth(_WIDTH)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(8)
        for widget in (self._title, self._key_caption, self._key, self._no_key):
            layout.addWidget(widget)
        layout.addSpacing(4)
        layout.addWidget(caption(self._appearance, _("If it can't answer")))
        layout.addLayout(self._fallbacks)
        layout.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._ways, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._hint)
