"""An attempt at an answer before it runs."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from time import time
from types import MappingProxyType

from app.domain.answer import Answer, AnswerStatus
from app.domain.attachments import Attachment, part_of
from app.domain.blind import asked_blind
from app.domain.context import CONTINUE_PROMPT, build_context, trim_oldest
from app.domain.conversation import ContextPolicy, Conversation, Turn, new_id
from app.domain.lane import Candidate, Lane, ModelRef
from app.domain.makers import names_of
from app.domain.masking import mask_makers
from app.domain.merging import Merge, merge_prompt
from app.domain.messages import CompletionRequest, Message, Part, TextPart
from app.providers.token_estimate import estimate_tokens

Takes = Callable[[ModelRef, Sequence[Attachment]], bool]


@dataclass(frozen=True, slots=True)
class SendPlan:
    """How a prompt is sent, where it is not as usual; lanes are named by their ids.

    Attributes:
        policy: What of earlier answers goes along.
        attachments: Files that go along.
        skipped: Lanes that are not asked this time.
        limits: Estimated tokens that a lane's context is cut to, the oldest left out.
        instead: Models that are asked in the place of a lane's own, this time.
        expected_cost: US dollars that it costs at least, for the budget.
    """

    policy: ContextPolicy = ContextPolicy.OWN
    skipped: frozenset[str] = frozenset()
    limits: Mapping[str, int] = field(default_factory=dict[str, int])
    instead: Mapping[str, Candidate] = field(default_factory=dict[str, Candidate])
    expected_cost: Decimal = Decimal()
    attachments: tuple[Attachment, ...] = ()


def new_turn(
    conversation: Conversation, prompt: str, parent_id: str | None, plan: SendPlan
) -> Turn:
    """A prompt after `parent_id` (None: a first one), without names where the chat is blind."""
    turn = Turn(
        new_id(),
        parent_id,
        prompt,
        created_at=time(),
        policy=plan.policy,
        attachments=plan.attachments,
    )
    return asked_blind(turn, conversation) if conversation.is_blind else turn


def first_attempts(turn_id: str, lanes: Iterable[Lane], plan: SendPlan) -> list[Answer]:
    """An answer of each lane that is asked."""
    return [
        replace(
            new_attempt(turn_id, lane.id, plan.instead.get(lane.id, lane.first_choice)),
            context_limit=plan.limits.get(lane.id),
        )
        for lane in lanes
        if lane.id not in plan.skipped
    ]


def new_attempt(
    turn_id: str, lane_id: str, by: Candidate, *, attempt: int = 1, because: str = ""
) -> Answer:
    """An answer that is to be asked for, selected among the lane's attempts at the turn."""
    return Answer(
        id=new_id(),
        turn_id=turn_id,
        lane_id=lane_id,
        attempt=attempt,
        selected=True,
        model=by.model,
        status=AnswerStatus.QUEUED,
        created_at=time(),
        because=because,
        key_id=by.key_id,
    )


def request_for(
    conversation: Conversation,
    answer: Answer,
    continuing: Answer | None,
    contents: Mapping[str, bytes] = MappingProxyType({}),
    takes: Takes = lambda _model, _files: True,
) -> CompletionRequest:
    """What a lane's model is sent for an attempt.

    Args:
        conversation: The whole chat.
        answer: The attempt.
        continuing: An answer to go on with, instead of starting anew.
        contents: Those of the files that go along, by digest.
        takes: Whether a model can be sent some files; who merges is only told of the others.
    """
    if answer.merge:
        turn = conversation.turn(answer.turn_id)
        files = [
            part_of(file, contents) if takes(answer.model, [file]) else _unseen(file)
            for file in turn.attachments
        ]
        messages = _merge_messages(conversation, answer, answer.merge, continuing, files)
    else:
        messages = build_context(conversation, answer.turn_id, answer.lane_id, continuing, contents)
    if answer.context_limit is not None:
        messages = trim_oldest(messages, answer.context_limit, size_for(answer.model)).messages
    return CompletionRequest(
        model=answer.model.model,
        messages=messages,
        parameters=conversation.lane(answer.lane_id).parameters,
    )


def _unseen(file: Attachment) -> Part:
    return {
        "type": "text",
        "text": f"(The file “{file.name}” went along with the question. You can't see it.)",
    }


def _merge_messages(
    conversation: Conversation,
    answer: Answer,
    merge: Merge,
    continuing: Answer | None,
    files: Sequence[Part],
) -> tuple[Message, ...]:
    names = [name for lane in conversation.lanes for name in names_of(lane.model)]
    sources = [conversation.answer(source) for source in merge.sources]
    # An answer that says who made it would tell the judge what the letter hides.
    texts = [mask_makers(source.text, names) for source in sources]
    prompt = merge_prompt(merge.kind, conversation.turn(answer.turn_id).prompt, texts)
    content = [*files, TextPart(type="text", text=prompt)] if files else prompt
    asked: Message = {"role": "user", "content": content}
    if not (continuing and continuing.text):
        return (asked,)
    said: Message = {"role": "assistant", "content": continuing.text}
    return asked, said, {"role": "user", "content": CONTINUE_PROMPT}


def size_for(model: ModelRef) -> Callable[[Message], int]:
    """About how many tokens a message has, for a model."""
    return lambda message: estimate_tokens([message], model.provider, model.model).tokens
