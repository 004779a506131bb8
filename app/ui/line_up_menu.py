"""The menu of line-ups: use one, keep the lanes of this chat as one, put them in order."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from app.ui.controls import Look, Separator, TextButton
from app.ui.labels import Label
from app.ui.line_up_entry import LineUpEntry
from app.ui.popup import Popup
from app.ui.theme import Appearance, tokens
from app.viewmodels.line_ups import LineUpsViewModel
from app.words import N_, _

SHORTCUTS = 9
_WIDTH = 470
_GREATEST_HEIGHT = 340
_NONE_YET = N_(
    "A line-up is a set of models with their parameters and system prompts. Name the lanes of this "
    "chat to keep them as one."
)


class LineUpMenu(Popup):
    """Shows the line-ups that there are."""

    def __init__(
        self, appearance: Appearance, line_ups: LineUpsViewModel, parent: QWidget | None = None
    ) -> None:
        super().__init__(appearance, parent)
        self._line_ups = line_ups
        self._none_yet = Label(appearance, _(_NONE_YET), px=13, color="dim", wrap=True)
        self._none_yet.setContentsMargins(10, 6, 10, 8)
        self._entries = QVBoxLayout()
        self._entries.setContentsMargins(0, 0, 0, 0)
        self._entries.setSpacing(0)
        self._list = QScrollArea()
        self._name = QLineEdit()
        self._name.setPlaceholderText(_("Name the lanes of this chat"))
        self._name.setAccessibleName(_("Name of a new line-up"))
        self._name.returnPressed.connect(self._save)
        self._save_button = TextButton(appearance, _("Save"), look=Look.PRIMARY)
        self._save_button.clicked.connect(self._save)
        self._update_button = TextButton(appearance, "")
        self._update_button.clicked.connect(self._update)
        self._name.textChanged.connect(self._enable_save)
        self._lay_out()
        line_ups.changed.connect(self.show_line_ups)

    def open_at(self, anchor: QWidget) -> None:
        """Open beside the anchor."""
        self._name.clear()
        self._enable_save()
        self.show_line_ups()
        self.show_beside(anchor)
        self._name.setFocus(Qt.FocusReason.PopupFocusReason)

    def show_line_ups(self) -> None:
        """Show what there is now."""
        while item := self._entries.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        rows = self._line_ups.rows
        for number, row in enumerate(rows, start=1):
            keys = QKeySequence(f"Ctrl+{number}") if number <= SHORTCUTS else QKeySequence()
            native = keys.toString(QKeySequence.SequenceFormat.NativeText)
            entry = LineUpEntry(self._appearance, row, native)
            entry.chosen.connect(self._apply)
            entry.default_toggled.connect(self._line_ups.toggle_default)
            entry.removed.connect(self._line_ups.remove)
            entry.moved.connect(self._line_ups.move)
            entry.renamed.connect(self._line_ups.rename)
            self._entries.addWidget(entry)
        self._list.setFixedHeight(min(_GREATEST_HEIGHT, 48 * len(rows)))
        self._list.setVisible(bool(rows))
        self._none_yet.setVisible(not rows)
        changed = next((row for row in rows if row.is_changed), None)
        self._update_button.setVisible(changed is not None)
        if changed:
            words = _("Keep the lanes of this chat as {name}")
            self._update_button.set_label(words.format(name=changed.name))
        self.adjustSize()

    def _apply(self, line_up_id: str) -> None:
        self._line_ups.apply(line_up_id)
        self.close()

    def _save(self) -> None:
        self._line_ups.save(self._name.text())
        self._name.clear()

    def _update(self) -> None:
        if row := self._line_ups.current:
            self._line_ups.update(row.id)

    def _enable_save(self) -> None:
        self._save_button.setEnabled(bool(self._name.text().strip()))

    def _lay_out(self) -> None:
        self.setFixedWidth(_WIDTH)
        holder = QWidget()
        holder.setLayout(self._entries)
        self._list.setWidget(holder)
        self._list.setWidgetResizable(True)
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for widget in (self._list.viewport(), holder):
            widget.setAutoFillBackground(False)
        row = QHBoxLayout()
        row.setContentsMargins(4, 4, 4, 4)
        row.setSpacing(8)
        row.addWidget(self._name, 1)
        row.addWidget(self._save_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(4)
        title = Label(
            self._appearance,
            _("Line-ups"),
            px=tokens()["type"]["small_px"],
            weight=600,
            color="faint",
        )
        title.setContentsMargins(10, 2, 0, 2)
        layout.addWidget(title)
        layout.addWidget(self._none_yet)
        layout.addWidget(self._list)
        layout.addWidget(self._update_button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(Separator(self._appearance))
        layout.addLayout(row)
