"""The lanes that chats start with: named line-ups, and those that were used last."""

from dataclasses import replace

from app.domain.conversation import Conversation, new_id
from app.domain.lane import Lane, ModelRef
from app.domain.line_ups import lane_from, setups_of
from app.domain.settings import LaneSetup, LineUp
from app.providers.builtin import MODEL_ID
from app.services.preferences import Preferences


class LineUps:
    """Keeps sets of lanes across chats and starts.

    What changes is stored at once; every change raises StorageError if it can't be.
    """

    def __init__(self, preferences: Preferences) -> None:
        self._preferences = preferences

    def __getitem__(self, line_up_id: str) -> LineUp:
        return next(line_up for line_up in self.all if line_up.id == line_up_id)

    @property
    def all(self) -> tuple[LineUp, ...]:
        """The named ones, in the order of their shortcuts."""
        return self._preferences.settings.line_ups

    @property
    def default_id(self) -> str:
        """The line-up of new chats; "" where they start with the lanes used last."""
        wanted = self._preferences.settings.default_line_up
        return wanted if any(line_up.id == wanted for line_up in self.all) else ""

    @property
    def is_chosen(self) -> bool:
        """Whether the person has ever chosen what to ask."""
        return bool(self._preferences.settings.lineup or self.default_id)

    def lanes(self) -> list[Lane]:
        """Fresh lanes for a new chat; the built-in model where nothing was chosen yet."""
        if self.default_id:
            setups = self[self.default_id].lanes
        else:
            setups = self._preferences.settings.lineup
        return [lane_from(s) for s in setups or (LaneSetup(ModelRef("builtin", MODEL_ID)),)]

    async def remember(self, conversation: Conversation) -> None:
        """Start the next chat with the lanes of this one, unless there is a default."""
        await self._preferences.update(lineup=setups_of(conversation))

    async def save(self, name: str, conversation: Conversation) -> LineUp:
        """Keep the lanes of a chat under a name."""
        line_up = LineUp(new_id(), name, setups_of(conversation))
        await self._store((*self.all, line_up))
        return line_up

    async def update(self, line_up_id: str, conversation: Conversation) -> None:
        """Have a line-up be the lanes of a chat from now on."""
        await self._put(replace(self[line_up_id], lanes=setups_of(conversation)))

    async def rename(self, line_up_id: str, name: str) -> None:
        """Give a line-up another name."""
        await self._put(replace(self[line_up_id], name=name))

    async def move(self, line_up_id: str, delta: int) -> None:
        """Move a line-up up (-1) or down (1)."""
        line_ups = list(self.all)
        index = line_ups.index(self[line_up_id])
        line_ups.insert(max(0, index + delta), line_ups.pop(index))
        await self._store(tuple(line_ups))

    async def remove(self, line_up_id: str) -> None:
        """Forget a line-up; chats that use it keep their lanes."""
        await self._store(tuple(x for x in self.all if x.id != line_up_id))

    async def make_default(self, line_up_id: str) -> None:
        """Start new chats with a line-up; with the lanes used last for ""."""
        await self._preferences.update(default_line_up=line_up_id)

    async def _put(self, line_up: LineUp) -> None:
        await self._store(tuple(line_up if x.id == line_up.id else x for x in self.all))

    async def _store(self, line_ups: tuple[LineUp, ...]) -> None:
        await self._preferences.update(line_ups=line_ups)
