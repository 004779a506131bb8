"""Markdown as it streams: text in, blocks out, where only the last ones are still open."""

from collections.abc import Iterable
from typing import Any

from app.markdown.blocks import Block, Code, Table
from app.markdown.growing_blocks import GrowingBlock, GrowingFence, GrowingTable, Sourced
from app.markdown.parser import parse
from app.markdown.token_blocks import split

_FEED_AT_ONCE = 8192


class BlockStream:
    """Splits growing Markdown into blocks, parsing only from the start of the open one.

    However the text is cut into chunks, the blocks are those of the whole text once `finish` was
    called. Until then a link by reference may still stand there as it was typed.
    """

    def __init__(self) -> None:
        self._references: dict[str, Any] = {}
        self._closed: list[Sourced] = []
        self._open: list[Sourced] = []
        self._growing: GrowingBlock | None = None
        self._tail = ""
        self._carry = ""

    @property
    def blocks(self) -> tuple[Block, ...]:
        """What the text so far amounts to, in order."""
        return tuple(block for block, _ in self.sourced)

    @property
    def sourced(self) -> list[Sourced]:
        """The same blocks, each with its Markdown."""
        return self.sourced_from(0)

    def sourced_from(self, start: int) -> list[Sourced]:
        """The same from a closed block on, or from the first that is not."""
        return [
            *self._closed[start:],
            *(self._growing.blocks if self._growing else self._open),
        ]

    @property
    def closed(self) -> int:
        """How many of the blocks stay as they are until `finish`."""
        return len(self._closed)

    def feed(self, chunk: str) -> None:
        """Add text at the end."""
        chunk = self._carry + chunk
        self._carry = "\r" if chunk.endswith("\r") else ""
        chunk = chunk.removesuffix("\r").replace("\r\n", "\n").replace("\r", "\n")
        chunk = chunk.replace("\0", "\ufffd")
        for start in range(0, len(chunk), _FEED_AT_ONCE):
            self._advance(chunk[start : start + _FEED_AT_ONCE])

    def finish(self) -> None:
        """The text is whole: give links by reference their addresses."""
        if self._carry:
            self._carry = ""
            self._advance("\n")
        if self._growing:
            self._open, self._growing = self._growing.blocks, None
            self._tail = "".join(source for _, source in self._open)
        self._collect_references(self._tail)
        if self._references:
            self._closed = self._resolved(self._closed)
            self._open = self._resolved(self._open)

    def _advance(self, text: str) -> None:
        if self._growing:
            rest = self._growing.feed(text)
            if rest is None:
                return
            self._close(self._growing.blocks[:1])
            self._growing = None
            self._tail, text = "", rest
        self._tail += text
        starts, blocks = _unzipped(split(self._tail, self._references))
        settled = (
            i
            for i, (start, block) in enumerate(zip(starts, blocks, strict=True))
            if self._is_settled(start, block)
        )
        keep = max(settled, default=0)
        ends = [*starts[1:], len(self._tail)]
        starts[:1] = [0]
        sourced = [
            (block, self._tail[a:b]) for block, a, b in zip(blocks, starts, ends, strict=False)
        ]
        self._close(sourced[:keep])
        self._open = sourced[keep:]
        if keep:
            self._tail = self._tail[starts[keep] :]
        self._growing = self._begin_growing()

    def _begin_growing(self) -> GrowingBlock | None:
        match self._open:
            case [(Code(), _)]:
                return GrowingFence.begin(self._tail)
            case [(Table(), _)]:
                return GrowingTable.begin(self._tail, self._references)
            case _:
                return None

    def _close(self, sourced: list[Sourced]) -> None:
        self._closed += sourced
        self._collect_references("".join(source for _, source in sourced))

    def _collect_references(self, text: str) -> None:
        """Note what links by reference lead to; the first to name a target is right."""
        if "]:" in text:
            env: dict[str, Any] = {"references": self._references}
            parse(text, env)

    def _resolved(self, sourced: list[Sourced]) -> list[Sourced]:
        result: list[Sourced] = []
        for block, source in sourced:
            if "[" in source and not isinstance(block, Code):
                again = [block for _, block in split(source, self._references)]
                result += [(new, source if i == 0 else "") for i, new in enumerate(again)]
            else:
                result.append((block, source))
        return result

    def _is_settled(self, start: int, block: Block) -> bool:
        """Whether no further text can make what starts here a part of the block before it."""
        # What makes a table one is its second line.
        lines = 2 if isinstance(block, Table) else 1
        line_is_whole = self._tail.count("\n", start) >= lines
        was_cut = start > 0 and self._tail[start - 1] != "\n"
        return line_is_whole or was_cut


def _unzipped(pairs: Iterable[tuple[int, Block]]) -> tuple[list[int], list[Block]]:
    found = list(pairs)
    return [start for start, _ in found], [block for _, block in found]
