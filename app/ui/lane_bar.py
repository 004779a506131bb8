"""The lane bar: which models answer, side by side, and how to change them."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QScrollArea, QSizePolicy, QWidget
from typing_extensions import override

from app.domain.conversation import MAX_LANES
from app.ui.comparison_bar import ComparisonBar
from app.ui.controls import IconButton, TextButton
from app.ui.labels import Label, set_plain_tooltip
from app.ui.lane_chip import LaneChip
from app.ui.theme import Appearance, tokens
from app.viewmodels.rows import LaneRow, LineUpRow
from app.words import _

_HEIGHT = 52
_GAP, _CHIP_GAP = 8, 6
# Margins, gaps and the button behind which the menu is.
_AROUND = 108


class LaneBar(QWidget):
    """The bar above the transcript.

    Attributes:
        menu: The menu behind the three dots, for the window to fill.
        share_menu: The menu behind the share icon, likewise; it is in the other one, too.
        comparison: What there is to do with a comparison.
    """

    pick_requested = Signal(str, QWidget)
    add_requested = Signal(QWidget)
    line_ups_requested = Signal(QWidget)
    remove_requested = Signal(str)
    reordered = Signal(list)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._lanes: tuple[LaneRow, ...] = ()
        self._strip = _ChipStrip()
        self._add = TextButton(appearance, _("Compare with…"), icon="plus")
        self._line_ups = TextButton(appearance, _("Line-ups"), icon="layers")
        self.comparison = ComparisonBar(appearance)
        self._summary = Label(appearance, px=tokens()["type"]["small_px"], color="faint")
        self._share = IconButton(appearance, "share", _("Share"))
        self._more = IconButton(appearance, "ellipsis", _("More"))
        self.menu = QMenu(self)
        self.share_menu = self.menu.addMenu(_("Share"))
        self.setFixedHeight(_HEIGHT)
        self._lay_out()
        self._add.clicked.connect(lambda: self.add_requested.emit(self._add))
        self._line_ups.clicked.connect(lambda: self.line_ups_requested.emit(self._line_ups))
        self._share.clicked.connect(lambda: _open_under(self.share_menu, self._share))
        self._more.clicked.connect(lambda: _open_under(self.menu, self._more))
        appearance.changed.connect(self.update)

    def set_lanes(self, lanes: Sequence[LaneRow]) -> None:
        """Show these lanes, left to right."""
        self._lanes = tuple(lanes)
        known = {chip.lane.lane_id: chip for chip in self._strip.chips()}
        alone = len(lanes) == 1
        for place, lane in enumerate(lanes):
            chip = known.pop(lane.lane_id, None) or self._new_chip(lane)
            chip.set_lane(lane, alone=alone)
            self._strip.put(chip, place)
        for gone in known.values():
            self._strip.take(gone)
            gone.deleteLater()
        self._strip.fit()
        self._fit()
        self._add.set_label(_("Compare with…") if alone else _("Add model"))
        is_full = len(lanes) >= MAX_LANES
        self._add.setEnabled(not is_full)
        self._summary.setVisible(alone)
        self._share.setVisible(alone)
        set_plain_tooltip(
            self._add, _("{most} models at most").format(most=MAX_LANES) if is_full else ""
        )

    def chip(self, lane_id: str) -> LaneChip:
        """The chip of a lane that is shown."""
        return next(chip for chip in self._strip.chips() if chip.lane.lane_id == lane_id)

    def set_line_up(self, row: LineUpRow | None) -> None:
        """Show which line-up the lanes were taken from, if any."""
        name = row.name if row else ""
        if row and row.is_changed:
            name = _("{name} (changed)").format(name=name)
        self._line_ups.set_label(name or _("Line-ups"))
        self._line_ups.setAccessibleDescription(_("Named sets of models to ask"))
        self._fit()

    def set_summary(self, text: str) -> None:
        """Show a few quiet words at the right, such as "2,318 tokens"."""
        self._summary.setText(text)
        self._fit()

    def _new_chip(self, lane: LaneRow) -> LaneChip:
        chip = LaneChip(self._appearance, lane)
        lane_id = lane.lane_id
        chip.clicked.connect(lambda: self.pick_requested.emit(lane_id, chip))
        chip.remove_requested.connect(lambda: self.remove_requested.emit(lane_id))
        chip.move_requested.connect(partial(self._on_moved, chip))
        chip.dragged.connect(partial(self._on_dragged, chip))
        chip.dropped.connect(self._report_order)
        return chip

    def _on_moved(self, chip: LaneChip, step: int) -> None:
        chips = self._strip.chips()
        place = max(0, min(chips.index(chip) + step, len(chips) - 1))
        self._strip.put(chip, place)
        self._report_order()

    def _on_dragged(self, chip: LaneChip, at: QPoint) -> None:
        others = [c for c in self._strip.chips() if c is not chip]
        left_of_it = [c for c in others if c.mapToGlobal(c.rect().center()).x() < at.x()]
        self._strip.put(chip, len(left_of_it))

    def _report_order(self) -> None:
        order = [chip.lane.lane_id for chip in self._strip.chips()]
        if order != [lane.lane_id for lane in self._lanes]:
            self.reordered.emit(order)

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 10, 16, 10)
        layout.setSpacing(_GAP)
        layout.addWidget(self._strip)
        layout.addWidget(self._add)
        layout.addWidget(self._line_ups)
        layout.addStretch(1)
        layout.addWidget(self.comparison)
        layout.addWidget(self._summary)
        layout.addWidget(self._share)
        layout.addWidget(self._more)

    def _fit(self) -> None:
        summary = 0 if self._summary.isHidden() else self._summary.sizeHint().width()
        summary += 0 if self._share.isHidden() else self._share.width() + _GAP
        words = self._add.full_width + self._line_ups.full_width + self.comparison.full_width
        needed = self._strip.sizeHint().width() + words + summary + _AROUND
        is_narrow = self.width() < needed
        self.comparison.set_compact(is_narrow)
        self._line_ups.set_compact(is_narrow)
        self._add.set_compact(is_narrow and len(self._lanes) > 1)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._appearance.theme
        painter.fillRect(self.rect(), theme.color("bg"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.color("line"))


def _open_under(menu: QMenu, button: QWidget) -> None:
    corner = button.mapToGlobal(QPoint(button.width(), button.height() + 4))
    menu.popup(corner - QPoint(menu.sizeHint().width(), 0))


class _ChipStrip(QScrollArea):
    """The chips in a row: the widest shrink where there is little room, then it scrolls."""

    def __init__(self) -> None:
        super().__init__()
        inner = QWidget()
        self._chips: list[LaneChip] = []
        self._row = QHBoxLayout(inner)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(_CHIP_GAP)
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(tokens()["control_height_px"]["normal"])
        self.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)

    def chips(self) -> list[LaneChip]:
        """The chips, left to right."""
        return list(self._chips)

    def put(self, chip: LaneChip, place: int) -> None:
        """Move a chip to a place among the others, or add it there."""
        if chip in self._chips:
            self.take(chip)
        self._chips.insert(place, chip)
        self._row.insertWidget(place, chip)
        chip.show()
        if chip.hasFocus():
            self._row.activate()
            self.ensureWidgetVisible(chip, 0, 0)

    def take(self, chip: LaneChip) -> None:
        """Take a chip out of the row."""
        self._chips.remove(chip)
        self._row.removeWidget(chip)

    def fit(self) -> None:
        """Give every chip its width, or, where that is too much, all wide ones the same."""
        wanted = sorted(chip.sizeHint().width() for chip in self._chips)
        room = self.width() - _CHIP_GAP * (len(wanted) - 1)
        widest = 0
        for index, width in enumerate(wanted):
            widest = room // (len(wanted) - index)
            if width > widest:
                break
            widest = width
            room -= width
        for chip in self._chips:
            width = min(chip.sizeHint().width(), widest)
            chip.setFixedWidth(max(width, chip.minimumSizeHint().width()))
        self.updateGeometry()

    @override
    def sizeHint(self) -> QSize:
        gaps = _CHIP_GAP * max(0, len(self._chips) - 1)
        return QSize(sum(chip.sizeHint().width() for chip in self._chips) + gaps, self.height())

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.height())

    @override
    def resizeEvent(self, arg__1: QResizeEvent) -> None:
        super().resizeEvent(arg__1)
        self.fit()

    @override
    def wheelEvent(self, arg__1: QWheelEvent) -> None:
        turn = arg__1.angleDelta().x() or arg__1.angleDelta().y()
        bar = self.horizontalScrollBar()
        bar.setValue(bar.value() - turn // 2)
        arg__1.accept()
