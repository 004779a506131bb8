"""What a lane is sent: its own thread and nothing of any other lane's."""

from app.domain.conversation import Answer, Conversation
from app.domain.messages import Message

CONTINUE_PROMPT = (
    "Your last answer was cut off. Go on from exactly where it stopped, without repeating "
    "anything and without a remark about it."
)


def build_context(
    conversation: Conversation,
    turn_id: str,
    lane_id: str,
    continuing: Answer | None = None,
) -> tuple[Message, ...]:
    """The messages that one lane is sent for one turn.

    Its system prompt, then every prompt up to the turn with this lane's own selected answer after
    it. A lane that joined late sees the earlier prompts alone. Roles always alternate, as some
    servers' chat templates insist on it.

    Args:
        conversation: The whole chat.
        turn_id: The turn to be answered; later turns and other branches are left out.
        lane_id: The lane that answers.
        continuing: An answer to this turn to go on with, instead of starting anew.

    Returns:
        Messages, oldest first; the last one is the person's.
    """
    messages: list[Message] = []
    if system_prompt := conversation.lane(lane_id).system_prompt:
        messages.append({"role": "system", "content": system_prompt})
    own_answers = conversation.selected_answers(lane_id)
    for turn in conversation.path(turn_id):
        _add_prompt(messages, turn.prompt)
        answer = own_answers.get(turn.id)
        if turn.id != turn_id and answer and answer.text:
            messages.append({"role": "assistant", "content": answer.text})
    if continuing and continuing.text:
        messages.append({"role": "assistant", "content": continuing.text})
        _add_prompt(messages, CONTINUE_PROMPT)
    return tuple(messages)


def _add_prompt(messages: list[Message], prompt: str) -> None:
    if messages and messages[-1]["role"] == "user":
        messages[-1] = {"role": "user", "content": f"{messages[-1]['content']}\n\n{prompt}"}
    else:
        messages.append({"role": "user", "content": prompt})
