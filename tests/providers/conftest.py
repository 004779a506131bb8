"""Everything here runs on asyncio's own loop and on Qt's."""

import asyncio

import pytest
from PySide6.QtCore import QCoreApplication

from app.viewmodels.event_loop import EventLoop
from tests.providers.loopback import LoopbackServer


def pytest_asyncio_loop_factories(config, item):
    return {
        "asyncio": asyncio.new_event_loop,
        "qt": lambda: EventLoop(QCoreApplication.instance()),
    }


@pytest.fixture(autouse=True)
def application(qapp):
    return qapp


@pytest.fixture
async def server():
    async with LoopbackServer() as server:
        yield server
