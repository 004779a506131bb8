"""A page of Settings, as one reads and presses it."""

import asyncio
import json

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel

from app.ui.settings.setting_row import SettingRow


class SettingsPage:
    """One page, turned to; its rows are found by their names."""

    def __init__(self, person, name) -> None:
        self.person = person
        self._name = name
        view = person.parley.window.settings_view
        person.parley.window.open_settings()
        self.page = getattr(view, name)
        view.show_page(self.page)

    def row(self, name):
        rows = self.page.findChildren(SettingRow)
        return next(r for r in rows if r.findChildren(QLabel)[0].text() == name)

    def note(self, name):
        return self.row(name).findChildren(QLabel)[1].text()

    def button(self, name, label):
        buttons = self.row(name).findChildren(QAbstractButton)
        return next(b for b in buttons if b.accessibleName() == label)

    def click(self, name, label):
        QTest.mouseClick(self.button(name, label), Qt.MouseButton.LeftButton)

    def shows(self, name, words):
        return words in [label.text() for label in self.row(name).findChildren(QLabel)]

    def has_reset(self, name):
        return self.button(name, "Reset").isVisible()

    async def renew(self, name, label):
        """Click where that has the window built anew, and wait for the new one."""
        gone = asyncio.Event()
        self.person.parley.window.destroyed.connect(gone.set)
        self.click(name, label)
        async with asyncio.timeout(60):
            await gone.wait()
        self.page = getattr(self.person.parley.window.settings_view, self._name)


def stored(person):
    return json.loads((person.home / "settings.json").read_text("utf-8"))
