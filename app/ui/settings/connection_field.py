"""A line of the form for a connection: words, a field and a way back to what is usual."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from app.ui.controls import IconButton
from app.ui.outcome_line import OutcomeLine
from app.ui.parameter_fields import caption
from app.ui.theme import Appearance
from app.words import _

CAPTION_WIDTH = 112
_CAPTION_TOP = 8


class ConnectionField(QWidget):
    """Left empty, it means what is usual; that is what its placeholder says.

    Args:
        problem: The sentence that says what is wrong with a text; "" if nothing is.

    Attributes:
        text: What was entered last, without mistakes.

    Signals:
        entered: There is a new text.
    """

    entered = Signal()

    def __init__(
        self,
        appearance: Appearance,
        label: str,
        placeholder: str,
        problem: Callable[[str], str],
    ) -> None:
        super().__init__()
        self.text = ""
        self._problem = problem
        self._edit = QLineEdit()
        self._edit.setAccessibleName(label)
        self._edit.setPlaceholderText(placeholder)
        self._reset = IconButton(
            appearance, "rotate-ccw", _("{label}: back to the usual").format(label=label)
        )
        policy = self._reset.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._reset.setSizePolicy(policy)
        self._outcome = OutcomeLine(appearance)
        words = caption(appearance, label)
        words.setFixedWidth(CAPTION_WIDTH)
        words.setContentsMargins(0, _CAPTION_TOP, 0, 0)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(0)
        grid.addWidget(words, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._edit, 0, 1)
        grid.addWidget(self._reset, 0, 2, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._outcome, 1, 1)
        self._edit.editingFinished.connect(self._enter)
        self._edit.textChanged.connect(self._on_typed)
        self._reset.clicked.connect(self._go_back)
        self._on_typed()

    def set_text(self, text: str) -> None:
        """Show what holds now; what one is typing stays."""
        if self._edit.text().strip() == self.text:
            self.text = text
            self._edit.setText(text)
            self._edit.setCursorPosition(0)

    def set_placeholder(self, words: str) -> None:
        """Say what is usual."""
        self._edit.setPlaceholderText(words)

    def focus_field(self) -> None:
        """Put the caret into it."""
        self._edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _enter(self) -> None:
        text = self._edit.text().strip()
        problem = self._problem(text)
        self._outcome.show_sentence(problem, is_error=True)
        if not problem and text != self.text:
            self.text = text
            self.entered.emit()

    def _go_back(self) -> None:
        self._edit.setText("")
        self._enter()

    def _on_typed(self) -> None:
        can_be_empty = not self._problem("")
        self._reset.setVisible(bool(self._edit.text()) and can_be_empty)
