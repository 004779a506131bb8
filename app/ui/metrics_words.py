"""The numbers of an answer in words, each with its name."""

from collections.abc import Sequence

from app.domain.metrics import Metrics
from app.ui.transcript.answer_words import dollars
from app.words import _, decimal, number

UNKNOWN = "–"  # noqa: RUF001  # an en dash is what the design shows


def all_numbers(metrics: Metrics) -> Sequence[tuple[str, str]]:
    """Everything that is measured of an answer; a dash where a number isn't known."""
    usage, about = metrics.usage, "≈ " if metrics.is_estimate else ""
    speed = metrics.tokens_per_second
    cached = usage["cached_tokens"] if usage else None
    return (
        (_("First token"), seconds(metrics.first_token_s)),
        (_("Total time"), seconds(metrics.total_s)),
        (_("Speed"), UNKNOWN if speed is None else _speed(f"{about}{speed:.0f}")),
        (_("Tokens in"), _count(usage["input_tokens"] if usage else None)),
        (_("of them cached"), _count(cached)),
        (_("Tokens out"), UNKNOWN if metrics.tokens is None else about + number(metrics.tokens)),
        (_("of them reasoning"), _count(usage["reasoning_tokens"] if usage else None)),
        (_("Cost"), UNKNOWN if metrics.cost is None else dollars(metrics.cost)),
        (_("Retries"), str(metrics.retries)),
        (_("Waited for retries"), seconds(metrics.waited_s)),
    )


def parts_of_numbers() -> tuple[str, str]:
    """The names of those that are a part of the one above."""
    return _("of them cached"), _("of them reasoning")


def seconds(value: float | None) -> str:
    """A time, or a dash."""
    return UNKNOWN if value is None else _("{n} s").format(n=decimal(value, 2))


def _speed(tokens: str) -> str:
    return _("{n} tokens/s").format(n=tokens)


def _count(tokens: int | None) -> str:
    return UNKNOWN if tokens is None else number(tokens)
