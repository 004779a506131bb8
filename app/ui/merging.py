"""Merging answers: the button, its popup and its keys."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.ui.chat_view import ChatView
from app.ui.merge_popup import MergePopup
from app.ui.shortcuts import Group, Shortcuts
from app.ui.theme import Appearance
from app.viewmodels.merging import MergingViewModel


class Merging(QObject):
    """Opens the popup that merges the last answers of a chat."""

    def __init__(self, appearance: Appearance, merging: MergingViewModel, view: ChatView) -> None:
        super().__init__(view)
        self._merging = merging
        self._view = view
        self._bar = view.lane_bar.comparison
        self.popup = MergePopup(appearance, merging, view)
        self.popup.model_wanted.connect(self._choose_judge)
        self._bar.merge_requested.connect(self.popup.open_at)

    def add_shortcuts(self, shortcuts: Shortcuts) -> None:
        """Let keys open it."""
        shortcuts.add("merge", Group.ANSWERS, "Merge answers", "Ctrl+Shift+M", self._bar.merge)

    def _choose_judge(self, anchor: QWidget) -> None:
        self._view.model_choice.pick(anchor, self._merging.choose_judge)
