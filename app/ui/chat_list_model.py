"""The rows of the sidebar: pinned chats, then the others by the day they were used."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from itertools import groupby
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from typing_extensions import override

from app.domain.conversation import ConversationSummary
from app.viewmodels.activity import ChatState
from app.words import N_, _, language, ngettext

UNTITLED = N_("New chat")
PINNED = N_("Pinned")
NO_MATCH = N_("No chat has these words")
_HEADING_SIZE = QSize(0, 29)
_CHAT_SIZE, _COMPACT_SIZE = QSize(0, 34), QSize(0, 27)
_Index = QModelIndex | QPersistentModelIndex


class ChatListModel(QAbstractListModel):
    """A list of headings (`str`) and chats (`ConversationSummary`), filtered by words.

    `Qt.UserRole` gives the row itself, for the delegate. Editing a chat changes its title.

    Signals:
        renamed: Id of a chat, and the title that was typed.
    """

    renamed = Signal(str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._conversations: list[ConversationSummary] = []
        self._today = date.min
        self._chat_size = _CHAT_SIZE
        self._filter = ""
        self._is_held = False
        self._rows: list[str | ConversationSummary] = []
        self._states: Mapping[str, ChatState] = {}

    def set_conversations(self, conversations: Sequence[ConversationSummary], today: date) -> None:
        """Show these chats; `today` is the local day that "Today" means."""
        newest_first = sorted(conversations, key=lambda c: c.updated_at, reverse=True)
        if (newest_first, today) != (self._conversations, self._today):
            self._conversations = newest_first
            self._today = today
            self._rebuild()

    def set_held(self, *, is_held: bool) -> None:
        """Keep the rows as they are for a while, whatever happens to the chats."""
        self._is_held = is_held
        self._rebuild()

    def set_states(self, states: Mapping[str, ChatState]) -> None:
        """Say what the chats of these ids are doing."""
        before, self._states = self._states, dict(states)
        changed = {i for i in states.keys() | before.keys() if states.get(i) != before.get(i)}
        for number, row in enumerate(self._rows if changed else ()):
            if isinstance(row, ConversationSummary) and row.id in changed:
                index = self.index(number, 0)
                self.dataChanged.emit(index, index)

    def state_of(self, conversation_id: str) -> ChatState | None:
        """What a chat is doing; None if nothing."""
        return self._states.get(conversation_id)

    def set_filter(self, text: str) -> None:
        """Keep the chats whose title holds every word of `text`, in any case."""
        self._filter = text
        self._rebuild()

    def index_of(self, conversation_id: str) -> QModelIndex:
        """Where a chat stands; invalid when it is not shown."""
        found = (
            i
            for i, row in enumerate(self._rows)
            if isinstance(row, ConversationSummary) and row.id == conversation_id
        )
        return self.index(next(found, -1), 0)

    def row_at(self, index: _Index) -> str | ConversationSummary:
        """The heading or chat at a valid index."""
        return self._rows[index.row()]

    def first_chat(self) -> QModelIndex:
        """The index of the topmost chat; invalid when there is none."""
        chats = (i for i, row in enumerate(self._rows) if not isinstance(row, str))
        return self.index(next(chats, -1), 0)

    def nearest_chat(self, row: int) -> QModelIndex:
        """The chat at a row, or else after or before it; invalid when there is none."""
        chats = [i for i, r in enumerate(self._rows) if not isinstance(r, str)]
        after = (i for i in chats if i >= row)
        return self.index(next(after, chats[-1] if chats else -1), 0)

    def set_compact(self, *, is_compact: bool) -> None:
        """Say whether the chats stand close together."""
        size = _COMPACT_SIZE if is_compact else _CHAT_SIZE
        if size != self._chat_size:
            self._chat_size = size
            self.layoutChanged.emit()

    @override
    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent and parent.isValid() else len(self._rows)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self._rows[index.row()]
        # Asked for every row of the list, so here and not in a delegate's slower method.
        if role == Qt.ItemDataRole.SizeHintRole:
            return _HEADING_SIZE if isinstance(row, str) else self._chat_size
        if role == Qt.ItemDataRole.UserRole:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row if isinstance(row, str) else row.title or _(UNTITLED)
        if role == Qt.ItemDataRole.EditRole and isinstance(row, ConversationSummary):
            return row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row)
        return None

    @override
    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        row, title = self._rows[index.row()], " ".join(str(value).split())
        if isinstance(row, str) or title in ("", row.title):
            return False
        self.renamed.emit(row.id, title)
        return True

    @override
    def flags(self, index: _Index) -> Qt.ItemFlag:
        if isinstance(self._rows[index.row()], str):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEditable

    def _spoken(self, row: str | ConversationSummary) -> str:
        if isinstance(row, str):
            return row
        pinned = _("pinned") if row.pinned else ""
        models = ngettext("{n} model", "{n} models", row.lane_count)
        models = models.format(n=row.lane_count) if row.lane_count > 1 else ""
        state = self.state_of(row.id)
        state_words = _(state) if state else ""
        return ", ".join(filter(None, (row.title or _(UNTITLED), pinned, models, state_words)))

    def _rebuild(self) -> None:
        if self._is_held:
            return
        words = self._filter.casefold().split()
        shown = [c for c in self._conversations if all(w in c.title.casefold() for w in words)]
        pinned = [c for c in shown if c.pinned]
        others = [c for c in shown if not c.pinned]
        rows: list[str | ConversationSummary] = [_(PINNED), *pinned] if pinned else []
        for heading, group in groupby(others, lambda c: section_of(c.updated_at, self._today)):
            rows += (heading, *group)
        if words and not shown:
            rows = [_(NO_MATCH)]
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()


def section_of(updated_at: float, today: date) -> str:
    """The heading that a chat stands under: a day, a stretch of days, or its month.

    Args:
        updated_at: Unix seconds; the local day counts.
        today: The local day of now.
    """
    day = datetime.fromtimestamp(updated_at).date()
    age = (today - day).days
    if age <= 0:
        return _("Today")
    if age == 1:
        return _("Yesterday")
    if age <= 7:
        return _("Previous 7 days")
    if age <= 30:
        return _("Previous 30 days")
    # Not strftime, which would speak the system's language.
    return f"{QLocale(language()).standaloneMonthName(day.month)} {day.year}"
