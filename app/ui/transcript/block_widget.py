"""What the widgets for blocks of Markdown have in common."""

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QWidget

from app.ui.transcript.markdown_blocks import Block


class BlockWidget(QWidget):
    """Shows blocks of one kind.

    Signals:
        link_activated: The address of a link that was chosen.
    """

    link_activated = Signal(str)

    def can_show(self, block: Block) -> bool:
        """Whether the block is of this widget's kind."""
        raise NotImplementedError

    def show_block(self, block: Block) -> None:
        """Show a block of this widget's kind; what it has in common with the last one is kept."""
        raise NotImplementedError

    def end_point(self) -> QPoint:
        """Where the last line of text ends, at the middle of its height."""
        return self.rect().bottomLeft()
