"""The page of the appearance: colours and the size of the text."""

from PySide6.QtCore import Qt, Signal

from app.ui.controls import IconButton, Label
from app.ui.settings.page import Page
from app.ui.settings.segments import Segments
from app.ui.settings.setting_row import SettingRow
from app.ui.theme import Appearance

SMALLEST_ZOOM, USUAL_ZOOM, LARGEST_ZOOM = 70, 100, 200
_STEP = 10
_MODES = {"light": "Light", "dark": "Dark", "system": "Follow system"}
_ZOOM_WIDTH = 48


class AppearancePage(Page):
    """Shows what it is told; what is picked comes back that way.

    Signals:
        mode_selected: "light", "dark" or "system".
        zoom_changed: The size of the text to use, in percent.
    """

    mode_selected = Signal(str)
    zoom_changed = Signal(int)

    def __init__(self, appearance: Appearance) -> None:
        super().__init__(appearance, "Appearance", "palette")
        self._zoom = USUAL_ZOOM
        self._modes = Segments(appearance, "Colours", _MODES)
        self._modes.chosen.connect(self.mode_selected)
        self._reset = IconButton(appearance, "rotate-ccw", "Text size: back to the usual")
        self._smaller = IconButton(appearance, "minus", "Smaller text")
        self._percent = Label(appearance)
        self._percent.setFixedWidth(_ZOOM_WIDTH)
        self._percent.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._larger = IconButton(appearance, "plus", "Larger text")
        self._reset.clicked.connect(lambda: self.zoom_changed.emit(USUAL_ZOOM))
        self._smaller.clicked.connect(lambda: self._step(-_STEP))
        self._larger.clicked.connect(lambda: self._step(_STEP))
        colours = SettingRow(
            appearance, "Colours", "", self._modes, found_by="light dark theme system mode"
        )
        size = SettingRow(
            appearance,
            "Text size",
            "",
            *(self._reset, self._smaller, self._percent, self._larger),
            found_by="zoom font larger smaller percent",
        )
        for place, row in enumerate((colours, size)):
            self.card.put(row, place)
        self.set_mode(appearance.mode)
        self.set_zoom(USUAL_ZOOM)

    def set_mode(self, mode: str) -> None:
        """Show which colours hold: "light", "dark" or "system"."""
        self._modes.set_value(mode)

    def set_zoom(self, percent: int) -> None:
        """Show the size of the text, in percent."""
        self._zoom = percent
        self._percent.setText(f"{percent} %")
        self._reset.setVisible(percent != USUAL_ZOOM)
        self._smaller.setEnabled(percent > SMALLEST_ZOOM)
        self._larger.setEnabled(percent < LARGEST_ZOOM)

    def _step(self, by: int) -> None:
        self.zoom_changed.emit(max(SMALLEST_ZOOM, min(self._zoom + by, LARGEST_ZOOM)))
