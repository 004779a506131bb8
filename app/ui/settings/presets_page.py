"""The page of the presets: ways to ask, under a name."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from app.domain.settings import Preset
from app.ui.controls import TextButton
from app.ui.labels import Label
from app.ui.settings.list_card import CardRow
from app.ui.settings.page import Page
from app.ui.settings.preset_item import PresetItem
from app.ui.tab_order import chain
from app.ui.theme import Appearance
from app.words import N_, _

_ABOUT = N_(
    "A system prompt and parameters under a name. The book under the prompt asks "
    "all models of a chat, or one of them, as a preset says."
)


class PresetsPage(Page):
    """Shows what it is told; what is changed comes back that way.

    Signals:
        preset_changed: A `Preset` as it is now.
        preset_moved: Its id, and -1 for up or 1 for down.
        preset_removed: Its id.
        add_requested: A new one is wanted.
        restore_requested: Those that came with Parley are wanted back.
    """

    preset_changed = Signal(Preset)
    preset_moved = Signal(str, int)
    preset_removed = Signal(str)
    add_requested = Signal()
    restore_requested = Signal()

    def __init__(self, appearance: Appearance) -> None:
        super().__init__(appearance, _("Presets"), "sliders-horizontal")
        self._items: dict[str, PresetItem] = {}
        self.lead.addWidget(Label(appearance, _(_ABOUT), color="dim", wrap=True))
        self._foot = _Foot(appearance)
        self._foot.add.clicked.connect(self.add_requested)
        self._foot.restore.clicked.connect(self.restore_requested)
        self.card.put(self._foot, 0)

    def set_presets(self, presets: Sequence[Preset], *, lacks_usual: bool) -> None:
        """Show these, in this order; what one is typing stays."""
        for gone in self._items.keys() - {preset.id for preset in presets}:
            self.card.take(self._items.pop(gone))
        for place, preset in enumerate(presets):
            item = self._items.get(preset.id) or self._new_item(preset)
            item.set_preset(preset)
            item.set_place(is_first=place == 0, is_last=place == len(presets) - 1)
            self.card.put(item, place)
        self._foot.restore.setVisible(lacks_usual)
        self._chain_rows()

    def open_preset(self, preset_id: str) -> None:
        """Unfold a preset, its name ready to be typed over."""
        self._items[preset_id].open_up()

    def _new_item(self, preset: Preset) -> PresetItem:
        item = self._items[preset.id] = PresetItem(self._appearance, preset)
        item.changed.connect(self.preset_changed)
        item.moved.connect(partial(self.preset_moved.emit, preset.id))
        item.removed.connect(partial(self.preset_removed.emit, preset.id))
        item.unfolded.connect(partial(self.unfolded.emit, item))
        return item

    def _chain_rows(self) -> None:
        previous = None
        for row in self.card.rows():
            previous = chain(previous, row)


class _Foot(CardRow):
    def __init__(self, appearance: Appearance) -> None:
        super().__init__(_("Add a preset system prompt parameters usual"))
        self.add = TextButton(appearance, _("Add a preset…"), icon="plus", weight=400, padding=10)
        self.restore = TextButton(
            appearance, _("Bring back the usual ones"), weight=400, padding=10
        )
        layout = QHBoxLayout(self)
        layout.setContentsMargins(4, 6, 4, 6)
        layout.addWidget(self.add)
        layout.addWidget(self.restore)
        layout.addStretch(1)
