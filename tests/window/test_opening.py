"""A Parley file on the command line: in a Parley of its own, or in the one that is open."""

import sqlite3

import pytest

from app.domain.conversation import Conversation, Turn
from app.domain.lane import Lane, ModelRef
from app.services.sharing.parley_file import write_file
from app.viewmodels.handover import Handover, hand_over
from tests.window.processes import ended, until


def titles(home) -> list[str]:
    """The chats that the disk has."""
    database = sqlite3.connect(f"file:{home / 'parley.db'}?mode=ro", uri=True)
    try:
        return [title for (title,) in database.execute("SELECT title FROM conversation")]
    except sqlite3.OperationalError:
        return []  # it is being made
    finally:
        database.close()


@pytest.fixture
def file(tmp_path):
    lane = Lane("lane", ModelRef("builtin", "smollm2-135m-instruct"))
    turn = Turn("turn", None, "How far is the Moon?", created_at=1)
    path = tmp_path / "moon.parley"
    path.write_bytes(
        write_file(Conversation("c", 1, 1, "The Moon", (lane,), (turn,), head_id="turn"))
    )
    return path


async def test_a_file_on_the_command_line_is_opened(launch, tmp_path, file):
    parley = launch("-m", "app", str(file))
    await until(lambda: (tmp_path / "parley.db").exists())
    await until(lambda: titles(tmp_path) == ["The Moon"])
    parley.terminate()
    assert await ended(parley) == (0, b"")


async def test_a_second_parley_hands_its_file_to_the_first_and_ends(launch, tmp_path, file):
    first = launch("-m", "app", str(file))
    await until(lambda: (tmp_path / "parley.db").exists())
    await until(lambda: titles(tmp_path) == ["The Moon"])
    second = launch("-m", "app", str(file))
    assert await ended(second) == (0, b"")
    await until(lambda: titles(tmp_path) == ["The Moon", "The Moon"])
    first.terminate()
    assert await ended(first) == (0, b"")


async def test_what_nobody_takes_is_not_handed_over(tmp_path, qapp, file):
    assert not hand_over(tmp_path, file)
    handover = Handover(tmp_path)
    handover.close()
    assert not hand_over(tmp_path, file)
