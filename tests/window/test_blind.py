"""While names are hidden, nothing tells who answered; afterwards everything does."""

import sqlite3

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication

from app.domain.answer import AnswerStatus
from app.domain.messages import Parameters
from app.ui.lane_window import LaneWindow
from tests.window.everything_said import in_widgets, to_screen_readers

MODELS = ("zephyrine", "quillon", "bramble", "marzipan")
CTRL = Qt.KeyboardModifier.ControlModifier
CTRL_SHIFT = CTRL | Qt.KeyboardModifier.ShiftModifier


def press(person, key: Qt.Key, modifiers=CTRL) -> None:
    QTest.keyClick(person.parley.window, key, modifiers)


async def hide_names(person) -> None:
    person.click("Blind")
    await person.until(lambda: person.chat.conversation.is_blind)


async def reveal(person) -> None:
    person.click("Reveal without voting")
    await person.until(lambda: not person.chat.hides_names)


def labels(person) -> list[str]:
    return [row.label for row in person.chat.lanes]


def models(person) -> list[str]:
    """Who answers where, which the window does not tell."""
    lane = person.chat.conversation.lane
    return [lane(row.lane_id).model.model for row in person.chat.lanes]


def answer_at(person, place: int):
    return person.chat.turns(person.lane(place))[-1].answer


def place_of(person, model: str) -> int:
    return models(person).index(model)


async def answered(person, server, prompt: str = "Hello") -> None:
    person.send(prompt)
    for name, exchange in (await server.exchanges_by_model(len(person.chat.lanes))).items():
        await exchange.finish(f"I'm {name.title()}, I think.")
    await person.until_idle()


def everything(person) -> str:
    settings = [person.parley.window.settings_view]
    rows = [person.chat.lanes, *(person.chat.turns(row.lane_id) for row in person.chat.lanes)]
    return "\n".join(
        (
            in_widgets(without=settings),
            to_screen_readers(without=settings),
            *(str(part) for row in rows for part in row),
            *(t for pane in person.view.panes.all_panes() for t in pane.metrics.texts),
        )
    ).lower()


def copies(person) -> str:
    """What is on the clipboard after each way to copy."""
    found: list[str] = []

    def copied() -> None:
        found.append(QGuiApplication.clipboard().text())
        QGuiApplication.clipboard().clear()

    for pane in person.view.panes.all_panes():
        for button in pane.footer.findChildren(QAbstractButton):
            if button.accessibleName() == "Copy answer":
                button.click()
                copied()
        pane.transcript.select_all()
        pane.transcript.copy()
        copied()
    person.view.metrics_dialog.show_numbers()
    for button in person.view.metrics_dialog.findChildren(QAbstractButton):
        if button.accessibleName().startswith("Copy"):
            button.click()
            copied()
    person.view.metrics_dialog.close()
    return "\n".join(found).lower()


@pytest.mark.parametrize("width", [1440, 900])
async def test_nothing_tells_a_name_before_the_reveal_and_everything_does_after(
    start, server, width
):
    server.models = MODELS
    person = await start(*MODELS)
    person.parley.window.resize(width, 700)
    await hide_names(person)
    person.send("Who are you?")
    exchanges = await server.exchanges_by_model(4)
    await exchanges["zephyrine"].finish("I'm Zephyrine. **ZEPHYRINE** it is.")
    await exchanges["quillon"].send("They call me Quil")
    await exchanges["quillon"].send("lon, they do, and I go on and on, whoever asks me.")
    await exchanges["bramble"].fail(429, "bramble is tired", "retry-after: 55\r\n")
    await exchanges["marzipan"].fail(401, "marzipan wants a key")
    states = {AnswerStatus.DONE, AnswerStatus.STREAMING, AnswerStatus.WAITING, AnswerStatus.FAILED}
    await person.until(lambda: {answer_at(person, n).status for n in range(4)} == states)
    detached = person.view.panes.all_panes()[1]
    person.view.panes.detach(detached.lane.lane_id)
    assert [w.isVisible() for w in person.view.panes.findChildren(LaneWindow)] == [True]

    person.type("And then?")
    await person.until(lambda: bool(person.parley.quote.hint))
    press(person, Qt.Key.Key_E, CTRL_SHIFT)
    assert QApplication.activePopupWidget().isVisible()
    secrets = (*MODELS, server.base_url.removeprefix("http://"), "127.0.0.1")
    said = everything(person)
    assert {name for name in secrets if name in said} == set()
    QApplication.activePopupWidget().close()
    assert all(label in said for label in ("model a", "model b", "model c", "model d"))
    assert {name for name in secrets if name in copies(person)} == set()
    said = everything(person)
    assert {name for name in secrets if name in said} == set()
    for number in ("first token: unknown", "speed: unknown", "tokens: unknown", "cost: unknown"):
        assert said.count(number) >= 4
    assert "done in" not in said

    await reveal(person)
    said = everything(person)
    assert {name for name in secrets if name in said} == set(secrets)
    assert {name for name in MODELS if name in copies(person)} == set(MODELS)
    assert "i'm zephyrine. **zephyrine** it is." in said
    assert "they call me quillon, they do" in said
    await exchanges["quillon"].finish(" Quillon.")
    await person.until(
        lambda: answer_at(person, place_of(person, "quillon")).status is AnswerStatus.DONE
    )
    assert answer_at(person, place_of(person, "quillon")).text.endswith("me. Quillon.")


