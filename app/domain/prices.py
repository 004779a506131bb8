"""What a model's tokens cost, and what an answer did."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Price:
    """A model's list price, in US dollars per million tokens.

    Attributes:
        input: Of what it reads.
        output: Of what it writes, its thinking included.
        cached_input: Of what it reads again from the provider's cache; None where nothing is said.
        dearer_above: Tokens of input from which on a whole request costs more; None if never.
        context_window: Tokens that it reads at most; None where nothing is said.
        source: Name and version of the collection that says so.
        as_of: When that was published; None if unknown.
    """

    input: Decimal
    output: Decimal
    cached_input: Decimal | None
    dearer_above: int | None
    context_window: int | None
    source: str
    as_of: date | None


@dataclass(frozen=True, slots=True)
class Cost:
    """What one answer cost at list price, in US dollars.

    Attributes:
        input: For the tokens read.
        output: For the tokens written.
    """

    input: Decimal
    output: Decimal

    @property
    def total(self) -> Decimal:
        """Both together."""
        return self.input + self.output
