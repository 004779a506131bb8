"""A prompt in the transcript: a bubble at the right that can be copied and edited in place."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from app.ui.controls import IconButton, TextButton
from app.ui.painting import paint_rounded
from app.ui.theme import Appearance
from app.ui.transcript.document_style import BODY
from app.ui.transcript.document_view import DocumentView
from app.ui.transcript.hover_actions import HoverActions
from app.ui.transcript.paragraphs import plain_paragraphs
from app.ui.transcript.prompt_editor import PromptEditor
from app.ui.transcript.stepper import Stepper
from app.viewmodels.rows import TurnRow

_SIDE, _ABOVE, _RADIUS = 14, 10, 14
_WIDEST = 0.72  # of the column
_EXCERPT = 4000
_GAP = 6


class PromptBubble(QWidget):
    """One prompt.

    Signals:
        prompt_edited: The id of the turn and its new prompt.
        version_step_requested: The id of the turn, and -1 or 1.
    """

    prompt_edited = Signal(str, str)
    version_step_requested = Signal(str, int)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._turn_id = ""
        self._prompt = ""
        self._shows_all = False
        self._editor: PromptEditor | None = None
        self._bubble = _Bubble(appearance)
        self._bubble.more.clicked.connect(self._show_all)
        self._stepper = Stepper(appearance, "version of this prompt")
        self._stepper.stepped.connect(self._step)
        self._actions = HoverActions(self)
        self._add_actions()
        self._row = QWidget()
        row = QHBoxLayout(self._row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP)
        row.addStretch()
        row.addWidget(self._actions, 0, Qt.AlignmentFlag.AlignBottom)
        row.addWidget(self._bubble)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.addWidget(self._row)

    def show_turn(self, turn: TurnRow) -> None:
        """Show this prompt instead of the present one."""
        self._turn_id = turn.turn_id
        if turn.prompt != self._prompt:
            self._prompt = turn.prompt
            self._shows_all = len(turn.prompt) <= _EXCERPT
            self._write()
        self._stepper.set_place(turn.version, turn.versions)
        self._arrange()

    def edit(self) -> None:
        """Put an editor in the place of the bubble."""
        if self._editor:
            return
        self._editor = PromptEditor(self._appearance, self._prompt)
        self._editor.submitted.connect(self._submit)
        self._editor.cancelled.connect(self._end_editing)
        self._layout.addWidget(self._editor)
        self._row.hide()
        self._editor.setFocus()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _add_actions(self) -> None:
        copy = IconButton(self._appearance, "copy", "Copy prompt")
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._prompt))
        edit = IconButton(self._appearance, "pencil", "Edit prompt")
        edit.clicked.connect(self.edit)
        for action in (self._stepper, copy, edit):
            self._actions.add(action)

    def _write(self) -> None:
        shown = self._prompt if self._shows_all else self._prompt[:_EXCERPT].rstrip() + "…"
        self._bubble.text.set_paragraphs(plain_paragraphs(shown))
        self._bubble.text.setAccessibleName(f"Your prompt: {shown}")
        self._bubble.more.setVisible(not self._shows_all)

    def _show_all(self) -> None:
        self._shows_all = True
        self._write()
        self._arrange()

    def _arrange(self) -> None:
        room = self.width() - self._actions.sizeHint().width() - _GAP
        widest = min(round(self.width() * _WIDEST), room)
        natural = self._bubble.text.natural_width() + 2 * _SIDE + 1
        self._bubble.setFixedWidth(max(min(natural, widest), 2 * _SIDE))

    def _step(self, delta: int) -> None:
        self.version_step_requested.emit(self._turn_id, delta)

    def _submit(self, prompt: str) -> None:
        self._end_editing()
        if prompt != self._prompt:
            self.prompt_edited.emit(self._turn_id, prompt)

    def _end_editing(self) -> None:
        if self._editor:
            self._editor.hide()
            self._editor.deleteLater()
            self._editor = None
            self._row.show()


class _Bubble(QWidget):
    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self.text = DocumentView(appearance, BODY)
        self.more = TextButton(appearance, "Show all", small=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_SIDE, _ABOVE, _SIDE, _ABOVE)
        layout.setSpacing(4)
        layout.addWidget(self.text)
        layout.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        appearance.changed.connect(self.update)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        user = self._appearance.theme.color("user")
        paint_rounded(QPainter(self), self.rect(), user, None, _RADIUS)
