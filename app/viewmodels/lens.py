"""The difference lens of the chat that is open: who says what, kept up with as answers stream."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from time import perf_counter

from PySide6.QtCore import QObject, Signal

from app.services.comparison.growing_answer import GrowingAnswer
from app.services.comparison.lens import Comparison, Finding, Fold, compare
from app.viewmodels.chat import ChatViewModel
from app.viewmodels.tasks import Tasks

# Between two comparisons, in seconds, and beside how long the one before took.
_PAUSE_S, _SHARE = 0.3, 2

# Text of an answer, and whether it is the whole of it; by the id of the answer.
_Texts = Mapping[str, tuple[str, bool]]


@dataclass(frozen=True, slots=True)
class LensRow:
    """What the lens shows of one answer."""

    findings: tuple[Finding, ...]
    folds: tuple[Fold, ...]


class LensViewModel(QObject):
    """Compares the answers to the turns that are looked at, in a thread, while it is on.

    Signals:
        toggled: `is_on` may have changed.
        found: The id of a turn; read its `rows`.
    """

    toggled = Signal()
    found = Signal(str)

    def __init__(self, chat: ChatViewModel, tasks: Tasks) -> None:
        super().__init__()
        self._chat = chat
        self._tasks = tasks
        self._chats: set[str] = set()
        self._in_view: tuple[str, ...] = ()
        self._due: dict[str, None] = {}
        self._is_running = False
        self._readers: dict[str, defaultdict[str, GrowingAnswer]] = {}
        self._texts: dict[str, _Texts] = {}
        self._rows: dict[str, Mapping[str, LensRow]] = {}
        chat.opened.connect(self._start_anew)
        chat.changed.connect(self._on_changed)
        chat.text_arrived.connect(self._look_again)
        chat.answer_changed.connect(self._look_again)

    @property
    def is_on(self) -> bool:
        """Whether differences are shown in this chat; each is remembered for the session."""
        chats, chat = self._chats, self._chat  # Asked for with every piece of an answer.
        return bool(chats) and chat.conversation.id in chats and len(chat.lanes) > 1

    def set_on(self, *, on: bool) -> None:
        """Show differences in this chat, or don't."""
        conversation_id = self._chat.conversation.id
        if on:
            self._chats.add(conversation_id)
        else:
            self._chats.discard(conversation_id)
        self._start_anew()

    def look_at(self, turn_ids: Iterable[str]) -> None:
        """Compare the answers to these turns, now and whenever they have grown."""
        before, self._in_view = self._in_view, tuple(turn_ids)
        if self._in_view != before:
            self._look_again()

    @property
    def turn_ids(self) -> Sequence[str]:
        """The turns that something was found out about."""
        return tuple(self._rows)

    def rows(self, turn_id: str) -> Mapping[str, LensRow]:
        """What was found out about the answers to a turn, by the ids of the answers."""
        return self._rows.get(turn_id, {})

    def _start_anew(self) -> None:
        self._in_view = ()
        for known in (self._due, self._readers, self._texts, self._rows):
            known.clear()
        self.toggled.emit()

    def _on_changed(self) -> None:
        self.toggled.emit()
        self._look_again()

    def _look_again(self) -> None:
        if not self.is_on:
            return
        self._due |= dict.fromkeys(self._in_view)
        if self._due and not self._is_running:
            self._is_running = True
            self._tasks.spawn(self._keep_up(), "find differences")

    async def _keep_up(self) -> None:
        try:
            while self._due:
                turn_id = next(iter(self._due))
                del self._due[turn_id]
                texts = self._texts_of(turn_id)
                if len(texts) > 1 and texts != self._texts.get(turn_id):
                    start = perf_counter()
                    await self._compare(turn_id, texts)
                    await asyncio.sleep(max(_PAUSE_S, _SHARE * (perf_counter() - start)))
        finally:
            self._is_running = False

    async def _compare(self, turn_id: str, texts: _Texts) -> None:
        readers = self._readers.setdefault(turn_id, defaultdict(GrowingAnswer))
        comparison = await asyncio.to_thread(_compared, readers, texts)
        if self._readers.get(turn_id) is not readers:
            return  # Switched off meanwhile, or another chat is open.
        if not self._still_hold(turn_id, texts):
            self._due[turn_id] = None
            return
        self._texts[turn_id] = texts
        self._rows[turn_id] = {
            answer_id: LensRow(comparison.shown(n), comparison.folds(n))
            for n, answer_id in enumerate(texts)
        }
        self.found.emit(turn_id)

    def _texts_of(self, turn_id: str) -> _Texts:
        return {
            answer.id: (self._chat.answer_text(answer.id), not answer.status.is_live)
            for answer in self._chat.conversation.asked(turn_id)
        }

    def _still_hold(self, turn_id: str, texts: _Texts) -> bool:
        """Whether the answers are the same, but for what was added since."""
        now = self._texts_of(turn_id)
        return now.keys() == texts.keys() and all(
            now[answer_id][0].startswith(text) for answer_id, (text, _) in texts.items()
        )


def _compared(readers: defaultdict[str, GrowingAnswer], texts: _Texts) -> Comparison:
    return compare(
        [readers[key].read(text, is_whole=whole) for key, (text, whole) in texts.items()]
    )
