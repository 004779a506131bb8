"""The difference lens: who says what, and in which words."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from itertools import combinations

from app.services.comparison.groups import Members, group
from app.services.comparison.line_diff import changed_lines, lines_of
from app.services.comparison.pieces import AnswerText, Piece, PieceKind, pieces_of
from app.services.comparison.sequence_diff import likeness
from app.services.comparison.word_diff import Mark, mark_words
from app.services.comparison.words import numbers_of

_SAME = 0.85
_LINED = frozenset({PieceKind.CODE, PieceKind.TABLE})


class Verdict(Enum):
    """Who else says what a piece says."""

    ONLY_HERE = "only here"
    OPEN = "open"
    SIMILAR = "similar"
    SHARED = "shared"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found out about one piece of an answer.

    Attributes:
        piece: Where it stands and what it says.
        verdict: ONLY_HERE for what no other answer says; OPEN for the same while others still
            stream; SIMILAR for what others say in other words; SHARED for what some say in these.
        group: Index into `Comparison.groups`.
        same_in: Answers that say it in these words, this one included.
        found_in: Answers that say it in any words, this one included.
        marks: Words that the others have not, numbers and names that disagree.
        changed_lines: Of code and tables: indices of the lines that the others have not.
    """

    piece: Piece
    verdict: Verdict
    group: int
    same_in: int
    found_in: int
    marks: tuple[Mark, ...] = ()
    changed_lines: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Fold:
    """A run of pieces that most answers share: "same in 3 of 4".

    Attributes:
        first: Index of its first finding.
        last: Index of its last one.
        same_in: Answers that share all of it.
        of: Answers that say anything.
    """

    first: int
    last: int
    same_in: int
    of: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the lens shows; all of it in the order of the answers that were compared.

    Attributes:
        answers: The findings of each answer, from its beginning to its end.
        groups: Pieces that say the same: for each answer the index of its finding, or None.
        of: Answers that say anything.
    """

    answers: tuple[tuple[Finding, ...], ...]
    groups: tuple[tuple[int | None, ...], ...]
    of: int

    def shown(self, answer: int) -> tuple[Finding, ...]:
        """The findings of an answer that are worth showing: none where it has no company."""
        return self.answers[answer] if self.of > 1 else ()

    def folds(self, answer: int) -> tuple[Fold, ...]:
        """What of an answer can be folded away, as more than half of all answers say it.

        Nothing that is marked is: what differs has to be seen.
        """
        folds: list[Fold] = []
        for n, finding in enumerate(self.shown(answer)):
            if 2 * finding.same_in <= self.of or finding.marks:
                continue
            if folds and folds[-1].last == n - 1:
                before = folds.pop()
                same_in = min(before.same_in, finding.same_in)
                folds.append(Fold(before.first, n, same_in, self.of))
            else:
                folds.append(Fold(n, n, finding.same_in, self.of))
        return tuple(folds)


def compare(answers: Sequence[AnswerText]) -> Comparison:
    """Compare answers to the same prompt; pure, and quick enough to be run as they stream.

    Run it in a thread (`asyncio.to_thread`): eight answers of 2,000 words take a few frames. The
    result depends on what the answers say, not on their order.
    """
    cut = [pieces_of(answer.blocks) for answer in answers]
    # Each text once and in an order of its own: so equal answers get the same findings, and the
    # order in which answers are given decides no tie.
    texts = sorted(set(cut), key=lambda pieces: [_sort_key(piece) for piece in pieces])
    copies = [[n for n, pieces in enumerate(cut) if pieces == text] for text in texts]
    groups = group(texts)
    groups.sort(key=lambda members: sorted((p, a) for a, p in members.items()))
    is_open = not all(answer.is_whole for answer in answers)
    findings: list[dict[int, Finding]] = [{} for _ in texts]
    for number, members in enumerate(groups):
        judged = _Group(texts, members, [len(copy) for copy in copies])
        for answer, finding in judged.findings(number, is_open):
            findings[answer][members[answer]] = finding
    place = {n: text for text, copy in enumerate(copies) for n in copy}
    return Comparison(
        answers=tuple(
            tuple(findings[place[n]][p] for p in range(len(pieces))) for n, pieces in enumerate(cut)
        ),
        groups=tuple(tuple(g.get(place[n]) for n in range(len(cut))) for g in groups),
        of=sum(bool(pieces) for pieces in cut),
    )


def _sort_key(piece: Piece) -> tuple[str, str, int, int]:
    return piece.text, piece.kind.value, piece.block, piece.paragraph


class _Group:
    """Pieces of different answers that say the same."""

    def __init__(
        self, texts: Sequence[Sequence[Piece]], members: Members, copies: Sequence[int]
    ) -> None:
        self._answers = sorted(members)
        self._pieces = {a: texts[a][members[a]] for a in self._answers}
        self._copies = copies
        self._is_lined = self._pieces[self._answers[0]].kind in _LINED
        pieces = self._pieces.values()
        lined = [lines_of(piece.text) if self._is_lined else piece.keys for piece in pieces]
        self._wordings = dict(zip(self._answers, lined, strict=True))
        self._are_equal = all(wording == lined[0] for wording in lined)

    def findings(self, number: int, is_open: bool) -> list[tuple[int, Finding]]:
        """What there is to say about each of them, by answer."""
        found_in = sum(self._copies[a] for a in self._answers)
        marks, lines = ({}, {}) if self._are_equal else self._differences()
        alone = Verdict.OPEN if is_open else Verdict.ONLY_HERE
        results: list[tuple[int, Finding]] = []
        for a in self._answers:
            same_in = sum(self._copies[b] for b in self._answers if self._are_same(a, b))
            verdict = Verdict.SHARED if same_in > 1 else Verdict.SIMILAR if found_in > 1 else alone
            marked, changed = marks.get(a, ()), lines.get(a, ())
            finding = Finding(self._pieces[a], verdict, number, same_in, found_in, marked, changed)
            results.append((a, finding))
        return results

    def _are_same(self, a: int, b: int) -> bool:
        if self._are_equal or self._wordings[a] == self._wordings[b]:
            return True
        if self._is_lined or self._likeness[min(a, b), max(a, b)] < _SAME:
            return False
        return numbers_of(self._pieces[a].keys) == numbers_of(self._pieces[b].keys)

    @cached_property
    def _likeness(self) -> dict[tuple[int, int], float]:
        keys = {a: piece.keys for a, piece in self._pieces.items()}
        return {(a, b): likeness(keys[a], keys[b]) for a, b in combinations(self._answers, 2)}

    def _differences(self) -> tuple[dict[int, tuple[Mark, ...]], dict[int, tuple[int, ...]]]:
        order = self._from_the_middle()
        first, *others = [self._pieces[a] for a in order]
        if self._is_lined:
            return {}, self._changed_lines(order)
        return dict(zip(order, mark_words(first, others[0], others[1:]), strict=True)), {}

    def _changed_lines(self, order: Sequence[int]) -> dict[int, tuple[int, ...]]:
        """Each answer beside the one in the middle, and that one beside the nearest to it."""
        middle, nearest, *_ = order
        found: dict[int, tuple[int, ...]] = {}
        for a in order:
            beside = nearest if a == middle else middle
            mine, _ = changed_lines(self._pieces[a].text, self._pieces[beside].text)
            thirds = [self._wordings[b] for b in order if b not in {a, beside}]
            lines = self._wordings[a]
            found[a] = tuple(n for n in mine if not any(lines[n] in third for third in thirds))
        return found

    def _from_the_middle(self) -> list[int]:
        """The answers, that first whose wording is nearest to all others', then the nearest."""
        alike = self._likeness | {(b, a): value for (a, b), value in self._likeness.items()}

        def nearness(a: int) -> float:
            return sum(self._copies[b] * alike[a, b] for b in self._answers if b != a)

        middle = max(self._answers, key=nearness)
        others = [a for a in self._answers if a != middle]
        return [middle, *sorted(others, key=lambda a: -alike[middle, a])]
