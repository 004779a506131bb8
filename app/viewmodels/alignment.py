"""Which piece of one answer belongs to which of another, found out in the background."""

import asyncio
from collections.abc import Sequence

from PySide6.QtCore import QObject

from app.services.comparison.lens import Comparison, compare
from app.services.comparison.pieces import Piece, answer_text
from app.services.comparison.scrolling import anchors
from app.viewmodels.chat import ChatViewModel
from app.viewmodels.tasks import Tasks

_MOST_TURNS = 12

# Text of an answer, and whether it is the whole of it; by the lane that gave it.
_Texts = dict[str, tuple[str, bool]]


class Alignment(QObject):
    """Compares the answers to a turn when they are asked about, and again when they have grown."""

    def __init__(self, chat: ChatViewModel, tasks: Tasks) -> None:
        super().__init__()
        self._chat = chat
        self._tasks = tasks
        self._texts: dict[str, _Texts] = {}
        self._found: dict[str, tuple[list[str], Comparison]] = {}
        self._running: set[str] = set()
        chat.opened.connect(self._forget)

    def look_at(self, turn_id: str) -> None:
        """See to it that `pairs` will know the answers to a turn as they are now."""
        if turn_id in self._running:
            return
        texts = {
            answer.lane_id: (self._chat.answer_text(answer.id), not answer.status.is_live)
            for answer in self._chat.conversation.asked(turn_id)
        }
        if len(texts) > 1 and self._texts.get(turn_id) != texts:
            self._running.add(turn_id)
            self._tasks.spawn(self._compare(turn_id, texts), "align answers")

    def pairs(self, turn_id: str, left: str, right: str) -> Sequence[tuple[Piece, Piece]]:
        """What belongs together in two lanes' answers to a turn, both from top to bottom.

        Empty until it is found out; then as it was when `look_at` was last called.
        """
        lane_ids, comparison = self._found.get(turn_id, ((), None))
        if comparison is None or left not in lane_ids or right not in lane_ids:
            return ()
        a, b = lane_ids.index(left), lane_ids.index(right)
        return [
            (comparison.answers[a][i].piece, comparison.answers[b][j].piece)
            for i, j in anchors(comparison, a, b)
        ]

    async def _compare(self, turn_id: str, texts: _Texts) -> None:
        try:
            comparison = await asyncio.to_thread(_compared, list(texts.values()))
        finally:
            self._running.discard(turn_id)
        self._texts[turn_id] = texts
        self._found[turn_id] = (list(texts), comparison)
        for known in list(self._found)[:-_MOST_TURNS]:
            del self._found[known], self._texts[known]

    def _forget(self) -> None:
        self._texts.clear()
        self._found.clear()


def _compared(texts: Sequence[tuple[str, bool]]) -> Comparison:
    return compare([answer_text(text, is_whole=is_whole) for text, is_whole in texts])
