"""Finding in a transcript: what is typed into a bar is marked and gone to."""

from PySide6.QtCore import QObject

from app.ui.theme import Appearance
from app.ui.transcript.find_bar import FindBar
from app.ui.transcript.reading_view import ReadingView
from app.words import _


class FindView(QObject):
    """Finds in a view.

    Attributes:
        bar: To be put above the view.
    """

    def __init__(self, appearance: Appearance, view: ReadingView) -> None:
        super().__init__(view)
        self._view = view
        self.bar = FindBar(appearance)
        self.bar.hide()
        self.bar.changed.connect(self._find)
        self.bar.stepped.connect(self.again)
        self.bar.closed.connect(self._close)
        view.find_requested.connect(self.open)

    def open(self) -> None:
        """Ask what is to be found."""
        self.bar.show()
        self.bar.select_all()

    def again(self, backward: bool) -> None:
        """Go to the next match, or to the one before; ask what is to be found if nothing was."""
        if not self.bar.text:
            self.open()
        elif self.bar.isVisible():
            self._view.find_next(backward=backward)
        else:
            self.bar.show()
            self._find(self.bar.text)

    def _find(self, needle: str) -> None:
        self._view.set_needle(needle)
        found = not needle or self._view.find_next(from_start=True)
        self.bar.show_outcome("" if found else _("Nothing found"))

    def _close(self) -> None:
        self.bar.hide()
        self._view.set_needle("")
        self._view.setFocus()