async def test_names_are_masked_while_they_stream_wherever_the_text_is_cut(start, server):
    person = await start("alpha", "beta")
    await hide_names(person)
    person.send("Hello")
    exchanges = await server.exchanges_by_model(2)
    for piece in ("I am b", "et", "a and not Al", "pha. ", "Nobody here has such a name, has one?"):
        await exchanges["alpha"].send(piece)
    await exchanges["beta"].finish("Short")
    place = place_of(person, "alpha")
    start_of_it = "I am [model] and not [model]. Nobody"
    await person.until(lambda: answer_at(person, place).text.startswith(start_of_it))
    pane = person.view.panes.all_panes()[place]
    while pane.transcript.flush():
        pass
    pane.transcript.select_all()
    pane.transcript.copy()
    assert start_of_it in QGuiApplication.clipboard().text()
    await exchanges["alpha"].finish(" Beta!")
    await person.until_idle()
    whole = "I am [model] and not [model]. Nobody here has such a name, has one? [model]!"
    assert answer_at(person, place).text == whole


async def test_each_turn_has_an_order_of_its_own_which_a_restart_keeps(start, server):
    person = await start(*MODELS)
    await hide_names(person)
    orders = []
    for n in range(6):
        await answered(person, server, f"Prompt {n}")
        assert labels(person) == ["Model A", "Model B", "Model C", "Model D"]
        assert person.view.panes.lane_ids == [row.lane_id for row in person.chat.lanes]
        orders.append(models(person))
    assert len({tuple(order) for order in orders}) > 1
    conversation_id = person.chat.conversation.id
    await person.quit()
    await person.start()
    person.chat.open(conversation_id)
    await person.until(lambda: person.chat.conversation.id == conversation_id)
    assert person.chat.hides_names
    assert models(person) == orders[-1]
    assert labels(person)[0] == "Model A"
    assert "zephyrine" not in everything(person)
    await reveal(person)
    assert labels(person) == orders[-1]
    assert person.view.vote_bar.sentence.startswith(f"Model A was {orders[-1][0]}, Model B was ")


async def test_what_was_said_under_a_name_is_left_out_while_names_are_hidden(start, server):
    person = await start("alpha", "beta")
    await answered(person, server, "First")
    await hide_names(person)
    assert person.view.vote_bar.sentence == "Names will be hidden from your next prompt on."
    assert labels(person) == ["alpha", "beta"]
    await answered(person, server, "Second")
    await answered(person, server, "Third")
    turns = person.chat.turns(person.lane(0))
    assert [turn.prompt for turn in turns] == ["Second", "Third"]
    person.view.metrics_dialog.show_numbers()
    table = person.view.metrics_dialog.table.model()
    assert [table.index(n, 1).data() for n in range(table.rowCount())] == ["First", "First"]
    person.view.metrics_dialog.close()
    await reveal(person)
    turns = person.chat.turns(person.lane(0))
    assert [turn.prompt for turn in turns] == ["First", "Second", "Third"]


async def test_how_a_lane_is_asked_is_told_after_the_reveal_only(start, server):
    person = await start("alpha", "beta")
    lane_id = person.lane(0)
    person.chat.lane_editor.change_setup(lane_id, Parameters(temperature=0.1), "Say yes.")
    await person.until_done("change a lane's parameters")
    await hide_names(person)
    await answered(person, server)
    for pane in person.view.panes.all_panes():
        pane.parameters_requested.emit(pane.lane.lane_id)
        pane.access_requested.emit(pane.lane.lane_id)
    person.view.composer.presets_requested.emit(person.view.composer)
    person.view.composer.parameters_requested.emit(person.view.composer)
    assert not person.view.lane_settings.isVisible()
    assert not person.view.lane_access.isVisible()
    assert "Vote, or reveal the names, first." in person.view.notice.sentence
    person.view.panes.all_panes()[0].head.clicked.emit()
    picker = person.view.model_choice.picker
    assert picker.isVisible()
    assert not picker._list.currentIndex().data(Qt.ItemDataRole.CheckStateRole)
    assert picker._delegate.current is None
    picker.close()
    await reveal(person)
    person.view.panes.all_panes()[0].parameters_requested.emit(lane_id)
    assert person.view.lane_settings.isVisible()
    person.view.lane_settings.close()


async def test_lanes_are_put_in_order_by_those_who_know_them_only(start, server):
    person = await start(*MODELS)
    await hide_names(person)
    await answered(person, server)
    before = models(person)
    person.chat.lane_editor.move(person.lane(0), 1)
    await person.until_done("reorder lanes")
    assert models(person) == before
    await reveal(person)
    person.chat.lane_editor.move(person.lane(0), 1)
    await person.until_done("reorder lanes")
    assert models(person) == [before[1], before[0], *before[2:]]
    assert [pane.lane.label for pane in person.view.panes.all_panes()] == models(person)


async def test_switching_blind_mode_off_shows_the_names(start, server):
    person = await start("alpha", "beta")
    await answered(person, server, "First")
    press(person, Qt.Key.Key_B)
    await person.until(lambda: person.chat.conversation.is_blind)
    await answered(person, server)
    assert labels(person) == ["Model A", "Model B"]
    press(person, Qt.Key.Key_B)
    await person.until(lambda: not person.chat.conversation.is_blind)
    assert sorted(labels(person)) == ["alpha", "beta"]
    await answered(person, server, "Again")
    assert sorted(labels(person)) == ["alpha", "beta"]
    with sqlite3.connect(person.home / "parley.db") as database:
        assert database.execute("SELECT hides_names FROM turn").fetchall() == [(0,)] * 3
    database.close()


async def test_one_lane_alone_has_no_name_to_hide(start, server):
    person = await start("alpha", "beta")
    await hide_names(person)
    person.chat.lane_editor.remove(person.lane(1))
    await person.until_done("remove a lane")
    await answered(person, server)
    assert labels(person) == ["alpha"]
    assert not person.view.vote_bar.isVisible()
