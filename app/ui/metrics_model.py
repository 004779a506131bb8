"""The rows of the table of numbers, as Qt's views ask for them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from typing_extensions import override

from app.domain.marks import Mark
from app.services.metrics_table import MetricsRow
from app.ui.metrics_words import UNKNOWN, seconds
from app.ui.transcript.answer_words import dollars

_Index = QModelIndex | QPersistentModelIndex
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class _Column:
    title: str
    text: Callable[[MetricsRow], str]
    is_number: bool = True


def _count(value: int | None) -> str:
    return UNKNOWN if value is None else f"{value:,}"


def _about(row: MetricsRow, text: str) -> str:
    return f"≈ {text}" if row.is_estimate and text != UNKNOWN else text


def _speed(row: MetricsRow) -> str:
    return UNKNOWN if row.tokens_per_second is None else f"{row.tokens_per_second:.0f}"


_COLUMNS = (
    _Column("Turn", lambda row: str(row.turn)),
    _Column("Prompt", lambda row: row.prompt, is_number=False),
    _Column("Model", lambda row: row.name, is_number=False),
    _Column("Status", lambda row: row.status.value.capitalize(), is_number=False),
    _Column("Best in", lambda row: _best(row), is_number=False),
    _Column("First token", lambda row: seconds(row.first_token_s)),
    _Column("Total", lambda row: seconds(row.total_s)),
    _Column("Tokens/s", lambda row: _about(row, _speed(row))),
    _Column("In", lambda row: _count(row.input_tokens)),
    _Column("Cached", lambda row: _count(row.cached_tokens)),
    _Column("Out", lambda row: _about(row, _count(row.output_tokens))),
    _Column("Reasoning", lambda row: _count(row.reasoning_tokens)),
    _Column("Cost", lambda row: UNKNOWN if row.cost is None else dollars(row.cost)),
    _Column("Retries", lambda row: str(row.retries)),
    _Column("Waited", lambda row: seconds(row.waited_s)),
)


def _best(row: MetricsRow) -> str:
    return ", ".join(mark.value for mark in Mark if mark in row.marks)


class MetricsModel(QAbstractTableModel):
    """A row an answer, a column a number."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: Sequence[MetricsRow] = ()

    def set_rows(self, rows: Sequence[MetricsRow]) -> None:
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
        column = _COLUMNS[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return column.text(self._rows[index.row()])
            case Qt.ItemDataRole.TextAlignmentRole:
                return _RIGHT if column.is_number else _LEFT
            case _:
                return None

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Vertical:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return _COLUMNS[section].title
            case Qt.ItemDataRole.TextAlignmentRole:
                return _RIGHT if _COLUMNS[section].is_number else _LEFT
            case _:
                return None
