"""Parley as a process: killed, closed and told to end while models answer."""

import asyncio
import sqlite3
import sys
from pathlib import Path

import psutil
import pytest

from app.domain.answer import AnswerStatus
from app.domain.lane import ModelRef
from app.domain.settings import SavedServer, Settings
from app.services.checkpoints import INTERVAL_S
from app.storage.settings import SettingsStore
from tests.window.processes import PATIENCE_S, ended, screen, until, use_lanes


def saved_texts(home: Path) -> list[str]:
    """What a look at the disk finds of the answers now."""
    database = sqlite3.connect(f"file:{home / 'parley.db'}?mode=ro", uri=True)
    with database:
        rows = database.execute(
            "SELECT group_concat(text, '') FROM answer_chunk GROUP BY answer_id"
        )
        texts = [text for (text,) in rows]
    database.close()
    return texts


def test_text_is_written_at_least_every_quarter_of_a_second():
    assert INTERVAL_S <= 0.25


async def test_a_kill_loses_no_prompt_and_nothing_that_was_checkpointed(
    launch, start, server, tmp_path
):
    models = ("alpha", "beta", "gamma", "delta")
    use_lanes(tmp_path, *(ModelRef("openai_compatible", m, server.base_url) for m in models))
    parley = launch()
    lanes = await server.exchanges_by_model(4)
    for model, exchange in lanes.items():
        await exchange.send(f"{model} said this")
    expected = sorted(f"{model} said this" for model in models)
    await until(lambda: sorted(saved_texts(tmp_path)) == expected)
    for exchange in lanes.values():
        await exchange.send(" and more")
    parley.kill()
    parley.communicate()

    person = await start(*models)
    await person.until(lambda: person.chat.conversation.title == "Tell me everything")
    for index, model in enumerate(models):
        row = person.chat.turns(person.lane(index))[0]
        assert row.prompt == "Tell me everything"
        assert row.answer.status is AnswerStatus.INTERRUPTED
        assert row.answer.text.startswith(f"{model} said this")
        assert row.answer.error


async def test_the_built_in_model_dies_with_parley(launch, tmp_path):
    use_lanes(tmp_path, ModelRef("builtin", "smollm2-135m-instruct"))
    parley = launch()
    process = psutil.Process(parley.pid)
    await until(lambda: bool(process.children()) and bool(saved_texts(tmp_path)))
    (model,) = process.children()
    parley.kill()
    parley.communicate()
    await until(lambda: not model.is_running())


async def test_told_to_end_while_lanes_stream_it_does_without_a_word(launch, server, tmp_path):
    use_lanes(
        tmp_path,
        ModelRef("openai_compatible", "alpha", server.base_url),
        ModelRef("openai_compatible", "beta", server.base_url),
        ModelRef("builtin", "smollm2-135m-instruct"),
    )
    parley = launch()
    for exchange in (await server.exchanges_by_model(2)).values():
        await exchange.send("half an answer")
    await until(lambda: len(saved_texts(tmp_path)) == 3)
    parley.terminate()
    assert await ended(parley) == (0, b"")


async def test_a_window_without_a_chat_ends_well_too(launch, tmp_path):
    parley = launch("-m", "app")
    await until(lambda: (tmp_path / "parley.db").exists())
    parley.terminate()
    assert await ended(parley) == (0, b"")


async def test_told_to_end_while_an_sdk_is_loading_it_does_without_a_word(launch, tmp_path):
    parley = launch("-m", "app", ANTHROPIC_API_KEY="sk-ant-none")
    await until(lambda: (tmp_path / "parley.db").exists())
    parley.terminate()
    assert await ended(parley) == (0, b"")


@pytest.mark.skipif(sys.platform != "linux", reason="only X can go away under a program")
async def test_when_the_screen_goes_away_it_says_so_in_a_sentence(launch, server, tmp_path):
    settings = Settings(servers=(SavedServer("Mine", server.base_url),))
    SettingsStore(tmp_path / "settings.json").save(settings)
    async with screen() as (display, x_server):
        parley = launch("-m", "app", DISPLAY=display, QT_QPA_PLATFORM="xcb")
        async with asyncio.timeout(PATIENCE_S):
            await server.was_asked_for_models.wait()
        x_server.kill()
        code, errors = await ended(parley)
    assert code == 1
    assert "Your chats are kept" in errors.decode()
    assert "Traceback" not in errors.decode()


async def test_closing_the_window_in_the_middle_keeps_what_had_arrived(start, server):
    person = await start("alpha", "beta")
    person.send("Hello")
    lanes = await server.exchanges_by_model(2)
    for model, exchange in lanes.items():
        await exchange.send(f"{model} half")
    await person.until(
        lambda: [person.answers(0), person.answers(1)] == [["alpha half"], ["beta half"]]
    )
    await person.quit()
    for exchange in lanes.values():
        await exchange.closed_by_client.wait()
    await person.start()
    person.chat.open(person.parley.chats.summaries[0].id)
    await person.until(lambda: len(person.chat.conversation.answers) == 2)
    assert [person.answers(0), person.answers(1)] == [["alpha half"], ["beta half"]]


async def test_a_second_parley_on_the_same_folder_says_so_and_ends(launch, tmp_path):
    first = launch("-m", "app")
    await until(lambda: (tmp_path / "parley.db").exists())
    second = launch("-m", "app")
    code, errors = await ended(second)
    assert code == 1
    assert b"already open" in errors
    first.terminate()
    await ended(first)
