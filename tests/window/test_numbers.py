"""All numbers of a chat in a table, and on the clipboard."""

import csv

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel

from app.domain.lane import ModelRef

KEYS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def cells(person, row: int) -> dict[str, str]:
    model = person.view.metrics_dialog.table.model()
    titles = [model.headerData(n, Qt.Orientation.Horizontal) for n in range(model.columnCount())]
    return {title: model.index(row, column).data() for column, title in enumerate(titles)}


def click(person, label: str) -> None:
    buttons = person.view.metrics_dialog.findChildren(QAbstractButton)
    button = next(b for b in buttons if b.accessibleName() == label)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


async def test_the_numbers_of_all_answers_are_shown_and_copied(start, server):
    person = await start("alpha", "beta")
    person.send("How | many?")
    lanes = await server.exchanges_by_model(2)
    await lanes["alpha"].fail(429, "slow down", "retry-after: 0\r\n")
    await lanes["beta"].finish("one two", output_tokens=2)
    await (await server.next_exchange()).finish("one two three", output_tokens=3)
    await person.until_idle()
    QTest.keyClick(person.parley.window, Qt.Key.Key_T, KEYS)
    dialog = person.view.metrics_dialog
    assert dialog.isVisible()
    assert dialog.table.model().rowCount() == 2
    first, second = cells(person, 0), cells(person, 1)
    assert (first["Model"], first["Out"], first["In"], first["Retries"]) == (
        "alpha",
        "3",
        "11",
        "1",
    )
    assert (second["Model"], second["Retries"], second["Cost"]) == ("beta", "0", "–")  # noqa: RUF001
    assert "Shortest" in second["Best in"]

    click(person, "Copy as CSV")
    rows = list(csv.DictReader(QGuiApplication.clipboard().text().splitlines()))
    assert [(row["Model"], row["Output tokens"], row["Retries"]) for row in rows] == [
        ("alpha", "3", "1"),
        ("beta", "2", "0"),
    ]
    click(person, "Copy as Markdown")
    header, _, line, _ = QGuiApplication.clipboard().text().splitlines()
    assert header.startswith("| Turn | Prompt | Model |")
    assert r"How \| many?" in line
    click(person, "Close")
    assert not dialog.isVisible()


async def test_every_answer_tells_all_its_numbers_on_request(start, server):
    person = await start("alpha")
    person.send("Hello")
    await (await server.next_exchange()).finish("Hi", output_tokens=7)
    await person.until_idle()
    transcript = person.view.panes.pane(person.lane(0)).transcript
    while transcript.flush():
        pass
    person.click("More for this answer")
    person.choose("All numbers")
    popup = person.view.panes.pane(person.lane(0)).metrics.popup
    assert popup.isVisible()
    said = [label.accessibleName() for label in popup.findChildren(QLabel)]
    for number in ("Tokens in: 11", "Tokens out: 7", "Retries: 0", "Waited for retries: 0.00 s"):
        assert number in said
    popup.close()


async def test_an_answer_keeps_the_name_of_the_model_that_gave_it(start, server):
    person = await start("alpha")
    person.send("Hello")
    await (await server.next_exchange()).finish("I am alpha")
    await person.until_idle()
    ref = ModelRef("openai_compatible", "beta", server.base_url)
    person.chat.lane_editor.change_model(person.lane(0), ref)
    await person.until(lambda: person.chat.lanes[0].label == "beta")
    person.view.metrics_dialog.show_numbers()
    assert cells(person, 0)["Model"] == "alpha"
    person.view.metrics_dialog.close()


async def test_without_answers_there_is_nothing_to_copy(start):
    person = await start("alpha")
    dialog = person.view.metrics_dialog
    dialog.show_numbers()
    enabled = [
        b.isEnabled()
        for b in dialog.findChildren(QAbstractButton)
        if b.accessibleName().startswith("Copy")
    ]
    assert enabled == [False, False]
    assert not dialog.table.isVisible()
    dialog.close()
