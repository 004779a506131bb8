"""What would go over a budget waits for a word of the person."""

import asyncio

from PySide6.QtCore import QObject, Signal


class OverBudget(QObject):
    """Puts the question of `Budget` to the person.

    Signals:
        asked: A sentence; call `answer` with what the person says to it.
    """

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._waiting: list[asyncio.Future[bool]] = []

    async def ask(self, sentence: str) -> bool:
        """Whether to send it anyway, once the person has said so."""
        answer = asyncio.get_running_loop().create_future()
        self._waiting.append(answer)
        if len(self._waiting) == 1:
            self.asked.emit(sentence)
        return await answer

    def answer(self, *, sends: bool) -> None:
        """Let what waits be sent, or not."""
        waiting, self._waiting = self._waiting, []
        for answer in waiting:
            if not answer.done():
                answer.set_result(sends)
