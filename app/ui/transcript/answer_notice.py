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
    PICK_MODEL = "Pick another model"
    RETRY = "Retry"
    RETRY_NOW = "Retry now"
    STOP = "Stop"
    TEST_CONNECTION = "Test the connection"


@dataclass(frozen=True, slots=True)
class AnswerNotice:
    """A card under an answer that did not end well, or waits.

    Attributes:
        color: The theme's colour of its icon, and of its border when it is urgent.
        detail: A smaller second line, or "".
        remedies: Its buttons; the first stands out.
        record: What is folded away under it, to be sent along with a question; or "".
    """

    icon: str
    color: str
    title: str
    detail: str
    remedies: tuple[Remedy, ...]
    record: str = ""
