"""The heights of many rows below each other: a Fenwick tree, so that no question takes long."""

from collections.abc import Iterable
from itertools import accumulate


class Heights:
    """Knows where each row starts and which row stands at a place; both in log n steps."""

    def __init__(self, heights: Iterable[int] = ()) -> None:
        self._heights = list(heights)
        sums = list(accumulate(self._heights, initial=0))
        self._tree = [total - sums[i & (i - 1)] for i, total in enumerate(sums)]

    def __len__(self) -> int:
        return len(self._heights)

    def __getitem__(self, row: int) -> int:
        return self._heights[row]

    @property
    def total(self) -> int:
        """The height of all rows."""
        return self.top(len(self))

    def set(self, row: int, height: int) -> None:
        """Give a row another height."""
        change = height - self._heights[row]
        if not change:
            return
        self._heights[row] = height
        i = row + 1
        while i < len(self._tree):
            self._tree[i] += change
            i += i & -i

    def top(self, row: int) -> int:
        """Where a row starts; for the number of rows, where they end."""
        result = 0
        while row > 0:
            result += self._tree[row]
            row -= row & -row
        return result

    def row_at(self, y: int) -> int:
        """The row that stands at a place; the first above all, the last below all.

        Raises:
            ValueError: There are no rows.
        """
        if not self._heights:
            raise ValueError("There are no rows.")
        row, left = 0, max(y, 0)
        step = 1 << len(self._heights).bit_length()
        while step:
            following = row + step
            if following < len(self._tree) and self._tree[following] <= left:
                row = following
                left -= self._tree[following]
            step //= 2
        return min(row, len(self) - 1)
