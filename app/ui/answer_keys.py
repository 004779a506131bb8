"""What the keyboard does with the answer that one reads."""

from functools import partial

from app.ui.pane_area import PaneArea
from app.ui.shortcuts import Group, Shortcuts

# By the words in the answer's menu.
_KEYS = (
    ("copy_answer", "Copy the answer that is read", "Ctrl+Shift+C", "Copy answer"),
    ("regenerate", "Regenerate the answer that is read", "Ctrl+Shift+R", "Regenerate"),
    ("branch", "Branch from the answer that is read", "Ctrl+Shift+N", "Branch from here"),
    ("quote", "Quote the answer that is read", "Ctrl+Shift+J", "Quote in the prompt"),
)


def add_answer_shortcuts(shortcuts: Shortcuts, panes: PaneArea) -> None:
    """Let keys do what the menu of an answer offers, where it is offered."""
    for id, name, keys, words in _KEYS:
        shortcuts.add(id, Group.ANSWERS, name, keys, partial(_do, panes, words))


def _do(panes: PaneArea, words: str) -> None:
    transcript = panes.current.transcript
    if answer := transcript.current_answer:
        for name, do in answer.deeds(transcript):
            if name == words:
                do()
