"""The composer: where a prompt is written and sent, or its answers are stopped."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from app.domain.conversation import ContextPolicy
from app.ui.attaching import choose_files, local_files, parley_files, picture_in
from app.ui.controls import IconButton, Look, TextButton
from app.ui.file_chips import FileChips
from app.ui.labels import ElidedLabel
from app.ui.painting import paint_rounded
from app.ui.prompt_editor import PromptEditor
from app.ui.quota_gauge import QuotaGauge
from app.ui.quote_button import QuoteButton
from app.ui.theme import Appearance, tokens
from app.viewmodels.policy import POLICY_WORDS
from app.viewmodels.rows import FileRow
from app.viewmodels.settings_rows import QuotaRow
from app.words import N_, _

_NARROW = 700
_WAIT_HINT = N_("Wait for the answers or stop them first")


class Composer(QWidget):
    """A card with an editor and the button that sends.

    Sending leaves the text where it is: `clear()` it once the prompt is safe.

    Attributes:
        policy_button: Says what of earlier answers goes along; hidden outside of comparisons.
        quote_button: Says what the prompt takes; hidden while there is nothing to say.

    Signals:
        submitted: A prompt to send; blank only where files go along.
        draft_changed: The text after each edit by the person.
        parameters_requested: Settings are wanted; holds the widget to open them at.
        presets_requested: The presets are; likewise.
        chat_dropped: The path of a Parley file that is to be opened.
        policy_requested: What of earlier answers goes along is to be chosen.
        quote_requested: What the prompt takes is to be seen, model by model.
        files_added: The paths of files that are to go along.
        picture_added: A picture that is, as PNG.
        file_removed: The id of one that is not, after all.
    """

    submitted = Signal(str)
    stop_requested = Signal()
    draft_changed = Signal(str)
    parameters_requested = Signal(QWidget)
    presets_requested = Signal(QWidget)
    chat_dropped = Signal(Path)
    policy_requested = Signal()
    quote_requested = Signal()
    files_added = Signal(list)
    picture_added = Signal(bytes)
    file_removed = Signal(str)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._lane_count = 1
        self._is_streaming = False
        self._hint_text = ""
        self._editor = PromptEditor()
        self._attach = IconButton(appearance, "paperclip", _("Attach files"))
        self._files = FileChips(appearance)
        self._parameters = IconButton(
            appearance, "sliders-horizontal", _("System prompt and parameters")
        )
        self._presets = IconButton(appearance, "book-open", _("Presets"))
        self._hint = ElidedLabel(appearance, px=tokens()["type"]["small_px"], color="dim")
        self._has_files = False
        self.policy_button = TextButton(appearance, "", small=True, padding=8)
        self.policy_button.hide()
        self.quote_button = QuoteButton(appearance)
        self.quote_button.hide()
        self._quota = QuotaGauge(appearance)
        self._quota.hide()
        self._primary = TextButton(appearance, _("Send"), icon="arrow-up", look=Look.PRIMARY)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self._lay_out()
        self._connect()

    def text(self) -> str:
        """What is typed."""
        return self._editor.toPlainText()

    def set_text(self, text: str) -> None:
        """Show a draft; emits nothing. The same text again keeps the caret and the undo steps."""
        self._editor.set_text(text)
        self._show_hint()

    @property
    def selection(self) -> tuple[int, int]:
        """Where what is selected begins, and where the caret is; the same if nothing is."""
        cursor = self._editor.textCursor()
        return cursor.anchor(), cursor.position()

    @selection.setter
    def selection(self, places: tuple[int, int]) -> None:
        anchor, position = places
        cursor = self._editor.textCursor()
        cursor.setPosition(anchor)
        cursor.setPosition(position, QTextCursor.MoveMode.KeepAnchor)
        self._editor.setTextCursor(cursor)

    def clear(self) -> None:
        """Empty the editor; emits nothing."""
        self.set_text("")

    def quote(self, quotation: str) -> None:
        """Put a quotation at the caret, on lines of its own; it can be undone."""
        self._editor.insert_quotation(quotation)
        self.focus_editor()

    def set_files(self, files: Sequence[FileRow]) -> None:
        """Show what goes along: one file beside the buttons, more in a row of their own."""
        is_alone = len(files) == 1
        home, other = (self._buttons, self._layout) if is_alone else (self._layout, self._buttons)
        if home.indexOf(self._files) < 0:
            other.removeWidget(self._files)
            home.insertWidget(
                self._buttons.indexOf(self._presets) + 1 if is_alone else 1, self._files
            )
        self._files.set_files(files)
        self._has_files = bool(files)

    def add_from(self, data: QMimeData) -> None:
        """Attach the files, or else the picture, in what was dropped or pasted; open a chat."""
        if chats := parley_files(data):
            self.chat_dropped.emit(chats[0])
        elif paths := local_files(data):
            self.files_added.emit(paths)
        elif picture := picture_in(data):
            self.picture_added.emit(picture)

    def set_lane_count(self, count: int) -> None:
        """Say on the button to how many models a prompt goes."""
        self._lane_count = count
        self._show_primary()

    def set_streaming(self, is_streaming: bool) -> None:
        """Offer to stop the answers instead of sending."""
        self._is_streaming = is_streaming
        self._show_primary()
        self._show_hint()

    def set_hint(self, text: str) -> None:
        """Show a few quiet words beside the button."""
        self._hint_text = text
        self._show_hint()

    def set_policy(self, policy: ContextPolicy | None, adopted: str) -> None:
        """Show what of earlier answers goes along.

        Args:
            policy: None where there are no others.
            adopted: What the lane is called whose answer all go on from; "" where each does.
        """
        self.policy_button.setVisible(policy is not None)
        if policy:
            words = POLICY_WORDS[policy]
            goes_on = _("All go on from {name}").format(name=adopted)
            self.policy_button.set_label(goes_on if adopted else _(words.name), words.icon)
            self.policy_button.setAccessibleDescription(_(words.sentence))

    def set_quote(self, words: str, *, is_warning: bool) -> None:
        """Show what the prompt takes, in the place of the quiet words; "" for nothing."""
        self.quote_button.set_words(words, is_warning=is_warning)
        self._show_hint()

    def set_quota(self, quota: QuotaRow | None) -> None:
        """Show the limit that is near; None while none is."""
        self._quota.setVisible(quota is not None)
        if quota:
            self._quota.set_quota(quota)

    def focus_editor(self) -> None:
        """Put the caret in the editor."""
        self._editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        self._buttons = row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self._attach)
        row.addWidget(self._parameters)
        row.addWidget(self._presets)
        row.addWidget(self.policy_button)
        row.addStretch(1)
        row.addWidget(self._quota)
        row.addWidget(self._hint)
        row.addWidget(self.quote_button)
        row.addWidget(self._primary)
        for button in (self._attach, self._parameters, self._presets, self._primary):
            button.setCursor(Qt.CursorShape.ArrowCursor)
        self._layout = layout = QVBoxLayout(self)
        layout.setContentsMargins(13, 13, 13, 13)
        layout.setSpacing(10)
        layout.addWidget(self._editor)
        layout.addWidget(self._files)
        layout.addLayout(row)
        self.setFocusProxy(self._editor)

    def _connect(self) -> None:
        self._editor.edited.connect(self._on_edited)
        self._editor.submit_requested.connect(self._submit)
        self._editor.attached.connect(self.add_from)
        self._attach.clicked.connect(lambda: choose_files(self, self.files_added.emit))
        self._files.remove_requested.connect(self.file_removed)
        self._primary.clicked.connect(self._on_primary)
        self._parameters.clicked.connect(lambda: self.parameters_requested.emit(self._parameters))
        self._presets.clicked.connect(lambda: self.presets_requested.emit(self._presets))
        self.policy_button.clicked.connect(self.policy_requested)
        self.quote_button.clicked.connect(self.quote_requested)
        self._appearance.changed.connect(self.update)

    def _on_edited(self, text: str) -> None:
        self._show_hint()
        self.draft_changed.emit(text)

    def _on_primary(self) -> None:
        if self._is_streaming:
            self.stop_requested.emit()
        else:
            self._submit()

    def _submit(self) -> None:
        text = self.text()
        if not text.strip() and not self._has_files:
            self.focus_editor()
        elif self._is_streaming:
            self._show_hint(_(_WAIT_HINT))
        else:
            self.submitted.emit(text.strip("\n"))

    def _show_hint(self, instead: str = "") -> None:
        self._hint.setText(instead or self._hint_text)
        shows_quote = bool(self.quote_button.label) and not instead
        self.quote_button.setVisible(shows_quote)
        self._hint.setVisible(not shows_quote)

    def _show_primary(self) -> None:
        if self._is_streaming:
            self._primary.set_label(_("Stop"), "square")
        elif self._lane_count > 1:
            self._primary.set_label(_("Send to {n}").format(n=self._lane_count), "arrow-up")
        else:
            self._primary.set_label(_("Send"), "arrow-up")

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.policy_button.set_compact(self.width() < _NARROW)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.focus_editor()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._appearance.theme
        radius = tokens()["radius_px"]["composer"]
        fill, line = theme.color("raised"), theme.color("line")
        paint_rounded(QPainter(self), self.rect(), fill, line, radius)
