"""The recorded bytes of each provider that speaks to a wire of its own."""

import json
from pathlib import Path
from typing import Any

from app.providers import PROVIDER_REGISTRY, BaseProvider

FOLDER = Path(__file__).parent.parent / "payloads"


def speaks_to_a_wire(provider: type[BaseProvider]) -> bool:
    """Whether a provider reads bytes itself; one that inherits this is tested with its parent."""
    return "stream" in vars(provider)


WIRE_PROVIDERS = [p for p in PROVIDER_REGISTRY.values() if speaks_to_a_wire(p)]


class Payloads:
    """One provider's folder."""

    def __init__(self, provider: str) -> None:
        self._folder = FOLDER / provider

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


def wire_cases(name: str) -> list[tuple[type[BaseProvider], dict[str, Any]]]:
    """The entries of a JSON list, of every provider."""
    return [(p, case) for p in WIRE_PROVIDERS for case in Payloads(p.name).json(name)]


def case_id(value: object) -> str:
    """How pytest shows a provider or a case."""
    if isinstance(value, dict):
        return str(value["name"]).replace(" ", "-")
    return str(getattr(value, "name", value))
