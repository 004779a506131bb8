"""Which place of one answer belongs to which of another, for panes that scroll together."""

from bisect import bisect_right
from collections.abc import Sequence

from app.services.comparison.lens import Comparison

Anchor = tuple[int, int]


def anchors(comparison: Comparison, left: int, right: int) -> tuple[Anchor, ...]:
    """The pieces of two answers that belong together, both in order from top to bottom.

    Of pieces whose order differs between the answers, as many are kept as can be in one order (a
    longest increasing subsequence), so that scrolling down never leads upwards.

    Args:
        comparison: What the lens found.
        left: Index of one answer.
        right: Index of the other.

    Returns:
        Pairs of findings' indices, the first in `left` and the second in `right`. `Piece.block`
        and `Piece.paragraph` say where on the screen they are.
    """
    pairs = [(group[left], group[right]) for group in comparison.groups]
    found = sorted((a, b) for a, b in pairs if a is not None and b is not None)
    # The last pair of the best row of each length, and what came before each pair.
    ends: list[int] = []
    last: list[int] = []
    before: list[int | None] = []
    for n, (_, b) in enumerate(found):
        length = bisect_right(ends, b)
        before.append(last[length - 1] if length else None)
        ends[length:] = [b, *ends[length + 1 :]]
        last[length:] = [n, *last[length + 1 :]]
    row: list[Anchor] = []
    n = last[-1] if last else None
    while n is not None:
        row.append(found[n])
        n = before[n]
    return tuple(reversed(row))


def follow(
    anchors: Sequence[tuple[float, float]], position: float, lengths: tuple[float, float]
) -> float:
    """Where the other pane belongs when one is at `position`.

    Between two anchors it moves evenly, and never backwards: a larger position never gives a
    smaller result. Both beginnings belong together, and both ends.

    Args:
        anchors: Pairs of positions that belong together, rising on both sides: of tops of pieces
            in pixels, say.
        position: In the pane that the person scrolls, from 0 to the first length.
        lengths: Of the content of both panes, in the same unit.
    """
    rows = [(0.0, 0.0), *anchors, lengths]
    n = bisect_right(rows, position, key=lambda row: row[0])
    if n == len(rows):
        return lengths[1]
    (a, b), (a_next, b_next) = rows[max(n - 1, 0)], rows[n]
    share = (position - a) / (a_next - a) if a_next > a else 0.0
    return b + max(share, 0.0) * (b_next - b)
