"""Keys as the program knows them: everything but the key itself, which stays in a `Secret`."""

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Self

# Of a shorter key the last four characters would tell too much.
_SHORTEST_WITH_A_TAIL = 12


class KeyPlace(StrEnum):
    """Where a key is kept."""

    KEYRING = "keyring"
    SESSION = "session"
    ENVIRONMENT = "environment"


@dataclass(frozen=True, slots=True)
class Secret:
    """A key, in a box that never shows it."""

    value: str = field(repr=False)

    @property
    def last_four(self) -> str:
        """What may be shown of it."""
        return self.value[-4:] if len(self.value) >= _SHORTEST_WITH_A_TAIL else ""


@dataclass(frozen=True, slots=True)
class KeyRecord:
    """A key that exists, without the key.

    Attributes:
        id: Stays when the key is replaced, so lanes can hold on to it. That of an environment
            variable is its name.
        provider: Registry name of the provider that it is for.
        base_url: The server that it is for; "" for the provider's own. It is sent nowhere else.
        label: What the person calls it, such as "work".
        last_four: Its last characters; "" for a short key.
        place: Where it is kept.
        keyring: What the keyring that holds it is called; "" outside of one.
        entry: Its name in that keyring, a new one for each value.
        checked_at: When the provider last took it, in Unix seconds; None if never.
        models: How many models the provider listed then.
    """

    id: str
    provider: str
    base_url: str
    label: str
    last_four: str
    place: KeyPlace
    keyring: str = ""
    entry: str = ""
    checked_at: float | None = None
    models: int | None = None

    def is_for(self, provider: str, base_url: str) -> bool:
        """Whether it belongs to that provider at that address."""
        return (self.provider, self.base_url) == (provider, base_url)


@dataclass(frozen=True, slots=True)
class KeyRing:
    """All keys, oldest first, those of the environment last.

    Attributes:
        defaults: Ids of the keys that were chosen for their provider, one each at most.
    """

    keys: tuple[KeyRecord, ...] = ()
    defaults: tuple[str, ...] = ()

    def find(self, key_id: str) -> KeyRecord | None:
        """The key of that id; None if there is none."""
        return next((key for key in self.keys if key.id == key_id), None)

    def keys_for(self, provider: str, base_url: str) -> tuple[KeyRecord, ...]:
        """The keys of a provider at an address, its default first."""
        keys = (key for key in self.keys if key.is_for(provider, base_url))
        return tuple(sorted(keys, key=lambda key: key.id not in self.defaults))

    def with_key(self, key: KeyRecord) -> Self:
        """With a key changed, or added after those that the person has entered."""
        if self.find(key.id):
            return replace(self, keys=tuple(key if k.id == key.id else k for k in self.keys))
        keys = sorted((*self.keys, key), key=lambda k: k.place is KeyPlace.ENVIRONMENT)
        return replace(self, keys=tuple(keys))

    def without_key(self, key_id: str) -> Self:
        """Without a key."""
        return replace(
            self,
            keys=tuple(key for key in self.keys if key.id != key_id),
            defaults=tuple(default for default in self.defaults if default != key_id),
        )

    def with_default(self, key: KeyRecord) -> Self:
        """With a key as the one that its provider is asked with, unless a lane says otherwise."""
        others = {k.id for k in self.keys_for(key.provider, key.base_url)}
        kept = (default for default in self.defaults if default not in others)
        return replace(self, defaults=(*kept, key.id))

    @property
    def lasting(self) -> Self:
        """What is still true at the next start: the keys in the keyring, and who is chosen."""
        passing = {key.id for key in self.keys if key.place is KeyPlace.SESSION}
        return replace(
            self,
            keys=tuple(key for key in self.keys if key.place is KeyPlace.KEYRING),
            defaults=tuple(default for default in self.defaults if default not in passing),
        )
