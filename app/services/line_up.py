"""The lanes that a new chat starts with: those that were used last."""

from app.domain.conversation import Conversation, Lane, ModelRef, new_id
from app.domain.settings import LaneSetup
from app.providers.builtin import MODEL_ID
from app.services.preferences import Preferences


class LineUp:
    """Remembers the lanes in use, across chats and starts."""

    def __init__(self, preferences: Preferences) -> None:
        self._preferences = preferences

    @property
    def is_chosen(self) -> bool:
        """Whether the person has ever chosen what to ask."""
        return bool(self._preferences.settings.lineup)

    def lanes(self) -> list[Lane]:
        """Fresh lanes for a new chat; the built-in model where nothing was chosen yet."""
        setups = self._preferences.settings.lineup or (LaneSetup(ModelRef("builtin", MODEL_ID)),)
        return [
            Lane(new_id(), s.model, s.parameters, s.system_prompt, key_id=s.key_id) for s in setups
        ]

    async def remember(self, conversation: Conversation) -> None:
        """Start the next chat with the lanes of this one."""
        setups = tuple(
            LaneSetup(lane.model, lane.parameters, lane.system_prompt, lane.key_id)
            for lane in conversation.active_lanes
        )
        await self._preferences.update(lineup=setups)
