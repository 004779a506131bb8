"""One answer out of several: what can be merged, by whom, and what it would take."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import QObject, Signal

from app.domain.answer import AnswerStatus
from app.domain.conversation import MAX_LANES, Conversation
from app.domain.lane import Candidate, ModelRef
from app.domain.merging import MergeKind
from app.services.attachments import Attachments
from app.services.chat import ChatService
from app.services.quote import Quoter
from app.viewmodels.chat import ChatViewModel
from app.viewmodels.citations import CitationsViewModel
from app.viewmodels.models import ModelsViewModel
from app.viewmodels.quote_words import fit_words, price_words, token_words
from app.viewmodels.tasks import Tasks
from app.words import N_, _

_FULL = N_("There are {n} lanes, and the merged answer needs one more: remove one first.")
TOO_FEW = N_("Two finished answers to the last prompt are needed to merge them.")
TICK_MORE = N_("Tick two answers at least.")


@dataclass(frozen=True, slots=True)
class SourceRow:
    """An answer that can be merged.

    Attributes:
        label: What its lane is called.
        provider: Picks the colour of its dot.
    """

    answer_id: str
    lane_id: str
    label: str
    provider: str


class MergingViewModel(QObject):
    """Has a model merge answers to the last turn of the chat that is open.

    Signals:
        changed: The judge is another one.
        quoted: What merging would take, in a few words.

    Attributes:
        citations: Where the sentences of merged answers come from.
    """

    changed = Signal()
    quoted = Signal(str)

    def __init__(
        self,
        service: ChatService,
        chat: ChatViewModel,
        models: ModelsViewModel,
        quoter: Quoter,
        files: Attachments,
        tasks: Tasks,
    ) -> None:
        super().__init__()
        self._service = service
        self._chat = chat
        self._models = models
        self._quoter = quoter
        self._files = files
        self._asked = 0
        self._tasks = tasks
        self.citations = CitationsViewModel(chat, tasks)
        self._chosen: ModelRef | None = None
        # What was quoted last, and for what.
        self._expected: tuple[object, Decimal] = None, Decimal()

    @property
    def sources(self) -> Sequence[SourceRow]:
        """The finished answers to the last turn, left to right."""
        turn_id = self._chat.conversation.head_id
        answers = {a.lane_id: a for a in self._chat.conversation.asked(turn_id or "")}
        return [
            SourceRow(answers[lane.lane_id].id, lane.lane_id, lane.label, lane.provider)
            for lane in self._chat.lanes
            if lane.lane_id in answers
            and answers[lane.lane_id].status is AnswerStatus.DONE
            and answers[lane.lane_id].text.strip()
        ]

    @property
    def judge(self) -> ModelRef:
        """The model that would merge: the one picked last, or else that of the first lane."""
        return self._chosen or self._chat.conversation.active_lanes[0].model

    @property
    def judge_label(self) -> str:
        """What it is called; while names are hidden, what it is instead."""
        if not self._chat.hides_names:
            return self._models.label(self.judge)
        return _("The model you chose") if self._chosen else _("The first of your models")

    def choose_judge(self, model: ModelRef) -> None:
        """Have another model merge, from now on."""
        self._chosen = model
        self.changed.emit()

    def refusal(self, ticked: Sequence[str]) -> str:
        """Why these answers can't be merged now, in a sentence; "" if they can."""
        if is_full(self._chat.conversation):
            return no_room()
        if len(self.sources) < 2:
            return _(TOO_FEW)
        return "" if len(ticked) > 1 else _(TICK_MORE)

    @property
    def unseen(self) -> str:
        """What the model that merges can't see of the prompt, in a sentence; "" if it sees all."""
        turn_id = self._chat.conversation.head_id
        files = self._chat.conversation.turn(turn_id).attachments if turn_id else ()
        names = [file.name for file in files if self._files.refusal([self.judge], [file])]
        if not names:
            return ""
        words = _("{model} can't see {files}: it is only told that the prompt had it.")
        return words.format(model=self.judge_label, files=", ".join(names))

    def quote(self, kind: MergeKind, ticked: Sequence[str]) -> None:
        """Find out what merging would take; `quoted` tells it."""
        if not self.refusal(ticked):
            self._tasks.spawn(self._quote(kind, tuple(ticked)), "quote a merge")

    async def _quote(self, kind: MergeKind, ticked: Sequence[str]) -> None:
        self._asked = asked = self._asked + 1
        conversation, turn_id = self._chat.conversation, self._chat.conversation.head_id or ""
        files = {file.digest for file in conversation.turn(turn_id).attachments}
        contents = await self._files.contents(files) if files else {}
        quote = await self._quoter.estimate_merge(
            conversation, turn_id, self._judge, kind, ticked, self._models.windows, contents
        )
        if asked == self._asked:  # Else something else was ticked by now.
            self._expected = (kind, ticked, self._judge), quote.low or Decimal()
            count = quote.count
            tokens = token_words(count.tokens, exact=count.exact, uncounted=count.uncounted)
            price = price_words(quote.low, quote.high, count.uncounted)
            fit = "" if quote.fits else fit_words(quote)
            self.quoted.emit(" · ".join(part for part in (tokens, fit, price) if part))

    def merge(self, kind: MergeKind, ticked: Sequence[str]) -> None:
        """Have these answers merged, in a lane of its own."""
        conversation = self._chat.conversation
        if self.refusal(ticked) or conversation.head_id is None:
            return
        quoted, low = self._expected
        expected = low if quoted == (kind, tuple(ticked), self._judge) else Decimal()
        merging = self._service.merge(
            conversation.id, conversation.head_id, self._judge, kind, ticked, expected
        )
        self._tasks.spawn(merging, "merge answers")

    @property
    def _judge(self) -> Candidate:
        lanes = self._chat.conversation.active_lanes
        key_id = next((lane.key_id for lane in lanes if lane.model == self.judge), "")
        return Candidate(self.judge, key_id)


def no_room() -> str:
    """What is said where a merged answer would be one lane too many."""
    return _(_FULL).format(n=MAX_LANES)


def is_full(conversation: Conversation) -> bool:
    """Whether there is no room for one more lane."""
    return len(conversation.active_lanes) + len(conversation.folded_lanes) >= MAX_LANES
