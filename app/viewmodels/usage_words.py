"""What was asked and spent, in words."""

from app.domain.usage import Tally
from app.services.budget import Spending
from app.viewmodels.quote_words import money
from app.words import _, ngettext, number


def month_words(tally: Tally) -> str:
    """The spending of a month in so few words that they stand in the sidebar; "" for none."""
    if not tally.calls:
        return ""
    if not tally.is_priced:
        return _("unpriced")
    if tally.unpriced:
        return _("{amount} + unpriced").format(amount=money(tally.cost))
    return _("{amount} this month").format(amount=money(tally.cost))


def cost_words(tally: Tally) -> str:
    """What calls cost, and how many of them have no known price."""
    if not tally.is_priced:
        return _("unknown")
    if tally.unpriced:
        return _("{amount} + {n} unpriced").format(
            amount=money(tally.cost), n=number(tally.unpriced)
        )
    return money(tally.cost)


def summary_words(tally: Tally) -> str:
    """What was asked in a period, in a few sentences."""
    if not tally.calls:
        return _("Nothing was asked in this time.")
    words = [
        ngettext("{n} answer at list prices.", "{n} answers at list prices.", tally.calls).format(
            n=number(tally.calls)
        )
    ]
    if tally.unpriced:
        words.append(
            ngettext(
                "The price of {n} of them is not known: it is in no sum.",
                "The prices of {n} of them are not known: they are in no sum.",
                tally.unpriced,
            ).format(n=number(tally.unpriced))
        )
    return " ".join(words)


def budget_words(spending: Spending) -> str:
    """What the budgets are, and what of them is left; "" if there are none."""
    lines: list[str] = []
    if (most := spending.daily_budget) is not None:
        left = money(max(most - spending.today, most * 0))
        words = _("Today {spent} of {most} are spent, {left} are left.")
        lines.append(words.format(spent=money(spending.today), most=money(most), left=left))
    if (most := spending.monthly_budget) is not None:
        left = money(max(most - spending.this_month, most * 0))
        words = _("This month {spent} of {most} are spent, {left} are left.")
        lines.append(words.format(spent=money(spending.this_month), most=money(most), left=left))
    return " ".join(lines)
