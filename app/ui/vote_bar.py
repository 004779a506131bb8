"""The line under the panes: what was voted, and what there is to vote yet."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget
from typing_extensions import override

from app.ui import icons
from app.ui.controls import TextButton
from app.ui.labels import ElidedLabel
from app.ui.tag_popup import TagPopup
from app.ui.theme import Appearance
from app.ui.tie_popup import TiePopup
from app.viewmodels.rows import LaneRow, VoteBarRow
from app.words import _

_HEIGHT = 40
_ICON_SIZE = 15
_ROOMY = 620


class VoteBar(QWidget):
    """Shows a `VoteBarRow`.

    Signals:
        tie_requested: Answers are equally good: all, or those that `tie_popup` asks for.
        tie_chosen: The ids of those that are, a tuple.
        all_bad_requested: None is good.
        reveal_requested: The names are wanted without a vote.
        take_back_requested: The vote is to be forgotten.
        tags_requested: The popup of the tags is about to open: give it those that there are.
        tags_chosen: All tags of the vote, a tuple.
    """

    tie_requested = Signal()
    tie_chosen = Signal(tuple)
    all_bad_requested = Signal()
    reveal_requested = Signal()
    take_back_requested = Signal()
    tags_requested = Signal()
    tags_chosen = Signal(tuple)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._icon = QLabel()
        self._sentence = ElidedLabel(appearance, px=13, color="dim")
        self._tie = TextButton(appearance, _("Tie"), icon="equal", small=True, padding=9, px=13)
        self._bad = TextButton(
            appearance, _("All bad"), icon="thumbs-down", small=True, padding=9, px=13
        )
        self._reveal = TextButton(
            appearance, _("Reveal without voting"), icon="eye", small=True, padding=9, px=13
        )
        self._tags = TextButton(appearance, _("Tags"), icon="tag", small=True, padding=9, px=13)
        self._back = TextButton(
            appearance, _("Take vote back"), icon="rotate-ccw", small=True, padding=9, px=13
        )
        self.tag_popup = TagPopup(appearance, self)
        self.tie_popup = TiePopup(appearance, self)
        self.setFixedHeight(_HEIGHT)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 1, 10, 0)
        row.setSpacing(2)
        row.addWidget(self._icon)
        row.addSpacing(6)
        row.addWidget(self._sentence, 1)
        for button in self._buttons:
            row.addWidget(button)
        self._connect()
        appearance.changed.connect(self._recolour)
        self._recolour()
        self.set_row(None)

    @property
    def sentence(self) -> str:
        """What is said."""
        return self._sentence.text()

    def ask_which_tie(self, rivals: Mapping[str, LaneRow], anchor: QWidget | None = None) -> None:
        """Ask which answers are equally good.

        Args:
            rivals: Who gave each answer, by the answer's id.
            anchor: What to ask beside, if not the button.
        """
        self.tie_popup.open_at(anchor or self._tie, rivals)

    def set_row(self, row: VoteBarRow | None) -> None:
        """Show this; None hides the line."""
        self.setVisible(row is not None)
        row = row or VoteBarRow("")
        self._sentence.setText(row.sentence)
        for button in (self._tie, self._bad):
            button.setVisible(row.can_call_none_best)
        self._reveal.setVisible(row.can_reveal)
        for button in (self._tags, self._back):
            button.setVisible(row.can_take_back)
        self._tags.set_label(", ".join(row.tags) or _("Tags"))
        self._tags.setAccessibleDescription(_("What the prompt was about"))
        self._recolour()

    @property
    def _buttons(self) -> tuple[TextButton, ...]:
        return self._tie, self._bad, self._reveal, self._tags, self._back

    def _connect(self) -> None:
        self._tie.clicked.connect(self.tie_requested)
        self._bad.clicked.connect(self.all_bad_requested)
        self._reveal.clicked.connect(self.reveal_requested)
        self._back.clicked.connect(self.take_back_requested)
        self._tags.clicked.connect(self._open_tags)
        self.tag_popup.chosen.connect(self.tags_chosen)
        self.tie_popup.chosen.connect(self.tie_chosen)

    def _open_tags(self) -> None:
        self.tags_requested.emit()
        self.tag_popup.show_beside(self._tags)

    def _recolour(self) -> None:
        has_vote = not self._back.isHidden()
        color = self._appearance.theme.color("accent" if has_vote else "dim")
        name = "thumbs-up" if has_vote else "eye-off"
        self._icon.setPixmap(icons.pixmap(name, color, _ICON_SIZE, self.devicePixelRatioF()))
        self.update()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for button in self._buttons:
            button.set_compact(self.width() < _ROOMY)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._appearance.theme
        painter.fillRect(self.rect(), theme.color("panel"))
        painter.fillRect(0, 0, self.width(), 1, theme.color("line"))
