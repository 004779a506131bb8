"""What a blind turn shows in the place of names, and of all that would tell them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from urllib.parse import urlsplit

from app.domain.answer import AnswerStatus
from app.domain.blind import blind_labels, hides_names
from app.domain.conversation import Conversation
from app.domain.makers import names_of
from app.domain.masking import StreamMask, mask_makers
from app.domain.merging import MergeKind
from app.domain.metrics import Metrics
from app.domain.retry import RetryStatus
from app.viewmodels.models import ModelsViewModel
from app.viewmodels.rows import AnswerRow, LaneRow
from app.words import N_, _

_ENDS = {
    AnswerStatus.FAILED: N_("This answer failed. What went wrong is told with the names."),
    AnswerStatus.INTERRUPTED: N_("This answer was interrupted. What has arrived is kept."),
}
_WAITS = N_("Waiting to try again")


@dataclass(frozen=True, slots=True)
class Veil:
    """Hides who is who in a conversation.

    Attributes:
        labels: What each lane is called meanwhile, by its id.
        names: What is masked in texts.
        places: What is masked as well in sentences of Parley's own: providers and their hosts.
    """

    labels: Mapping[str, str]
    names: tuple[str, ...]
    places: tuple[str, ...]

    def lane(self, row: LaneRow) -> LaneRow:
        """A lane without its name, colour and note."""
        return LaneRow(row.lane_id, self.labels[row.lane_id], "")

    def text(self, text: str) -> str:
        """A whole text with the names in it masked."""
        return _masked(text, self.names)

    def sentence(self, sentence: str) -> str:
        """A sentence about an answer with all names in it masked."""
        return _masked(sentence, (*self.names, *self.places))

    def answer(self, row: AnswerRow) -> AnswerRow:
        """An answer without what gives its model away: name, numbers, key and the server's words.

        Its texts are left as they are: those of a running answer are masked as they arrive.
        """
        retry = row.retry
        return replace(
            row,
            model_label=self.labels[row.lane_id],
            model=None,
            error=_(_ENDS.get(row.status, "")) if row.error else "",
            error_details=None,
            metrics=Metrics(),
            # How long it will be is needed; who said so, and why, is not.
            retry=retry
            and RetryStatus(
                _(_WAITS), retry.attempt, retry.max_attempts, retry.seconds_left, server_asked=None
            ),
            because="",
            stand_in="",
            has_other_key=False,
            marks=frozenset(),
        )


class LiveMask:
    """Masks the texts of a running answer as they arrive."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self._masks = StreamMask(names), StreamMask(names)
        self._taken = 0, 0
        self._shown: tuple[list[str], list[str]] = ([], [])

    @property
    def text(self) -> str:
        """What can be shown of the answer so far."""
        return "".join(self._shown[0])

    @property
    def reasoning(self) -> str:
        """What can be shown of its reasoning so far."""
        return "".join(self._shown[1])

    def feed(self, text: str, reasoning: str) -> tuple[str, str]:
        """More of both; return what of it can be shown by now."""
        self._taken = self._taken[0] + len(text), self._taken[1] + len(reasoning)
        shown = self._masks[0].feed(text), self._masks[1].feed(reasoning)
        for parts, part in zip(self._shown, shown, strict=True):
            parts.append(part)
        return shown

    def catch_up(self, text: str, reasoning: str) -> None:
        """Both as a whole, as far as they have arrived."""
        self.feed(text[self._taken[0] :], reasoning[self._taken[1] :])


def veil_of(conversation: Conversation, models: ModelsViewModel) -> Veil | None:
    """What hides the names of a conversation; None while they are to be seen."""
    if not hides_names(conversation):
        return None
    asked = {lane.model for lane in conversation.lanes}
    asked |= {fallback.model for lane in conversation.lanes for fallback in lane.fallbacks}
    asked |= {answer.model for answer in conversation.answers}
    names = {name for model in asked for name in names_of(model, models.label(model))}
    places = {models.source(model) for model in asked}
    places |= {urlsplit(model.base_url).netloc.rpartition("@")[2] for model in asked}
    return Veil(_labels(conversation), tuple(sorted(names)), tuple(sorted(places - {""})))


def _labels(conversation: Conversation) -> Mapping[str, str]:
    """The letters, and what was made of the others' answers by what it is: it is no model's."""
    made = {
        answer.lane_id: _("Your pick") if answer.merge.kind is MergeKind.PICKED else _("Merged")
        for answer in conversation.answers
        if answer.merge and answer.turn_id == conversation.head_id
    }
    return {**blind_labels(conversation), **made}


@lru_cache(maxsize=64)
def _masked(text: str, names: tuple[str, ...]) -> str:
    return mask_makers(text, names)
