"""Nothing that can be seen, heard, copied, opened or saved names a model while names are hidden."""

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QMenu, QMessageBox, QWidget

from app.domain.answer import AnswerStatus
from app.domain.lane import ModelRef
from app.domain.merging import MergeKind
from app.domain.messages import Parameters
from app.domain.settings import SavedServer
from app.ui.lane_window import LaneWindow
from app.ui.transcript.answer_message import AnswerMessage
from app.ui.transcript.selection import copied
from tests.window.everything_said import in_widgets, to_screen_readers

SCRIPTED = ("claude-opus-4-5", "gpt-4o", "zephyrine")
# Without a key, each of them fails with a sentence that names it.
KEYLESS = (ModelRef("google", "gemini-2.5-pro"), ModelRef("cohere", "command-r-plus"))
CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
LABEL = "Workshop in the cellar"
# What each answer says of itself, with the makers that none of the lanes is from.
SAID = {
    "claude-opus-4-5": (
        "# Claude speaks\n\nI'm Claude Opus 4.5, made by Anthropic. My name is on mugs.\n\n"
        "```python\nprint('claude-opus-4-5')\n```\n\n| Who | Maker |\n|---|---|\n"
        "| Claude | Anthropic |"
    ),
    "gpt-4o": (
        "Ich bin ChatGPT (GPT-4o) und wurde von OpenAI entwickelt.\n\n- [GPT](https://e.x/gpt-4o)"
    ),
    "zephyrine": "我是Qwen。我由阿里云训练。 I am Llama 3 70B by Meta, called *Zephyrine*.",
}
SECRETS = (
    *("claude", "opus", "anthropic", "gpt", "openai", "zephyrine", "gemini", "google", "cohere"),
    *("command-r", "command r", "qwen", "阿里云", "llama", "meta,", "workshop in", "127.0.0.1"),
    *("built-in", "tok/s"),
)


def press(person, key: Qt.Key, modifiers=Qt.KeyboardModifier.ControlModifier) -> None:
    QTest.keyClick(person.parley.window, key, modifiers)


def told(text: str) -> set[str]:
    """The secrets that a text holds."""
    text = text.lower().replace("add an openai-compatible server", "")
    return {secret for secret in SECRETS if secret in text}


def catalogues(person) -> list[QWidget]:
    """What lists all models there are, and nothing of this chat."""
    window = person.parley.window
    views = (window.settings_view, window.ranking_view, window.usage_view)
    return [*views, window.chat_view.first_start]


def in_sight(person) -> set[str]:
    """The secrets that widgets, screen readers and rows tell now."""
    without = catalogues(person)
    rows = [person.chat.lanes, *(person.chat.turns(row.lane_id) for row in person.chat.lanes)]
    said = (in_widgets(without=without), to_screen_readers(without=without), str(rows))
    return told("\n".join(said))


def menus_of(person) -> str:
    """What the actions of all menus say, those that fill as they open included."""
    menus = person.parley.window.findChildren(QMenu)
    for menu in menus:
        menu.aboutToShow.emit()
    actions = person.parley.window.findChildren(QAction)
    return "\n".join(
        words for a in actions for words in (a.text(), a.toolTip(), a.statusTip(), a.whatsThis())
    )


def clipboard() -> str:
    """All that was copied, in all its formats."""
    data = QGuiApplication.clipboard().mimeData()
    kinds = [bytes(data.data(kind).data()).decode("utf-8", "replace") for kind in data.formats()]
    said = "\n".join((data.text(), data.html(), *kinds))
    QGuiApplication.clipboard().clear()
    return said


