"""What a card under an answer says, and the ways out that it offers."""

from dataclasses import dataclass
from enum import Enum

from app.words import N_, _


class Remedy(Enum):
    """What a button under a failure does; the value is its label, to be translated."""

    CHANGE_PARAMETERS = N_("Change parameters")
    CHECK_ADDRESS = N_("Check the address")
    CHECK_PROXY = N_("Check the proxy")
    CONTINUE = N_("Continue")
    EDIT_PROMPT = N_("Edit the prompt")
    ENTER_KEY = N_("Enter a key")
    OPEN_SETTINGS = N_("Open Settings")
    OTHER_KEY = N_("Other key")
    OTHER_MODEL = N_("Other model")
    PICK_MODEL = N_("Pick another model")
    RETRY = N_("Retry")
    RETRY_NOW = N_("Retry now")
    STAND_IN = N_("Ask another model")
    STOP = N_("Stop")
    TEST_CONNECTION = N_("Test the connection")


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
        if remedy is Remedy.STAND_IN:
            return _("Ask {model}").format(model=self.stand_in)
        return _(remedy.value)
