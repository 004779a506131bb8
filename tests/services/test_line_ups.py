import pytest

from app.domain.conversation import Conversation
from app.domain.lane import Lane, ModelRef
from app.providers.builtin import MODEL_ID
from app.services.line_ups import LineUps
from app.services.preferences import Preferences
from app.storage.settings import SettingsStore

ALPHA, BETA = ModelRef("openai", "alpha"), ModelRef("openai", "beta")


def chat(*models: ModelRef) -> Conversation:
    lanes = tuple(Lane(f"{n}", model) for n, model in enumerate(models))
    return Conversation("c", created_at=0, updated_at=0, lanes=lanes)


@pytest.fixture
def open_line_ups(tmp_path):
    """Opens them as a start of the program would."""
    return lambda: LineUps(Preferences(SettingsStore(tmp_path / "settings.json")))


def names(line_ups: LineUps) -> list[str]:
    return [line_up.name for line_up in line_ups.all]


def models(lanes) -> list[ModelRef]:
    return [lane.model for lane in lanes]


def test_the_first_chat_asks_the_built_in_model(open_line_ups):
    line_ups = open_line_ups()
    assert not line_ups.is_chosen
    assert models(line_ups.lanes()) == [ModelRef("builtin", MODEL_ID)]


async def test_line_ups_outlast_the_program(open_line_ups):
    line_ups = open_line_ups()
    first = await line_ups.save("One", chat(ALPHA))
    second = await line_ups.save("Two", chat(ALPHA, BETA))
    await line_ups.rename(first.id, "Alone")
    await line_ups.move(second.id, -1)
    await line_ups.move(second.id, -1)
    await line_ups.update(first.id, chat(BETA))

    line_ups = open_line_ups()
    assert names(line_ups) == ["Two", "Alone"]
    assert models(line_ups[first.id].lanes) == [BETA]
    await line_ups.remove(first.id)
    assert names(open_line_ups()) == ["Two"]


async def test_new_chats_start_with_the_default_or_else_with_the_lanes_used_last(open_line_ups):
    line_ups = open_line_ups()
    pair = await line_ups.save("Pair", chat(ALPHA, BETA))
    await line_ups.make_default(pair.id)
    await line_ups.remember(chat(BETA))
    assert line_ups.is_chosen
    assert models(line_ups.lanes()) == [ALPHA, BETA]

    await line_ups.remove(pair.id)
    assert line_ups.default_id == ""
    assert models(line_ups.lanes()) == [BETA]
