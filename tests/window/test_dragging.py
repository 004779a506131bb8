"""What is selected is dragged out of the transcript on a real screen, and nothing waits for it."""

import asyncio
import sys
from pathlib import Path

import pytest

from app.domain.lane import ModelRef
from tests.window.processes import launch, screen, use_lanes

DRIVER = Path(__file__).with_name("dragging_parley.py")


@pytest.mark.skipif(sys.platform != "linux", reason="needs a screen of its own")
async def test_answers_go_on_while_a_selection_is_dragged_into_the_composer(server, tmp_path):
    use_lanes(tmp_path, ModelRef("openai_compatible", "alpha", server.base_url))
    async with screen() as (display, _):
        root = str(Path(__file__).parents[2])
        parley = launch(
            *(tmp_path, str(DRIVER), str(tmp_path)),
            DISPLAY=display,
            QT_QPA_PLATFORM="xcb",
            PYTHONPATH=root,
        )
        exchange = await server.next_exchange()
        await exchange.send("Before. ")
        assert await asyncio.to_thread(parley.stdout.readline) == b"dragging\n"
        await exchange.send("During. ")
        await exchange.finish("After.")
        output, errors = await asyncio.to_thread(parley.communicate, timeout=60)

    assert (parley.returncode, errors) == (0, b"")
    assert output == b"llo th"
