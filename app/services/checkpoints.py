"""Writes arriving text to the disk, all live answers in one transaction."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Sequence

from app.domain.errors import StorageError
from app.services.live_answer import LiveAnswer
from app.storage.conversations import TextPiece

# A kill may cost what came since the last checkpoint: 250 ms, less the write itself.
INTERVAL_S = 0.2


class Checkpointer:
    """Saves on a timer, so that a stalled stream is saved too."""

    def __init__(
        self,
        live: Collection[LiveAnswer],
        save: Callable[[Sequence[TextPiece]], Awaitable[None]],
        on_failure: Callable[[StorageError], None],
    ) -> None:
        self._live = live
        self._save = save
        self._on_failure = on_failure

    async def run(self) -> None:
        """Save every interval until cancelled."""
        while True:
            await asyncio.sleep(INTERVAL_S)
            await self.save()

    async def save(self) -> None:
        """Save what is unsaved; what can't be saved is tried again next time."""
        pieces = {live: piece for live in self._live if (piece := live.take_unsaved())}
        if not pieces:
            return
        try:
            await self._save(list(pieces.values()))
        except StorageError as error:
            for live, piece in pieces.items():
                live.put_back(piece)
            self._on_failure(error)
