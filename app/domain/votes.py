"""Votes: which of the answers that stood side by side were best."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from app.domain.conversation import Turn
from app.domain.lane import ModelRef


class Outcome(StrEnum):
    """What was said of the answers."""

    BEST = "best"
    TIE = "tie"
    ALL_BAD = "all_bad"


_FITS: dict[Outcome, Callable[[int], bool]] = {
    Outcome.BEST: lambda winners: winners == 1,
    Outcome.TIE: lambda winners: winners > 1,
    Outcome.ALL_BAD: lambda winners: winners == 0,
}


@dataclass(frozen=True, slots=True)
class Vote:
    """One judgement on the answers to one turn.

    Attributes:
        winners: Ids of answers: the best one for BEST, those that tie for TIE, none for ALL_BAD.
        beside: Ids of all answers that stood side by side, the winners included.
        is_blind: Whether their names were hidden.
        tags: What the prompt was about, in the person's words.
        created_at: Unix seconds.
    """

    id: str
    turn_id: str
    outcome: Outcome
    winners: tuple[str, ...]
    beside: tuple[str, ...]
    is_blind: bool
    created_at: float
    tags: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what is no judgement.

        Raises:
            ValueError: With the reason.
        """
        if len(set(self.beside)) < 2 or len(set(self.beside)) < len(self.beside):
            raise ValueError("A vote compares two answers at least, each of them once.")
        if not set(self.winners) <= set(self.beside):
            raise ValueError("Only an answer that stood beside the others can win.")
        if not _FITS[self.outcome](len(self.winners)):
            raise ValueError(f"{len(self.winners)} winners do not make the outcome {self.outcome}.")


def adopting(turn: Turn, before: Vote | None, after: Vote | None) -> Turn:
    """The turn with the answer that later prompts go on from, where a vote says which.

    What was chosen by hand stays.

    Args:
        turn: What was voted on.
        before: The vote that held, if there was one: what it chose goes with it.
        after: The vote that holds now, if there is one.
    """
    if turn.chosen_id not in ("", _best(before)):
        return turn
    return replace(turn, chosen_id=_best(after))


def _best(vote: Vote | None) -> str:
    return vote.winners[0] if vote and vote.outcome is Outcome.BEST else ""


@dataclass(frozen=True, slots=True)
class Contender:
    """An answer in a vote, as far as a ranking needs it.

    Attributes:
        cost: US dollars; None if unknown.
        total_s: Seconds that it took; None if unknown.
    """

    model: ModelRef
    won: bool
    cost: Decimal | None = None
    total_s: float | None = None


@dataclass(frozen=True, slots=True)
class Ballot:
    """A vote, with the models in the place of the answers. `created_at` is in Unix seconds."""

    outcome: Outcome
    is_blind: bool
    created_at: float
    contenders: tuple[Contender, ...]
    tags: tuple[str, ...] = ()


def clean_tags(tags: Collection[str]) -> tuple[str, ...]:
    """Tags as they are stored: trimmed, in lower case, each once, in order of the alphabet."""
    return tuple(sorted({tag.strip().lower() for tag in tags} - {""}))