def copies(person) -> str:
    """What is copied or dragged out of each answer, in each way there is."""
    found: list[str] = []
    for pane in person.view.panes.all_panes():
        view = pane.transcript
        for button in pane.findChildren(QAbstractButton):
            if button.accessibleName().startswith("Copy"):
                button.click()
                found.append(clipboard())
        view.select_all()
        view.copy()
        found.append(clipboard())
        reading = view._view
        data = copied(reading.column.messages, reading.selection)
        assert data
        found += [data.text(), data.html(), bytes(data.data("text/markdown").data()).decode()]
        for message in reading.column.messages:
            if isinstance(message, AnswerMessage):
                for words, do in message.deeds(pane):
                    if words.startswith("Copy"):
                        do()
                        found.append(clipboard())
    return "\n".join(found)


def prompts_in_numbers(person) -> set[str]:
    """The prompts of whose answers the numbers can be seen."""
    dialog = person.view.metrics_dialog
    dialog.show_numbers()
    rows = dialog.table.model()
    prompts = {rows.index(n, 1).data() for n in range(rows.rowCount())}
    dialog.close()
    return prompts


def everything_opened(person) -> set[str]:
    """The secrets that are told by what can be opened, one after the other."""
    window, view = person.parley.window, person.view
    found: set[str] = set()
    anchor = view.composer

    def look(opened: QWidget) -> None:
        nonlocal found
        assert opened.isVisible()
        found |= in_sight(person)
        opened.close()

    view.quoting.open_quote()
    look(view.quoting.popup)
    view.quoting.open_preview()
    look(view.quoting.preview)
    view.quoting.open_policy()
    look(view.quoting.policy_popup)
    window.merging.popup.open_at(anchor)
    look(window.merging.popup)
    view.line_up_menu.open_at(anchor)
    look(view.line_up_menu)
    return found | told(menus_of(person))


async def compared_blindly(start, server, **settings):
    """A person who has asked all of them without names; the scripted ones are still to answer."""
    server.models = SCRIPTED
    models = (*(ModelRef("openai_compatible", m, server.base_url) for m in SCRIPTED), *KEYLESS)
    servers = (SavedServer(LABEL, server.base_url),)
    person = await start(*models, servers=servers, **settings)
    await person.until(lambda: len(person.parley.models.rows) > 2)
    await looked_at_under_names(person, server)
    person.click("Blind")
    await person.until(lambda: person.chat.conversation.is_blind)
    person.send("Who are you?")
    return person, await server.exchanges_by_model(len(SCRIPTED))


async def looked_at_under_names(person, server) -> None:
    """Ask and open everything with names: none may stay behind in anything that is closed."""
    person.chat.line_ups.save("Mine")
    await person.until_done("save a line-up")
    person.chat.lane_editor.change_setup(person.lane(0), Parameters(temperature=0.3), "Be Claude.")
    await person.until_done("change a lane's parameters")
    person.send("First")
    await finish_all(person, await server.exchanges_by_model(len(SCRIPTED)))
    person.type("Then")
    await person.until(lambda: bool(person.parley.quote.hint))
    assert {"claude", "gpt", "gemini"} <= everything_opened(person)
    pane = person.view.panes.all_panes()[0]
    pane.parameters_requested.emit(pane.lane.lane_id)
    person.view.lane_settings.close()
    pane.access_requested.emit(pane.lane.lane_id)
    person.view.lane_access.close()
    person.view.model_choice.pick_for(pane.lane.lane_id, pane)
    person.view.model_choice.picker.close()
    pane.some_tie_requested.emit()
    person.view.vote_bar.tie_popup.close()
    person.view.panes.detach(pane.lane.lane_id)
    person.view.composer.set_text("")
    answer = person.chat.turns(pane.lane.lane_id)[-1].answer
    pane.transcript.picked.emit(answer.answer_id, SAID["claude-opus-4-5"])
    assert {row.label for row in picked(person)} == {"claude-opus-4-5"}


def picked(person) -> list:
    """What the tray of picked blocks shows."""
    return list(person.parley.window.merging._tray.rows)


