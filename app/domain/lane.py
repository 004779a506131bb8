"""A lane: a model with all it is asked with, and what may stand in for it."""

from dataclasses import dataclass, field

from app.domain.messages import Parameters


@dataclass(frozen=True, slots=True)
class ModelRef:
    """Which model, at which provider and, for servers of one's own, at which address."""

    provider: str
    model: str
    base_url: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A model that may answer, and the key to ask it with; "" for the provider's default."""

    model: ModelRef
    key_id: str = ""


@dataclass(frozen=True, slots=True)
class Lane:
    """A model with its parameters and system prompt.

    Attributes:
        fallbacks: What to ask where the model can't answer, in this order.
        switches: Ask them by itself, and say so, instead of offering it.
        removed: Out of the window; its answers stay.
        key_id: The key to ask the model with; "" for the provider's default.
        folded: Kept aside while another lane goes on alone; asked nothing until it is unfolded.
        width: Its share of the window, in any unit; 0 for as wide as the others.
    """

    id: str
    model: ModelRef
    parameters: Parameters = field(default_factory=Parameters)
    system_prompt: str = ""
    removed: bool = False
    key_id: str = ""
    folded: bool = False
    width: int = 0
    fallbacks: tuple[Candidate, ...] = ()
    switches: bool = False

    @property
    def first_choice(self) -> Candidate:
        """Its own model."""
        return Candidate(self.model, self.key_id)
