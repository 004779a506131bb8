"""Tokens, room and money of a prompt that is not sent yet, in words."""

from collections.abc import Callable
from decimal import Decimal

from app.domain.lane import ModelRef
from app.services.quote import FitChoice, FitKind, LaneQuote, Quote
from app.words import N_, _, ngettext, number, us_dollars

UNKNOWN_PRICE = N_("price unknown")
_UNKNOWN_PRICES = N_("prices unknown")
_CENT = Decimal("0.01")


def token_words(tokens: int, *, exact: bool, uncounted: int = 0) -> str:
    """Such as "≈ 1,240 tokens + 1 file"; without the sign where they were counted."""
    words = ngettext("{n} token", "{n} tokens", tokens).format(n=number(tokens))
    words = words if exact else f"≈ {words}"
    if not uncounted:
        return words
    files = ngettext("{tokens} + {n} file", "{tokens} + {n} files", uncounted)
    return files.format(tokens=words, n=uncounted)


def money(dollars: Decimal) -> str:
    """US dollars, in cents from one cent up, else in its first two digits that are not 0."""
    if not dollars or dollars >= _CENT:
        return us_dollars(dollars)
    return us_dollars(dollars, 1 - dollars.adjusted())


def price_words(low: Decimal | None, high: Decimal | None, uncounted: int = 0) -> str:
    """What a lane costs: from reading alone to the longest answer; files may not be counted."""
    if low is None or high is None:
        return _(UNKNOWN_PRICE)
    if not high:
        return _("free")
    span = _("{low} to {high}").format(low=money(low), high=money(high))
    known = money(low) if money(low) == money(high) else span
    return _("{known} + files").format(known=known) if uncounted else known


def fit_words(lane: LaneQuote) -> str:
    """How much of its context is taken, such as "12 % of 128,000"."""
    if lane.window is None or lane.fill is None:
        return _("context size unknown")
    percent, size = _percent(lane.fill), number(lane.window)
    if lane.count.uncounted:
        return _("over {percent} of {size}").format(percent=percent, size=size)
    return _("{percent} of {size}").format(percent=percent, size=size)


def hint_words(quote: Quote, label: Callable[[str], str]) -> str:
    """The quote in a few words, for beside the button that sends.

    Args:
        quote: With one lane or more.
        label: From a lane's id to what it is called.
    """
    unfit = [lane for lane in quote.lanes if not lane.fits]
    if unfit:
        if len(unfit) > 1:
            return _("{n} models have no room for this").format(n=len(unfit))
        name, fit = label(unfit[0].lane_id), fit_words(unfit[0])
        return _("{name} has no room: {fit}").format(name=name, fit=fit)
    count = len(quote.lanes)
    mean = round(quote.tokens / count)
    exact = quote.is_exact and mean * count == quote.tokens
    words = token_words(mean, exact=exact, uncounted=quote.uncounted)
    if count == 1:
        return words
    total = total_words(quote)
    return _("{tokens} \N{MULTIPLICATION SIGN} {n} models · {total}").format(
        tokens=words, n=count, total=total
    )


def total_words(quote: Quote) -> str:
    """About what all lanes together cost, and how many of their prices are not known."""
    if quote.unknown == len(quote.lanes):
        return _(UNKNOWN_PRICE if quote.unknown == 1 else _UNKNOWN_PRICES)
    middle = (quote.low + quote.high) / 2
    known = _("about {money}").format(money=money(middle)) if middle else _("free")
    if quote.uncounted and middle:
        known = _("{known} + files").format(known=known)
    if not quote.unknown:
        return known
    return _("{known} + {n} unknown").format(known=known, n=quote.unknown)


def choice_words(choice: FitChoice, name: Callable[[ModelRef], str]) -> str:
    """What would be done about a lane that does not fit."""
    if choice.kind is FitKind.TRIM:
        return ngettext(
            "Leave out the oldest {n} messages", "Leave out the oldest {n} messages", choice.dropped
        ).format(n=choice.dropped)
    if choice.model:
        return _("Ask {model} this time").format(model=name(choice.model))
    return _("Skip it this time")


def _percent(share: float) -> str:
    percent = share * 100
    return "< 1 %" if percent < 1 else f"{percent:,.0f} %"
