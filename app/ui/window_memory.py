"""What a window has in sight, for another one that takes its place."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QWidget

from app.ui.main_window import MainWindow
from app.ui.pane_area import PaneArea
from app.ui.transcript.reading_place import ReadingPlace


@dataclass(frozen=True, slots=True)
class WindowMemory:
    """What widgets own and view models don't know of.

    Attributes:
        area: The window's place on the screen, when it is neither maximised nor minimised.
        view: Which of the views stands beside the sidebar.
        settings: Which page of Settings is turned to, what is looked for, and how far it is
            scrolled.
        prompt: What is typed in the composer, and where the selection begins and ends.
        strip_edit: The prompt above the panes as it is being written anew; None if it isn't.
        edits: Prompts that are being written anew, by lane and turn.
        places: Where one reads, by lane; lanes at their end are left out.
        apart: Where the windows of lanes stand that have one.
        alone: The lane that has the whole width, or "".
        scrolls_together: Whether the panes do.
        focus: The way to the widget with the keyboard's focus.
    """

    area: QRect
    state: Qt.WindowState
    view: int
    settings: tuple[int, str, int]
    prompt: tuple[str, int, int]
    strip_edit: str | None
    edits: Mapping[str, Mapping[str, str]]
    places: Mapping[str, ReadingPlace]
    apart: Mapping[str, QRect]
    alone: str
    scrolls_together: bool
    focus: tuple[int, ...]

    @classmethod
    def of(cls, window: MainWindow) -> Self:
        """What this window has in sight."""
        view, panes = window.chat_view, window.chat_view.panes
        composer = view.composer
        return cls(
            area=window.normalGeometry() if window.isMaximized() else window.geometry(),
            state=window.windowState(),
            view=window.views.currentIndex(),
            settings=window.settings_view.place,
            prompt=(composer.text(), *composer.selection),
            strip_edit=view.prompt_strip.edit_text,
            edits={pane.lane.lane_id: pane.transcript.edits for pane in panes.all_panes()},
            places=_places(panes),
            apart={lane_id: w.geometry() for lane_id, w in panes.lane_windows.items()},
            alone=panes.alone,
            scrolls_together=view.lane_bar.comparison.scrolls_together,
            focus=_way_to(window.focusWidget(), window),
        )

    def recall(self, window: MainWindow, shrunk: float) -> None:
        """Show a window with the same in sight.

        Args:
            window: Not shown yet.
            shrunk: How much smaller a pixel of the screen is for it than for the one before.
        """
        window.setGeometry(_scaled(self.area, shrunk))
        window.setWindowState(self.state)
        window.views.setCurrentIndex(self.view)
        window.show()
        self._recall_chat(window, shrunk)
        window.settings_view.place = self.settings
        focus = _widget_at(self.focus, window)
        if focus and focus.isVisible():
            focus.setFocus(Qt.FocusReason.OtherFocusReason)
        window.activateWindow()

    def _recall_chat(self, window: MainWindow, shrunk: float) -> None:
        view, panes = window.chat_view, window.chat_view.panes
        text, *selection = self.prompt
        view.composer.set_text(text)
        view.composer.selection = (selection[0], selection[1])
        if self.strip_edit is not None:
            view.prompt_strip.edit(self.strip_edit)
        if not self.scrolls_together:
            view.lane_bar.comparison.toggle_scroll_together()
        if self.alone:
            panes.toggle_alone(self.alone)
        for lane_id, area in self.apart.items():
            panes.detach(lane_id)
            panes.lane_windows[lane_id].setGeometry(_scaled(area, shrunk))
        for pane in panes.all_panes():
            for turn_id, prompt in self.edits.get(pane.lane.lane_id, {}).items():
                pane.transcript.edit_prompt(turn_id, prompt)
            if place := self.places.get(pane.lane.lane_id):
                for _again in range(2):  # heights become exact where one looks
                    pane.transcript.places.show(place)


def _places(panes: PaneArea) -> dict[str, ReadingPlace]:
    places: dict[str, ReadingPlace] = {}
    for pane in panes.all_panes():
        bar, place = pane.transcript.scroll_bar, pane.transcript.places.at_top()
        if place and bar.value() < bar.maximum():
            places[pane.lane.lane_id] = place
    return places


def _scaled(area: QRect, factor: float) -> QRect:
    lengths = area.x(), area.y(), area.width(), area.height()
    return QRect(*(round(length * factor) for length in lengths))


def _way_to(widget: QWidget | None, window: QWidget) -> tuple[int, ...]:
    """Which of its parent's widgets it is, and which that one is, from the window down."""
    way: list[int] = []
    while widget and widget is not window:
        parent = widget.parentWidget() or window
        way.insert(0, _widgets_in(parent).index(widget))
        widget = parent
    return tuple(way)


def _widget_at(way: tuple[int, ...], window: QWidget) -> QWidget | None:
    widget = window
    for place in way:
        inside = _widgets_in(widget)
        if place >= len(inside):
            return None
        widget = inside[place]
    return widget


def _widgets_in(parent: QWidget) -> list[QWidget]:
    return [child for child in parent.children() if isinstance(child, QWidget)]
