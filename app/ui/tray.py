"""Parley in the system's tray, where there is one."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QMenu, QSystemTrayIcon, QWidget

from app.ui import icons
from app.ui.theme import Appearance
from app.viewmodels.activity import ActivityViewModel
from app.viewmodels.preferences import PreferencesViewModel
from app.words import _

_ICON = "message-square"
_SIZE = 22


class Tray(QObject):
    """Says what is going on, and when answers are there that nobody is looking at.

    Without a tray it does nothing.
    """

    def __init__(
        self,
        appearance: Appearance,
        activity: ActivityViewModel,
        preferences: PreferencesViewModel,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._appearance = appearance
        self._activity = activity
        self._preferences = preferences
        self._window = window
        self._tray: QSystemTrayIcon | None = None
        self._menu = QMenu(window)
        self._menu.addAction(_("Show Parley"), self._show_window)
        self._menu.addAction(_("Quit"), window.close)
        activity.changed.connect(self._show_activity)
        activity.finished.connect(self._on_finished)
        preferences.changed.connect(self._follow_preferences)
        appearance.changed.connect(self._show_icon)
        self._follow_preferences()

    def _follow_preferences(self) -> None:
        wanted = self._preferences.settings.tray and QSystemTrayIcon.isSystemTrayAvailable()
        if wanted and self._tray is None:
            self._tray = QSystemTrayIcon(self._icon(), self)
            self._tray.setContextMenu(self._menu)
            self._tray.activated.connect(self._show_window)
            self._tray.messageClicked.connect(self._show_window)
            self._show_activity()
            self._tray.show()
        elif not wanted and self._tray:
            self._tray.hide()
            self._tray.deleteLater()
            self._tray = None

    def _show_activity(self) -> None:
        if self._tray:
            summary = self._activity.summary
            self._tray.setToolTip(f"Parley: {summary}" if summary else "Parley")

    def _show_icon(self) -> None:
        if self._tray:
            self._tray.setIcon(self._icon())

    def _icon(self) -> QIcon:
        return icons.icon(_ICON, self._appearance.theme.color("accent"), _SIZE)

    def _on_finished(self, title: str, sentence: str) -> None:
        if self._tray and sentence and not self._window.isActiveWindow():
            self._tray.showMessage(title or "Parley", sentence, self._icon())

    def _show_window(self) -> None:
        self._window.showNormal() if self._window.isMinimized() else self._window.show()
        self._window.raise_()
        self._window.activateWindow()
