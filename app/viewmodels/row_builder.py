"""From a conversation to the rows of a transcript."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from app.domain.answer import Answer
from app.domain.blind import hides_names, lanes_in_sight, turns_in_sight
from app.domain.conversation import Conversation
from app.domain.fallbacks import next_fallback
from app.domain.lane import Candidate, Lane, ModelRef
from app.domain.marks import Mark, marks
from app.domain.merging import MergeKind
from app.domain.retry import RetryStatus
from app.services.merging import PERSON
from app.viewmodels.key_choices import KeyChoices
from app.viewmodels.models import ModelsViewModel
from app.viewmodels.rows import AnswerRow, FallbackRow, LaneAccessRow, LaneRow, TurnRow
from app.viewmodels.veil import LiveMask, Veil, veil_of
from app.words import _

# A running answer by its id, as it stands; None if it isn't running.
LiveAnswers = Callable[[str], Answer | None]


class RowBuilder:
    """Builds rows from stored and running answers, with the names of their models.

    Attributes:
        keys: The keys that models can be asked with.
        retries: The waits that are under way, by answer id.
    """

    def __init__(self, models: ModelsViewModel, live: LiveAnswers, keys: KeyChoices) -> None:
        self.retries: dict[str, RetryStatus] = {}
        self.keys = keys
        self._models = models
        self._live = live
        self._masks: dict[str, LiveMask] = {}

    def lanes(self, conversation: Conversation) -> list[LaneRow]:
        """The lanes in the window, left to right; those of one model told apart."""
        lanes = lanes_in_sight(conversation)
        made = {a.lane_id: a.merge.kind for a in conversation.answers if a.merge}
        rows = [
            LaneRow(lane.id, label, lane.model.provider, self._models.note(lane.model))
            for lane, label in zip(lanes, self.labels(lanes, made), strict=True)
        ]
        veil = veil_of(conversation, self._models)
        return [veil.lane(row) for row in rows] if veil else rows

    def model_label(self, model: ModelRef) -> str:
        """What to call a model."""
        return self._models.label(model)

    def access(self, lane: Lane) -> LaneAccessRow:
        """How a lane's model is reached, and which ones stand in for it."""
        return LaneAccessRow(
            lane.id,
            self._models.label(lane.model),
            lane.key_id,
            tuple(self.keys.of(lane.model)),
            tuple(self._fallback(candidate) for candidate in lane.fallbacks),
            lane.switches,
        )

    def turns(self, conversation: Conversation, lane_id: str) -> list[TurnRow]:
        """What one lane's transcript shows."""
        versions: defaultdict[str | None, list[str]] = defaultdict(list)
        for turn in conversation.turns:
            versions[turn.parent_id].append(turn.id)
        answers = conversation.selected_answers(lane_id)
        veil = veil_of(conversation, self._models)
        attempts: defaultdict[str, list[Answer]] = defaultdict(list)
        for answer in conversation.answers:
            if answer.lane_id == lane_id:
                attempts[answer.turn_id].append(answer)
        marked = _marks_of(conversation)
        lane = conversation.lane(lane_id)
        return [
            TurnRow(
                turn.id,
                turn.prompt,
                version=versions[turn.parent_id].index(turn.id) + 1,
                versions=len(versions[turn.parent_id]),
                answer=self._answer(lane, answers[turn.id], attempts[turn.id], marked, veil)
                if turn.id in answers
                else None,
                files=tuple(attachment.label for attachment in turn.attachments),
                policy=turn.policy,
            )
            for turn in turns_in_sight(conversation)
        ]

    def answer(self, conversation: Conversation, answer: Answer) -> AnswerRow:
        """One attempt; with the text that has arrived, if it is running."""
        lane = conversation.lane(answer.lane_id)
        attempts = conversation.attempts(answer.turn_id, answer.lane_id)
        marked = marks(conversation.asked(answer.turn_id))
        return self._answer(lane, answer, attempts, marked, veil_of(conversation, self._models))

    def text(self, conversation: Conversation, answer_id: str) -> str:
        """An answer as Markdown, as far as it has arrived and is to be seen."""
        answer = self._live(answer_id) or conversation.answer(answer_id)
        veil = veil_of(conversation, self._models)
        if veil is None:
            return answer.text
        mask = self._masks.get(answer_id)
        return mask.text if mask and answer.status.is_live else veil.text(answer.text)

    def arrived(
        self, conversation: Conversation, answer_id: str, text: str, reasoning: str
    ) -> tuple[str, str]:
        """What can be shown by now of the text and the reasoning that have arrived."""
        mask = self._masks.get(answer_id) if hides_names(conversation) else None
        return mask.feed(text, reasoning) if mask else (text, reasoning)

    def sentence(self, conversation: Conversation, sentence: str) -> str:
        """A sentence about the answers of a conversation, as far as it is to be seen."""
        veil = veil_of(conversation, self._models)
        return veil.sentence(sentence) if veil else sentence

    def _answer(
        self,
        lane: Lane,
        answer: Answer,
        attempts: Sequence[Answer],
        marked: Mapping[str, frozenset[Mark]],
        veil: Veil | None,
    ) -> AnswerRow:
        answer = self._live(answer.id) or answer
        retry = self.retries.get(answer.id)
        row = AnswerRow(
            answer.id,
            answer.lane_id,
            self._models.label(answer.model),
            answer.status,
            attempt=answer.attempt,
            attempts=len(attempts),
            text=answer.text,
            reasoning=answer.reasoning,
            model=answer.model,
            error=answer.error,
            error_details=answer.error_details or (retry.details if retry else None),
            finish_reason=answer.finish_reason,
            metrics=answer.metrics,
            retry=retry,
            because=answer.because,
            stand_in=self._stand_in(lane, attempts),
            has_other_key=retry is not None and bool(self.keys.others(answer.asked)),
            marks=marked.get(answer.id, frozenset()),
        )
        if veil is None or not answer.status.is_live:
            self._masks.pop(answer.id, None)
        return self._veiled(row, veil) if veil else row

    def _veiled(self, row: AnswerRow, veil: Veil) -> AnswerRow:
        if row.status.is_live:
            mask = self._masks.setdefault(row.answer_id, LiveMask(veil.names))
            mask.catch_up(row.text, row.reasoning)
            text, reasoning = mask.text, mask.reasoning
        else:
            text, reasoning = veil.text(row.text), veil.text(row.reasoning)
        return replace(veil.answer(row), text=text, reasoning=reasoning)

    def _fallback(self, candidate: Candidate) -> FallbackRow:
        keys = tuple(self.keys.of(candidate.model))
        named = (key.name for key in keys if key.key_id == candidate.key_id)
        label = " · ".join((self._models.label(candidate.model), *named))
        return FallbackRow(candidate, label, keys)

    def _stand_in(self, lane: Lane, attempts: Sequence[Answer]) -> str:
        other = next_fallback(lane, attempts)
        return self._models.label(other.model) if other else ""

    def labels(
        self, lanes: Sequence[Lane], made: Mapping[str, MergeKind] = MappingProxyType({})
    ) -> list[str]:
        """The names of models; those that are there twice with their temperature or a number.

        Args:
            lanes: Left to right.
            made: By their ids, the lanes that answer with one out of the others' answers.
        """
        times_used = Counter(lane.model for lane in lanes if lane.id not in made)
        labels: list[str] = []
        for lane in lanes:
            label, temperature = self._models.label(lane.model), lane.parameters.temperature
            if kind := made.get(lane.id):
                is_picked = kind is MergeKind.PICKED
                merged = _(PERSON.model) if is_picked else _("Merged by {model}")
                labels.append(merged.format(model=label))
                continue
            is_only = times_used[lane.model] == 1 or temperature is None
            labels.append(label if is_only else f"{label} · {temperature:g}")
        times, seen = Counter(labels), Counter[str]()
        for index, label in enumerate(labels):
            seen[label] += 1
            if times[label] > 1 and seen[label] > 1:
                labels[index] = f"{label} ({seen[label]})"
        return labels


def _marks_of(conversation: Conversation) -> Mapping[str, frozenset[Mark]]:
    """What each answer that is shown did best in its turn."""
    lane_ids = {lane.id for lane in conversation.active_lanes}
    by_turn: defaultdict[str, list[Answer]] = defaultdict(list)
    for answer in conversation.answers:
        if answer.selected and answer.lane_id in lane_ids:
            by_turn[answer.turn_id].append(answer)
    found: dict[str, frozenset[Mark]] = {}
    for answers in by_turn.values():
        found |= marks(answers)
    return found
