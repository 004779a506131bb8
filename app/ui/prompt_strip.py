"""The latest prompt of a comparison, once above all panes."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from app.markdown.paragraphs import plain_paragraphs
from app.ui import icons
from app.ui.controls import IconButton, Look, Separator, TextButton
from app.ui.labels import Label, set_plain_tooltip
from app.ui.theme import Appearance, tokens
from app.ui.transcript.document_style import BODY
from app.ui.transcript.document_view import DocumentView
from app.ui.transcript.hover_actions import HoverActions
from app.ui.transcript.prompt_editor import PromptEditor
from app.ui.transcript.stepper import Stepper
from app.viewmodels.policy import POLICY_WORDS
from app.viewmodels.rows import TurnRow
from app.words import _, ngettext

_LINE = 22
_LINES_CLOSED = 3
_GREATEST_HEIGHT = 10 * _LINE
_EXCERPT = 20_000
_ICON_SIZE = 17


class PromptStrip(QWidget):
    """Three lines of the prompt, and the rest on request.

    Signals:
        prompt_edited: The id of the turn and its new prompt.
        version_step_requested: The id of the turn, and -1 or 1.
        retry_requested: The id of a turn whose failed answers are to be tried again.
    """

    prompt_edited = Signal(str, str)
    version_step_requested = Signal(str, int)
    retry_requested = Signal(str)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._turn: TurnRow | None = None
        self._is_open = False
        self._editor: PromptEditor | None = None
        self._person = QLabel()
        self._text = DocumentView(appearance, BODY)
        self._scroll = _new_scroll_area(self._text)
        words = tokens()["type"]
        self._policy = Label(appearance, px=words["small_px"], color="dim")
        # As high as a line of the prompt, so that both stand on one line.
        self._policy.setMinimumHeight(round(words["body_px"] * words["line_height"]))
        self._toggle = TextButton(appearance, _("Show all"), small=True)
        self._toggle.clicked.connect(self._open_or_close)
        self._stepper = Stepper(
            appearance, _("Previous version of this prompt"), _("Next version of this prompt")
        )
        self._stepper.stepped.connect(self._step)
        self._edit = IconButton(appearance, "pencil", _("Edit prompt"), size=24)
        self._edit.clicked.connect(lambda: self.edit())
        self._retry = TextButton(appearance, "", icon="rotate-ccw", look=Look.OUTLINED, small=True)
        self._retry.hide()
        self._retry.clicked.connect(self._ask_again)
        self._actions = HoverActions(self)
        self._lay_out()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        appearance.changed.connect(self._recolour)
        self._recolour()
        self.set_prompt(None)

    def set_prompt(self, turn: TurnRow | None) -> None:
        """Show this prompt; None hides the strip."""
        is_other = not (turn and self._turn and turn.turn_id == self._turn.turn_id)
        self._turn = turn
        if is_other:
            self._is_open = False
            self._end_editing()
        self.setVisible(turn is not None)
        if turn:
            shown = "\n".join(filter(None, (turn.prompt[:_EXCERPT], *turn.files)))
            self._text.set_paragraphs(plain_paragraphs(shown))
            self._text.setAccessibleName(_("Your prompt: {prompt}").format(prompt=shown))
            words = POLICY_WORDS[turn.policy]
            self._policy.setText(_(words.name))
            set_plain_tooltip(self._policy, _(words.sentence))
            self._stepper.set_place(turn.version, turn.versions)
            self._fit()

    def set_failed(self, count: int) -> None:
        """Offer to try again so many answers that failed, if they are several."""
        self._retry.setVisible(count > 1)
        words = ngettext("Retry {n} failed", "Retry {n} failed", count)
        self._retry.set_label(words.format(n=count))

    @property
    def edit_text(self) -> str | None:
        """The prompt as it is being written anew; None if it isn't."""
        return self._editor.text_edit.toPlainText() if self._editor else None

    def edit(self, text: str | None = None) -> None:
        """Put an editor in the place of the prompt, with what was written already if anything."""
        if self._editor or not self._turn:
            return
        self._editor = PromptEditor(self._appearance, self._turn.prompt if text is None else text)
        self._editor.submitted.connect(self._submit)
        self._editor.cancelled.connect(self._end_editing)
        self._layout.insertWidget(0, self._editor)
        self._row.hide()
        self._editor.setFocus()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _lay_out(self) -> None:
        self._actions.add(self._stepper)
        self._actions.add(self._edit)
        top = Qt.AlignmentFlag.AlignTop
        self._row = QWidget()
        row = QHBoxLayout(self._row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self._person, 0, top)
        row.addWidget(self._scroll, 1)
        row.addWidget(self._policy, 0, top)
        row.addWidget(self._retry, 0, top)
        row.addWidget(self._toggle, 0, top)
        row.addWidget(self._actions, 0, top)
        self._layout = QVBoxLayout()
        self._layout.setContentsMargins(16, 13, 14, 13)
        self._layout.addWidget(self._row)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(self._layout)
        whole.addWidget(Separator(self._appearance))

    def _fit(self) -> None:
        height = self._text.height()
        closed = _LINES_CLOSED * _LINE
        greatest = _GREATEST_HEIGHT if self._is_open else closed
        self._scroll.setFixedHeight(min(height, greatest))
        self._toggle.setVisible(height > closed)
        self._toggle.set_label(_("Show less") if self._is_open else _("Show all"))
        bar = Qt.ScrollBarPolicy
        policy = bar.ScrollBarAsNeeded if self._is_open else bar.ScrollBarAlwaysOff
        self._scroll.setVerticalScrollBarPolicy(policy)

    def _open_or_close(self) -> None:
        self._is_open = not self._is_open
        self._scroll.verticalScrollBar().setValue(0)
        self._fit()

    def _step(self, delta: int) -> None:
        if self._turn:
            self.version_step_requested.emit(self._turn.turn_id, delta)

    def _ask_again(self) -> None:
        if self._turn:
            self.retry_requested.emit(self._turn.turn_id)

    def _submit(self, prompt: str) -> None:
        self._end_editing()
        if self._turn and prompt != self._turn.prompt:
            self.prompt_edited.emit(self._turn.turn_id, prompt)

    def _end_editing(self) -> None:
        if self._editor:
            self._editor.hide()
            self._editor.deleteLater()
            self._editor = None
            self._row.show()

    def _recolour(self) -> None:
        faint = self._appearance.theme.color("faint")
        dpr = self.devicePixelRatioF()
        self._person.setPixmap(icons.pixmap("user", faint, _ICON_SIZE, dpr))


def _new_scroll_area(text: DocumentView) -> QScrollArea:
    holder = QWidget()
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(text)
    layout.addStretch()
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidgetResizable(True)
    area.setWidget(holder)
    return area
