"""What a card under an answer says, and the ways out that it offers."""

from dataclasses import dataclass
from enum import Enum


class Remedy(Enum):
    """What a button under an answer does; the value is its label."""

    CHANGE_PARAMETERS = "Change parameters"
    CHECK_ADDRESS = "Check the address"
    CHECK_PROXY = "Check the proxy"
    CONTINUE = "Continue"
    EDIT_PROMPT = "Edit the prompt"
    OPEN_SETTINGS = "Open Settings"
    OTHER_KEY = "Other key"
    OTHER_MODEL = "Other model"
    PICK_MODEL = "Pick another model"
    RETRY = "Retry"
    RETRY_NOW = "Retry now"
    STAND_IN = "Ask another model"
    STOP = "Stop"
    TEST_CONNECTION = "Test the connection"


@dataclass(frozen=True, slots=True)
class AnswerNotice:
    """A card under an answer that did not end well, or waits.

    Attributes:
        color: The theme's colour of its icon, and of its border when it is urgent.
        detail: A smaller second line, or "".
        remedies: Its buttons; the first stands out.
        stand_in: The model that `Remedy.STAND_IN` asks; "" without it.
        spoken: What a screen reader says of it; as `title` and `detail` where left out.
        record: What is folded away under it, to be sent along with a question; or "".
    """

    icon: str
    color: str
    title: str
    detail: str
    remedies: tuple[Remedy, ...]
    record: str = ""
    stand_in: str = ""
    spoken: str = ""

    @property
    def words(self) -> str:
        """What a screen reader says of it; no countdown, which it would read anew each second."""
        return self.spoken or f"{self.title} {self.detail}".strip()

    def label(self, remedy: Remedy) -> str:
        """What a button says."""
        return f"Ask {self.stand_in}" if remedy is Remedy.STAND_IN else remedy.value
