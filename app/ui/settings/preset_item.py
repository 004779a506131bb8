"""A preset in the list, with its fields folded away under it."""

from dataclasses import replace

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from app.domain.messages import Parameters
from app.domain.settings import Preset
from app.ui import icons
from app.ui.accessible_buttons import Kind, tell_as
from app.ui.controls import Button, IconButton
from app.ui.painting import paint_focus_ring
from app.ui.parameter_fields import caption
from app.ui.settings.found_words import paint_line, spans_of
from app.ui.settings.list_card import CardRow
from app.ui.settings.remove_button import RemoveButton
from app.ui.setup_fields import SetupFields
from app.ui.theme import Appearance, font, tokens
from app.words import _

_MARGIN = 14
_ICON_SIZE = 14
_HEIGHT = 56
_NAME_TOP, _SUMMARY_TOP, _LINE = 9, 29, 19
_LONGEST_NAME = 60


class PresetItem(CardRow):
    """Unfolds when it is pressed; a field holds as soon as it is left.

    Signals:
        changed: The `Preset` as it is now.
        moved: -1 for up, 1 for down.
        removed: It is to be forgotten.
        unfolded: It was opened.
    """

    changed = Signal(Preset)
    moved = Signal(int)
    removed = Signal()
    unfolded = Signal()

    def __init__(self, appearance: Appearance, preset: Preset) -> None:
        super().__init__()
        self._appearance = appearance
        self._preset = preset
        self._head = _Head(appearance)
        self._name = QLineEdit()
        self._name.setMaxLength(_LONGEST_NAME)
        self._name.setAccessibleName(_("Name of the preset"))
        self._fields = SetupFields(appearance)
        self._up = IconButton(appearance, "arrow-up", _("Move up"))
        self._down = IconButton(appearance, "arrow-down", _("Move down"))
        self._remove = RemoveButton(appearance)
        self._details = self._new_details()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._head)
        layout.addWidget(self._details)
        self._head.toggled.connect(self._on_toggled)
        self._name.editingFinished.connect(self._enter)
        self._fields.left.connect(self._enter)
        self._up.clicked.connect(lambda: self.moved.emit(-1))
        self._down.clicked.connect(lambda: self.moved.emit(1))
        self._remove.confirmed.connect(self.removed)
        self._fields.set_setup(preset.parameters, preset.system_prompt)
        self._name.setText(preset.name)
        self.set_preset(preset)

    def set_preset(self, preset: Preset) -> None:
        """Show how it is now; what one is typing stays."""
        if self._entered() == self._preset:
            self._name.setText(preset.name)
            self._fields.set_setup(preset.parameters, preset.system_prompt)
        self._preset = preset
        self._head.set_words(preset.name, summary(preset))
        found_by = _("preset system prompt temperature")
        self.words = f"{preset.name} {preset.system_prompt} {found_by}"
        for button in (self._up, self._down, self._remove):
            button.setAccessibleDescription(preset.name)

    @override
    def mark(self, search: str) -> None:
        self._head.mark(search)

    def set_place(self, *, is_first: bool, is_last: bool) -> None:
        """Say whether it can go up and down."""
        self._up.setEnabled(not is_first)
        self._down.setEnabled(not is_last)

    def open_up(self) -> None:
        """Unfold it, with its name ready to be typed over."""
        self._head.setChecked(True)
        self._name.setFocus(Qt.FocusReason.OtherFocusReason)
        self._name.selectAll()

    def _entered(self) -> Preset:
        parameters, prompt = self._fields.setup()
        name = self._name.text().strip() or self._preset.name
        return replace(self._preset, name=name, system_prompt=prompt, parameters=parameters)

    def _enter(self) -> None:
        if (entered := self._entered()) != self._preset:
            self._preset = entered
            self.changed.emit(entered)

    def _on_toggled(self, is_open: bool) -> None:
        self.is_open = is_open
        self._details.setVisible(is_open)
        if is_open:
            self.unfolded.emit()

    def _new_details(self) -> QWidget:
        details = QWidget()
        buttons = QHBoxLayout()
        buttons.setSpacing(4)
        buttons.addWidget(self._up)
        buttons.addWidget(self._down)
        buttons.addStretch(1)
        buttons.addWidget(self._remove)
        layout = QVBoxLayout(details)
        layout.setContentsMargins(_MARGIN, 2, _MARGIN, _MARGIN - 2)
        layout.setSpacing(8)
        layout.addWidget(caption(self._appearance, _("Name")))
        layout.addWidget(self._name)
        layout.addWidget(self._fields)
        layout.addLayout(buttons)
        details.hide()
        return details


class _Head(Button):
    def __init__(self, appearance: Appearance) -> None:
        super().__init__(appearance, "")
        self._summary = ""
        self._search = ""
        self.setCheckable(True)
        tell_as(self, Kind.FOLD)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_HEIGHT)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_words(self, name: str, summary: str) -> None:
        self.setAccessibleName(name)
        self.setAccessibleDescription(summary)
        self._summary = summary
        self.update()

    def mark(self, search: str) -> None:
        self._search = search
        self.update()

    @property
    def found(self) -> list[str]:
        """What is shaded in its name and its summary."""
        texts = (self.label, self._summary)
        return [text[a:b] for text in texts for a, b in spans_of(self._search, text)]

    @override
    def sizeHint(self) -> QSize:
        return QSize(200, self.height())

    @override
    def paintEvent(self, e: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._appearance.theme
        chevron = "chevron-down" if self.isChecked() else "chevron-right"
        image = icons.pixmap(chevron, theme.dim, _ICON_SIZE, self.devicePixelRatioF())
        right = self.width() - _MARGIN - _ICON_SIZE
        painter.drawPixmap(right, (self.height() - _ICON_SIZE) // 2, image)
        room = right - 2 * _MARGIN
        small = font(tokens()["type"]["small_px"])
        for top, words, ink, face in (
            (_NAME_TOP, self.label, "text", font(weight=500)),
            (_SUMMARY_TOP, self._summary, "faint", small),
        ):
            painter.setPen(theme.color(ink))
            painter.setFont(face)
            line = QRect(_MARGIN, top, room, _LINE)
            paint_line(painter, line, words, self._search, theme)
        if self.hasFocus():
            paint_focus_ring(painter, self.rect().adjusted(3, 3, -3, -3), theme)


def summary(preset: Preset) -> str:
    """What a preset asks for, in a line."""
    asked: Parameters = preset.parameters
    parts = {
        _("temperature"): asked.temperature,
        _("top-p"): asked.top_p,
        _("at most"): asked.max_tokens,
        _("seed"): asked.seed,
    }
    named = [f"{name} {value:g}" for name, value in parts.items() if value is not None]
    prompt = " ".join(preset.system_prompt.split())
    return " · ".join([*named, *([prompt] if prompt else [])]) or _("The model's defaults")
