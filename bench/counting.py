"""How long whoever types waits for the number of tokens in a long prompt."""

import statistics
import time

from app.providers.tokenizer import count_text

CHARACTERS = 100_000
BOUND_MS = 50
ROUNDS = 20
SENTENCE = "def größe(x): return x + 1  # 你好, what are 1,234.5 kg of “apples” 🍎 worth?\n"
PROMPT = (SENTENCE * (CHARACTERS // len(SENTENCE) + 1))[:CHARACTERS]


async def measure() -> str:
    """Count the same prompt again and again, once the vocabulary is loaded."""
    await count_text("", "gpt-4o")
    rounds = [await _count_ms() for _ in range(ROUNDS)]
    return (
        f"Counting the tokens of {CHARACTERS:,} characters on a worker thread: "
        f"{statistics.median(rounds):.1f} ms, to be under {BOUND_MS} ms "
        f"(rounds {min(rounds):.1f} to {max(rounds):.1f})"
    )


async def _count_ms() -> float:
    started = time.perf_counter()
    await count_text(PROMPT, "gpt-4o")
    return (time.perf_counter() - started) * 1_000
