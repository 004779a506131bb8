"""The recorded bytes of each provider that speaks to a wire of its own."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from app.providers import PROVIDER_REGISTRY, BaseProvider

FOLDER = Path(__file__).parent.parent / "payloads"


def speaks_to_a_wire(provider: type[BaseProvider]) -> bool:
    """Whether a provider reads bytes in a way of its own; others share another's recordings."""
    return "stream" in vars(provider)


PROVIDERS = list(PROVIDER_REGISTRY.values())
WIRE_PROVIDERS = [p for p in PROVIDERS if speaks_to_a_wire(p)]


def wire_of(provider: type[BaseProvider]) -> str:
    """Whose bytes a provider reads: its own, or those of the provider that it stands on."""
    return next(c for c in provider.mro() if "stream" in vars(c)).__dict__["name"]


class Payloads:
    """One provider's folder."""

    def __init__(self, provider: str) -> None:
        self._folder = FOLDER / wire_of(PROVIDER_REGISTRY[provider])

    def bytes(self, name: str) -> bytes:
        return (self._folder / name).read_bytes()

    def json(self, name: str) -> Any:
        return json.loads(self.bytes(f"{name}.json"))

    def events(self, name: str = "stream") -> list[bytes]:
        """The events of a recorded stream."""
        return [event + b"\n\n" for event in self.bytes(f"{name}.sse").split(b"\n\n") if event]

    def opening(self, pieces: int) -> list[bytes]:
        """The events of the recorded stream up to that many that hold text."""
        return self.events()[: self.json("expected").get("events_before_text", 0) + pieces]

    def saying(self, literals: Sequence[str]) -> tuple[list[bytes], str]:
        """The recorded stream with other words in the place of its first ones.

        Args:
            literals: JSON strings, each for an event of its own.

        Returns:
            The events, and the recorded words that go on after the others.
        """
        events = self.events()
        text = self.json("expected")["answers"]["stream"]["content"]
        for place, event in enumerate(events):
            for end in range(1, len(text)):
                said = json.dumps(text[:end], ensure_ascii=False).encode()
                if event.count(said) == 1:
                    spoken = [event.replace(said, literal.encode()) for literal in literals]
                    return [*events[:place], *spoken, *events[place + 1 :]], text[end:]
        raise AssertionError("No event holds the first words.")


def wire_cases(name: str) -> list[tuple[type[BaseProvider], dict[str, Any]]]:
    """The entries of a JSON list, of every provider."""
    return [(p, case) for p in PROVIDERS for case in Payloads(p.name).json(name)]


def case_id(value: object) -> str:
    """How pytest shows a provider or a case."""
    if isinstance(value, dict):
        return str(value["name"]).replace(" ", "-")
    return str(getattr(value, "name", value))
