"""Finds the pieces of different answers that say the same: at most one of each answer a group.

Order plays no part here, as answers make the same points in different places. How alike two
pieces are is the Dice coefficient of their sets of words (Dice 1945), where longer words count
more. Each word is some bits of an integer, so that one `&` and one count compare two pieces.
"""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from app.services.comparison.pieces import Piece, PieceKind
from app.services.comparison.words import weight_of

_ALIKE = {
    PieceKind.HEADING: 0.6,
    PieceKind.TEXT: 0.5,
    PieceKind.CODE: 0.3,
    PieceKind.TABLE: 0.3,
}

Members = dict[int, int]
_Shelved = tuple[int, int, int]
_Pair = tuple[float, int, int]


@dataclass(slots=True)
class _Node:
    """Pieces of different answers that are equal word for word.

    Attributes:
        members: Piece by answer.
        place: How far down it stands, 0 to 1, in the first answer that has it.
    """

    kind: PieceKind
    keys: tuple[str, ...]
    place: float
    members: Members = field(default_factory=dict[int, int])
    bits: int = 0
    size: int = 0

    @property
    def answers(self) -> int:
        return sum(1 << answer for answer in self.members)


def group(answers: Sequence[Sequence[Piece]]) -> list[Members]:
    """Pieces that belong together, as a piece's index by an answer's index.

    Every piece is in exactly one group, alone if need be.
    """
    nodes = _equal_pieces(answers)
    _give_bits(nodes)
    clusters = _Clusters(nodes)
    for _, _, a, b in sorted(_alike_nodes(nodes, everyone=(1 << len(answers)) - 1)):
        clusters.join(a, b)
    return clusters.members()


def _equal_pieces(answers: Sequence[Sequence[Piece]]) -> list[_Node]:
    """The n-th of the pieces with the same words in one answer goes with the n-th in the others."""
    nodes: dict[tuple[PieceKind, tuple[str, ...], int], _Node] = {}
    for a, pieces in enumerate(answers):
        seen: Counter[tuple[PieceKind, tuple[str, ...]]] = Counter()
        for p, piece in enumerate(pieces):
            what = piece.kind, piece.keys
            nth = (*what, seen[what])
            if nth not in nodes:
                nodes[nth] = _Node(*what, place=p / len(pieces))
            nodes[nth].members[a] = p
            seen[what] += 1
    return list(nodes.values())


def _give_bits(nodes: Iterable[_Node]) -> None:
    """Give each node its set of words as bits: a word has as many as it weighs."""
    sets = [(node, frozenset(node.keys)) for node in nodes]
    used = Counter(key for _, keys in sets for key in keys)
    bits: dict[str, int] = {}
    width = 0
    for key, uses in used.items():
        if uses > 1:  # no other piece has it: it can't make two alike
            weight = weight_of(key)
            bits[key] = ((1 << weight) - 1) << width
            width += weight
    for node, keys in sets:
        node.size = sum(map(weight_of, keys))
        for key in keys:
            node.bits |= bits.get(key, 0)


def _alike_nodes(nodes: Sequence[_Node], everyone: int) -> Iterator[tuple[float, float, int, int]]:
    """Pairs that are alike and have no answer in common: unlikeness, distance, two indices."""
    shelves: defaultdict[tuple[PieceKind, int], list[_Shelved]] = defaultdict(list)
    for n, node in enumerate(nodes):
        if node.answers != everyone:
            shelves[node.kind, node.answers].append((node.size, n, node.bits))
    for shelf in shelves.values():
        shelf.sort()
    keys = list(shelves)
    for i, (kind, answers) in enumerate(keys):
        for other_kind, other_answers in keys[i + 1 :]:
            if kind is other_kind and not answers & other_answers:
                mine, theirs = shelves[kind, answers], shelves[kind, other_answers]
                for unlikeness, a, b in _alike(mine, theirs, _ALIKE[kind]):
                    yield unlikeness, abs(nodes[a].place - nodes[b].place), a, b


def _alike(mine: Sequence[_Shelved], theirs: Sequence[_Shelved], least: float) -> Iterator[_Pair]:
    # Sizes that differ by more than this can't reach the least likeness.
    widest = (2 - least) / least
    sizes = [size for size, _, _ in theirs]
    for size, a, bits in mine:
        first, last = bisect_left(sizes, size / widest), bisect_right(sizes, size * widest)
        enough = least / 2 * size
        near = [
            (other_size, b, other_bits)
            for other_size, b, other_bits in theirs[first:last]
            if (bits & other_bits).bit_count() >= enough + least / 2 * other_size
        ]
        for other_size, b, other_bits in near:
            shared = 2 * (bits & other_bits).bit_count()
            yield 1 - shared / (size + other_size), a, b


class _Clusters:
    """Nodes that were joined, the most alike first."""

    def __init__(self, nodes: Sequence[_Node]) -> None:
        self._members = [dict(node.members) for node in nodes]
        self._parts = [[n] for n in range(len(nodes))]
        self._of = list(range(len(nodes)))
        self._alike: set[tuple[int, int]] = set()

    def join(self, a: int, b: int) -> None:
        """Put two alike nodes together, unless an answer would be in the group twice.

        At least half of all pairs must be alike, so that a chain of likenesses does not end in a
        group of strangers. They come in order, so that those still to come are less alike.
        """
        self._alike |= {(a, b), (b, a)}
        one, other = self._of[a], self._of[b]
        mine, theirs = self._parts[one], self._parts[other]
        if one == other or self._members[one].keys() & self._members[other].keys():
            return
        alike = sum((m, t) in self._alike for m in mine for t in theirs)
        if 2 * alike < len(mine) * len(theirs):
            return
        for node in theirs:
            self._of[node] = one
        self._members[one] |= self._members[other]
        self._parts[one] = mine + theirs
        self._members[other], self._parts[other] = {}, []

    def members(self) -> list[Members]:
        """All groups."""
        return [members for members in self._members if members]
