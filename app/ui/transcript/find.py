"""Finding text in a conversation, in what is laid out and what is not."""

from collections.abc import Iterator, Sequence

from app.ui.transcript.message import Message
from app.ui.transcript.part import Part, Range
from app.ui.transcript.selection import Place


def matches(text: str, needle: str) -> list[Range]:
    """Where a needle stands in a text, whatever the case of either."""
    if not needle:
        return []
    text, needle = _folded(text), _folded(needle)
    result: list[Range] = []
    start = text.find(needle)
    while start >= 0:
        result.append((start, start + len(needle)))
        start = text.find(needle, start + len(needle))
    return result


def next_match(
    messages: Sequence[Message], needle: str, place: Place, *, backward: bool = False
) -> tuple[Place, Place] | None:
    """The first match after a place, or the last before it; once round if need be.

    Returns:
        Its start and its end; None if there is no match at all.
    """
    step = -1 if backward else 1
    count = len(messages)
    for i in range(count + 1 if count else 0):
        index = (place[0] + step * i) % count
        found = list(_matches_in(messages[index], index, needle))
        if i == 0 and backward:
            found = [match for match in found if match[1] <= place]
        elif i == 0:
            found = [match for match in found if match[0] >= place]
        if found:
            return found[-1 if backward else 0]
    return None


def unfolded_match(
    messages: Sequence[Message], needle: str, place: Place, *, backward: bool = False
) -> tuple[Place, Place] | None:
    """The same, once what the match is folded away under is unfolded."""
    while found := next_match(messages, needle, place, backward=backward):
        index, number, _ = found[0]
        parts = messages[index].parts
        if not parts[number].folded:
            return found
        after = len(parts) - number
        parts[number].unfold()
        last = len(messages[index].parts) - after + 1
        place = (index, last if backward else number, 0)
    return None


def _matches_in(message: Message, index: int, needle: str) -> Iterator[tuple[Place, Place]]:
    source = _folded(message.source)
    # Marks may stand between the words of the source, but hardly within one.
    if not all(word in source for word in _folded(needle).split()):
        return
    was_prepared = message.is_prepared
    message.prepare()
    found = [
        ((index, number, start), (index, number, end))
        for number, part in enumerate(message.parts)
        for start, end in _ranges_in(part, needle)
    ]
    if not found and not was_prepared:
        message.release()
    yield from found


def _ranges_in(part: Part, needle: str) -> list[Range]:
    """Where a needle stands in a part; in what is folded away, all of the fold is the place."""
    if part.folded:
        return [(0, len(part.text))] if matches(part.folded, needle) else []
    return matches(part.text, needle)


def _folded(text: str) -> str:
    """In small letters; a letter whose small form is longer stays, as places must."""
    small = text.lower()
    return small if len(small) == len(text) else text
