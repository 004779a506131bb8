"""The hops on the way to a provider, and how each went."""

from dataclasses import dataclass
from enum import StrEnum

from app.domain.errors import ProviderError


class Hop(StrEnum):
    """A part of the way, in the order in which they are gone; a proxy takes the server's place."""

    NAME = "name"
    PROXY = "proxy"
    SERVER = "server"
    CERTIFICATE = "certificate"
    REPLY = "reply"
    KEY = "key"


@dataclass(frozen=True, slots=True)
class HopReport:
    """How one hop goes.

    Attributes:
        words: What is tried, such as "Find api.example.com".
        seconds: How long it took; None while it is under way.
        error: What went wrong; None if nothing did, or it is under way.
    """

    hop: Hop
    words: str
    seconds: float | None = None
    error: ProviderError | None = None

    @property
    def is_under_way(self) -> bool:
        """Whether its end is yet to come."""
        return self.seconds is None
