"""Opens Parley on a data folder, sends one prompt through its composer, and runs until told to end.

Usage: streaming_parley.py HOME
"""

import asyncio
import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.main.application import make_application
from app.main.loop import event_loop, on_signals
from app.main.parley import Parley


async def converse(app, home: Path) -> None:
    stopped = asyncio.Event()
    with on_signals(stopped.set):
        parley = await Parley.open(app, home)
        parley.show()
        parley.window.chat_view.composer.focus_editor()
        editor = parley.window.focusWidget()
        QTest.keyClicks(editor, "Tell me everything")
        QTest.keyClick(editor, Qt.Key.Key_Return)
        await stopped.wait()
        await parley.aclose()


if __name__ == "__main__":
    app = make_application()
    with event_loop(app) as loop:
        loop.run_until_complete(converse(app, Path(sys.argv[1])))
