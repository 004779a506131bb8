"""What the difference lens takes for eight answers of 2,000 words, beside parsing them once."""

import random

from app.services.comparison.lens import compare as compare_answers
from app.services.comparison.pieces import AnswerText, answer_text
from bench.comparison import compare

ANSWERS, WORDS = 8, 2000
MOST_MS = 150


async def measure() -> str:
    """Compare answers to one prompt: some paragraphs alike, some worded anew, some of one only."""
    markdown = [write_answer(n) for n in range(ANSWERS)]
    answers = [answer_text(text) for text in markdown]

    async def lens() -> None:
        compare_answers(answers)

    async def parsing() -> list[AnswerText]:
        return [answer_text(text) for text in markdown]

    found = await compare(
        f"The difference lens, {ANSWERS} answers of {WORDS:,} words",
        lens,
        baseline="parsing their Markdown",
        theirs=parsing,
    )
    verdict = "met" if found.ours_ms <= MOST_MS else "MISSED"
    return f"{found}, at most {MOST_MS} ms {verdict}"


def write_answer(number: int) -> str:
    """An answer of 2,000 words: headings, paragraphs, lists, code, as the others have them."""
    common, own = random.Random(7), random.Random(number)  # noqa: S311  # always the same texts
    vocabulary = ["".join(common.choices("etaoinshrdlu", k=2 + n // 60)) for n in range(600)]
    weights = [1 / (n + 1) for n in range(600)]
    lines: list[str] = []
    words = 0
    while words < WORDS:
        kind = common.randrange(8)
        base = common.choices(vocabulary, weights, k=common.randrange(8, 60))
        changes = own.choice([0.0, 0.1, 0.3, 0.9])
        text = [own.choice(vocabulary) if own.random() < changes else word for word in base]
        words += len(text)
        match kind:
            case 0:
                lines += ["## " + " ".join(text[:5]), "", " ".join(text[5:]) + ".", ""]
            case 1:
                lines += [
                    "```python",
                    *(f"{a} = {b}" for a, b in zip(text, base, strict=True)),
                    "```",
                    "",
                ]
            case 2 | 3:
                lines += [*(f"- {' '.join(text[i : i + 12])}" for i in range(0, len(text), 12)), ""]
            case _:
                lines += [" ".join(text).capitalize() + ".", ""]
    return "\n".join(lines)