async def finish_all(person, exchanges) -> None:
    for model, exchange in exchanges.items():
        for piece in (SAID[model][n : n + 5] for n in range(0, len(SAID[model]), 5)):
            await exchange.send(piece)
        await exchange.finish()
    await person.until_idle()
    await person.until_settled()


@pytest.mark.parametrize("width", [1440, 900])
async def test_nothing_tells_a_name_before_the_vote_and_everything_does_after(start, server, width):
    person, exchanges = await compared_blindly(start, server)
    person.parley.window.resize(width, 800)
    finished: list[str] = []
    person.parley.activity.finished.connect(lambda *words: finished.extend(words))
    await person.until(lambda: len(failed(person)) == len(KEYLESS))
    assert in_sight(person) == set()
    await finish_all(person, exchanges)
    person.type("And then?")
    await person.until(lambda: bool(person.parley.quote.hint))
    assert in_sight(person) == set()
    assert everything_opened(person) == set()
    await compare_and_find(person)
    assert in_sight(person) == set()
    assert [row.label for row in picked(person)] == ["An earlier answer", "Model A"]
    person.parley.quote.count()
    await person.until_done("count tokens")
    assert in_sight(person) == set()
    assert told(copies(person)) == set()
    # That was seen under names, and tells nothing of who answers where now.
    assert prompts_in_numbers(person) == {"First"}
    assert told("\n".join((*finished, person.parley.activity.summary))) == set()
    assert in_sight(person) == set()
    for number in ("first token: unknown", "speed: unknown", "tokens: unknown", "cost: unknown"):
        assert in_widgets(without=catalogues(person)).lower().count(number) >= len(SCRIPTED)

    place = [models_in_sight(person).index(model) for model in SCRIPTED]
    best = person.chat.turns(person.lane(place[2]))[-1].answer
    person.parley.votes.vote_best(best.answer_id)
    await person.until(lambda: not person.chat.hides_names)
    await person.until_settled()
    assert {"claude", "gpt", "zephyrine", "gemini", "google", "cohere"} <= in_sight(person)
    assert {"claude", "anthropic", "gpt", "qwen", "llama", "阿里云"} <= told(copies(person))
    assert prompts_in_numbers(person) == {"First", "Who are you?"}
    assert person.answers(place[0])[-1:] == [SAID["claude-opus-4-5"]]


async def compare_and_find(person) -> None:
    """Look for differences and for a name, and pick a block."""
    person.view.lane_bar.comparison.toggle_differences()
    await person.until_done("find differences")
    await person.until_settled()
    pane = person.view.panes.pane(person.lane(0))
    pane.transcript.open_find()
    for model in SCRIPTED:
        bar = pane.transcript._find.bar
        bar._field.setText(model)
        assert bar._outcome.text() == "Nothing found"
    bar._field.clear()
    answer = person.chat.turns(person.lane(0))[-1].answer
    pane.transcript.picked.emit(answer.answer_id, answer.text)


def models_in_sight(person) -> list[str]:
    """Who answers where, which the window does not tell."""
    return [person.chat.conversation.lane(row.lane_id).model.model for row in person.chat.lanes]


def failed(person) -> list[str]:
    answers = [person.chat.turns(row.lane_id)[-1].answer for row in person.chat.lanes]
    return [a.error for a in answers if a and a.status is AnswerStatus.FAILED]


async def hidden_answers(start, server, **settings):
    """A person who has an answer of each of the scripted models, without names."""
    server.models = SCRIPTED
    person = await start(*SCRIPTED, **settings)
    person.click("Blind")
    await person.until(lambda: person.chat.conversation.is_blind)
    person.send("Who are you?")
    await finish_all(person, await server.exchanges_by_model(len(SCRIPTED)))
    return person


