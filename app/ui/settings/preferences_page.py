"""Base of the pages whose rows are fields of the settings."""

from collections.abc import Mapping
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import Signal

from app.domain.settings import Settings
from app.ui.settings.list_card import ListCard
from app.ui.settings.page import Page
from app.ui.settings.segments import Segments
from app.ui.settings.setting_row import SettingRow
from app.ui.theme import Appearance
from app.words import _

_USUAL = Settings()


class _Control(Protocol):
    def set_value(self, value: Any, /) -> None: ...


class PreferencesPage(Page):
    """Shows the settings that it is told; what is changed comes back that way.

    Signals:
        changed: The name of a field of `Settings`, and its new value.
        reset_requested: The name of a field that is to have its usual value.
    """

    changed = Signal(str, object)
    reset_requested = Signal(str)

    def __init__(self, appearance: Appearance, title: str, icon: str) -> None:
        super().__init__(appearance, title, icon)
        self._fields: dict[str, tuple[SettingRow, _Control]] = {}

    def set_settings(self, settings: Settings) -> None:
        """Show what holds."""
        for field, (row, control) in self._fields.items():
            value = getattr(settings, field)
            control.set_value(value)
            row.set_usual(is_usual=value == getattr(_USUAL, field))

    def add_choice(
        self,
        card: ListCard,
        field: str,
        name: str,
        note: str,
        choices: Mapping[Any, str],
        *,
        found_by: str,
    ) -> None:
        """Add a row for a field that has one of a few values.

        Args:
            card: Where to add it.
            field: Its name in `Settings`.
            name: What is set.
            note: What it does; "" for nothing to add.
            choices: Words for each value.
            found_by: Further words that a search finds it by.
        """
        control = Segments(self._appearance, name, choices)
        control.chosen.connect(partial(self.changed.emit, field))
        row = SettingRow(self._appearance, name, note, control, found_by=found_by)
        self.add_row(card, field, row, control)

    def add_row(self, card: ListCard, field: str, row: SettingRow, control: _Control) -> None:
        """Add a row whose control tells of its changes by itself."""
        row.reset_requested.connect(partial(self.reset_requested.emit, field))
        self._fields[field] = (row, control)
        card.put(row, len(card.rows()))
        control.set_value(getattr(_USUAL, field))
        row.set_usual(is_usual=True)


def on_off() -> dict[bool, str]:
    """The choices of a setting that is on or off."""
    return {True: _("On"), False: _("Off")}
