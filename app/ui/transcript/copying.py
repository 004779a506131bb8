"""What is put on the clipboard of messages, in words, as Markdown or as they look."""

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from app.markdown.parser import as_html
from app.markdown.plain_text import as_text


def put(text: str) -> None:
    """Copy a text as it is."""
    QGuiApplication.clipboard().setText(text)


def put_plain(markdown: str) -> None:
    """Copy the words of a text, without the signs of its Markdown."""
    put(as_text(markdown))


def put_formatted(markdown: str) -> None:
    """Copy a text as it looks, for programs that take that; its words for all others."""
    data = QMimeData()
    data.setText(as_text(markdown))
    data.setHtml(as_html(markdown))
    QGuiApplication.clipboard().setMimeData(data)


def quoted(markdown: str) -> str:
    """A text as a quotation, with room for what is said to it."""
    lines = markdown.strip("\n").split("\n")
    return "".join(f"> {line}".rstrip() + "\n" for line in lines) + "\n"
