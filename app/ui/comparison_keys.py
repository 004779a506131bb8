"""What the keyboard does with line-ups and among the panes of a comparison."""

from functools import partial

from app.ui.pane_area import PaneArea
from app.ui.shortcuts import Group, Shortcuts
from app.viewmodels.line_ups import LineUpsViewModel
from app.words import _

LINE_UP_KEYS = 9


def add_line_up_shortcuts(shortcuts: Shortcuts, line_ups: LineUpsViewModel) -> None:
    """Let keys put the lanes of a line-up into the chat."""
    for n in range(1, LINE_UP_KEYS + 1):
        apply = partial(line_ups.apply_number, n)
        name = _("Line-up {number}").format(number=n)
        shortcuts.add(f"line_up_{n}", Group.ANSWERS, name, f"Ctrl+{n}", apply)


def add_pane_shortcuts(shortcuts: Shortcuts, panes: PaneArea) -> None:
    """Let keys go from pane to pane, and act on the one that has the focus."""
    _add_ways_between(shortcuts, panes)
    _add_acts(shortcuts, panes)


def _add_ways_between(shortcuts: Shortcuts, panes: PaneArea) -> None:
    add, group = partial(shortcuts.add, in_lane_windows=True), Group.READING
    add("next_pane", group, _("Next pane"), "F6", lambda: panes.focus_next(1))
    add("previous_pane", group, _("Previous pane"), "Shift+F6", lambda: panes.focus_next(-1))
    add("pane_right", group, _("Pane to the right"), "Ctrl+Alt+Right", lambda: panes.focus_next(1))
    add("pane_left", group, _("Pane to the left"), "Ctrl+Alt+Left", lambda: panes.focus_next(-1))
    shortcuts.add(
        "pane_alone",
        group,
        _("This pane alone, or all of them"),
        "Ctrl+Shift+A",
        lambda: panes.toggle_alone(panes.current.lane.lane_id),
    )
    add(
        "pane_window",
        group,
        _("This pane in a window of its own, or back"),
        "Ctrl+Shift+W",
        lambda: panes.toggle_window(panes.current.lane.lane_id),
    )


def _add_acts(shortcuts: Shortcuts, panes: PaneArea) -> None:
    add, group = partial(shortcuts.add, in_lane_windows=True), Group.ANSWERS
    add(
        "stop_pane",
        group,
        _("Stop this pane's answer"),
        "Ctrl+Shift+.",
        lambda: panes.current.footer.stop(),
    )
    add(
        "best",
        group,
        _("This pane's answer is the best"),
        "Ctrl+Shift+B",
        lambda: panes.current.footer.vote(),
    )
    add(
        "go_on",
        group,
        _("Continue with this pane"),
        "Ctrl+Shift+Return",
        lambda: panes.current.footer.go_on(),
    )
