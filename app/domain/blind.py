"""What a blind comparison hides in words: who made the answers, and in which order they stand."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from random import Random

from app.domain.conversation import Conversation, Turn
from app.domain.lane import Lane, ModelRef
from app.words import _

MASK = "[model]"

# What the makers and their models are called, by a word that tells them in provider or model.
_FAMILIES = {
    "openai": ("OpenAI", "ChatGPT", "GPT"),
    "gpt": ("OpenAI", "ChatGPT", "GPT"),
    "anthropic": ("Anthropic", "Claude"),
    "claude": ("Anthropic", "Claude", "Opus", "Sonnet", "Haiku"),
    "google": ("Google", "DeepMind", "Gemini", "Bard"),
    "gemini": ("Google", "DeepMind", "Gemini", "Bard"),
    "gemma": ("Google", "DeepMind", "Gemma"),
    "cohere": ("Cohere", "Command R", "Command A", "Aya"),
    "llama": ("Meta AI", "Meta", "Llama"),
    "mistral": ("Mistral AI", "Mistral", "Le Chat"),
    "mixtral": ("Mistral AI", "Mistral", "Mixtral"),
    "codestral": ("Mistral AI", "Mistral", "Codestral"),
    "qwen": ("Alibaba Cloud", "Alibaba", "Qwen", "Tongyi"),
    "deepseek": ("DeepSeek",),
    "grok": ("xAI", "Grok"),
    "phi": ("Microsoft", "Phi"),
    "kimi": ("Moonshot AI", "Moonshot", "Kimi"),
    "glm": ("Zhipu", "Z.ai", "ChatGLM", "GLM"),
    "nemotron": ("NVIDIA", "Nemotron"),
    "granite": ("IBM", "Granite"),
    "smollm": ("Hugging Face", "SmolLM"),
    "olmo": ("Ai2", "Allen Institute", "OLMo"),
}
_PARTS = re.compile(r"[^\w]+|_+")
_DIGIT = re.compile(r"\d")
_FEWEST_LETTERS = 2


def names_of(model: ModelRef, label: str = "") -> tuple[str, ...]:
    """What could give a model away in its own words: its name, its family's and its maker's.

    Args:
        model: The model.
        label: What it is called on screen.
    """
    # A server that speaks as OpenAI's does need not have its models.
    maker = "" if model.provider == "openai_compatible" else model.provider
    where = f"{maker} {model.model} {label}".lower()
    families = [names for word, names in _FAMILIES.items() if re.search(rf"\b{word}", where)]
    # "maker/model:size" is said in parts, too; the end of "model:latest" alone names nobody.
    name, _, size = model.model.partition(":")
    written = [model.model, label, *re.split(r"[/@]", name)]
    written += [size] if _DIGIT.search(size) else []
    names = {*written, *(name for family in families for name in family)}
    return tuple(sorted(name for name in names if len(name.strip()) >= _FEWEST_LETTERS))


def mask_makers(text: str, names: Iterable[str]) -> str:
    """A text with the names of models and makers masked, in any case and with any separators.

    Args:
        text: Of an answer.
        names: Those of all lanes, for every lane: what is masked in one alone would tell as much
            as the name.
    """
    mask = StreamMask(names)
    return mask.feed(text) + mask.finish()


class StreamMask:
    """Masks a text that arrives in pieces, also where a name is split between two.

    The last few characters are held back until it is clear that no name begins in them.
    """

    def __init__(self, names: Iterable[str]) -> None:
        parts = [tuple(filter(None, _PARTS.split(name))) for name in names]
        # The longest first, so that "GPT-4o mini" does not leave its "mini".
        wanted = sorted({p for p in parts if p}, key=lambda p: (-sum(map(len, p)), p))
        patterns = [r"[\W_]{0,2}".join(map(re.escape, name)) for name in wanted]
        self._longest = max((sum(map(len, n)) + 2 * len(n) for n in wanted), default=0)
        names_pattern = "|".join(patterns) or r"(?!)"
        self._pattern = re.compile(rf"(?<![^\W_])(?:{names_pattern})(?![^\W\d_])", re.IGNORECASE)
        self._text = ""
        self._place = 0

    def feed(self, chunk: str) -> str:
        """Take in more of the text; return what of it is clear by now."""
        self._text += chunk
        return self._take(len(self._text) - self._longest - 1)

    def finish(self) -> str:
        """The rest: the text is whole."""
        return self._take(len(self._text))

    def _take(self, until: int) -> str:
        taken: list[str] = []
        for match in self._pattern.finditer(self._text, self._place):
            if match.start() >= until:
                break
            taken += [self._text[self._place : match.start()], MASK]
            self._place = match.end()
        if self._place < until:
            taken.append(self._text[self._place : until])
            self._place = until
        return "".join(taken)


def blind_order(turn_id: str, lane_ids: Sequence[str]) -> tuple[str, ...]:
    """The lanes in an order that tells nothing, the same one each time a turn is shown.

    Args:
        turn_id: Each turn has an order of its own.
        lane_ids: In any order; that they were moved does not change the result.
    """
    shuffled = sorted(lane_ids)
    Random(turn_id).shuffle(shuffled)  # noqa: S311  # an order, not a secret
    return tuple(shuffled)


def blind_label(place: int) -> str:
    """What a lane is called while names are hidden: "Model A" for place 0."""
    return _("Model {letter}").format(letter=chr(ord("A") + place))


def asked_blind(turn: Turn, lanes: Sequence[Lane]) -> Turn:
    """A turn whose answers stand in another order, without names; one answer alone has its own."""
    if len(lanes) < 2:
        return turn
    return replace(
        turn, lane_order=blind_order(turn.id, [lane.id for lane in lanes]), hides_names=True
    )


def hides_names(conversation: Conversation) -> bool:
    """Whether it is not to be seen who gave the answers that are shown last."""
    head_id = conversation.head_id
    return head_id is not None and conversation.turn(head_id).hides_names


def lanes_in_sight(conversation: Conversation) -> tuple[Lane, ...]:
    """The lanes in the window, left to right, as they stand at the turn that is shown last."""
    place = _places(conversation)
    return tuple(sorted(conversation.active_lanes, key=lambda lane: place[lane.id]))


def blind_labels(conversation: Conversation) -> Mapping[str, str]:
    """What each lane is called while names are hidden, by its id; removed ones included."""
    return {lane_id: blind_label(n) for lane_id, n in _places(conversation).items()}


def turns_in_sight(conversation: Conversation) -> tuple[Turn, ...]:
    """The turns that are shown, oldest first.

    While names are hidden, those whose names have been seen are left out: who spoke there would
    tell who speaks in the same lane now.
    """
    path = conversation.path()
    if not hides_names(conversation):
        return path
    seen = [n for n, turn in enumerate(path) if not turn.hides_names]
    return path[seen[-1] + 1 :] if seen else path


def with_names(conversation: Conversation) -> tuple[Turn, ...]:
    """The turns of the branch that is shown that hid their names, as they are without that."""
    return tuple(
        replace(turn, hides_names=False) for turn in conversation.path() if turn.hides_names
    )


def without_shuffle(conversation: Conversation) -> tuple[Turn, ...]:
    """The turn that is shown last, with its lanes where the person puts them; nothing while blind.

    Putting lanes in order while their names are hidden would order them by what they are not.
    """
    if conversation.head_id is None:
        return ()
    head = conversation.turn(conversation.head_id)
    return () if head.hides_names or not head.lane_order else (replace(head, lane_order=()),)


def _places(conversation: Conversation) -> dict[str, int]:
    """Which place each lane has, those that came later behind those that were shuffled."""
    head_id = conversation.head_id
    shuffled = conversation.turn(head_id).lane_order if head_id else ()
    ids = dict.fromkeys((*shuffled, *(lane.id for lane in conversation.lanes)))
    return {lane_id: n for n, lane_id in enumerate(ids)}
