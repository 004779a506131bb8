"""The widget for each kind of block."""

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from app.ui.controls import Separator
from app.ui.theme import Appearance
from app.ui.transcript.block_widget import BlockWidget
from app.ui.transcript.code_card import CodeCard
from app.ui.transcript.document_style import BODY
from app.ui.transcript.document_view import DocumentView
from app.ui.transcript.markdown_blocks import Block, Code, Prose, Rule, Table
from app.ui.transcript.table_view import TableView


def new_block_widget(block: Block, appearance: Appearance, name: str) -> BlockWidget:
    """An empty widget of the kind that a block needs; `name` is read out for its text."""
    match block:
        case Code():
            return CodeCard(appearance)
        case Table():
            return TableBlock(appearance)
        case Rule():
            return RuleBlock(appearance)
        case Prose():
            return ProseBlock(appearance, name)


class ProseBlock(BlockWidget):
    """Paragraphs, headings, lists and quotations."""

    def __init__(self, appearance: Appearance, name: str) -> None:
        super().__init__()
        self._view = DocumentView(appearance, BODY)
        self._view.setAccessibleName(name)
        self._view.link_activated.connect(self.link_activated)
        _fill(self, self._view)

    @override
    def can_show(self, block: Block) -> bool:
        return isinstance(block, Prose)

    @override
    def show_block(self, block: Block) -> None:
        if isinstance(block, Prose):
            self._view.set_paragraphs(block.paragraphs)

    @override
    def end_point(self) -> QPoint:
        return self._view.end_point()


class TableBlock(BlockWidget):
    """A table."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._view = TableView(appearance)
        self._view.link_activated.connect(self.link_activated)
        _fill(self, self._view)

    @override
    def can_show(self, block: Block) -> bool:
        return isinstance(block, Table)

    @override
    def show_block(self, block: Block) -> None:
        if isinstance(block, Table):
            self._view.show_table(block)

    @override
    def end_point(self) -> QPoint:
        return self._view.end_point()


class RuleBlock(BlockWidget):
    """A line across."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        _fill(self, Separator(appearance))

    @override
    def can_show(self, block: Block) -> bool:
        return isinstance(block, Rule)

    @override
    def show_block(self, block: Block) -> None:
        pass


def _fill(widget: QWidget, content: QWidget) -> None:
    layout = QVBoxLayout(widget)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(content)
