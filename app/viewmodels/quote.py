"""What sending the prompt that is being written would take, told while it is typed."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.conversation import ContextPolicy, Conversation
from app.domain.secrets import find_secrets
from app.services.attachments import Attachments
from app.services.attempts import SendPlan
from app.services.conversations import Conversations
from app.services.quote import FitChoice, Quote, Quoter, with_choice
from app.viewmodels.chat import ChatViewModel
from app.viewmodels.models import ModelsViewModel
from app.viewmodels.policy import AdoptableRow
from app.viewmodels.quote_rows import QuoteRow, quote_row, still_offered, without_names
from app.viewmodels.quote_words import hint_words, token_words, total_words
from app.viewmodels.tasks import Tasks
from app.words import N_, _

PAUSE_MS = 150
COUNTED_BY_NOBODY = N_(
    "This prompt seems to hold a secret, so it was sent to nobody to be counted."
)
WHICH_WOULD_TELL = N_(
    "Which model has no room would tell it. Vote, or reveal the names, first; or send it as it is."
)


class QuoteViewModel(QObject):
    """Quotes the draft of the chat that is open, and sends it as was chosen.

    Signals:
        changed: There is another quote, or another policy.
        undecided: A lane does not fit and nothing was chosen for it; nothing was sent.
        remarked: A sentence that the person should read.
    """

    changed = Signal()
    undecided = Signal()
    remarked = Signal(str)

    def __init__(
        self,
        chat: ChatViewModel,
        models: ModelsViewModel,
        quoter: Quoter,
        attachments: Attachments,
        conversations: Conversations,
        tasks: Tasks,
    ) -> None:
        super().__init__()
        self._chat = chat
        self._models = models
        self._quoter = quoter
        self._attachments = attachments
        self._conversations = conversations
        self._tasks = tasks
        self._prompt = ""
        self._choices: dict[str, FitChoice] = {}
        self._policies: dict[str, ContextPolicy] = {}
        self._contents: Mapping[str, bytes] = {}
        self._whole = self._quote = Quote(())
        self._is_sending = False
        self._asked = 0
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._quote_now)
        chat.opened.connect(self._begin_anew)
        chat.sent.connect(self._begin_anew)
        # Names may have to go at once, before it is quoted anew.
        chat.changed.connect(self.changed)
        for signal in (chat.changed, models.changed, chat.streaming_changed):
            signal.connect(self._quote_soon)

    # What is shown

    @property
    def hint(self) -> str:
        """The quote in a few words; "" while there is nothing to send."""
        if self._chat.hides_names and self.is_too_long:
            return _("Not every model has room for this")
        labels = {lane.lane_id: lane.label for lane in self._chat.lanes}
        return hint_words(self._quote, labels.__getitem__) if self._quote.lanes else ""

    @property
    def is_too_long(self) -> bool:
        """Whether a lane does not fit, as things are chosen now."""
        return not all(lane.fits for lane in self._quote.lanes)

    @property
    def is_exact(self) -> bool:
        """Whether all tokens were counted."""
        return self._quote.is_exact

    @property
    def tokens(self) -> str:
        """The tokens of all lanes together."""
        quote = self._quote
        return token_words(quote.tokens, exact=quote.is_exact, uncounted=quote.uncounted)

    @property
    def total(self) -> str:
        """What all lanes together cost."""
        return total_words(self._quote) if self._quote.lanes else ""

    @property
    def rows(self) -> list[QuoteRow]:
        """A row for each lane, left to right, those that are skipped as well."""
        lanes = {lane.lane_id: lane for lane in self._chat.lanes}
        asked = {lane.lane_id: lane for lane in self._quote.lanes}
        rows = {
            whole.lane_id: quote_row(
                whole,
                asked.get(whole.lane_id),
                lanes[whole.lane_id].label,
                self._choices.get(whole.lane_id),
                self._models,
            )
            for whole in self._whole.lanes
            if whole.lane_id in lanes
        }
        shown = [rows[lane_id] for lane_id in lanes if lane_id in rows]
        if self._chat.hides_names:
            return [without_names(row, lanes[row.lane_id].label, self._prompt) for row in shown]
        return shown

    # What is chosen

    @property
    def policy(self) -> ContextPolicy:
        """What of earlier answers goes along: as with the prompt before, unless it was changed."""
        conversation = self._chat.conversation
        if not self.is_comparison:
            return ContextPolicy.OWN
        last = conversation.turn(conversation.head_id).policy if conversation.head_id else None
        return self._policies.get(conversation.id) or last or ContextPolicy.OWN

    def set_policy(self, policy: ContextPolicy) -> None:
        """Choose what of earlier answers goes along with this prompt and those after it."""
        self._policies[self._chat.conversation.id] = policy
        self.changed.emit()
        self._quote_soon()

    @property
    def adoptable(self) -> list[AdoptableRow]:
        """The answers to the last prompt that all can go on from, left to right."""
        conversation = self._chat.conversation
        if conversation.head_id is None:
            return []
        chosen_id = conversation.turn(conversation.head_id).chosen_id
        by_lane = {a.lane_id: a for a in conversation.asked(conversation.head_id) if a.text}
        return [
            AdoptableRow(answer.id, lane.label, is_chosen=answer.id == chosen_id)
            for lane in self._chat.lanes
            if (answer := by_lane.get(lane.lane_id))
        ]

    @property
    def adopted(self) -> str:
        """What the lane is called that all go on from with this prompt; "" where each does."""
        if self.policy is not ContextPolicy.CHOSEN:
            return ""
        return next((row.label for row in self.adoptable if row.is_chosen), "")

    def choose_answer(self, answer_id: str) -> None:
        """Let all go on from an answer, where the prompt is sent that way; "" for each its own."""
        conversation = self._chat.conversation
        turn = conversation.turn(conversation.head_id or "")
        changed = [replace(turn, chosen_id=answer_id)]
        work = self._conversations.change(conversation.id, changed_turns=changed)
        self._tasks.spawn(work, "choose an answer")

    @property
    def is_comparison(self) -> bool:
        """Whether there are others whose answers could go along."""
        return len(self._chat.conversation.active_lanes) > 1

    def set_prompt(self, prompt: str) -> None:
        """Tell what is typed; it is quoted at the next short pause."""
        self._prompt = prompt
        self._quote_soon()

    def choose(self, lane_id: str, choice: FitChoice | None) -> None:
        """Choose what is done about a lane that does not fit, with this prompt alone."""
        if choice:
            self._choices[lane_id] = choice
        else:
            self._choices.pop(lane_id, None)
        self._quote_soon()

    def count(self) -> None:
        """Ask the providers for exact tokens, which sends them the prompt."""
        if find_secrets(self._prompt):
            self.remarked.emit(_(COUNTED_BY_NOBODY))
        else:
            self._tasks.spawn(self._refresh(counts=True), "count tokens")

    def send(self, prompt: str, *, masks_files: bool = False, insists: bool = False) -> None:
        """Send a prompt as was chosen.

        Args:
            prompt: What the person says.
            masks_files: Send the text files without the secrets in them.
            insists: Send it even where it does not fit and nothing was chosen.
        """
        if not self._is_sending:
            self._is_sending = True
            self._tasks.spawn(self._send(prompt, masks_files, insists), "quote a prompt")

    async def _send(self, prompt: str, masks_files: bool, insists: bool) -> None:
        conversation_id = self._chat.conversation.id
        try:
            self._prompt = prompt
            whole, quote = await self._refresh()
        finally:
            self._is_sending = False
        if conversation_id != self._chat.conversation.id:
            return  # It is kept as the draft of that chat.
        if not quote.lanes:
            self.remarked.emit(_("Every model is skipped, so nothing was sent. Choose one to ask."))
        elif insists or all(lane.fits for lane in quote.lanes):
            plan = self._with_choices(SendPlan(self.policy, expected_cost=quote.low), whole)
            self._chat.send(prompt, plan, masks_files=masks_files)
        else:
            if self._chat.hides_names:
                self.remarked.emit(_(WHICH_WOULD_TELL))
            self.undecided.emit()

    def close(self) -> None:
        """Quote nothing any more."""
        self._pause.blockSignals(True)

    # How it is found out

    def _begin_anew(self) -> None:
        self._choices.clear()
        self._prompt = self._chat.conversation.draft
        self._quote_soon()

    def _quote_soon(self) -> None:
        """Quote at the next pause: what is typed meanwhile puts it off."""
        self._pause.start()

    def _quote_now(self) -> None:
        try:
            asyncio.get_running_loop()
        except RuntimeError:  # Qt handles events in between, too.
            self._pause.start()
        else:
            self._tasks.spawn(self._refresh(), "quote what is typed")

    async def _refresh(self, *, counts: bool = False) -> tuple[Quote, Quote]:
        """Quote it anew: with all of it sent, and as things are chosen."""
        self._asked = asked = self._asked + 1
        conversation, prompt = self._chat.conversation, self._prompt
        whole = quote = Quote(())
        if prompt.strip() or self._chat.files.attachments or conversation.turns:
            await self._read_files(conversation)
            plan = SendPlan(self.policy, attachments=self._chat.files.attachments)
            whole = await self._quoted(conversation, prompt, plan, counts=counts)
            self._choices = still_offered(self._choices, whole, self._models)
            quote = whole
            if self._choices:
                chosen = self._with_choices(plan, whole)
                quote = await self._quoted(conversation, prompt, chosen, counts=counts)
        if asked == self._asked:  # Else it is out of date by now.
            self._whole, self._quote = whole, quote
            self.changed.emit()
        return whole, quote

    async def _quoted(
        self, conversation: Conversation, prompt: str, plan: SendPlan, *, counts: bool
    ) -> Quote:
        quote = await self._quoter.estimate(
            conversation, prompt, conversation.head_id, plan, self._models.windows, self._contents
        )
        if not counts:
            return quote
        lanes = conversation.active_lanes
        keys = {lane.id: lane.key_id for lane in lanes if lane.id not in plan.instead}
        return await self._quoter.count(quote, keys)

    async def _read_files(self, conversation: Conversation) -> None:
        """Have at hand what the files hold that go along; each is read once."""
        turns = conversation.path() if conversation.head_id else ()
        files = [*self._chat.files.attachments, *(a for turn in turns for a in turn.attachments)]
        wanted = {file.digest for file in files}
        kept = {digest: data for digest, data in self._contents.items() if digest in wanted}
        if missing := wanted - kept.keys():
            kept |= await self._attachments.contents(missing)
        self._contents = kept

    def _with_choices(self, plan: SendPlan, whole: Quote) -> SendPlan:
        for lane in whole.lanes:
            if choice := self._choices.get(lane.lane_id):
                plan = with_choice(plan, lane, choice)
        return plan
