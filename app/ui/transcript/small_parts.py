"""The simplest parts of a message: a line across, a place for words, a row that is a widget."""

from PySide6.QtCore import QRect
from typing_extensions import override

from app.ui.theme import Theme
from app.ui.transcript.part import Canvas, Control, Part

_LINE = 22


class RulePart(Part):
    """A line across."""

    def __init__(self) -> None:
        super().__init__()
        self.height = 1

    @override
    def paint(self, canvas: Canvas) -> None:
        canvas.painter.fillRect(0, 0, self.width, 1, canvas.theme.color("line"))


class EmptyPart(Part):
    """A line without text, where the first words will stand."""

    def __init__(self) -> None:
        super().__init__()
        self.height = _LINE

    @override
    def lay_out(self, width: int, theme: Theme) -> None:
        super().lay_out(width, theme)
        self.height = theme.px(_LINE)


class ControlPart(Part):
    """A row that is a real widget and nothing else.

    Args:
        height: In pixels, as long as there is no widget to ask.
    """

    def __init__(self, height: int) -> None:
        super().__init__()
        self.height = height

    @override
    def control_rect(self) -> QRect:
        return QRect(0, 0, self.width, self.height)

    @override
    def fit(self, control: Control) -> bool:
        wanted = max(control.heightForWidth(self.width), control.sizeHint().height())
        if control.hasHeightForWidth():
            wanted = control.heightForWidth(self.width)
        if wanted == self.height:
            return False
        self.height = wanted
        return True
