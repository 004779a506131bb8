"""The page of the keyboard shortcuts: all there are, each with its keys."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from app.ui.controls import TextButton
from app.ui.labels import Label
from app.ui.settings.keys_button import KeysButton
from app.ui.settings.list_card import ListCard
from app.ui.settings.page import Page
from app.ui.settings.setting_row import SettingRow
from app.ui.shortcuts import ShortcutRow
from app.ui.theme import Appearance
from app.words import N_, _

_HOW = N_("Press one, then its new keys. Backspace takes them away, Escape leaves them.")


class ShortcutsPage(Page):
    """Shows what it is told; what is pressed comes back that way.

    Signals:
        keys_chosen: The id of a shortcut, and its new `QKeySequence`, or None for no keys.
        reset_requested: The id of a shortcut.
        all_reset_requested: All are to have their usual keys.
    """

    keys_chosen = Signal(str, object)
    reset_requested = Signal(str)
    all_reset_requested = Signal()

    def __init__(self, appearance: Appearance) -> None:
        super().__init__(appearance, _("Shortcuts"), "keyboard")
        self._items: dict[str, _ShortcutItem] = {}
        self._groups: dict[str, ListCard] = {}
        self._reset_all = TextButton(appearance, _("Reset all"), small=True, padding=8)
        self._reset_all.clicked.connect(self.all_reset_requested)
        how = QHBoxLayout()
        how.addWidget(Label(appearance, _(_HOW), color="dim", wrap=True), 1)
        how.addWidget(self._reset_all)
        self.lead.addLayout(how)

    def set_shortcuts(self, rows: Sequence[ShortcutRow]) -> None:
        """Show these, in this order, each under its group."""
        for row in rows:
            item = self._items.get(row.id) or self._new_item(row)
            item.set_row(row)
        self._reset_all.setVisible(not all(row.is_usual for row in rows))

    def _new_item(self, row: ShortcutRow) -> "_ShortcutItem":
        item = self._items[row.id] = _ShortcutItem(self._appearance, row)
        item.chosen.connect(partial(self.keys_chosen.emit, row.id))
        item.reset_requested.connect(partial(self.reset_requested.emit, row.id))
        card = self._groups.get(row.group)
        if not card:
            card = self._groups[row.group] = self.add_card(_(row.group))
        card.put(item, len(card.rows()))
        return item


class _ShortcutItem(SettingRow):
    chosen = Signal(object)

    def __init__(self, appearance: Appearance, row: ShortcutRow) -> None:
        self._keys = KeysButton(appearance, row.name)
        super().__init__(appearance, row.name, "", self._keys)
        self._keys.chosen.connect(self.chosen)
        self._keys.refused.connect(self.set_note)

    def set_row(self, row: ShortcutRow) -> None:
        self._keys.set_keys(row.keys)
        self.found_by = " ".join([_(row.group), _("keyboard keys"), *row.keys])
        self.set_note(row.note)
        self.set_usual(is_usual=row.is_usual)
