"""What two sequences have in common, in order: a longest common subsequence."""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of two sequences that is equal, or has nothing in common.

    Attributes:
        left: Start and end in the first one.
        right: Start and end in the second one.
    """

    is_equal: bool
    left: tuple[int, int]
    right: tuple[int, int]


def stretches(left: Sequence[Hashable], right: Sequence[Hashable]) -> Iterator[Stretch]:
    """The stretches of two sequences in order; equal and different ones take turns."""
    a = b = 0
    for block in LCSseq.opcodes(left, right).as_matching_blocks():
        if (a, b) != (block.a, block.b):
            yield Stretch(False, (a, block.a), (b, block.b))
        a, b = block.a + block.size, block.b + block.size
        if block.size:
            yield Stretch(True, (block.a, a), (block.b, b))


def likeness(left: Sequence[Hashable], right: Sequence[Hashable]) -> float:
    """How much two sequences have in common in order: 0 nothing, 1 all."""
    longer = max(len(left), len(right))
    return 2 * LCSseq.similarity(left, right) / (len(left) + len(right)) if longer else 1.0
