"""Code and tables, line beside line."""

from collections.abc import Iterator

from app.services.comparison.sequence_diff import stretches

LinePair = tuple[int | None, int | None]


def lines_of(text: str) -> list[str]:
    """The lines that are compared: without spaces at their ends, nor empty ones at the end."""
    return [line.rstrip() for line in text.rstrip().split("\n")]


def pair_lines(left: str, right: str) -> Iterator[LinePair]:
    """The lines of two texts side by side, as indices; None where one has no such line.

    Lines that are equal stand beside each other; so do those that differ between them, as far as
    both have some. For a view with two columns.
    """
    mine, theirs = lines_of(left), lines_of(right)
    for stretch in stretches(mine, theirs):
        (a, a_end), (b, b_end) = stretch.left, stretch.right
        for n in range(max(a_end - a, b_end - b)):
            yield (a + n if a + n < a_end else None), (b + n if b + n < b_end else None)


def changed_lines(left: str, right: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The lines of each text that the other has not, as indices."""
    mine: list[int] = []
    theirs: list[int] = []
    for stretch in stretches(lines_of(left), lines_of(right)):
        if not stretch.is_equal:
            mine += range(*stretch.left)
            theirs += range(*stretch.right)
    return tuple(mine), tuple(theirs)
