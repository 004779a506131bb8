"""The parts of a prompt: its bubble, the button for the rest of it, and the editor."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from app.markdown.paragraphs import plain_paragraphs
from app.ui.controls import IconButton, TextButton
from app.ui.painting import paint_rounded
from app.ui.theme import Looks, Theme
from app.ui.transcript.document_part import DocumentPart
from app.ui.transcript.hover_actions import HoverActions
from app.ui.transcript.part import Canvas, Control
from app.ui.transcript.prompt_editor import PromptEditor
from app.ui.transcript.small_parts import ControlPart
from app.ui.transcript.stage import Actions, Stage
from app.ui.transcript.stepper import Stepper
from app.viewmodels.rows import TurnRow
from app.words import _

_SIDE, _ABOVE, _RADIUS = 14, 10, 14
_ABOVE_FILES = 5
_WIDEST = 0.72  # of the column
_GAP = 6
_ACTIONS, _STEPPER = 58, 84


class BubblePart(DocumentPart):
    """The text of a prompt in a bubble at the right.

    Args:
        edit: Puts an editor in its place.
    """

    def __init__(self, stage: Stage, row: TurnRow, shown: str, edit: Callable[[], None]) -> None:
        super().__init__(plain_paragraphs(shown))
        self._stage = stage
        self._edge = 0
        self._px = stage.appearance.theme.px
        self.row = row
        self.edit = edit
        self.height += 2 * _ABOVE

    @override
    def lay_out(self, width: int, theme: Theme) -> None:
        self._px = theme.px
        side = theme.px(_SIDE)
        room = width - self._actions_width() - _GAP
        widest = min(round(width * _WIDEST), room)
        bubble = max(min(self.natural_width(theme) + 2 * side + 1, widest), 2 * side)
        super().lay_out(bubble - 2 * side, theme)
        self._edge = width - bubble
        self.height += 2 * theme.px(_ABOVE)
        self.width = width

    @override
    def paint(self, canvas: Canvas) -> None:
        bubble = QRect(self._edge, 0, self.width - self._edge, self.height)
        radius = canvas.theme.px(_RADIUS)
        paint_rounded(canvas.painter, bubble, canvas.theme.color("user"), None, radius)
        super().paint(canvas)

    @property
    @override
    def origin(self) -> QPointF:
        return QPointF(self._edge + self._px(_SIDE), self._px(_ABOVE))

    @override
    def new_control(self, parent: QWidget) -> Control:
        return _PromptActions(self._stage.appearance, self._stage.actions, parent)

    @override
    def control_rect(self) -> QRect:
        width = self._actions_width()
        height = self._px(28)
        return QRect(self._edge - _GAP - width, self.height - height, width, height)

    def _actions_width(self) -> int:
        return self._px(_ACTIONS + (_STEPPER if self.row.versions > 1 else 0))


class FilesPart(DocumentPart):
    """What goes along with a prompt: a line a file, in a frame at the right."""

    gap = 4

    def __init__(self, files: Sequence[str]) -> None:
        super().__init__(plain_paragraphs("\n".join(files)), color="dim")
        self._left = 0
        self.height += 2 * _ABOVE_FILES

    @override
    def lay_out(self, width: int, theme: Theme) -> None:
        natural = self.natural_width(theme) + 2 * _SIDE + 1
        frame = max(min(natural, round(width * _WIDEST)), 2 * _SIDE)
        super().lay_out(frame - 2 * _SIDE, theme)
        self._left = width - frame
        self.height += 2 * _ABOVE_FILES
        self.width = width

    @override
    def paint(self, canvas: Canvas) -> None:
        frame = QRect(self._left, 0, self.width - self._left, self.height)
        paint_rounded(canvas.painter, frame, None, canvas.theme.color("line"), _RADIUS)
        super().paint(canvas)

    @property
    @override
    def origin(self) -> QPointF:
        return QPointF(self._left + _SIDE, _ABOVE_FILES)


class _PromptActions(Control):
    def __init__(self, appearance: Looks, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent)
        self._signals = actions
        self._part: BubblePart | None = None
        self._row = TurnRow("", "")
        self._stepper = Stepper(
            appearance, _("Previous version of this prompt"), _("Next version of this prompt")
        )
        self._stepper.stepped.connect(self._step)
        copy = IconButton(appearance, "copy", _("Copy prompt"))
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._row.prompt))
        edit = IconButton(appearance, "pencil", _("Edit prompt"))
        edit.clicked.connect(self._edit)
        self._actions = HoverActions(self)
        for action in (self._stepper, copy, edit):
            self._actions.add(action)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch()
        row.addWidget(self._actions)

    @override
    def bind(self, part: BubblePart) -> None:
        self._part = part
        self._row = part.row
        self._stepper.set_place(part.row.version, part.row.versions)

    @override
    def set_hovered(self, hovered: bool) -> None:
        self._actions.set_hovered(hovered)

    def _step(self, delta: int) -> None:
        self._signals.version_step_requested.emit(self._row.turn_id, delta)

    def _edit(self) -> None:
        if self._part:
            self._part.edit()


class MorePart(ControlPart):
    """A button that shows the rest of something long."""

    gap = 4

    def __init__(self, stage: Stage, words: str, show: Callable[[], None]) -> None:
        super().__init__(28)
        self._appearance = stage.appearance
        self.words = words
        self.show = show

    @override
    def new_control(self, parent: QWidget) -> Control:
        return _MoreControl(self._appearance, parent)


class _MoreControl(Control):
    def __init__(self, appearance: Looks, parent: QWidget) -> None:
        super().__init__(parent)
        self._part: MorePart | None = None
        self._button = TextButton(appearance, _("Show all"), small=True)
        self._button.clicked.connect(self._show)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._button, 0, Qt.AlignmentFlag.AlignRight)

    @override
    def bind(self, part: MorePart) -> None:
        self._part = part
        self._button.set_label(part.words)

    def _show(self) -> None:
        if self._part:
            self._part.show()


class EditorPart(ControlPart):
    """An editor in the place of a prompt.

    Attributes:
        draft: What stands in it.

    Args:
        submit: Takes the new prompt.
        cancel: Puts the bubble back.
    """

    def __init__(
        self, stage: Stage, prompt: str, submit: Callable[[str], None], cancel: Callable[[], None]
    ) -> None:
        super().__init__(100)
        self._stage = stage
        self.draft = prompt
        self._submit = submit
        self._cancel = cancel
        self.is_pinned = True

    @override
    def new_control(self, parent: QWidget) -> Control:
        editor = PromptEditor(self._stage.appearance, self.draft)

        def keep() -> None:
            self.draft = editor.text_edit.toPlainText()
            self._stage.rearrange()

        editor.text_edit.textChanged.connect(keep)
        editor.submitted.connect(self._submit)
        editor.cancelled.connect(self._cancel)
        return _EditorControl(editor, parent)


class _EditorControl(Control):
    def __init__(self, editor: PromptEditor, parent: QWidget) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(editor)
        self.setFocusProxy(editor)

    @override
    def bind(self, part: EditorPart) -> None:
        self.setFocus()
