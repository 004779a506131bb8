"""A table to look at: no grid, whole rows, nothing to edit."""

from PySide6.QtCore import QAbstractItemModel
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView


class Table(QTableView):
    """Shows a model; Tab leaves it.

    Args:
        name: What a screen reader calls it.
        row_height: In pixels.
    """

    def __init__(self, model: QAbstractItemModel, name: str, row_height: int) -> None:
        super().__init__()
        self._row_height = row_height
        self.setModel(model)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(row_height)
        self.horizontalHeader().setHighlightSections(False)

    def fit_rows(self) -> None:
        """Be as high as all rows together, for a page that scrolls."""
        self.setFixedHeight((self.model().rowCount() + 1) * self._row_height + 4)
