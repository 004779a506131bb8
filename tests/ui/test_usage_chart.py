"""The chart of the usage, as it is read out."""

from datetime import date
from decimal import Decimal

import pytest

from app.domain.usage import Tally
from app.ui.usage_chart import UsageChart
from app.viewmodels.usage import Bar


@pytest.mark.usefixtures("german")
def test_numbers_are_written_as_the_language_writes_them(qtbot, appearance):
    chart = UsageChart(appearance)
    qtbot.addWidget(chart)
    tally = Tally(calls=12_345, cost=Decimal("1234.5"), unpriced=1_500)
    chart.set_bars([Bar(date(2026, 1, 2), tally)], are_months=False)
    assert "1.234,50" in chart.accessibleDescription()
    assert "+ 1.500 ohne Preis" in chart.accessibleDescription()
    assert "12.345 Antworten" in chart.accessibleDescription()
