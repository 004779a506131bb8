"""The chat that is open: its lanes, what each transcript shows, and what is sent."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.answer import Answer, AnswerStatus
from app.domain.attachments import Attachment
from app.domain.blind import hides_names
from app.domain.conversation import Conversation
from app.domain.marks import marks
from app.services.attachments import Attachments
from app.services.attempts import SendPlan
from app.services.chat import ChatService
from app.services.conversations import Conversations
from app.services.events import (
    AnswerChanged,
    ChatEvent,
    ChatListChanged,
    ConversationChanged,
    Events,
    Remark,
    TextArrived,
)
from app.services.line_ups import LineUps
from app.services.running_answers import RunningAnswers
from app.viewmodels.answers import AnswersViewModel
from app.viewmodels.draft import DraftKeeper
from app.viewmodels.draft_files import DraftFiles
from app.viewmodels.lane_editor import LaneEditor
from app.viewmodels.line_ups import LineUpsViewModel
from app.viewmodels.row_builder import RowBuilder
from app.viewmodels.rows import AnswerRow, LaneAccessRow, LaneRow, TurnRow
from app.viewmodels.tasks import Tasks

LIVE_METRICS_MS = 250


class ChatViewModel(QObject):
    """One conversation, observable.

    Signals:
        opened: Another conversation is shown.
        changed: Turns, lanes or attempts changed; read `lanes` and `turns` again.
        text_arrived: (lane id, answer id, text, reasoning).
        answer_changed: An AnswerRow whose status or metrics changed.
        marks_changed: An AnswerRow that turned out to be the fastest, cheapest or shortest.
        streaming_changed: `is_streaming` may have changed.
        sent: A prompt is stored; the composer may forget it.
        remarked: A sentence that the person should read.

    Attributes:
        answers: Does what one wants of its answers.
        lane_editor: Changes the lanes of the chat that is open.
        files: Those that would go along with the prompt that is being written.
        line_ups: Named sets of lanes for it.
    """

    opened = Signal()
    changed = Signal()
    text_arrived = Signal(str, str, str, str)
    answer_changed = Signal(object)
    marks_changed = Signal(object)
    streaming_changed = Signal()
    sent = Signal()
    remarked = Signal(str)

    def __init__(
        self,
        chat: ChatService,
        running: RunningAnswers,
        conversations: Conversations,
        line_ups: LineUps,
        rows: RowBuilder,
        attachments: Attachments,
        events: Events,
        tasks: Tasks,
    ) -> None:
        super().__init__()
        self._chat = chat
        self._running = running
        self._conversations = conversations
        self._rows = rows
        self._tasks = tasks
        self._line_ups = line_ups
        self._id = self._create()
        self._wanted_id = self._id
        self._is_sending = False
        self._draft = DraftKeeper(conversations, tasks)
        self.files = DraftFiles(self._id, attachments, conversations, tasks)
        self.files.refused.connect(self.remarked)
        self.lane_editor = LaneEditor(self._id, running, conversations, line_ups, tasks)
        self.lane_editor.changed.connect(self.changed)
        self.answers = AnswersViewModel(
            self._id,
            chat,
            running,
            conversations,
            rows.keys,
            attachments,
            lambda sentence: self.remarked.emit(self.masked(sentence)),
            tasks,
        )
        self.line_ups = LineUpsViewModel(line_ups, self.lane_editor, conversations, rows, tasks)
        self.line_ups.refused.connect(self.remarked)
        self._metrics_timer = QTimer(self, interval=LIVE_METRICS_MS)
        self._metrics_timer.timeout.connect(self._show_live_metrics)
        events.subscribe(self._on_event)

    # What is shown

    @property
    def conversation(self) -> Conversation:
        """The conversation that is open."""
        return self._conversations[self._id]

    @property
    def lanes(self) -> list[LaneRow]:
        """The lanes, left to right."""
        return self._rows.lanes(self.conversation)

    @property
    def hides_names(self) -> bool:
        """Whether it is not to be seen which model answers where."""
        return hides_names(self.conversation)

    @property
    def is_set_up(self) -> bool:
        """Whether the person has ever chosen what to ask."""
        return self._line_ups.is_chosen

    @property
    def is_streaming(self) -> bool:
        """Whether an answer is arriving in a lane that is shown."""
        live = self._running.live_lanes(self._id)
        return any(lane.id in live for lane in self.conversation.active_lanes)

    def access(self, lane_id: str) -> LaneAccessRow:
        """How a lane's model is reached, and which ones stand in for it."""
        return self._rows.access(self.conversation.lane(lane_id))

    def turns(self, lane_id: str) -> list[TurnRow]:
        """What the transcript of a lane shows."""
        return self._rows.turns(self.conversation, lane_id)

    @property
    def tokens_used(self) -> int:
        """Tokens that the providers counted in this conversation, both ways; 0 without names.

        While names are hidden, what each answer adds would tell who gave it.
        """
        if self.hides_names:
            return 0
        usages = (a.metrics.usage for a in self.conversation.answers)
        return sum(
            (u["input_tokens"] or 0) + (u["output_tokens"] or 0) for u in usages if u is not None
        )

    @property
    def cost(self) -> Decimal | None:
        """US dollars that this conversation cost, as far as prices are known; None if none is.

        None as well while names are hidden: prices tell them.
        """
        if self.hides_names:
            return None
        costs = [a.metrics.cost for a in self.conversation.answers if a.metrics.cost is not None]
        return sum(costs, start=Decimal()) if costs else None

    def answer_text(self, answer_id: str) -> str:
        """An answer as Markdown, as far as it has arrived."""
        return self._rows.text(self.conversation, answer_id)

    def masked(self, text: str) -> str:
        """A text of this chat, without the names in it that are hidden yet."""
        return self._rows.sentence(self.conversation, text)

    # Which chat

    def open(self, conversation_id: str) -> None:
        """Show a stored conversation. What runs in the one before goes on."""
        self._wanted_id = conversation_id
        self._tasks.spawn(self._open(conversation_id), "open a chat")

    def new_chat(self) -> None:
        """Show a new, empty conversation; an empty one that is shown already will do."""
        if self.conversation.turns:
            self._open_new()

    # Prompts

    def send(self, prompt: str, plan: SendPlan | None = None, *, masks_files: bool = False) -> None:
        """Ask every lane, after the turn that is shown last.

        Args:
            prompt: What the person says; the draft's files go along, or alone where it is blank.
            plan: How it is sent, where it is not as usual.
            masks_files: Send the text files without the secrets in them.
        """
        if refusal := self.files.refusal:
            self.remarked.emit(self.masked(refusal))
        elif self._begins_sending(prompt, self.files.attachments):
            self._tasks.spawn(self._send_draft(prompt, plan, masks_files), "send a prompt")

    def edit_prompt(self, turn_id: str, prompt: str) -> None:
        """Ask again with another wording, on a branch of its own; the old one stays."""
        if self._begins_sending(prompt, self.conversation.turn(turn_id).attachments):
            self._tasks.spawn(self._send_edited(turn_id, prompt), "send a prompt")

    # Drafts

    def keep_draft(self, text: str) -> None:
        """Keep what is typed; stored at the next pause."""
        self._draft.keep(self._id, text)

    async def save_draft(self) -> None:
        """Store what is typed now."""
        await self._draft.save()

    def _create(self) -> str:
        lanes, line_up_id = self._line_ups.lanes(), self._line_ups.default_id
        return self._conversations.create(lanes, line_up_id).id

    def _open_new(self) -> None:
        self._wanted_id = self._create()
        self._tasks.spawn(self._open(self._wanted_id), "open a new chat")

    async def _open(self, conversation_id: str) -> None:
        await self.save_draft()
        conversation = await self._conversations.open(conversation_id)
        if conversation:
            await self.files.load_texts(conversation)
        if conversation and self._wanted_id == conversation_id:
            self._id = self.lane_editor.conversation_id = conversation_id
            self.files.conversation_id = self.answers.conversation_id = conversation_id
            self.opened.emit()
            self._on_streaming_changed()

    def _begins_sending(self, prompt: str, files: Sequence[Attachment]) -> bool:
        if not (prompt.strip() or files) or self._is_sending or self.is_streaming:
            return False
        self._is_sending = True
        return True

    async def _send_draft(self, prompt: str, plan: SendPlan | None, masks_files: bool) -> None:
        conversation_id, files = self._id, self.files.attachments
        try:
            sent = await self.files.masked() if masks_files else files
            head_id = self.conversation.head_id
            plan = replace(plan or SendPlan(), attachments=sent)
            await self._chat.send(conversation_id, prompt, head_id, plan)
        finally:
            self._is_sending = False
        await self.files.clear(conversation_id, files)
        if conversation_id == self._id:
            self.sent.emit()
            self.keep_draft("")
            await self.save_draft()

    async def _send_edited(self, turn_id: str, prompt: str) -> None:
        turn = self.conversation.turn(turn_id)
        try:
            plan = SendPlan(turn.policy, attachments=turn.attachments)
            await self._chat.send(self._id, prompt, turn.parent_id, plan)
        finally:
            self._is_sending = False

    def _on_event(self, event: ChatEvent) -> None:
        match event:
            case Remark():
                self.remarked.emit(self.masked(event.sentence))
            case AnswerChanged():
                self._on_answer_changed(event)
            case ConversationChanged() if event.conversation_id == self._id:
                self.changed.emit()
                self._on_streaming_changed()
            case ChatListChanged() if self._id in event.deleted:
                self._open_new()
            case TextArrived() if event.conversation_id == self._id:
                shown = self._rows.arrived(
                    self.conversation, event.answer_id, event.text, event.reasoning
                )
                self.text_arrived.emit(event.lane_id, event.answer_id, *shown)
            case _:
                pass

    def _on_answer_changed(self, event: AnswerChanged) -> None:
        if event.retry:
            self._rows.retries[event.answer.id] = event.retry
        else:
            self._rows.retries.pop(event.answer.id, None)
        if event.conversation_id == self._id:
            self.answer_changed.emit(self._row(event.answer))
            if not event.answer.status.is_live:
                self._show_marks(event.answer.turn_id)
            self._on_streaming_changed()

    def _on_streaming_changed(self) -> None:
        if self.is_streaming != self._metrics_timer.isActive():
            if self.is_streaming:
                self._metrics_timer.start()
            else:
                self._metrics_timer.stop()
        self.streaming_changed.emit()

    def _show_live_metrics(self) -> None:
        for answer in self._running.live_answers(self._id):
            if answer.status is AnswerStatus.STREAMING:
                self.answer_changed.emit(self._row(answer))

    def _row(self, answer: Answer) -> AnswerRow:
        return self._rows.answer(self.conversation, answer)

    def _show_marks(self, turn_id: str) -> None:
        answers = self.conversation.asked(turn_id)
        marked = marks(answers)
        for answer in answers:
            if answer.id in marked:
                self.marks_changed.emit(self._row(answer))
