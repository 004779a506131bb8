"""The size of what is read, through the window."""

import asyncio

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from tests.ui.transcript.screen import view

CONTROL = Qt.KeyboardModifier.ControlModifier


async def until_active(person) -> None:
    """Wait until the window takes shortcuts."""
    window, active = person.parley.window, asyncio.Event()
    app = QGuiApplication.instance()
    app.focusWindowChanged.connect(active.set)
    async with asyncio.timeout(60):
        while not window.isActiveWindow():
            await active.wait()
            active.clear()
    app.focusWindowChanged.disconnect(active.set)


async def test_the_keys_for_zooming_work_while_one_types_and_last_beyond_a_restart(start):
    person = await start("alpha")
    await until_active(person)
    editor = person.parley.window.focusWidget()
    for _ in range(3):
        QTest.keyClick(editor, Qt.Key.Key_Equal, CONTROL)
    QTest.keyClick(editor, Qt.Key.Key_Minus, CONTROL)
    assert person.parley.appearance.reading.zoom == 125
    await person.until_done("store the settings")

    await person.quit()
    await person.start()
    await until_active(person)
    assert person.parley.appearance.reading.zoom == 125

    QTest.keyClick(person.parley.window.focusWidget(), Qt.Key.Key_0, CONTROL)
    assert person.parley.appearance.reading.zoom == 100


async def test_panes_zoom_together_and_the_composer_stays(start, server):
    person = await start("alpha", "beta")
    person.send("Hello")
    for exchange in (await server.exchanges_by_model(2)).values():
        await exchange.finish("Hi **there**")
    await person.until_idle()
    panes = [view(pane) for pane in person.view.panes.all_panes()]
    before = [pane.column.messages[-1].height for pane in panes]
    composer = person.view.composer.size()

    person.parley.appearance.reading.set_zoom(200)

    assert person.view.composer.size() == composer
    assert [pane.column.messages[-1].height for pane in panes] == [2 * h for h in before]
