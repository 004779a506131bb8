"""An attempt at an answer before it runs."""

from time import time

from app.domain.context import build_context
from app.domain.conversation import Answer, AnswerStatus, Candidate, Conversation, new_id
from app.domain.messages import CompletionRequest


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
    conversation: Conversation, answer: Answer, continuing: Answer | None
) -> CompletionRequest:
    """What a lane's model is sent for an attempt."""
    return CompletionRequest(
        model=answer.model.model,
        messages=build_context(conversation, answer.turn_id, answer.lane_id, continuing),
        parameters=conversation.lane(answer.lane_id).parameters,
    )
