"""What a blind comparison hides in words: who made the answers, and in which order they stand."""

import re
from collections.abc import Iterable, Sequence
from random import Random

from app.domain.conversation import ModelRef

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
    # "maker/model:size" is said in parts, too.
    written = [model.model, label, *re.split(r"[/:@]", model.model)]
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
    """What an answer is called while names are hidden: "Answer A" for place 0."""
    return f"Answer {chr(ord('A') + place)}"
