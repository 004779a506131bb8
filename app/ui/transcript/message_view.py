"""A column of messages that scrolls: only what is near the screen is laid out and painted."""

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from typing import cast

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QResizeEvent, QShowEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget
from shiboken6 import isValid
from typing_extensions import override

from app.ui.painting import paint_rounded
from app.ui.theme import Looks, Theme, tokens
from app.ui.transcript.allowance import Allowance
from app.ui.transcript.answer_message import AnswerMessage
from app.ui.transcript.column import Column, Standing
from app.ui.transcript.control_layer import ControlLayer
from app.ui.transcript.highlight_painting import paint_whole
from app.ui.transcript.message import Message
from app.ui.transcript.part import Canvas, Part, Range
from app.ui.transcript.selection import Selection

_SIDE = 14
_ABOVE_NARROW, _ABOVE_WIDE = 16, 24
_NEAR_END = 8
_STEP = 22
_STEPS_A_NOTCH = 3
# A jump shows what it can lay out in this time, and all else in sight in the next frames.
_LAY_OUT_S = 0.003
# Likewise an answer that grows; hardly anything but a flood takes so long.
_GROW_S = 0.006

# Which characters of a part a search found, and those of the link that has the focus.
Marks = Callable[[int, int], tuple[Sequence[Range], Range | None]]


