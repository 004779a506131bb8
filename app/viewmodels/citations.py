"""Where the sentences of merged answers come from, found out in the background."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from app.domain.answer import Answer
from app.domain.merging import MergeKind, letter_of
from app.services.citations import Citation, CitedSentence, Holds, cited_sentences, passage_of
from app.viewmodels.chat import ChatViewModel
from app.viewmodels.tasks import Tasks
from app.words import N_, _, ngettext

_AWAY = N_("a lane that is not shown")
_WHY = {Holds.NO_SUCH_ANSWER: N_("no such answer"), Holds.NOT_SAID_THERE: N_("not said there")}


@dataclass(frozen=True, slots=True)
class CitedAnswer:
    """A merged answer with its citations.

    Attributes:
        sentences: What it says, in order.
        names: What the lanes of its sources are called, the first for A.
    """

    answer_id: str
    sentences: tuple[CitedSentence, ...]
    names: tuple[str, ...]

    def words(self, citation: Citation) -> str:
        """What a citation says, in words."""
        name = self.names[citation.source] if citation.source is not None else ""
        said = _("{letter} is {name}") if name else "{letter}"
        said = said.format(letter=citation.letter, name=name)
        why = _(_WHY.get(citation.holds, ""))
        return f"{said}: {why}" if why else said

    @property
    def legend(self) -> str:
        """Which letter is which lane, and how many citations hold."""
        named = " · ".join(f"{letter_of(n)} {name}" for n, name in enumerate(self.names))
        citations = [c for sentence in self.sentences for c in sentence.citations]
        amiss = sum(1 for c in citations if c.holds is not Holds.YES)
        amiss += sum(len(sentence.unsupported) for sentence in self.sentences)
        if not citations:
            return _("Merged from {sources}. It cites none of them.").format(sources=named)
        if not amiss:
            return _("Merged from {sources}. All of what it cites is said there.").format(
                sources=named
            )
        return ngettext(
            "Merged from {sources}. One claim does not hold; marked above.",
            "Merged from {sources}. {n} of its claims do not hold; marked above.",
            amiss,
        ).format(sources=named, n=amiss)


@dataclass(frozen=True, slots=True)
class Passage:
    """What a citation leads to: a paragraph of a block in a lane's answer to a turn."""

    lane_id: str
    turn_id: str
    block: int
    paragraph: int


class CitationsViewModel(QObject):
    """Looks whether the citations of merged answers hold.

    Signals:
        changed: Read `of` again.
    """

    changed = Signal()

    def __init__(self, chat: ChatViewModel, tasks: Tasks) -> None:
        super().__init__()
        self._chat = chat
        self._tasks = tasks
        self._found: dict[str, tuple[CitedSentence, ...]] = {}
        self._running: set[str] = set()
        for signal in (chat.opened, chat.changed, chat.answer_changed):
            signal.connect(self._look)

    @property
    def all(self) -> Sequence[CitedAnswer]:
        """The merged answers of the chat that is open, as far as they are looked through."""
        return [
            CitedAnswer(answer.id, self._found[answer.id], self._names(answer))
            for answer in self._chat.conversation.answers
            if answer.id in self._found
        ]

    def passage(self, answer_id: str, sentence: int, citation: int) -> Passage | None:
        """Where a citation leads; None where nothing is to be seen of it now."""
        conversation = self._chat.conversation
        answer, said = conversation.answer(answer_id), self._found[answer_id][sentence]
        number = said.citations[citation].source
        if number is None or answer.merge is None:
            return None
        source = conversation.answer(answer.merge.sources[number])
        is_shown = source.lane_id in {lane.id for lane in conversation.active_lanes}
        if not is_shown or not source.selected:
            return None
        piece = passage_of(said.text, source.text)
        block, paragraph = (piece.block, piece.paragraph) if piece else (0, 0)
        return Passage(source.lane_id, source.turn_id, block, paragraph)

    def _names(self, answer: Answer) -> tuple[str, ...]:
        labels = {lane.lane_id: lane.label for lane in self._chat.lanes}
        sources = answer.merge.sources if answer.merge else ()
        answers = [self._chat.conversation.answer(source) for source in sources]
        return tuple(labels.get(source.lane_id, _(_AWAY)) for source in answers)

    def _look(self) -> None:
        for answer in self._chat.conversation.answers:
            is_known = answer.id in self._found or answer.id in self._running
            if not is_known and _is_merged(answer):
                self._running.add(answer.id)
                self._tasks.spawn(self._find(answer), "look through citations")

    async def _find(self, answer: Answer) -> None:
        conversation = self._chat.conversation
        sources = answer.merge.sources if answer.merge else ()
        texts = [conversation.answer(source).text for source in sources]
        try:
            found = await asyncio.to_thread(cited_sentences, answer.text, texts)
        finally:
            self._running.discard(answer.id)
        self._found[answer.id] = found
        self.changed.emit()


def _is_merged(answer: Answer) -> bool:
    """Whether a model has merged it, and is done with it."""
    by_model = answer.merge is not None and answer.merge.kind is not MergeKind.PICKED
    return by_model and not answer.status.is_live and bool(answer.text)
