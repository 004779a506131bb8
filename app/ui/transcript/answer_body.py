"""The text of an answer as widgets, one a block, with a caret while it streams."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from app.ui.painting import paint_rounded
from app.ui.theme import Appearance
from app.ui.transcript.block_widget import BlockWidget
from app.ui.transcript.block_widgets import new_block_widget
from app.ui.transcript.markdown_blocks import Block, Prose
from app.ui.transcript.markdown_prose import BLOCK_GAP
from app.ui.transcript.paragraphs import Paragraph

_CARET_WIDTH, _CARET_HEIGHT = 8, 15


class AnswerBody(QWidget):
    """Shows blocks; a change touches only what differs.

    Signals:
        link_activated: The address of a link that was chosen.
    """

    link_activated = Signal(str)

    def __init__(self, appearance: Appearance, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._name = name
        self._pieces: list[BlockWidget] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(BLOCK_GAP)
        self._caret = _Caret(appearance, self)
        self._caret.hide()

    def set_blocks(self, blocks: Sequence[Block]) -> None:
        """Show these blocks; prose that stands together can be selected together."""
        joined = _join_prose(blocks)
        for i, block in enumerate(joined):
            if i == len(self._pieces) or not self._pieces[i].can_show(block):
                self._drop_from(i)
                self._add(block)
            self._pieces[i].show_block(block)
        self._drop_from(len(joined))
        self._place_caret()

    def set_streaming(self, streaming: bool) -> None:
        """Show the caret after the last character, or hide it."""
        if streaming and not self._pieces:
            self._add(Prose(()))
        self._caret.setVisible(streaming)
        self._place_caret()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_caret()

    def _add(self, block: Block) -> None:
        piece = new_block_widget(block, self._appearance, self._name)
        piece.link_activated.connect(self.link_activated)
        self._pieces.append(piece)
        self._layout.addWidget(piece)

    def _drop_from(self, index: int) -> None:
        for piece in self._pieces[index:]:
            self._layout.removeWidget(piece)
            piece.hide()
            piece.deleteLater()
        del self._pieces[index:]

    def _place_caret(self) -> None:
        if self._caret.isHidden() or not self._pieces:
            return
        self._layout.activate()
        last = self._pieces[-1]
        middle = last.mapTo(self, last.end_point())
        x = min(middle.x() + 1, self.width() - _CARET_WIDTH)
        self._caret.move(QPoint(x, middle.y() - _CARET_HEIGHT // 2))
        self._caret.raise_()


class _Caret(QWidget):
    """A small block in the accent colour: more text is to come."""

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self.setFixedSize(_CARET_WIDTH, _CARET_HEIGHT)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        appearance.changed.connect(self.update)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_rounded(painter, self.rect(), self._appearance.theme.color("accent"), None, 2)


def _join_prose(blocks: Sequence[Block]) -> list[Block]:
    joined: list[Block] = []
    paragraphs: list[Paragraph] = []
    for block in [*blocks, None]:
        if isinstance(block, Prose):
            paragraphs += block.paragraphs
            continue
        if paragraphs:
            joined.append(Prose(tuple(paragraphs)))
            paragraphs = []
        if block:
            joined.append(block)
    return joined
