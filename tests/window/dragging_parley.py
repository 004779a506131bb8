"""Opens Parley, sends a prompt and drags a piece of it back into the composer; text comes on.

Usage: dragging_parley.py HOME. Writes what the composer holds in the end. The mouse presses and
moves out of Qt's event loop, as real ones do, and never in a task.
"""

import asyncio
import sys
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest

from app.main.application import make_application
from app.main.loop import event_loop
from app.main.parley import Parley
from tests.ui.transcript.screen import place_of, view

LEFT = Qt.MouseButton.LeftButton


async def arrived(parley: Parley, text: str) -> None:
    """Wait until the answer begins with a text."""
    chat = parley.chat
    arrivals: asyncio.Queue[None] = asyncio.Queue()
    chat.text_arrived.connect(lambda *_: arrivals.put_nowait(None))
    while not any(chat.answer_text(a.id).startswith(text) for a in chat.conversation.answers):
        await arrivals.get()


async def converse(app, home: Path) -> None:
    parley = await Parley.open(app, home)
    parley.show()
    composer = parley.window.chat_view.composer
    composer.focus_editor()
    QTest.keyClicks(parley.window.focusWidget(), "Hello there")
    QTest.keyClick(parley.window.focusWidget(), Qt.Key.Key_Return)
    await arrived(parley, "Before. ")
    transcript = parley.window.chat_view.panes.current.transcript
    page, start = view(transcript).viewport(), place_of(transcript, "o t")
    QTest.mouseClick(page, LEFT, pos=place_of(transcript, "Hello"))
    shift = Qt.KeyboardModifier.ShiftModifier
    QTest.mouseClick(page, LEFT, shift, place_of(transcript, "there"))
    begun, ended = (asyncio.get_running_loop().create_future() for _ in range(2))

    def drag() -> None:
        QTest.mousePress(page, LEFT, pos=start)
        QTimer.singleShot(0, lambda: begun.set_result(None))
        QTest.mouseMove(page, start - QPoint(60, 0))
        ended.set_result(None)

    QTimer.singleShot(0, drag)
    await begun
    sys.stdout.write("dragging\n")
    sys.stdout.flush()
    await arrived(parley, "Before. During. ")
    assert not ended.done()
    editor = composer.focusProxy().viewport()
    drop_at = editor.rect().center()
    QTimer.singleShot(0, lambda: QTest.mouseMove(editor, drop_at))
    QTimer.singleShot(100, lambda: QTest.mouseRelease(editor, LEFT, pos=drop_at))
    await ended
    await arrived(parley, "Before. During. After.")
    sys.stdout.write(composer.text())
    await parley.aclose()


if __name__ == "__main__":
    app = make_application()
    with event_loop(app) as loop:
        loop.run_until_complete(converse(app, Path(sys.argv[1])))
