"""Rows of any kind in columns, as Qt's views ask for them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from typing_extensions import override

from app.words import _

_Index = QModelIndex | QPersistentModelIndex
_Row = TypeVar("_Row")
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Column(Generic[_Row]):
    """What stands above a column, and what in it.

    Attributes:
        title: Marked with `N_`.
        text: The words for a row.
        is_number: Its words end at the right edge, so that digits stand under digits.
    """

    title: str
    text: Callable[[_Row], str]
    is_number: bool = False


class TableModel(QAbstractTableModel, Generic[_Row]):
    """A row an item, in the columns that it is made with."""

    def __init__(self, columns: Sequence[Column[_Row]]) -> None:
        super().__init__()
        self._columns = columns
        self._rows: Sequence[_Row] = ()

    def set_rows(self, rows: Sequence[_Row]) -> None:
        """Have these rows."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    @override
    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent and parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: _Index | None = None) -> int:
        return 0 if parent and parent.isValid() else len(self._columns)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return self._columns[index.column()].text(self._rows[index.row()])
        return self._alignment(index.column(), role)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _(self._columns[section].title)
        return self._alignment(section, role)

    def _alignment(self, column: int, role: int) -> Any:
        if role != Qt.ItemDataRole.TextAlignmentRole:
            return None
        return _RIGHT if self._columns[column].is_number else _LEFT
