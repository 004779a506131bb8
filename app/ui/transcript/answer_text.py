"""The text of an answer on its way to the screen: collected as it comes, handed on in slices."""

from app.markdown.growing_blocks import Sourced
from app.markdown.stream import BlockStream


class AnswerText:
    """Keeps what has come apart from what is shown, so that a flood can't stall the window.

    Attributes:
        shown: How many characters are in the blocks.
    """

    def __init__(self) -> None:
        self._stream = BlockStream()
        self._parts: list[str] = []
        self._pending = ""
        self._collected: list[str] = []
        self._is_finished = False
        self.shown = 0

    @property
    def whole(self) -> str:
        """All that has come, shown or not."""
        return "".join(self._parts)

    @property
    def is_finished(self) -> bool:
        """Whether nothing more will come: now every block may have become another."""
        return self._is_finished

    @property
    def closed(self) -> int:
        """How many of the blocks stay as they are."""
        return len(self._stream.sourced) if self._is_finished else self._stream.closed

    def sourced_from(self, start: int) -> list[Sourced]:
        """What is to be shown now from some block on, each with its Markdown."""
        return self._stream.sourced_from(start)

    @property
    def has_pending(self) -> bool:
        """Whether some of the text is not in the blocks yet."""
        return bool(self._pending or self._collected)

    def append(self, text: str) -> None:
        """More of the answer."""
        if text:
            self._parts.append(text)
            self._collected.append(text)
            self._is_finished = False

    def set_whole(self, text: str) -> None:
        """The whole of the answer so far; what has come already is kept if it begins with that."""
        known = "".join(self._parts)
        if not text.startswith(known):
            self.__init__()
            known = ""
        self.append(text[len(known) :])

    def advance(self, limit: int) -> int:
        """Take up to `limit` characters into the blocks.

        Returns:
            How many it were.
        """
        if self._collected:
            self._pending += "".join(self._collected)
            self._collected.clear()
        taken, self._pending = self._pending[:limit], self._pending[limit:]
        self._stream.feed(taken)
        self.shown += len(taken)
        return len(taken)

    def finish(self) -> None:
        """Nothing more will come; call once nothing is pending."""
        if not self._is_finished:
            self._is_finished = True
            self._stream.finish()
