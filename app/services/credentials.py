"""The keys in use, by model; in memory only."""

from app.domain.conversation import ModelRef


class Credentials:
    """Keys that last until the program ends; never stored, never shown."""

    def __init__(self) -> None:
        self._keys: dict[tuple[str, str], str] = {}

    def set_key(self, provider: str, base_url: str, key: str) -> None:
        """Use a key for everything at that provider and address; an empty one forgets it."""
        self._keys[provider, base_url] = key

    def key(self, model: ModelRef) -> str | None:
        """The key to ask that model with; None if none is known."""
        return self._keys.get((model.provider, model.base_url)) or None
