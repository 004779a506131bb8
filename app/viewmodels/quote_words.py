"""Tokens, room and money of a prompt that is not sent yet, in words."""

from collections.abc import Callable
from decimal import Decimal

from app.domain.lane import ModelRef
from app.services.quote import FitChoice, FitKind, LaneQuote, Quote

UNKNOWN_PRICE = "price unknown"
_TIMES = "\N{MULTIPLICATION SIGN}"
_CENT = Decimal("0.01")


def token_words(tokens: int, *, exact: bool) -> str:
    """Such as "≈ 1,240 tokens"; without the sign where they were counted."""
    return f"{'' if exact else '≈ '}{tokens:,} {'token' if tokens == 1 else 'tokens'}"


def money(dollars: Decimal) -> str:
    """US dollars, in cents from one cent up, else in its first two digits that are not 0."""
    if not dollars or dollars >= _CENT:
        return f"${dollars:,.2f}"
    return f"${round(dollars, 1 - dollars.adjusted()):f}"


def price_words(low: Decimal | None, high: Decimal | None) -> str:
    """What a lane costs: from reading alone to the longest answer."""
    if low is None or high is None:
        return UNKNOWN_PRICE
    if not high:
        return "free"
    return money(low) if money(low) == money(high) else f"{money(low)} to {money(high)}"


def fit_words(lane: LaneQuote) -> str:
    """How much of its context is taken, such as "12 % of 128,000"."""
    if lane.window is None or lane.fill is None:
        return "context size unknown"
    return f"{_percent(lane.fill)} of {lane.window:,}"


def hint_words(quote: Quote, label: Callable[[str], str]) -> str:
    """The quote in a few words, for beside the button that sends.

    Args:
        quote: With one lane or more.
        label: From a lane's id to what it is called.
    """
    unfit = [lane for lane in quote.lanes if not lane.fits]
    if unfit:
        if len(unfit) > 1:
            return f"{len(unfit)} models have no room for this"
        return f"{label(unfit[0].lane_id)} has no room: {fit_words(unfit[0])}"
    count = len(quote.lanes)
    mean = round(quote.tokens / count)
    exact = quote.is_exact and mean * count == quote.tokens
    words = token_words(mean, exact=exact)
    return words if count == 1 else f"{words} {_TIMES} {count} models · {total_words(quote)}"


def total_words(quote: Quote) -> str:
    """About what all lanes together cost, and how many of their prices are not known."""
    if quote.unknown == len(quote.lanes):
        return UNKNOWN_PRICE if quote.unknown == 1 else "prices unknown"
    middle = (quote.low + quote.high) / 2
    known = f"about {money(middle)}" if middle else "free"
    return f"{known} + {quote.unknown} unknown" if quote.unknown else known


def choice_words(choice: FitChoice, name: Callable[[ModelRef], str]) -> str:
    """What would be done about a lane that does not fit."""
    if choice.kind is FitKind.TRIM:
        return f"Leave out the oldest {choice.dropped} messages"
    if choice.model:
        return f"Ask {name(choice.model)} this time"
    return "Skip it this time"


def _percent(share: float) -> str:
    percent = share * 100
    return "< 1 %" if percent < 1 else f"{percent:,.0f} %"
