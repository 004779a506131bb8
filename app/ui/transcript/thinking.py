"""What a model thinks before it answers."""

import time

from app.words import _


class Thinking:
    """Collects the thoughts and how long they took.

    Attributes:
        text: All of them.
        is_open: Whether they can be read, or only that there are some.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.is_open = False
        self._shown = ""
        self._since: float | None = None
        self._took_s: float | None = None

    @property
    def has_pending(self) -> bool:
        """Whether there is more than is shown."""
        return self.text != self._shown

    def append(self, text: str, *, is_over: bool) -> None:
        """More thoughts, or the first words that came of them."""
        now = time.monotonic()
        if text:
            self.text += text
            self._since = self._since or now
        if is_over and self._since and self._took_s is None:
            self._took_s = now - self._since

    def show(self) -> bool:
        """Take all of it as shown; return whether that can be seen."""
        is_seen = self.is_open and self.has_pending
        self._shown = self.text
        return is_seen

    def words(self, *, is_going_on: bool) -> str:
        """What the thoughts are folded away under."""
        if is_going_on:
            return _("Thinking…")
        if self._took_s is None:
            return _("Thought")
        return _("Thought for {seconds} s").format(seconds=max(1, round(self._took_s)))
