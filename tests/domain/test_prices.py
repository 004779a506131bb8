from decimal import Decimal

from app.domain.prices import Cost


def test_a_cost_is_that_of_both_directions():
    assert Cost(input=Decimal("0.10"), output=Decimal("0.025")).total == Decimal("0.125")
