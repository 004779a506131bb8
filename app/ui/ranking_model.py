"""The rows of the ranking, as Qt's views ask for them."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from typing_extensions import override

from app.ui.metrics_words import UNKNOWN
from app.viewmodels.ranking import StandingRow

_Index = QModelIndex | QPersistentModelIndex
_Text = Callable[[StandingRow], str]


def _strength(row: StandingRow) -> str:
    if row.strength is None:
        return row.why_not
    middle, low, high = row.strength
    return f"{middle:+.2f}  ({low:+.2f} to {high:+.2f})"


_COLUMNS: tuple[tuple[str, _Text], ...] = (
    ("Rank", lambda row: row.rank or UNKNOWN),
    ("Model", lambda row: row.label),
    ("Strength", _strength),
    ("Votes", lambda row: f"{row.votes}, {row.blind_votes} blind"),
    ("Price", lambda row: UNKNOWN if row.cost is None else f"${row.cost:.4f}"),
    ("Time", lambda row: UNKNOWN if row.seconds is None else f"{row.seconds:.1f} s"),
)


class RankingModel(QAbstractTableModel):
    """A row a model."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: Sequence[StandingRow] = ()

    def set_rows(self, rows: Sequence[StandingRow]) -> None:
        """Have these rows."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    @override
    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent and parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: _Index | None = None) -> int:
        return 0 if parent and parent.isValid() else len(_COLUMNS)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return _COLUMNS[index.column()][1](self._rows[index.row()])
        return None

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        is_title = orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return _COLUMNS[section][0] if is_title else None
