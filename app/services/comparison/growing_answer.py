"""An answer that is compared again and again while it grows, without being parsed anew."""

from app.markdown.stream import BlockStream
from app.services.comparison.pieces import AnswerText


class GrowingAnswer:
    """Remembers what it has read of an answer's Markdown."""

    def __init__(self) -> None:
        self._stream = BlockStream()
        self._text = ""
        self._is_whole = False

    def read(self, markdown: str, *, is_whole: bool) -> AnswerText:
        """The answer as it is now; see `answer_text`."""
        if self._is_whole and (markdown, is_whole) != (self._text, True):
            self.__init__()
        if not markdown.startswith(self._text):
            self.__init__()
        self._stream.feed(markdown[len(self._text) :])
        self._text = markdown
        if is_whole and not self._is_whole:
            self._stream.finish()
            self._is_whole = True
        if is_whole:
            return AnswerText(self._stream.blocks)
        return AnswerText(self._stream.blocks[: self._stream.closed], is_whole=False)
