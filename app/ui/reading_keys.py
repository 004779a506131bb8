"""What the keyboard does in the transcript that one reads."""

from functools import partial

from PySide6.QtGui import QKeySequence

from app.ui.pane_area import PaneArea
from app.ui.shortcuts import Group, Shortcuts
from app.ui.transcript import TranscriptView
from app.words import _


def add_reading_shortcuts(shortcuts: Shortcuts, panes: PaneArea) -> None:
    """Let keys find, copy and select in the pane that had the focus last."""

    def read() -> TranscriptView:
        return panes.current.transcript

    keys, group = QKeySequence.StandardKey, Group.READING
    add = partial(shortcuts.add, in_lane_windows=True)
    add("find_next", group, _("Next match"), keys.FindNext, lambda: read().find_again(False))
    add(
        "find_previous",
        group,
        _("Previous match"),
        keys.FindPrevious,
        lambda: read().find_again(True),
    )
    add("copy", group, _("Copy what is selected"), keys.Copy, lambda: read().copy())
    add("select_all", group, _("Select all"), keys.SelectAll, lambda: read().select_all())
