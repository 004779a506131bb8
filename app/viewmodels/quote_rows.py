"""A quote, lane by lane, as it is shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app.domain.messages import Message
from app.services.quote import FitChoice, FitKind, LaneQuote, Quote, fit_choices
from app.viewmodels.models import ModelsViewModel
from app.viewmodels.quote_words import choice_words, fit_words, price_words, token_words
from app.words import _


@dataclass(frozen=True, slots=True)
class QuoteRow:
    """What sending would take in one lane.

    Attributes:
        provider: It picks the colour of the dot.
        fill: How much of the context is taken, 1.0 for all; None where its size is unknown.
        fits: Whether all of it goes into the context, as far as is known.
        options: What can be done where it does not fit; none where it does.
        choice: What was chosen of them; None for sending it all.
        messages: Exactly what the model would be sent; none where it is skipped.
        dropped: What is left out, oldest first; or would have to be, while nothing is chosen.
        is_veiled: There is more to it, which would tell a hidden name.
    """

    lane_id: str
    label: str
    provider: str
    tokens: str
    fit: str
    price: str
    fill: float | None
    fits: bool
    options: Sequence[tuple[FitChoice, str]]
    choice: FitChoice | None
    messages: Sequence[Message]
    dropped: Sequence[Message]
    is_veiled: bool = False

    @property
    def is_skipped(self) -> bool:
        """Whether the lane is not asked this time."""
        return not self.messages


def quote_row(
    whole: LaneQuote,
    asked: LaneQuote | None,
    label: str,
    choice: FitChoice | None,
    models: ModelsViewModel,
) -> QuoteRow:
    """The row of a lane.

    Args:
        whole: With all of the context sent.
        asked: As things are chosen; None where the lane is skipped.
        label: What the lane is called.
        choice: What was chosen for it.
        models: They name other models.
    """
    shown = asked or whole
    cut = whole.trimmed()
    drops = choice is None or choice.kind is FitKind.TRIM
    options = fit_choices(whole, models.windows)
    return QuoteRow(
        whole.lane_id,
        label if shown.model == whole.model else models.label(shown.model),
        shown.model.provider,
        _tokens(shown) if asked else _("Skipped"),
        fit_words(shown) if asked else "",
        price_words(shown.low, shown.high, shown.count.uncounted) if asked else "",
        shown.fill if asked else None,
        shown.fits or not asked,
        [(option, choice_words(option, models.label)) for option in options],
        choice,
        asked.messages if asked else (),
        cut.dropped if cut and drops else (),
    )


def _tokens(lane: LaneQuote) -> str:
    count = lane.count
    return token_words(count.tokens, exact=count.exact, uncounted=count.uncounted)


def without_names(row: QuoteRow, label: str, prompt: str) -> QuoteRow:
    """The row of a lane whose name is hidden: no number, choice or message that would tell it.

    Args:
        row: With its name.
        label: What the lane is called meanwhile.
        prompt: What is typed.
    """
    return replace(
        row,
        label=label,
        provider="",
        tokens="",
        fit="",
        price="",
        fill=None,
        fits=True,
        options=(),
        choice=None,
        # What it was told and has said before would tell, and what others said to whom.
        messages=({"role": "user", "content": prompt},),
        dropped=(),
        is_veiled=True,
    )


def still_offered(
    choices: Mapping[str, FitChoice], whole: Quote, models: ModelsViewModel
) -> dict[str, FitChoice]:
    """The choices as they hold for another quote: more or fewer messages may have to go."""
    kept: dict[str, FitChoice] = {}
    for lane in whole.lanes:
        if choice := choices.get(lane.lane_id):
            for offered in fit_choices(lane, models.windows):
                if (offered.kind, offered.model) == (choice.kind, choice.model):
                    kept[lane.lane_id] = offered
    return kept
