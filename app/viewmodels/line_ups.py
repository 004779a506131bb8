"""The line-ups on offer, and what one can do with them."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from app.domain.blind import hides_names
from app.domain.conversation import Conversation
from app.domain.line_ups import lane_from, setups_of
from app.domain.settings import LineUp
from app.services.conversations import Conversations
from app.services.line_ups import LineUps
from app.viewmodels.lane_editor import LaneEditor
from app.viewmodels.row_builder import RowBuilder
from app.viewmodels.rows import LineUpRow
from app.viewmodels.tasks import Tasks
from app.words import N_, _, ngettext

_WOULD_TELL = N_("Which lanes stay would tell who they are. Vote, or reveal the names, first.")


class LineUpsViewModel(QObject):
    """Named sets of lanes, as the chat that is open sees them.

    Signals:
        changed: Read `rows` again.
        refused: A sentence that says why a line-up is not applied.
    """

    changed = Signal()
    refused = Signal(str)

    def __init__(
        self,
        line_ups: LineUps,
        lane_editor: LaneEditor,
        conversations: Conversations,
        rows: RowBuilder,
        tasks: Tasks,
    ) -> None:
        super().__init__()
        self._line_ups = line_ups
        self._lane_editor = lane_editor
        self._conversations = conversations
        self._rows = rows
        self._tasks = tasks

    @property
    def rows(self) -> list[LineUpRow]:
        """The line-ups, in the order of their shortcuts."""
        return [self._row(line_up) for line_up in self._line_ups.all]

    @property
    def current(self) -> LineUpRow | None:
        """The one that the lanes of the chat were taken from, if it still exists."""
        return next((row for row in self.rows if row.is_current), None)

    def apply(self, line_up_id: str) -> None:
        """Have the lanes of a line-up in the chat."""
        self._apply(self._line_ups[line_up_id])

    def apply_number(self, number: int) -> None:
        """Have the lanes of a line-up in the chat: 1 for the first; nothing where there is none."""
        if number <= len(self._line_ups.all):
            self._apply(self._line_ups.all[number - 1])

    def save(self, name: str) -> None:
        """Keep the lanes of the chat under a name, unless it is empty."""
        if name.strip():
            self._tasks.spawn(self._save(name.strip()), "save a line-up")

    def update(self, line_up_id: str) -> None:
        """Have a line-up be the lanes of the chat from now on."""
        self._change(lambda: self._line_ups.update(line_up_id, self._conversation), "update")

    def rename(self, line_up_id: str, name: str) -> None:
        """Give a line-up another name, unless it is empty."""
        if name.strip():
            self._change(lambda: self._line_ups.rename(line_up_id, name.strip()), "rename")

    def move(self, line_up_id: str, delta: int) -> None:
        """Move a line-up up (-1) or down (1); its shortcut changes."""
        self._change(lambda: self._line_ups.move(line_up_id, delta), "move")

    def remove(self, line_up_id: str) -> None:
        """Forget a line-up; chats that use it keep their lanes."""
        self._change(lambda: self._line_ups.remove(line_up_id), "remove")

    def toggle_default(self, line_up_id: str) -> None:
        """Start new chats with a line-up, or no longer."""
        wanted = "" if line_up_id == self._line_ups.default_id else line_up_id
        self._change(lambda: self._line_ups.make_default(wanted), "choose")

    @property
    def _conversation(self) -> Conversation:
        return self._conversations[self._lane_editor.conversation_id]

    def _apply(self, line_up: LineUp) -> None:
        if hides_names(self._conversation):
            self.refused.emit(_(_WOULD_TELL))
        else:
            self._lane_editor.apply(line_up)

    def _row(self, line_up: LineUp) -> LineUpRow:
        is_current = line_up.id == self._conversation.line_up_id
        if hides_names(self._conversation):
            count = len(line_up.lanes)
            models = ngettext("{n} model", "{n} models", count).format(n=count)
            labels, providers = (models,), ()
        else:
            labels = tuple(self._rows.labels([lane_from(setup) for setup in line_up.lanes]))
            providers = tuple(setup.model.provider for setup in line_up.lanes)
        return LineUpRow(
            line_up.id,
            line_up.name,
            labels,
            providers,
            is_default=line_up.id == self._line_ups.default_id,
            is_current=is_current,
            is_changed=is_current and line_up.lanes != setups_of(self._conversation),
        )

    def _change(self, change: Callable[[], Awaitable[None]], verb: str) -> None:
        async def run() -> None:
            await change()
            self.changed.emit()

        self._tasks.spawn(run(), f"{verb} a line-up")

    async def _save(self, name: str) -> None:
        conversation_id = self._lane_editor.conversation_id
        line_up = await self._line_ups.save(name, self._conversation)
        await self._conversations.change(
            conversation_id, lambda c: replace(c, line_up_id=line_up.id)
        )
        self.changed.emit()
