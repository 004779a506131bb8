"""What the person has chosen, as against what they have said. Never a key."""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from app.domain.lane import Candidate, ModelRef
from app.domain.messages import Parameters
from app.words import N_


class ColorMode(StrEnum):
    """Which colours the window has."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Language(StrEnum):
    """What the window speaks; its value is the code of the language, but for the first."""

    SYSTEM = "system"
    ENGLISH = "en"
    GERMAN = "de"


class Density(StrEnum):
    """How much space lists and messages have between them."""

    COMFORTABLE = "comfortable"
    COMPACT = "compact"


@dataclass(frozen=True, slots=True)
class SavedServer:
    """An OpenAI-compatible server that the person has added."""

    label: str
    base_url: str


@dataclass(frozen=True, slots=True)
class LaneSetup:
    """What a lane of a new chat starts with."""

    model: ModelRef
    parameters: Parameters = field(default_factory=Parameters)
    system_prompt: str = ""
    key_id: str = ""
    fallbacks: tuple[Candidate, ...] = ()
    switches: bool = False


@dataclass(frozen=True, slots=True)
class LineUp:
    """A named set of lanes, left to right."""

    id: str
    name: str
    lanes: tuple[LaneSetup, ...]


@dataclass(frozen=True, slots=True)
class Preset:
    """A named way to ask any model."""

    id: str
    name: str
    system_prompt: str = ""
    parameters: Parameters = field(default_factory=Parameters)

    def asks(self, parameters: Parameters, system_prompt: str) -> bool:
        """Whether it asks just so."""
        return (self.parameters, self.system_prompt) == (parameters, system_prompt)


PRESETS = (
    Preset(
        "concise",
        N_("Concise"),
        "Answer in as few words as the question allows. No introduction and no summary.",
    ),
    Preset(
        "code_review",
        N_("Code review"),
        "Review the code you are given. Name what is wrong first, the worst at the top: where it "
        "is, why it is wrong, and how to mend it. Say so if you find nothing. Don't praise.",
    ),
    Preset(
        "plain_words",
        N_("Plain words"),
        "Explain so that someone who is new to the subject can follow: everyday words, short "
        "sentences, and an example where one helps.",
    ),
)


@dataclass(frozen=True, slots=True)
class ChosenKeys:
    """The keys of a shortcut, by its id: such as "Ctrl+K", as on Linux; "" for none."""

    id: str
    keys: str


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings.

    Attributes:
        density: How close things stand.
        scale: Of the whole window, in percent.
        zoom: Of what is read, in percent.
        lineup: The lanes that were used last, left to right.
        line_ups: The named ones, in the order of their shortcuts.
        default_line_up: Id of the one that new chats start with; "" for the lanes used last.
        presets: In the order in which they are offered.
        secret_guard: Whether prompts that hold a key are asked about before they are sent.
        shortcuts: Those that were given other keys, the last change last.
        tray: Show an icon in the system's tray, and notifications.
        daily_budget: US dollars that a day's answers may cost; None for any.
        monthly_budget: The same for a calendar month.
        window: The window's place and size, as Qt saves it, in base64; "" for the usual.
    """

    language: Language = Language.SYSTEM
    appearance: ColorMode = ColorMode.SYSTEM
    density: Density = Density.COMFORTABLE
    scale: int = 100
    zoom: int = 100
    servers: tuple[SavedServer, ...] = ()
    lineup: tuple[LaneSetup, ...] = ()
    line_ups: tuple[LineUp, ...] = ()
    default_line_up: str = ""
    presets: tuple[Preset, ...] = PRESETS
    secret_guard: bool = True
    shortcuts: tuple[ChosenKeys, ...] = ()
    tray: bool = True
    daily_budget: Decimal | None = None
    monthly_budget: Decimal | None = None
    window: str = ""
