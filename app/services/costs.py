"""What answers cost."""

from dataclasses import replace

from app.domain.answer import Answer
from app.providers.prices import cost, load_prices


async def priced(answer: Answer) -> Answer:
    """The answer with its cost, where the price of its model is known.

    A server at an address of its own has prices of its own, so none is assumed for it.
    """
    usage, model = answer.metrics.usage, answer.model
    if usage is None or model.base_url:
        return answer
    await load_prices()
    price = cost(usage, model.provider, model.model)
    return replace(answer, metrics=replace(answer.metrics, cost=price.total)) if price else answer
