"""What an answer took: time, tokens, money, patience."""

from dataclasses import dataclass, field
from decimal import Decimal

from app.domain.messages import Usage


@dataclass(frozen=True, slots=True)
class Metrics:
    """What an answer took.

    Attributes:
        first_token_s: Seconds from sending to the first token.
        total_s: Seconds from sending to the end.
        usage: Tokens as the provider reported them.
        cost: US dollars at the list price of that day; None where no price is known.
        retries: Attempts that failed before the one that answered.
        waited_s: Seconds spent waiting for those retries, on top of `total_s`.
        pieces: Chunks that have arrived, about one token each; not stored.
    """

    first_token_s: float | None = None
    total_s: float | None = None
    usage: Usage | None = None
    cost: Decimal | None = None
    retries: int = 0
    waited_s: float = 0.0
    pieces: int = field(default=0, compare=False)

    @property
    def output_tokens(self) -> int | None:
        """The tokens of the answer, if the provider said."""
        return self.usage["output_tokens"] if self.usage else None

    @property
    def is_estimate(self) -> bool:
        """Whether tokens and speed are counted by pieces, as the provider hasn't said."""
        return self.output_tokens is None and self.pieces > 0

    @property
    def tokens(self) -> int | None:
        """Output tokens: the provider's count or, without one, the pieces."""
        return self.pieces if self.is_estimate else self.output_tokens

    @property
    def tokens_per_second(self) -> float | None:
        """Output tokens over the time they streamed; None when that can't be known."""
        if self.tokens is None or self.first_token_s is None or self.total_s is None:
            return None
        streamed = self.total_s - self.first_token_s
        return self.tokens / streamed if streamed > 0 else None
