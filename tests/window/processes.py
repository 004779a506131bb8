"""Parley as a process of its own, and what it needs around it."""

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from app.domain.lane import ModelRef
from app.domain.settings import LaneSetup, Settings
from app.storage.settings import SettingsStore

PATIENCE_S = 90
DRIVER = Path(__file__).with_name("streaming_parley.py")


def launch(home: Path, *command: str, **variables: str) -> subprocess.Popen[bytes]:
    """Start a program on a data folder: the driver unless `command` names another."""
    return subprocess.Popen(
        [sys.executable, *(command or (str(DRIVER), str(home)))],
        env=os.environ | {"PARLEY_HOME": str(home), "QT_QPA_PLATFORM": "offscreen"} | variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def use_lanes(home: Path, *models: ModelRef) -> None:
    """Have new chats in a data folder ask these models."""
    lineup = tuple(LaneSetup(model) for model in models)
    SettingsStore(home / "settings.json").save(Settings(lineup=lineup))


async def until(condition: Callable[[], bool | Awaitable[bool]]) -> None:
    """Look again and again, as the other process can't tell."""
    loop = asyncio.get_running_loop()
    async with asyncio.timeout(PATIENCE_S):
        while True:
            holds = condition()
            if holds if isinstance(holds, bool) else await holds:
                return
            pause = loop.create_future()
            loop.call_later(0.02, pause.set_result, None)
            await pause


async def ended(process: subprocess.Popen[bytes]) -> tuple[int, bytes]:
    """The exit code of a process that ends by itself, and what it said of errors."""
    _, errors = await asyncio.to_thread(process.communicate, timeout=PATIENCE_S)
    return process.returncode, errors


@asynccontextmanager
async def screen() -> AsyncIterator[tuple[str, asyncio.subprocess.Process]]:
    """An X server of a test's own: its display, and its process."""
    number, tell = os.pipe()
    server = await asyncio.create_subprocess_exec("Xvfb", "-displayfd", str(tell), pass_fds=[tell])
    os.close(tell)
    try:
        # Left open: it gives up if nobody reads the end of the line.
        display = (await asyncio.to_thread(os.read, number, 16)).decode().strip()
        yield f":{display}", server
    finally:
        os.close(number)
        if server.returncode is None:
            server.kill()
            await server.wait()
