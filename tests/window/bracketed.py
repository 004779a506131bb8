"""A language that has every text in brackets, and what of a window is not said in it."""

import gettext
import re

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QPainter
from PySide6.QtWidgets import QApplication
from typing_extensions import override

from tests.window.everything_said import read_by, said_by

_MARKUP = re.compile("<[^>]*>")
_BRACKETS = re.compile("«[^«»]*»")
# What is painted line by line, or cut where there is no room.
_BEGUN, _ENDED = re.compile("«[^«»]*$"), re.compile("^[^«»]*»")
_WORD = re.compile(r"[^\W\d_]{2,}")


class Brackets(gettext.NullTranslations):
    """The language."""

    @override
    def gettext(self, message: str) -> str:
        return f"«{message}»"

    @override
    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return f"«{msgid1 if n == 1 else msgid2}»"


class Reader:
    """Reads all windows that are open and collects what is in no brackets.

    Args:
        same_everywhere: Patterns of what no language says in another way.

    """

    def __init__(self, monkeypatch, same_everywhere: tuple[str, ...]) -> None:
        self._found: dict[str, str] = {}
        self._same = re.compile("|".join(same_everywhere))
        self._painted: list[str] = []
        draw = QPainter.drawText

        def draw_and_note(painter, *args):
            self._painted.extend(arg for arg in args if isinstance(arg, str))
            return draw(painter, *args)

        monkeypatch.setattr(QPainter, "drawText", draw_and_note)

    @property
    def found(self) -> list[str]:
        """Where each text was first met, and the text."""
        return sorted(f"{where} | {text}" for text, where in self._found.items())

    def read(self, where: str) -> None:
        """Note what the widgets say, shown or not, what they paint and what is read aloud."""
        self._painted.clear()
        for window in QApplication.topLevelWidgets():
            if not window.isVisible():
                continue
            for widget in (window, *window.findChildren(QObject)):
                self._note(f"{where}: {type(widget).__name__}", *said_by(widget))
            self._note(
                f"{where}: read aloud",
                *read_by(QAccessible.queryAccessibleInterface(window), ()),
            )
            window.grab()
        self._note(f"{where}: painted", *self._painted)

    def _note(self, where: str, *texts: str) -> None:
        for text in texts:
            if self._words_outside(text):
                self._found.setdefault(text, where)

    def _words_outside(self, text: str) -> list[str]:
        text, count = _MARKUP.sub("", text), 1
        while count:
            text, count = _BRACKETS.subn("", text)
        text = _ENDED.sub("", _BEGUN.sub("", text))
        return _WORD.findall(self._same.sub("", text))
