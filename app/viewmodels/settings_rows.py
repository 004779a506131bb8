"""What Settings shows, as values: built by the view models, read by the widgets."""

from dataclasses import dataclass, field
from enum import StrEnum

from app.domain.connection import ConnectionChoice
from app.domain.error_details import ErrorDetails
from app.domain.keys import KeyPlace
from app.words import N_, _


class ProviderState(StrEnum):
    """How a provider stands, in the words that Settings has for it."""

    CONNECTED = N_("Connected")
    ERROR = N_("Not connected")
    NOT_SET_UP = N_("Not set up")
    RUNNING = N_("Running")
    READY = N_("Ready")


@dataclass(frozen=True, slots=True)
class QuotaRow:
    """What is left of a key's limits.

    Attributes:
        lines: One for each limit that is known.
        share: The part of the tighter one that is left, 0 to 1; None where none is known.
    """

    lines: tuple[str, ...] = ()
    share: float | None = None


@dataclass(frozen=True, slots=True)
class KeyRow:
    """A key in Settings, without the key.

    Attributes:
        place: Where it is kept.
        keyring: What the keyring that holds it is called; "" outside of one.
        checked: When it was last checked, such as "just now"; "" if never.
        is_default: The provider is asked with this one, unless a lane says otherwise.
        quota: What is left of its limits.
    """

    id: str
    label: str
    last_four: str
    place: KeyPlace
    keyring: str = ""
    checked: str = ""
    is_default: bool = False
    quota: QuotaRow = field(default_factory=QuotaRow)

    @property
    def name(self) -> str:
        """What it is called: its label and its ending."""
        return key_name(self.label, self.last_four)


@dataclass(frozen=True, slots=True)
class ProviderRow:
    """A provider or server in Settings; `name` and `base_url` together tell it from the others.

    Attributes:
        name: Registry name; it picks the colour of the dot.
        base_url: The server's address; "" for the provider's own.
        status: A few words under the label.
        keys: Its default first.
        help_url: Where keys are made; "" if nowhere.
        takes_key: Whether a key can be entered.
        sentence: What is wrong and what to do, or "".
        failure: What else is known of it, if a provider said it.
        connection: The way there, as it was chosen; None where there is none to choose.
        has_organization: Whether it knows organisations and projects.
        connection_problem: Why secrets of the way last for this session only, or "".
        is_added: Whether the person has added it, and can rename and remove it.
    """

    name: str
    base_url: str
    label: str
    status: str
    state: ProviderState
    keys: tuple[KeyRow, ...] = ()
    help_url: str = ""
    takes_key: bool = True
    sentence: str = ""
    failure: ErrorDetails | None = None
    connection: ConnectionChoice | None = None
    has_organization: bool = False
    connection_problem: str = ""
    is_added: bool = False


@dataclass(frozen=True, slots=True)
class SecretStoreRow:
    """Where keys are kept.

    Attributes:
        name: What the keyring is called; "" if there is none that can be used.
        is_locked: Whether it has to be unlocked first.
        sentence: What is wrong with it and what to do; "" if nothing is.
    """

    name: str
    is_locked: bool = False
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class ModelServerRow:
    """A model server in Settings; `sentence` is why it can't be asked, or ""."""

    label: str
    base_url: str
    models: tuple[str, ...]
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class ServerRow:
    """A model server that was found on this computer."""

    label: str
    base_url: str
    models: int


def key_name(label: str, last_four: str) -> str:
    """What a key is called: its label and its ending, as far as there are any."""
    ending = f"·{last_four}" if last_four else ""
    return " ".join(part for part in (label, ending) if part) or _("Key")
