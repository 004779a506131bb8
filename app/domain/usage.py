"""What was asked of models, and what it took, added up."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeVar

from app.domain.lane import ModelRef

_Key = TypeVar("_Key")


@dataclass(frozen=True, slots=True)
class Tally:
    """Calls that a model answered, at least with its first words, added up.

    Attributes:
        input_tokens: As the providers reported them, like the others; None where none did.
        cost: US dollars at list prices, of the calls whose price is known.
        unpriced: Calls whose price is not known; they are in no sum of money.
    """

    calls: int = 0
    input_tokens: int | None = None
    output_tokens: int | None = None
    reasoning_tokens: int | None = None
    cached_tokens: int | None = None
    cost: Decimal = Decimal()
    unpriced: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        """Both together."""
        return Tally(
            self.calls + other.calls,
            _sum(self.input_tokens, other.input_tokens),
            _sum(self.output_tokens, other.output_tokens),
            _sum(self.reasoning_tokens, other.reasoning_tokens),
            _sum(self.cached_tokens, other.cached_tokens),
            self.cost + other.cost,
            self.unpriced + other.unpriced,
        )

    @property
    def is_priced(self) -> bool:
        """Whether the price of any call is known."""
        return self.unpriced < self.calls or not self.calls


@dataclass(frozen=True, slots=True)
class Used:
    """What one model took on one day, asked with one key.

    Attributes:
        model: None for all whose names are hidden from the person.
        key_id: "" for the provider's default at that time, and where names are hidden.
        day: By the clock of this computer.
    """

    model: ModelRef | None
    key_id: str
    day: date
    tally: Tally


def total(used: Iterable[Used]) -> Tally:
    """All of it together."""
    return sum((one.tally for one in used), Tally())


def grouped(used: Iterable[Used], key: Callable[[Used], _Key]) -> Sequence[tuple[_Key, Tally]]:
    """Added up by some key, the dearest first, then those asked most."""
    sums: dict[_Key, Tally] = {}
    for one in used:
        sums[key(one)] = sums.get(key(one), Tally()) + one.tally
    return sorted(sums.items(), key=lambda item: (-item[1].cost, -item[1].calls))


def _sum(one: int | None, other: int | None) -> int | None:
    return (one or 0) + (other or 0) if one is not None or other is not None else None
