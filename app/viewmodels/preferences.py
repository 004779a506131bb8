"""The settings, observable: views read them, change them, and are told."""

from typing import Any

from PySide6.QtCore import QObject, Signal

from app.domain.settings import Settings
from app.services.preferences import Preferences
from app.viewmodels.tasks import Tasks

_USUAL = Settings()


class PreferencesViewModel(QObject):
    """Applies each change at once and stores it in the background.

    Signals:
        changed: Read `settings` again.
    """

    changed = Signal()

    def __init__(self, preferences: Preferences, tasks: Tasks) -> None:
        super().__init__()
        self._preferences = preferences
        self._tasks = tasks

    @property
    def settings(self) -> Settings:
        """Those in force."""
        return self._preferences.settings

    def change(self, **changes: Any) -> None:
        """Change fields of the settings."""
        stored = self._preferences.update(**changes)
        self.changed.emit()
        self._tasks.spawn(stored, "store the settings")

    def reset(self, *names: str) -> None:
        """Give fields their usual values."""
        self.change(**{name: getattr(_USUAL, name) for name in names})