async def test_a_file_with_hidden_names_is_saved_once_that_is_agreed_to(start, server, tmp_path):
    person = await hidden_answers(start, server)
    window = person.parley.window
    window._sharing.save_page()
    assert person.view.notice.sentence.startswith("A page would tell the names.")
    window._sharing.save_file()
    assert not window.findChildren(QFileDialog)
    (question,) = window.findChildren(QMessageBox)
    assert "whoever reads it as text sees them" in question.informativeText()
    assert in_sight(person) == set()
    (save,) = [b for b in question.buttons() if b.text() == "Save with the names"]
    save.click()
    (dialog,) = window.findChildren(QFileDialog)
    (suggested,) = dialog.selectedFiles()
    assert suggested.endswith("Who are you.parley")
    path = tmp_path / "told.parley"
    dialog.fileSelected.emit(str(path))
    dialog.close()
    await person.until_done("save a file")
    saved = json.loads(path.read_text())
    assert {lane["model"]["model"] for lane in saved["conversation"]["lanes"]} == set(SCRIPTED)

    before = person.chat.conversation.id
    person.parley.sharing.open_file(path)
    await person.until_done("read a file")
    (question,) = [b for b in window.findChildren(QMessageBox) if b.isVisible()]
    (agree,) = [b for b in question.buttons() if b.text() == "Open"]
    agree.click()
    question.setInformativeText("")  # It goes with the next turn of the event loop.
    await person.until(lambda: person.chat.conversation.id != before)
    assert person.chat.hides_names
    assert [row.label for row in person.chat.lanes] == ["Model A", "Model B", "Model C"]
    assert in_sight(person) == set()


async def test_what_is_merged_without_names_names_nobody(start, server):
    person = await hidden_answers(start, server)
    popup, merging = person.parley.window.merging.popup, person.parley.window.merging._merging
    person.click("Merge")
    labels = [b.accessibleName() for b in popup.findChildren(QAbstractButton) if b.isVisible()]
    assert {"Model A", "Model B", "Model C", "The first of your models"} <= set(labels)
    merging.choose_judge(ModelRef("openai_compatible", "gpt-4o", server.base_url))
    labels = [b.accessibleName() for b in popup.findChildren(QAbstractButton) if b.isVisible()]
    assert "The model you chose" in labels
    assert in_sight(person) == set()
    popup.close()
    sources = [source.answer_id for source in merging.sources]
    merging.merge(MergeKind.FUSE, sources)
    exchange = await server.next_exchange()
    assert told("\n".join(exchange.texts)) == set()
    await exchange.finish("I'm GPT-4o, and they all say who they are. [A, B]")
    await person.until_idle()
    await person.until_done("look through citations")
    await person.until_settled()
    assert [row.label for row in person.chat.lanes][-1] == "Merged"
    assert in_sight(person) == set()
    person.click("Reveal without voting")
    await person.until(lambda: not person.chat.hides_names)
    assert [row.label for row in person.chat.lanes][-1] == "Merged by gpt-4o"
    # The one that was made of them stands with what it is from, once that may be known.
    await person.until_settled()
    assert "Merged from" in to_screen_readers(without=catalogues(person))


async def test_line_ups_tell_no_name_that_is_hidden(start, server):
    person = await start(*SCRIPTED)
    person.chat.line_ups.save("All three")
    await person.until_done("save a line-up")
    person.click("Blind")
    await person.until(lambda: person.chat.conversation.is_blind)
    person.send("Who are you?")
    await finish_all(person, await server.exchanges_by_model(len(SCRIPTED)))
    lanes = person.chat.conversation.lanes
    press(person, Qt.Key.Key_1)
    assert person.view.notice.sentence.startswith("Which lanes stay would tell who they are.")
    person.chat.line_ups.apply(person.chat.line_ups.rows[0].id)
    assert person.chat.conversation.lanes == lanes
    (row,) = person.chat.line_ups.rows
    assert (row.labels, row.providers) == (("3 models",), ())
    press(person, Qt.Key.Key_H, CTRL_SHIFT)
    await person.until(lambda: not person.chat.hides_names)
    (row,) = person.chat.line_ups.rows
    assert row.labels == SCRIPTED


