"""How wide the columns of a table are."""

from collections.abc import Sequence

NARROWEST = 64


def column_widths(natural: Sequence[int], available: int) -> list[int]:
    """Share out the width: in proportion where there is plenty, fairly where there is not.

    Args:
        natural: What each column needs to show its cells unwrapped, in pixels.
        available: Pixels there are.

    Returns:
        A width for each column. They add up to more than there is only when there are so many
        columns that each would be narrower than `NARROWEST`.
    """
    total = sum(natural)
    if total <= available:
        widths = [width * available // max(total, 1) for width in natural]
        widths[-1] += available - sum(widths)
        return widths
    widths = list(natural)
    wide = set(range(len(natural)))
    left = available
    while wide:
        share = left // len(wide)
        fitting = {i for i in wide if natural[i] <= share}
        if not fitting:
            for i in wide:
                widths[i] = max(share, min(natural[i], NARROWEST))
            break
        left -= sum(natural[i] for i in fitting)
        wide -= fitting
    return widths
