"""The page of the budgets: what a day and a month may cost."""

from functools import partial

from app.ui.settings.amount_field import AmountField
from app.ui.settings.preferences_page import PreferencesPage
from app.ui.settings.setting_row import SettingRow
from app.ui.theme import Appearance
from app.words import N_, _

_ROWS = (
    (
        "daily_budget",
        N_("For a day"),
        N_("Budget for a day, in US dollars"),
        N_("From midnight to midnight, by the clock of this computer."),
    ),
    (
        "monthly_budget",
        N_("For a month"),
        N_("Budget for a month, in US dollars"),
        N_("From the first of the month on."),
    ),
)
_NOTE = N_(
    "What would go over a budget is stopped before it is sent, and asked about. "
    "Counted are list prices in US dollars; answers whose price is not known "
    "count nothing."
)


class BudgetPage(PreferencesPage):
    """Both are off until an amount is entered."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__(appearance, _("Budget"), "chart-no-axes-column")
        for field, name, label, note in _ROWS:
            control = AmountField(appearance, _(label))
            control.chosen.connect(partial(self.changed.emit, field))
            found_by = _("money cost spend limit price dollars daily monthly")
            row = SettingRow(appearance, _(name), _(note), control, found_by=found_by)
            self.add_row(self.card, field, row, control)
        facts = self.add_card(_("How it counts"))
        facts.put(
            SettingRow(appearance, _("What is counted"), _(_NOTE), found_by=_("money cost")), 0
        )