async def test_a_pane_is_not_known_again_by_its_width_its_place_or_its_window(start, server):
    person = await hidden_answers(start, server)
    press(person, Qt.Key.Key_H, CTRL_SHIFT)
    await person.until(lambda: not person.chat.hides_names)
    panes = person.view.panes
    wide = person.lane(0)
    person.chat.lane_editor.set_widths({wide: 600, person.lane(1): 200, person.lane(2): 200})
    await person.until_done("keep the widths of lanes")
    panes.detach(person.lane(2))
    before = {row.lane_id: panes.pane(row.lane_id) for row in person.chat.lanes}
    person.send("Again")
    await finish_all(person, await server.exchanges_by_model(len(SCRIPTED)))
    assert person.chat.hides_names
    assert not [w for w in panes.findChildren(LaneWindow) if w.isVisible()]
    assert panes.shown_ids == [row.lane_id for row in person.chat.lanes]
    assert not {id(pane) for pane in before.values()} & {id(p) for p in panes.all_panes()}
    widths = [pane.width() for pane in panes.all_panes()]
    assert widths[0] > widths[1] + 100


async def test_going_on_with_one_answer_tells_no_name_yet(start, server):
    person = await hidden_answers(start, server)
    lane_id = person.lane(1)
    person.chat.lane_editor.continue_with(lane_id)
    await person.until(lambda: len(person.chat.lanes) == 1)
    person.send("Go on")
    exchange = await server.next_exchange()
    model = exchange.body["model"]
    await exchange.finish(f"I'm still {model}.")
    await person.until_idle()
    assert [row.label for row in person.chat.lanes] == ["Model B"]
    assert person.answers()[-1] == "I'm still [model]."
    await person.until_settled()
    assert in_sight(person) == set()

    conversation_id = person.chat.conversation.id
    await person.quit()
    await person.start()
    person.chat.open(conversation_id)
    await person.until(lambda: person.chat.conversation.id == conversation_id)
    await person.until_settled()
    assert [row.label for row in person.chat.lanes] == ["Model B"]
    assert in_sight(person) == set()
    press(person, Qt.Key.Key_H, CTRL_SHIFT)
    await person.until(lambda: not person.chat.hides_names)
    assert [row.label for row in person.chat.lanes] == [model]


async def test_which_model_has_no_room_is_not_told_but_that_one_has_none_is(start, server):
    server.windows = {"gpt-4o": 60}
    person = await hidden_answers(start, server)
    await person.parley.models.add_server("Mine", server.base_url, "")
    person.type("word " * 100)
    await person.until(lambda: person.parley.quote.is_too_long)
    assert person.parley.quote.hint == "Not every model has room for this"
    assert all(row.fits and not row.options for row in person.parley.quote.rows)
    QTest.keyClick(person.parley.window.focusWidget(), Qt.Key.Key_Return)
    await person.until(lambda: person.view.quoting.popup.isVisible())
    assert person.view.notice.sentence.startswith("Which model has no room would tell it.")
    assert in_sight(person) == set()
    person.view.quoting.popup.send_requested.emit()
    exchanges = await server.exchanges_by_model(len(SCRIPTED))
    assert set(exchanges) == set(SCRIPTED)
    await finish_all(person, exchanges)


async def test_what_a_chat_has_cost_is_told_with_the_names(start, server):
    person = await hidden_answers(start, server)
    note = person.parley.window.sidebar.usage.accessibleDescription()
    assert (person.chat.tokens_used, person.chat.cost) == (0, None)
    await person.parley.window._usage._look()
    assert person.parley.window.sidebar.usage.accessibleDescription() == note
    press(person, Qt.Key.Key_H, CTRL_SHIFT)
    await person.until(lambda: not person.chat.hides_names)
    assert person.chat.tokens_used == len(SCRIPTED) * 18
    assert person.parley.window.sidebar.usage.accessibleDescription() != note
