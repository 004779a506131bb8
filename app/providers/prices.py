"""List prices and context windows from the genai-prices package, as it was installed.

Nothing here asks the network. The first call reads the collection, which takes about a second:
await `load_prices` before calling the others on the GUI thread.
"""

import asyncio
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from app.domain.messages import Usage
from app.domain.prices import Cost, Price

if TYPE_CHECKING:
    from genai_prices.types import ModelInfo, TieredPrices

# Those whose names mean the same in the collection. A server of one's own has prices of its own.
_PRICED = frozenset({"anthropic", "cohere", "google", "openai"})

# The collection doesn't say how old it is: the days on which its versions came out on PyPI.
_PUBLISHED = {"0.2.3": date(2026, 11, 10)}


async def load_prices() -> None:
    """Reads the collection on a worker thread, so that later look-ups are quick."""
    await asyncio.to_thread(_find, "openai", "")


def price_of(provider: str, model: str) -> Price | None:
    """A model's price today.

    Args:
        provider: Registry name.
        model: Its name at the provider.

    Returns:
        None where the price of its input or its output is not known.
    """
    found = _find(provider, model)
    if found is None:
        return None
    import genai_prices

    rates = found.get_prices(datetime.now(UTC))
    reading, writing = rates.input_mtok, rates.output_mtok
    if reading is None or writing is None:
        return None
    cached = rates.cache_read_mtok
    return Price(
        input=_base(reading),
        output=_base(writing),
        cached_input=None if cached is None else _base(cached),
        dearer_above=_first_step(reading, writing),
        context_window=found.context_window,
        source=f"genai-prices {genai_prices.__version__}",
        as_of=_PUBLISHED.get(genai_prices.__version__),
    )


def cost(usage: Usage, provider: str, model: str) -> Cost | None:
    """What an answer cost at today's list price.

    Args:
        usage: As a provider of ours reports it; its input includes the cached tokens.
        provider: Registry name.
        model: Its name at the provider.

    Returns:
        None where the price is not known, or the usage is incomplete or contradicts itself.
    """
    if usage["input_tokens"] is None or usage["output_tokens"] is None:
        return None
    if price_of(provider, model) is None:
        return None
    import genai_prices

    try:
        counted = genai_prices.Usage(
            input_tokens=usage["input_tokens"],
            output_tokens=usage["output_tokens"],
            cache_read_tokens=usage["cached_tokens"],
            cache_write_tokens=usage.get("cache_write_tokens"),
        )
        priced = genai_prices.calc_price(counted, model, provider_id=provider)
    except ValueError:  # more cached tokens than there were, for instance
        return None
    return Cost(input=priced.input_price, output=priced.output_price)


def is_listed(provider: str, model: str) -> bool:
    """Whether the collection knows a model as one of that provider's."""
    return _find(provider, model) is not None


def _find(provider: str, model: str) -> "ModelInfo | None":
    if provider not in _PRICED:
        return None
    from genai_prices.data_snapshot import get_snapshot

    try:
        found = get_snapshot().find_provider_model(model, None, provider, None)[1]
    except LookupError:
        return None
    # The collection's Google is Vertex too, which sells Anthropic's models.
    return None if provider == "google" and found.id.startswith("claude-") else found


def _base(rate: "Decimal | TieredPrices") -> Decimal:
    return rate if isinstance(rate, Decimal) else rate.base


def _first_step(*rates: "Decimal | TieredPrices") -> int | None:
    return min(
        (tier.start for rate in rates if not isinstance(rate, Decimal) for tier in rate.tiers),
        default=None,
    )
