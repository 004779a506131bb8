"""The rows of the model picker: models under the provider or server that has them."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from app.domain.lane import ModelRef
from app.ui.labels import plain_tooltip
from app.viewmodels.rows import ModelRow
from app.words import N_, _

NO_MATCH = N_("No model has these words")
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Heading:
    """What the models below have in common."""

    text: str


class Action(Enum):
    """What can be done instead of picking a model; the value is what it says, to be translated."""

    ADD_SERVER = N_("Add an OpenAI-compatible server…")


PickerRow = Heading | ModelRow | Action


class ModelListModel(QAbstractListModel):
    """Headings, models and, last, an action; `Qt.UserRole` gives the row itself."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._groups: dict[str, list[tuple[str, ModelRow]]] = {}
        self._filter = ""
        self._rows: list[PickerRow] = [Action.ADD_SERVER]

    def set_models(self, models: Sequence[ModelRow]) -> None:
        """Offer these models, in this order within their groups."""
        self._groups = {}
        for model in models:
            haystack = f"{model.label}\n{model.group}\n{model.ref.model}".casefold()
            self._groups.setdefault(model.group, []).append((haystack, model))
        self._rebuild()

    def set_filter(self, text: str) -> None:
        """Keep the models with every word of `text` in their label, group or id."""
        self._filter = text
        self._rebuild()

    def row_at(self, index: _Index) -> PickerRow:
        """The row at a valid index."""
        return self._rows[index.row()]

    def index_of(self, ref: ModelRef | None) -> QModelIndex:
        """Where a model stands, else the first row that can be chosen."""
        places = {row.ref: i for i, row in enumerate(self._rows) if isinstance(row, ModelRow)}
        first = next(i for i, row in enumerate(self._rows) if not isinstance(row, Heading))
        return self.index(first if ref is None else places.get(ref, first), 0)

    @override
    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent and parent.isValid() else len(self._rows)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return _label(row)
        if isinstance(row, ModelRow):
            if role == Qt.ItemDataRole.ToolTipRole:
                return plain_tooltip(row.ref.model)
            if role == Qt.ItemDataRole.AccessibleDescriptionRole:
                return row.note
        return None

    @override
    def flags(self, index: _Index) -> Qt.ItemFlag:
        if isinstance(self._rows[index.row()], Heading):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def _rebuild(self) -> None:
        words = self._filter.casefold().split()
        rows: list[PickerRow] = []
        for group, models in self._groups.items():
            found = [model for haystack, model in models if all(w in haystack for w in words)]
            if found:
                rows += (Heading(group), *found)
        if words and not rows:
            rows.append(Heading(_(NO_MATCH)))
        self.beginResetModel()
        self._rows = [*rows, Action.ADD_SERVER]
        self.endResetModel()


def _label(row: PickerRow) -> str:
    match row:
        case Heading():
            return row.text
        case ModelRow():
            return row.label
        case Action():
            return _(row.value)
