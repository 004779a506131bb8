"""What a kill costs: nothing that a checkpoint has confirmed."""

import subprocess
import sys
from pathlib import Path

from app.domain.answer import AnswerStatus
from app.storage.conversations import ConversationStore
from app.storage.database import Database

WRITER = Path(__file__).with_name("checkpoint_writer.py")
CHECKPOINTS_BEFORE_THE_KILL = 200


def _kill_in_the_middle(path: Path) -> list[int]:
    """Run the writer, kill it, and return the numbers of the checkpoints that it confirmed."""
    with subprocess.Popen([sys.executable, WRITER, path], stdout=subprocess.PIPE) as writer:
        confirmed = [next(writer.stdout) for _ in range(CHECKPOINTS_BEFORE_THE_KILL)]
        writer.kill()
        # A last line may be cut by the kill.
        confirmed += [line for line in writer.stdout if line.endswith(b"\n")]
    return [int(line) for line in confirmed]


async def test_a_killed_writer_loses_nothing_that_was_checkpointed(path: Path):
    confirmed = _kill_in_the_middle(path)
    database = await Database.open(path)
    store = ConversationStore(database)

    recovered = await store.recover()
    conversation = await store.load("chat")
    await database.aclose()

    assert recovered == 4
    assert [turn.prompt for turn in conversation.turns] == ["Count for ever"]
    for answer in conversation.answers:
        numbers = [int(word) for word in answer.text.split()]
        assert numbers[: len(confirmed)] == confirmed
        # One more may have been written before it could be confirmed.
        assert len(numbers) - len(confirmed) in {0, 1}
        assert [-int(word) for word in answer.reasoning.split()] == numbers
        assert answer.status is AnswerStatus.INTERRUPTED
        assert "is kept" in answer.error
