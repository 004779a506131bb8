"""From a conversation to the rows of a transcript."""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

from app.domain.conversation import Answer, Conversation, Lane, ModelRef
from app.domain.retry import RetryStatus
from app.viewmodels.models import ModelsViewModel
from app.viewmodels.rows import AnswerRow, LaneRow, TurnRow

# A running answer by its id, as it stands; None if it isn't running.
LiveAnswers = Callable[[str], Answer | None]


class RowBuilder:
    """Builds rows from stored and running answers, with the names of their models.

    Attributes:
        retries: The waits that are under way, by answer id.
    """

    def __init__(self, models: ModelsViewModel, live: LiveAnswers) -> None:
        self.retries: dict[str, RetryStatus] = {}
        self._models = models
        self._live = live

    def lanes(self, conversation: Conversation) -> list[LaneRow]:
        """The lanes in the window, left to right; those of one model told apart."""
        lanes = conversation.active_lanes
        return [
            LaneRow(lane.id, label, lane.model.provider, self._models.note(lane.model))
            for lane, label in zip(lanes, self._labels(lanes), strict=True)
        ]

    def model_label(self, model: ModelRef) -> str:
        """What to call a model."""
        return self._models.label(model)

    def turns(self, conversation: Conversation, lane_id: str) -> list[TurnRow]:
        """What one lane's transcript shows."""
        versions: defaultdict[str | None, list[str]] = defaultdict(list)
        for turn in conversation.turns:
            versions[turn.parent_id].append(turn.id)
        answers = conversation.selected_answers(lane_id)
        attempts = Counter(a.turn_id for a in conversation.answers if a.lane_id == lane_id)
        return [
            TurnRow(
                turn.id,
                turn.prompt,
                version=versions[turn.parent_id].index(turn.id) + 1,
                versions=len(versions[turn.parent_id]),
                answer=self.answer(answers[turn.id], attempts[turn.id])
                if turn.id in answers
                else None,
            )
            for turn in conversation.path()
        ]

    def answer(self, answer: Answer, attempts: int) -> AnswerRow:
        """One answer of so many attempts; with the text that has arrived, if it is running."""
        answer = self._live(answer.id) or answer
        return AnswerRow(
            answer.id,
            answer.lane_id,
            self._models.label(answer.model),
            answer.status,
            attempt=answer.attempt,
            attempts=attempts,
            text=answer.text,
            reasoning=answer.reasoning,
            model=answer.model,
            error=answer.error,
            error_details=answer.error_details,
            finish_reason=answer.finish_reason,
            metrics=answer.metrics,
            retry=self.retries.get(answer.id),
        )

    def _labels(self, lanes: Sequence[Lane]) -> list[str]:
        """The names of models; those that are there twice with their temperature or a number."""
        times_used = Counter(lane.model for lane in lanes)
        labels: list[str] = []
        for lane in lanes:
            label, temperature = self._models.label(lane.model), lane.parameters.temperature
            is_only = times_used[lane.model] == 1 or temperature is None
            labels.append(label if is_only else f"{label} · {temperature:g}")
        times, seen = Counter(labels), Counter[str]()
        for index, label in enumerate(labels):
            seen[label] += 1
            if times[label] > 1 and seen[label] > 1:
                labels[index] = f"{label} ({seen[label]})"
        return labels
