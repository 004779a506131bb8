"""A program to kill: streams into four lanes and says which checkpoints are on the disk."""

import asyncio
import itertools
import sys
from pathlib import Path

from app.domain.answer import Answer, AnswerStatus
from app.domain.conversation import Conversation, Turn
from app.domain.lane import Lane, ModelRef
from app.storage.conversations import ConversationStore, TextPiece
from app.storage.database import Database

MODEL = ModelRef("builtin", "tiny")
LANES = tuple(Lane(f"lane {i}", MODEL) for i in range(4))
TURN = Turn("turn", None, "Count for ever", 1.0)


def piece(number: int) -> str:
    return f"{number} "


async def main(path: Path) -> None:
    store = ConversationStore(await Database.open(path))
    answers = [
        Answer(f"answer {i}", TURN.id, lane.id, 1, True, MODEL, AnswerStatus.QUEUED, 2.0)
        for i, lane in enumerate(LANES)
    ]
    conversation = Conversation("chat", 1.0, 1.0, lanes=LANES).with_turn(TURN)
    await store.save(conversation, turns=[TURN], answers=answers)
    for number in itertools.count():
        await store.checkpoint([TextPiece(a.id, piece(number), piece(-number)) for a in answers])
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