class MessageView(QAbstractScrollArea):
    """Follows its end while the person is there.

    Attributes:
        accessibility: Speaks for the view to a screen reader.

    Signals:
        place_changed: Another part of the column is shown, or the same at another height.
        scrolled_by_person: The same, by wheel, scroll bar or keyboard, and not by itself.
    """

    place_changed = Signal()
    scrolled_by_person = Signal()

    def __init__(self, appearance: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._follows = True
        self._is_arranging = False
        self._y, self._left = 0, _SIDE
        self._has_painted = False
        self._rest = QTimer(self, singleShot=True, interval=0)
        self._rest.timeout.connect(self._lay_out_rest)
        self.accessibility: object | None = None
        self.column = Column()
        self.selection = Selection(self, lambda: self.column.messages)
        self.selection.changed.connect(lambda: self.viewport().update())
        self.controls = ControlLayer(self.viewport())
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().setSingleStep(_STEP)
        self.viewport().setMouseTracking(True)
        appearance.changed.connect(self._recolour)
        # Once more when the controls, too, have taken on their new sizes.
        appearance.changed.connect(self.arrange, Qt.ConnectionType.QueuedConnection)
        self._recolour()

    @property
    def theme(self) -> Theme:
        """The colours to paint with."""
        return self._appearance.theme

    @property
    def scrolled(self) -> int:
        """The place in the column that stands at the top of the screen."""
        return self._y

    @property
    def left(self) -> int:
        """Where the column begins on the screen."""
        return self._left

    @property
    def is_at_end(self) -> bool:
        """Whether nothing is below what is shown."""
        bar = self.verticalScrollBar()
        return bar.value() >= bar.maximum() - _NEAR_END

    @property
    def follows(self) -> bool:
        """Whether the end stays in sight while it grows."""
        return self._follows

    @property
    def is_settled(self) -> bool:
        """Whether all that is in sight has been laid out."""
        return self.column.waiting is None

    def set_messages(self, messages: Sequence[Message]) -> None:
        """Show these messages."""
        self.column.set_messages(messages)
        self.arrange()

    def jump_to_end(self) -> None:
        """Show the end, and follow it from now on."""
        self._follows = True
        self.arrange()

    def jump_to(self, y: int) -> None:
        """Show what stands at a place of the column, and stay there."""
        self._follows = False
        self._y = max(0, y)
        self.arrange()
        self._follows = self.is_at_end

    def arrange(self) -> None:
        """Lay out what shows; what was read stays where it is, or the end does."""
        self.selection.keep()
        self._fit_width()
        self._settle(follow=self._follows)
        self._place(None)
        self.viewport().update()

    def show_growth(self, index: int) -> None:
        """An answer has changed from its `changed_from` on: lay out and paint only that."""
        self.selection.keep()
        message = self.column.messages[index]
        before, end_before = self._y, self._end_of(index)
        self.column.note_height(index)
        allowance = Allowance(_GROW_S)
        self._settle(follow=self._follows, allowance=allowance)
        # The widgets of the parts go along, so that none has to be moved and painted again.
        moved = self._y - before
        self.viewport().scroll(0, -moved)
        self._place(message.parts[message.changed_part :], allowance)
        top = self.column.top(index) - self._y + message.changed_from
        bottom = self.viewport().height()
        if not moved and index == len(self.column.messages) - 1:
            bottom = min(bottom, max(end_before, self._end_of(index)) - self._y + 1)
        top = max(0, top - 1)
        # As wide and low as what scrolling lays bare, so that both are painted as one.
        self.viewport().update(0, top, self.viewport().width(), bottom - top)

    def repaint_part(self, part: Part, top: int, bottom: int) -> None:
        """Paint a part again between two places in it, if it can be seen."""
        if not isValid(self):  # Slow work on a part may outlive the window.
            return
        for shown in self.visible_parts():
            if shown.part is part:
                y = shown.y - self._y + top
                self.viewport().update(0, y, self.viewport().width(), bottom - top)

    def visible_parts(self) -> Iterator[Standing]:
        """Yield what can be seen."""
        return self.column.visible(self._y, self.viewport().height())

    def marks(self, index: int, number: int) -> tuple[Sequence[Range], Range | None]:
        """What is marked in a part: what a search found, and the link with the focus."""
        return (), None

    @override
    def paintEvent(self, arg__1: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        for rect in cast("Iterable[QRect]", arg__1.region()):  # the stubs don't know it is one
            self._paint_messages(painter, rect)
        painter.setClipping(False)
        self.paint_over(painter)
        self._has_painted = True

    def _paint_messages(self, painter: QPainter, rect: QRect) -> None:
        painter.setClipRect(rect)
        theme, dpr = self._appearance.theme, self.devicePixelRatioF()
        left = self.left
        for shown in self.column.visible(self._y + rect.top(), rect.height() + 1):
            index, number, y, part = shown
            message = self.column.messages[index]
            corner = QPoint(left, y - self._y)
            clip = QRectF(rect.translated(-corner))
            found, link = self.marks(index, number)
            painter.save()
            painter.translate(corner)
            canvas = Canvas(
                painter,
                theme,
                clip,
                dpr,
                self.selection.within(index, number, len(part.text)) if part.text else None,
                found,
                link,
            )
            if part.highlights:
                paint_whole(canvas, part)
            part.paint(canvas)
            if isinstance(message, AnswerMessage) and message.caret_part is part:
                self._paint_streaming_caret(canvas, part)
            painter.restore()

    def paint_over(self, painter: QPainter) -> None:
        """Paint what lies over the messages."""

    @override
    def resizeEvent(self, arg__1: QResizeEvent) -> None:
        super().resizeEvent(arg__1)
        self.arrange()
        self.place_changed.emit()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.arrange()

    @override
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        if self._is_arranging:
            return
        kept, before = next(self.visible_parts(), None), self._y
        self._y = self.verticalScrollBar().value()
        self._follows = self.is_at_end
        allowance = Allowance(_LAY_OUT_S)
        self._settle(follow=False, allowance=allowance)
        if kept:
            # Whatever turned out to be higher or lower than thought, what was seen stays together.
            now = self.column.top(kept.message)
            now += self.column.messages[kept.message].top(kept.number)
            self.viewport().scroll(0, (now - self._y) - (kept.y - before))
        else:
            self.viewport().update()
        self._place((), allowance)
        self.scrolled_by_person.emit()

    @override
    def wheelEvent(self, arg__1: QWheelEvent) -> None:
        pixels, angle = arg__1.pixelDelta(), arg__1.angleDelta()
        notch = _STEP * _STEPS_A_NOTCH / 120
        dx, dy = (pixels.x(), pixels.y()) if pixels else (angle.x() * notch, angle.y() * notch)
        if arg__1.modifiers() & Qt.KeyboardModifier.ShiftModifier and not dx:
            dx, dy = dy, 0
        if arg__1.modifiers() & Qt.KeyboardModifier.AltModifier and not dy:
            dx, dy = 0, dx  # Qt has taken Alt for a wish to go sideways.
        if abs(dx) > abs(dy):
            found = self.part_under(arg__1.position())
            if found and found[0].part.scroll_sideways(-round(dx)):
                self.repaint_part(found[0].part, 0, found[0].part.height)
        else:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() - round(dy))
        arg__1.accept()

    def part_under(self, point: QPointF) -> tuple[Standing, QPointF] | None:
        """What stands at a point of the screen, or nearest to it; and the point in it."""
        standing = self.column.standing_at(self._y + int(point.y()))
        if not standing:
            return None
        return standing, QPointF(point.x() - self.left, point.y() + self._y - standing.y)

    def _end_of(self, index: int) -> int:
        return self.column.top(index) + self.column.messages[index].height

    def _lay_out_rest(self) -> None:
        """Go on with what a jump left for later, below what it has shown."""
        if self.column.waiting is None:
            return
        if self._has_painted:  # Now it is the turn of what was asked for meanwhile.
            self._has_painted = False
            self._rest.start()
            return
        before, top = self._y, self.column.top(self.column.waiting) - self._y
        allowance = Allowance(_LAY_OUT_S)
        self._settle(follow=False, allowance=allowance)
        if self._follows and self.is_settled:
            self._settle(follow=True)
        self._place((), allowance)
        top = top if self._y == before else 0
        self.viewport().update(0, top, self.viewport().width(), self.viewport().height() - top)

    def _fit_width(self) -> None:
        """Take up the room there is, up to the width of a reading column."""
        widest: int = tokens()["width_px"]["reading_column"]
        widest = max(widest, self.theme.px(widest))
        self._left = max(_SIDE, (self.width() - widest) // 2)
        above = _ABOVE_WIDE if self._left > _SIDE else _ABOVE_NARROW
        if self._y:
            self._y += above - self.column.above
        self.column.above = above
        bar_width = self.width() - self.viewport().width()
        self.column.set_width(max(64, self.width() - 2 * self.left - max(0, bar_width - self.left)))

    def _settle(self, *, follow: bool, allowance: Allowance | None = None) -> None:
        """Lay out what shows, at the end or where it is, and later what is not allowed now."""
        height, theme = self.viewport().height(), self._appearance.theme
        allowance = allowance or Allowance()
        if follow:
            self._y = self.column.settle_at_end(height, theme, allowance)
        else:
            self._y = self.column.settle(self._y, height, theme, allowance)
        if not self.is_settled:
            self._rest.start()

    def _place(self, changed: Container[Part] | None, allowance: Allowance | None = None) -> None:
        """Put the widgets of the parts, and the scroll bar, where they belong.

        Args:
            changed: Parts whose widgets have to look again what they serve; None for all.
            allowance: For what else comes into sight as these become lower.
        """
        while self._place_controls(changed):
            self._settle(follow=self._follows, allowance=allowance)
            self.viewport().update()
            changed = ()
        height = self.viewport().height()
        bar = self.verticalScrollBar()
        self._is_arranging = True
        bar.setPageStep(height)
        bar.setRange(0, max(0, self.column.total - height))
        bar.setValue(self._y)
        self._is_arranging = False
        self.column.trim(self._y, height)
        self.place_changed.emit()

    def _place_controls(self, changed: Container[Part] | None) -> bool:
        shown = list(self.visible_parts())
        shown += [standing for standing in self._pinned() if standing not in shown]
        corners = {s.part: QPoint(self.left, s.y - self._y) for s in shown}
        if not self.controls.place(corners, corners if changed is None else changed):
            return False
        for index in {s.message for s in shown}:
            self.column.messages[index].measure()
            self.column.note_height(index)
        return True

    def _pinned(self) -> Iterator[Standing]:
        """Yield the parts whose controls stay, although they can't be seen."""
        pinned = {part for part in self.controls.live if part.is_pinned}
        if not pinned:
            return
        for index, message in enumerate(self.column.messages):
            for number, part in enumerate(message.parts):
                if part in pinned:
                    yield Standing(
                        index, number, self.column.top(index) + message.top(number), part
                    )

    def _paint_streaming_caret(self, canvas: Canvas, part: Part) -> None:
        px, end = canvas.theme.px, part.caret_rect(len(part.text))
        x = min(int(end.right()) + 1, self.column.width - px(8))
        rect = QRect(x, int(end.center().y()) - px(7), px(8), px(15))
        paint_rounded(canvas.painter, rect, canvas.theme.color("accent"), None, 2)

    def _recolour(self) -> None:
        palette = self.viewport().palette()
        palette.setColor(QPalette.ColorRole.Window, self._appearance.theme.color("bg"))
        self.viewport().setPalette(palette)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Window)
        self.viewport().setAutoFillBackground(True)
        self._y = self.column.take_on(self.theme, self._y)
        self.arrange()
