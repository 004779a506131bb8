"""The rows in which code is displayed: its lines, cut where they are too long."""

from bisect import bisect_right

# A longer line is cut for display, wrapped or not: laying it out would be felt.
LONGEST_ROW = 4000


class CodeRows:
    """Start and end of each row in a text that may grow; a line break belongs to no row."""

    def __init__(self) -> None:
        self._columns = LONGEST_ROW
        self._text = ""
        self._starts: list[int] = []
        self._ends: list[int] = []
        self.longest = 0
        self.set_text("")

    def __len__(self) -> int:
        return len(self._starts)

    def __getitem__(self, row: int) -> tuple[int, int]:
        return self._starts[row], self._ends[row]

    def set_columns(self, columns: int) -> None:
        """Cut lines that are longer than so many characters."""
        columns = min(max(columns, 8), LONGEST_ROW)
        if columns != self._columns:
            self._columns = columns
            text, self._text = self._text, "\0"
            self.set_text(text)

    def set_text(self, text: str) -> int:
        """Show this text; return the first row that changed."""
        if self._starts and text.startswith(self._text):
            kept = self._starts[-1]
            first = len(self._starts) - 1
            del self._starts[-1:], self._ends[-1:]
        else:
            self._starts, self._ends, self.longest = [], [], 0
            kept = first = 0
        self._text = text
        while (end := text.find("\n", kept)) >= 0:
            self._add(kept, end)
            kept = end + 1
        self._add(kept, len(text))
        return first

    def row_of(self, position: int) -> int:
        """The row in which a position lies."""
        return max(0, bisect_right(self._starts, position) - 1)

    def _add(self, start: int, end: int) -> None:
        self.longest = max(self.longest, min(end - start, self._columns))
        while end - start > self._columns:
            self._starts.append(start)
            self._ends.append(start + self._columns)
            start += self._columns
        self._starts.append(start)
        self._ends.append(end)
