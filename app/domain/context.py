"""What a lane is sent: its own thread and, unless the turn says otherwise, nothing of any other."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from app.domain.answer import Answer
from app.domain.attachments import part_of
from app.domain.conversation import ContextPolicy, Conversation, Turn
from app.domain.messages import Message, Part

CONTINUE_PROMPT = (
    "Your last answer was cut off. Go on from exactly where it stopped, without repeating "
    "anything and without a remark about it."
)
OTHERS_SAID = "Others have answered the same. Their answers, for you to take into account:"


def build_context(
    conversation: Conversation,
    turn_id: str,
    lane_id: str,
    continuing: Answer | None = None,
    contents: Mapping[str, bytes] = MappingProxyType({}),
) -> tuple[Message, ...]:
    """The messages that one lane is sent for one turn.

    Its system prompt, then every prompt up to the turn with an answer after it. Which one, the
    turn's policy says: this lane's own selected one; under CHOSEN the one that was chosen, if any
    was; under SHARED its own with all others quoted, by letters instead of names. A lane that
    joined late sees the earlier prompts alone. Roles always alternate, as some servers' chat
    templates insist on it.

    Args:
        conversation: The whole chat.
        turn_id: The turn to be answered; later turns and other branches are left out.
        lane_id: The lane that answers.
        continuing: An answer to this turn to go on with, instead of starting anew.
        contents: Those of the files that go along with the prompts, by digest.

    Returns:
        Messages, oldest first; the last one is the person's.
    """
    messages: list[Message] = []
    if system_prompt := conversation.lane(lane_id).system_prompt:
        messages.append({"role": "system", "content": system_prompt})
    *earlier, asked = conversation.path(turn_id)
    policy = asked.policy
    own_answers = conversation.selected_answers(lane_id)
    for turn in earlier:
        _add_turn(messages, turn, contents)
        answer = own_answers.get(turn.id)
        if policy is ContextPolicy.CHOSEN and turn.chosen_id:
            answer = conversation.answer(turn.chosen_id)
        if answer and answer.text:
            messages.append({"role": "assistant", "content": answer.text})
        if policy is ContextPolicy.SHARED and (others := _others(conversation, turn, lane_id)):
            _add_prompt(messages, others)
    _add_turn(messages, asked, contents)
    if continuing and continuing.text:
        messages.append({"role": "assistant", "content": continuing.text})
        _add_prompt(messages, CONTINUE_PROMPT)
    return tuple(messages)


def _add_turn(messages: list[Message], turn: Turn, contents: Mapping[str, bytes]) -> None:
    """A prompt after its files: models read what they are asked about better if it stands first.

    Files that were sent alone go without words: vendors refuse a part that has none.
    """
    if turn.attachments:
        files = [part_of(attachment, contents) for attachment in turn.attachments]
        words: list[Part] = [{"type": "text", "text": turn.prompt}] if turn.prompt.strip() else []
        _add_prompt(messages, [*files, *words])
    else:
        _add_prompt(messages, turn.prompt)


def _add_prompt(messages: list[Message], prompt: str | Sequence[Part]) -> None:
    if not messages or messages[-1]["role"] != "user":
        messages.append({"role": "user", "content": prompt})
        return
    before = messages[-1]["content"]
    if isinstance(before, str) and isinstance(prompt, str):
        messages[-1] = {"role": "user", "content": f"{before}\n\n{prompt}"}
    else:
        messages[-1] = {"role": "user", "content": [*_parts(before), *_parts(prompt)]}


def _parts(content: str | Sequence[Part]) -> Sequence[Part]:
    return [{"type": "text", "text": content}] if isinstance(content, str) else content


def _others(conversation: Conversation, turn: Turn, lane_id: str) -> str:
    """What the other lanes in the window said, or ""."""
    quoted = [
        f'<answer from="{letter}">\n{answer.text}\n</answer>'
        for letter, answer in lettered_answers(conversation, turn.id)
        if answer.lane_id != lane_id
    ]
    return "\n\n".join([OTHERS_SAID, *quoted]) if quoted else ""


def lettered_answers(conversation: Conversation, turn_id: str) -> Iterator[tuple[str, Answer]]:
    """The selected answers to a turn that say anything, each with its lane's letter, A to H.

    A lane keeps its letter whether or not it has answered. Removed lanes have none.
    """
    lanes = [lane for lane in conversation.lanes if not lane.removed]
    for n, lane in enumerate(lanes):
        answer = conversation.selected_answers(lane.id).get(turn_id)
        if answer and answer.text:
            yield chr(ord("A") + n), answer


@dataclass(frozen=True, slots=True)
class Trimmed:
    """A context cut to a size.

    Attributes:
        messages: What is left.
        dropped: What was left out, oldest first.
        fits: Whether what is left has that size; if not, the last prompt alone is too long.
    """

    messages: tuple[Message, ...]
    dropped: tuple[Message, ...]
    fits: bool


def trim_oldest(
    messages: Sequence[Message], limit: int, size_of: Callable[[Message], int]
) -> Trimmed:
    """Leave out the oldest messages until the rest fits.

    The system prompt and the last message stay; prompts go together with their answers, so that
    roles go on alternating.

    Args:
        messages: From `build_context`, where they alternate.
        limit: The most that all may have together, in what `size_of` counts.
        size_of: The size of one message, in tokens say.
    """
    first = 1 if messages and messages[0]["role"] == "system" else 0
    sizes = [size_of(message) for message in messages]
    start, total = first, sum(sizes)
    while total > limit and start + 2 < len(messages):
        total -= sizes[start] + sizes[start + 1]
        start += 2
    return Trimmed(
        (*messages[:first], *messages[start:]), tuple(messages[first:start]), total <= limit
    )
