"""The line under which the difference lens folds away what most answers say."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from app.ui.fold_head import FoldHead
from app.ui.theme import Looks
from app.ui.transcript.part import Control, Part
from app.ui.transcript.small_parts import ControlPart
from app.ui.transcript.stage import Stage
from app.words import _

_HEIGHT, _BELOW, _GAP = 24, 4, 10
# What is selected with it; it stands for all that is folded away.
_OBJECT = "\ufffc"


class AgreementPart(ControlPart):
    """Says how many answers share what is folded away, and stands for it while it is.

    Args:
        toggle: Folds or unfolds it.

    Attributes:
        words: How many share how much.
        is_open: Whether that is shown below.
    """

    def __init__(self, stage: Stage, toggle: Callable[[], None]) -> None:
        super().__init__(_HEIGHT + _BELOW)
        self._appearance = stage.appearance
        self.toggle = toggle
        self.words = ""
        self.is_open = False

    def set_folded(self, parts: Sequence[Part]) -> None:
        """Stand for these parts; for none while they are shown."""
        self.folded = "\n".join(part.text for part in parts)
        self.source = "\n\n".join(part.copied for part in parts if part.copied)

    @property
    @override
    def text(self) -> str:
        return _OBJECT if self.folded else ""

    @property
    @override
    def name(self) -> str:
        """How a screen reader says it."""
        words = _("{words}, unfolded") if self.is_open else _("{words}, folded away")
        return words.format(words=self.words)

    @property
    @override
    def spoken(self) -> str:
        return self.name

    @override
    def unfold(self) -> None:
        if not self.is_open:
            self.toggle()

    @override
    def new_control(self, parent: QWidget) -> Control:
        return _AgreementControl(self._appearance, parent)


class _AgreementControl(Control):
    def __init__(self, appearance: Looks, parent: QWidget) -> None:
        super().__init__(parent)
        self._part: AgreementPart | None = None
        self._head = FoldHead(appearance, _("Same"), gap=_GAP, height=_HEIGHT, inks=("dim", "text"))
        self._head.clicked.connect(self._toggle)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, _BELOW)
        layout.addWidget(self._head)

    @override
    def bind(self, part: AgreementPart) -> None:
        self._part = part
        self._head.set_words(part.words)
        self._head.setChecked(part.is_open)

    def _toggle(self) -> None:
        if self._part:
            self._part.toggle()
