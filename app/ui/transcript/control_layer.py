"""The real widgets of the parts near the screen: made when needed, and used again elsewhere."""

from collections import defaultdict
from collections.abc import Container, Mapping
from itertools import chain

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from app.ui.transcript.part import Control, Part


class ControlLayer:
    """Gives each visible part its widget, and takes it back when the part is gone."""

    def __init__(self, parent: QWidget) -> None:
        self._parent = parent
        self._live: dict[Part, Control] = {}
        self._spare: defaultdict[type[Part], list[Control]] = defaultdict(list)

    @property
    def live(self) -> dict[Part, Control]:
        """The widgets in use."""
        return self._live

    def place(self, parts: Mapping[Part, QPoint], changed: Container[Part]) -> bool:
        """Show the widgets of these parts, each at its place.

        Args:
            parts: What can be seen, each with its top left corner in the parent.
            changed: Parts whose widgets have to look again what they serve.

        Returns:
            Whether a part became higher or lower by it.
        """
        for part in [p for p in self._live if p not in parts]:
            self._take_back(part)
        # What scrolls away is often needed at once for what comes: it is not hidden in between.
        resized = False
        for part, corner in parts.items():
            control = self._live.get(part)
            if control and part in changed:
                control.bind(part)
            control = control or self._give(part)
            if not control:
                continue
            resized = part.fit(control) or resized
            control.setGeometry(part.control_rect().translated(corner))
            control.show()
        for control in chain.from_iterable(self._spare.values()):
            control.hide()
        return resized

    def set_hovered(self, parts: Container[Part]) -> None:
        """The mouse is over the message with these parts."""
        for part, control in self._live.items():
            control.set_hovered(part in parts)

    def _give(self, part: Part) -> Control | None:
        spare = self._spare[type(part)]
        control = spare.pop() if spare else part.new_control(self._parent)
        if control:
            self._live[part] = control
            control.bind(part)
        return control

    def _take_back(self, part: Part) -> None:
        control = self._live.pop(part)
        control.set_hovered(False)
        if part.is_pinned:
            control.hide()
            control.deleteLater()
        else:
            self._spare[type(part)].append(control)
