"""The page of the budgets: what a day and a month may cost."""

from functools import partial

from app.ui.settings.amount_field import AmountField
from app.ui.settings.preferences_page import PreferencesPage
from app.ui.settings.setting_row import SettingRow
from app.ui.theme import Appearance

_ROWS = (
    ("daily_budget", "For a day", "From midnight to midnight, by the clock of this computer."),
    ("monthly_budget", "For a month", "From the first of the month on."),
)
_NOTE = (
    "What would go over a budget is stopped before it is sent, and asked about. Counted are list "
    "prices in US dollars; answers whose price is not known count nothing."
)


class BudgetPage(PreferencesPage):
    """Both are off until an amount is entered."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__(appearance, "Budget", "chart-no-axes-column")
        for field, name, note in _ROWS:
            control = AmountField(appearance, f"Budget {name.lower()}, in US dollars")
            control.chosen.connect(partial(self.changed.emit, field))
            found_by = "money cost spend limit price dollars daily monthly"
            row = SettingRow(appearance, name, note, control, found_by=found_by)
            self.add_row(self.card, field, row, control)
        facts = self.add_card("How it counts")
        facts.put(SettingRow(appearance, "What is counted", _NOTE, found_by="money cost"), 0)
