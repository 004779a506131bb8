"""Pygments' lexers, loaded on a thread: the first of a language takes up to a tenth of a second."""

from collections import defaultdict
from collections.abc import Callable
from threading import Thread
from typing import Self

from pygments.lexer import Lexer
from PySide6.QtCore import QObject, Qt, Signal

from app.markdown.code_highlight import lexer_of


class Lexers(QObject):
    """Hands out lexers as soon as they are there."""

    _loaded = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._ready: dict[str, Lexer | None] = {}
        self._waiting: defaultdict[str, list[Callable[[], None]]] = defaultdict(list)
        self._loaded.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    @classmethod
    def shared_by(cls, owner: QObject) -> Self:
        """The lexers of all who name the same owner; they live as long as the owner."""
        return owner.findChild(cls) or cls(owner)

    @property
    def is_idle(self) -> bool:
        """Whether nobody waits for a lexer."""
        return not self._waiting

    def get(self, language: str) -> Lexer | None:
        """The lexer of a language; None if there is none, or none yet."""
        return self._ready.get(language)

    def when_ready(self, language: str, then: Callable[[], None]) -> None:
        """Call `then` once `get` knows the language: now, or when it has been loaded."""
        if not language:
            return
        if language in self._ready:
            then()
            return
        self._waiting[language].append(then)
        if len(self._waiting[language]) == 1:
            Thread(target=self._load, args=(language,), daemon=True).start()

    def _load(self, language: str) -> None:
        lexer = lexer_of(language)
        self._ready[language] = lexer
        try:
            self._loaded.emit(language)
        except RuntimeError:
            return  # The window was closed meanwhile.

    def _tell(self, language: str) -> None:
        for then in self._waiting.pop(language, []):
            then()
