"""The makers of models and what they call them, for masking who answered."""

import re

from app.domain.lane import ModelRef

# What makers and their models are called, by a word that tells them in provider or model.
_FAMILIES = {
    "openai": ("OpenAI", "Open AI", "ChatGPT", "Chat GPT", "GPT", "ЧатГПТ"),
    "gpt": ("OpenAI", "Open AI", "ChatGPT", "Chat GPT", "GPT", "ЧатГПТ"),
    "anthropic": ("Anthropic", "Claude", "Клод", "クロード", "克劳德"),
    "claude": ("Anthropic", "Claude", "Opus", "Sonnet", "Haiku", "Клод", "クロード", "克劳德"),
    "google": ("Google", "DeepMind", "Gemini", "Bard", "ジェミニ", "谷歌"),
    "gemini": ("Google", "DeepMind", "Gemini", "Bard", "ジェミニ", "谷歌"),
    "gemma": ("Google", "DeepMind", "Gemma"),
    "cohere": ("Cohere", "Command R", "Command A", "Aya"),
    "llama": ("Meta AI", "Meta", "Llama"),
    "mistral": ("Mistral AI", "Mistral", "Le Chat"),
    "mixtral": ("Mistral AI", "Mistral", "Mixtral"),
    "codestral": ("Mistral AI", "Mistral", "Codestral"),
    "qwen": (
        "Alibaba Cloud",
        "Alibaba",
        "Qwen",
        "Tongyi",
        "通义千问",
        "千问",
        "阿里云",
        "阿里巴巴",
    ),
    "deepseek": ("DeepSeek", "Deep Seek", "深度求索"),
    "grok": ("xAI", "Grok"),
    "phi": ("Microsoft", "Phi"),
    "kimi": ("Moonshot AI", "Moonshot", "Kimi", "月之暗面"),
    "glm": ("Zhipu", "Z.ai", "ChatGLM", "GLM", "智谱"),
    "nemotron": ("NVIDIA", "Nemotron"),
    "granite": ("IBM", "Granite"),
    "smollm": ("Hugging Face", "SmolLM"),
    "olmo": ("Ai2", "Allen Institute", "OLMo"),
}
_WITHOUT_A_FAMILY = (
    *("Copilot", "ERNIE", "Baidu", "文心一言", "Doubao", "豆包", "ByteDance", "Hunyuan", "Tencent"),
    *("Yi", "01.AI", "Baichuan", "MiniMax", "Amazon Nova", "Amazon", "Perplexity", "Sonar", "Pi"),
    *("Inflection", "AI21", "Jamba", "Reka", "Falcon", "Vicuna", "Alpaca", "Zephyr", "StableLM"),
)
# Everything that an answer may call itself or its maker.
ALL_MAKERS = tuple(
    sorted({*_WITHOUT_A_FAMILY, *(name for names in _FAMILIES.values() for name in names)})
)
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
