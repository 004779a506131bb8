"""What there is to do with a comparison, at the right of the lane bar."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.ui.controls import TextButton
from app.ui.theme import Appearance
from app.ui.toggle_button import ToggleButton
from app.words import _


class ComparisonBar(QWidget):
    """Toggles that are there while lanes are compared, or the way back to a comparison.

    Signals:
        blind_requested: Names are to be hidden, or not any more.
        differences_toggled: Whether differences are to be shown.
        scroll_together_toggled: Whether the panes scroll together.
        merge_requested: One answer out of several is wanted; holds the widget to ask beside.
        unfold_requested: The lanes that were folded away are wanted again.
    """

    blind_requested = Signal()
    differences_toggled = Signal(bool)
    scroll_together_toggled = Signal(bool)
    merge_requested = Signal(QWidget)
    unfold_requested = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._blind = ToggleButton(appearance, _("Blind"), "eye-off")
        self._blind.setAccessibleDescription(_("Hides who answers until you have voted"))
        self._blind.clicked.connect(self.blind_requested)
        self._diff = ToggleButton(appearance, _("Diff"), "diff")
        self._diff.setAccessibleDescription(_("Shows where the answers differ"))
        self._diff.toggled.connect(self.differences_toggled)
        self._together = ToggleButton(appearance, _("Scroll together"), "link-2")
        self._together.setAccessibleDescription(_("Alt holds the other panes still meanwhile"))
        self._together.setChecked(True)
        self._together.toggled.connect(self.scroll_together_toggled)
        self._merge = TextButton(appearance, _("Merge"), icon="combine")
        self._merge.clicked.connect(self.merge)
        self._unfold = TextButton(appearance, _("Open the comparison again"), icon="columns-3")
        self._unfold.clicked.connect(self.unfold_requested)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(self._blind)
        row.addWidget(self._diff)
        row.addWidget(self._together)
        row.addWidget(self._merge)
        row.addWidget(self._unfold)

    @property
    def scrolls_together(self) -> bool:
        """Whether the panes scroll together."""
        return self._together.isChecked()

    def toggle_differences(self) -> None:
        """Show where the answers differ, or don't, if there are answers to compare."""
        if not self._diff.isHidden():
            self._diff.toggle()

    def set_differences(self, *, shown: bool) -> None:
        """Tell whether differences are shown."""
        self._diff.setChecked(shown)

    def toggle_scroll_together(self) -> None:
        """Scroll the panes together, or each by itself."""
        self._together.toggle()

    def merge(self) -> None:
        """Ask how the answers shall be merged, while lanes are compared."""
        if not self._merge.isHidden():
            self.merge_requested.emit(self._merge)

    def set_blind(self, is_on: bool) -> None:
        """Whether names are hidden from the next prompt on."""
        self._blind.setChecked(is_on)

    def set_state(self, *, is_comparison: bool, has_folded: bool) -> None:
        """Offer what makes sense for these lanes."""
        self._blind.setVisible(is_comparison)
        self._diff.setVisible(is_comparison)
        self._together.setVisible(is_comparison)
        self._merge.setVisible(is_comparison)
        self._unfold.setVisible(has_folded)

    @property
    def full_width(self) -> int:
        """How wide it is with all words, in pixels."""
        buttons = (self._blind, self._diff, self._together, self._merge, self._unfold)
        return sum(button.full_width for button in buttons if not button.isHidden())

    def set_compact(self, compact: bool) -> None:
        """Show icons alone, where there is little room."""
        for button in (self._blind, self._diff, self._together, self._merge, self._unfold):
            button.set_compact(compact)
