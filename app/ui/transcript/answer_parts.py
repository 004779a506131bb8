"""The parts of an answer that are not its text: reasoning, a notice, the foot."""

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from app.ui.controls import IconButton
from app.ui.fold_head import FoldHead
from app.ui.theme import Looks, Theme, tokens
from app.ui.transcript.answer_notice import Remedy
from app.ui.transcript.answer_words import metrics_line, notice_of
from app.ui.transcript.document_part import DocumentPart
from app.ui.transcript.document_style import SMALL
from app.ui.transcript.notice_card import NoticeCard
from app.ui.transcript.part import Canvas, Control, Part
from app.ui.transcript.small_parts import ControlPart
from app.ui.transcript.stage import Actions, Stage
from app.ui.transcript.stepper import Stepper
from app.viewmodels.rows import AnswerRow
from app.words import _

_ICON_WIDTH, _ICON_GAP, _STEPPER_WIDTH = 24, 4, 84
# What an icon is smaller than its button at the right: so far that sticks out of the column.
_INSET = 4
_INDENT, _FOOTER = 23, 24


class FoldPart(ControlPart):
    """The line under which reasoning is folded away.

    Args:
        toggle: Opens or closes the fold.
    """

    def __init__(self, stage: Stage, toggle: Callable[[], None]) -> None:
        super().__init__(20)
        self._appearance = stage.appearance
        self.toggle = toggle
        self.words = _("Thought")
        self.is_open = False

    @override
    def new_control(self, parent: QWidget) -> Control:
        return _FoldControl(self._appearance, parent)


class _FoldControl(Control):
    def __init__(self, appearance: Looks, parent: QWidget) -> None:
        super().__init__(parent)
        self._part: FoldPart | None = None
        self._head = FoldHead(appearance, _("Thought"), gap=10, height=20, inks=("faint", "dim"))
        self._head.clicked.connect(self._toggle)
        _fill(self, self._head)

    @override
    def bind(self, part: FoldPart) -> None:
        self._part = part
        self._head.set_words(part.words)
        self._head.setChecked(part.is_open)

    def _toggle(self) -> None:
        if self._part:
            self._part.toggle()


class ReasoningPart(DocumentPart):
    """What was thought, beside a line."""

    gap = 6

    def __init__(self) -> None:
        super().__init__((), SMALL, "dim", indent=_INDENT)

    @property
    @override
    def name(self) -> str:
        return _("Reasoning")

    @override
    def paint(self, canvas: Canvas) -> None:
        x = canvas.theme.px(6)
        canvas.painter.fillRect(x, 0, 1, self.height, canvas.theme.color("line"))
        super().paint(canvas)


class NoticePart(ControlPart):
    """The card of an answer that waits or did not end well."""

    def __init__(self, stage: Stage, row: AnswerRow) -> None:
        super().__init__(96)
        self._stage = stage
        self.row = row
        self.is_open = False

    @property
    @override
    def name(self) -> str:
        """What it says."""
        notice = notice_of(self.row)
        return notice.words if notice else ""

    def set_open(self, *, is_open: bool) -> None:
        """Show or hide the record of what happened."""
        if is_open != self.is_open:
            self.is_open = is_open
            self._stage.rearrange()

    @override
    def new_control(self, parent: QWidget) -> Control:
        return _NoticeControl(self._stage.appearance, self._stage.actions, parent)


class _NoticeControl(Control):
    def __init__(self, appearance: Looks, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent)
        self._actions = actions
        self._part: NoticePart | None = None
        self._card = NoticeCard(appearance)
        self._card.chosen.connect(self._choose)
        self._card.record_toggled.connect(self._toggle_record)
        _fill(self, self._card)

    @override
    def bind(self, part: NoticePart) -> None:
        self._part = part
        if notice := notice_of(part.row):
            self._card.show_notice(notice, part.row.retry, is_open=part.is_open)

    def _choose(self, remedy: Remedy) -> None:
        if self._part:
            self._actions.remedy_chosen.emit(self._part.row.answer_id, remedy)

    def _toggle_record(self, is_open: bool) -> None:
        if self._part:
            self._part.set_open(is_open=is_open)


class FooterPart(Part):
    """The metrics of an answer, painted, and its actions."""

    def __init__(self, stage: Stage, row: AnswerRow) -> None:
        super().__init__()
        self._stage = stage
        self.row = row
        self.can_branch = False
        self.height = _FOOTER

    @property
    @override
    def name(self) -> str:
        """The metrics."""
        return metrics_line(self.row.metrics)

    @override
    def lay_out(self, width: int, theme: Theme) -> None:
        super().lay_out(width, theme)
        self.height = theme.px(_FOOTER)

    @override
    def paint(self, canvas: Canvas) -> None:
        canvas.painter.setPen(canvas.theme.color("faint"))
        canvas.painter.setFont(canvas.theme.font(tokens()["type"]["small_px"]))
        area = QRect(0, 0, self.control_rect().left(), self.height)
        words = canvas.painter.fontMetrics().elidedText(
            self.name, Qt.TextElideMode.ElideRight, area.width()
        )
        canvas.painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, words)

    @override
    def new_control(self, parent: QWidget) -> Control:
        return _FooterControl(self._stage.appearance, self._stage.actions, parent)

    @override
    def control_rect(self) -> QRect:
        icons = 4 if self.can_branch else 3
        width = icons * (_ICON_WIDTH + _ICON_GAP)
        width += _STEPPER_WIDTH if self.row.attempts > 1 else 0
        px = self._stage.appearance.theme.px
        return QRect(self.width - px(width - _INSET), 0, px(width), self.height)


class _FooterControl(Control):
    def __init__(self, appearance: Looks, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent)
        self._answer_id = ""
        self._actions = actions
        copy = IconButton(appearance, "copy", _("Copy answer"), size=_ICON_WIDTH)
        copy.clicked.connect(lambda: actions.copy_requested.emit(self._answer_id))
        again = IconButton(appearance, "refresh-cw", _("Regenerate answer"), size=_ICON_WIDTH)
        again.clicked.connect(lambda: actions.regenerate_requested.emit(self._answer_id))
        self._branch = IconButton(appearance, "git-branch", _("Branch from here"), size=_ICON_WIDTH)
        self._branch.clicked.connect(lambda: actions.branch_requested.emit(self._answer_id))
        more = IconButton(appearance, "ellipsis", _("More for this answer"), size=_ICON_WIDTH)
        more.clicked.connect(lambda: actions.menu_requested.emit(self._answer_id, more))
        self._stepper = Stepper(appearance, _("Previous attempt"), _("Next attempt"))
        self._stepper.stepped.connect(self._step)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_ICON_GAP)
        row.addStretch()
        for action in (self._stepper, copy, again, self._branch, more):
            row.addWidget(action)

    @override
    def bind(self, part: FooterPart) -> None:
        self._answer_id = part.row.answer_id
        self._branch.setVisible(part.can_branch)
        self._stepper.set_place(part.row.attempt, part.row.attempts)

    def _step(self, delta: int) -> None:
        self._actions.attempt_step_requested.emit(self._answer_id, delta)


def _fill(control: QWidget, content: QWidget) -> None:
    layout = QVBoxLayout(control)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(content)
