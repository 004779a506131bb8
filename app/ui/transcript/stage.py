"""What the parts of a transcript share: its looks, its actions, and ways to be shown anew."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.domain.metrics import Metrics
from app.ui.theme import Looks
from app.ui.transcript.answer_notice import Remedy
from app.ui.transcript.lexers import Lexers
from app.ui.transcript.slice_queue import SliceQueue


class Actions(QObject):
    """What can be asked for in a transcript; see `TranscriptView`."""

    ask_requested = Signal(str)
    numbers_requested = Signal(Metrics, QWidget)
    copy_requested = Signal(str)
    regenerate_requested = Signal(str)
    branch_requested = Signal(str)
    quote_requested = Signal(str)
    menu_requested = Signal(str, QWidget)
    remedy_chosen = Signal(str, Remedy)
    attempt_step_requested = Signal(str, int)
    prompt_edited = Signal(str, str)
    version_step_requested = Signal(str, int)


@dataclass(frozen=True, slots=True)
class Stage:
    """Where a part stands.

    Attributes:
        repaint: Paint a part again between two places in it; its height stayed.
        rearrange: Show a message whose parts are others now.
        stay: The same, with what stands at the top of the screen where it is.
    """

    appearance: Looks
    slices: SliceQueue
    lexers: Lexers
    actions: Actions
    repaint: Callable[[Any, int, int], None]
    rearrange: Callable[[], None]
    stay: Callable[[], None]
