"""What the keyboard does with the answer that one reads."""

from functools import partial

from app.ui.pane_area import PaneArea
from app.ui.shortcuts import Group, Shortcuts
from app.words import N_, _

# By the words in the answer's menu.
_KEYS = (
    ("copy_answer", N_("Copy the answer that is read"), "Ctrl+Shift+C", N_("Copy answer")),
    ("regenerate", N_("Regenerate the answer that is read"), "Ctrl+Shift+R", N_("Regenerate")),
    ("branch", N_("Branch from the answer that is read"), "Ctrl+Shift+N", N_("Branch from here")),
    ("quote", N_("Quote the answer that is read"), "Ctrl+Shift+J", N_("Quote in the prompt")),
)


def add_answer_shortcuts(shortcuts: Shortcuts, panes: PaneArea) -> None:
    """Let keys do what the menu of an answer offers, where it is offered."""
    for id, name, keys, words in _KEYS:
        do = partial(_do, panes, _(words))
        shortcuts.add(id, Group.ANSWERS, _(name), keys, do, in_lane_windows=True)


def _do(panes: PaneArea, words: str) -> None:
    transcript = panes.current.transcript
    if answer := transcript.current_answer:
        for name, do in answer.deeds(transcript):
            if name == words:
                do()
