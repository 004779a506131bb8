"""Whatever Parley says, it says in the language in use: here, in one that brackets every text."""

import gettext

import pytest
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QListView, QMenu, QWidget

from app.domain.settings import Language
from app.main.language import speak
from app.ui.transcript.reading_view import ReadingView
from tests.window.bracketed import Brackets, Reader
from tests.window.settings_page import SettingsPage

SECRET = "sk-proj-" + "a1B2c3D4" * 6
# Names, units, keys, addresses, files, what a model or a person wrote, and what Qt itself says.
SAME_EVERYWHERE = (
    *(r"Parley", r"OpenAI", r"Anthropic", r"Google", r"Cohere", r"English", r"Deutsch"),
    *(r"alpha", r"beta", r"openai_compatible", r"\w+Error\b", r"python", r"(?i:smollm2)[\w. -]*"),
    *(r"https?://\S+", r"127\.0\.0\.1\S*", r"localhost\S*", r"/[\w./-]+", r"[\w.-]+\.json"),
    *(r"Ctrl", r"Shift", r"Alt", r"Meta", r"Del", r"Esc", r"Return", r"PgUp", r"PgDown", r"Ins"),
    *(r"Left", r"Right", r"Up", r"Down", r"Home", r"End", r"Scroll Left", r"Scroll Right"),
    *(r"Enter", r"Strg", r"MB", r"[kK]B", r"GB", r"PDF", r"CSV", r"^&?Cancel$"),
    # What a model has for its delegate and not for anyone to read.
    *(r"^None$", r"^(ModelRow|Heading)\(.*", r"^Action\.\w+$", r"^[0-9a-f]{32}$", r"^anthropic$"),
    # The prompts of the usual presets: a model reads them, and the person edits them.
    SECRET,
    *(r"^Answer in as few words.*", r"^Review the code.*", r"^Explain so that.*"),
)


@pytest.fixture
def reader(monkeypatch, qapp):
    def translation(_domain, _folder, languages, **_):
        return Brackets() if languages == ["en"] else gettext.NullTranslations()

    with monkeypatch.context() as brackets:
        brackets.setattr(gettext, "translation", translation)
        yield Reader(brackets, SAME_EVERYWHERE)
    speak(qapp, Language.ENGLISH)


def open_menu(widget: QWidget) -> QMenu:
    """The menu that a right click opens."""
    place = widget.rect().center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, widget.mapToGlobal(place))
    QApplication.sendEvent(widget, event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def close_all() -> None:
    while popup := QApplication.activePopupWidget():
        popup.close()
    while dialog := QApplication.activeModalWidget():
        dialog.close()


async def compare(person, server) -> None:
    """A turn with an answer and a failure, and one with an answer and a wait."""
    person.send("1 + 1?")
    exchanges = await server.exchanges_by_model(2)
    await exchanges["alpha"].finish("2\n\n```python\n1\n```\n\n| 1 | 2 |\n|-|-|\n| 3 | 4 |\n")
    await exchanges["beta"].fail(401, "17")
    await person.until_idle()
    person.send("2 + 2?")
    exchanges = await server.exchanges_by_model(2)
    await exchanges["alpha"].fail(429, "17", headers="retry-after: 100\r\n")
    await exchanges["beta"].finish("4")
    lane = person.lane(0)
    await person.until(lambda: any(t.answer and t.answer.retry for t in person.chat.turns(lane)))


async def test_the_chat_and_its_menus(start, server, reader):
    person = await start("alpha", "beta")
    await person.until_done("look for models")
    reader.read("empty chat")
    await compare(person, server)
    reader.read("waiting")
    person.chat.answers.stop_all()
    await person.until_idle()
    window, (pane, _) = person.parley.window, person.view.panes.all_panes()
    reader.read("stopped")
    menus = {
        "lane": pane.head,
        "transcript": pane.transcript.findChild(ReadingView).viewport(),
    }
    for name, widget in menus.items():
        open_menu(widget)
        reader.read(f"menu of the {name}")
        close_all()
    chats = window.sidebar.findChild(QListView)
    chats.setCurrentIndex(chats.model().index(1, 0))
    pane.transcript.open_menu(person.chat.turns(person.lane(0))[0].answer.answer_id, pane.footer)
    reader.read("menu of an answer")
    close_all()
    person.parley.chats.delete(person.chat.conversation.id)
    await person.until_done("delete a chat")
    reader.read("deleted")
    assert reader.found == []


async def test_what_opens_over_the_chat(start, server, reader):
    person = await start("alpha", "beta")
    await person.until_done("look for models")
    await compare(person, server)
    person.chat.answers.stop_all()
    await person.until_idle()
    person.type("3 + 3?")
    view, pane = person.view, person.view.panes.all_panes()[0]
    lane = person.lane(0)
    openers = {
        "parameters": lambda: view.composer.parameters_requested.emit(view.composer),
        "access": lambda: pane.access_requested.emit(lane),
        "presets": lambda: view.composer.presets_requested.emit(view.composer),
        "line-ups": lambda: view.line_up_menu.open_at(view.lane_bar),
        "picker": lambda: view.model_choice.pick_for(lane, pane.head),
        "merging": view.lane_bar.comparison.merge,
        "policy": view.quoting.open_policy,
        "quote": view.quoting.open_quote,
        "preview": view.quoting.open_preview,
        "numbers": view.metrics_dialog.show_numbers,
        "server": view.model_choice.open_server_dialog,
        "find": view.open_find,
        "prompt": view.prompt_strip.edit,
        "differences": view.lane_bar.comparison.toggle_differences,
        "alone": lambda: view.panes.toggle_alone(lane),
        "window": lambda: view.panes.detach(person.lane(1)),
    }
    for name, opener in openers.items():
        opener()
        reader.read(name)
        close_all()
    assert reader.found == []


async def test_questions_and_votes(start, server, reader):
    person = await start("alpha", "beta")
    await person.until_done("look for models")
    person.parley.view_models.over_budget.asked.emit("")
    reader.read("budget")
    close_all()
    person.send(SECRET)
    reader.read("secret")
    close_all()
    person.view.composer.clear()
    person.view.lane_bar.comparison.blind_requested.emit()
    person.send("1 + 1?")
    for exchange in (await server.exchanges_by_model(2)).values():
        await exchange.finish("2")
    await person.until_idle()
    reader.read("blind")
    person.parley.votes.vote_tie()
    await person.until_done("store a vote")
    reader.read("voted")
    person.parley.window.open_ranking()
    await person.until_done("rank")
    reader.read("ranking")
    assert reader.found == []


async def test_settings(start, reader):
    person = await start("alpha")
    window = person.parley.window
    view = window.settings_view
    window.open_settings()
    for page in (
        *(view.providers, view.local_models, view.presets, view.looks, view.background),
        *(view.budget, view.shortcuts, view.data, view.privacy),
    ):
        view.show_page(page)
        for task in ("look at the keyring", "look at the built-in model", "look for models"):
            await person.until_done(task)
        if page is view.providers:
            for row in person.parley.providers.providers:
                page.open_provider(row.name, row.base_url)
                page.open_connection(row.name, row.base_url)
        if page is view.presets:
            for preset in person.parley.preferences.settings.presets:
                page.open_preset(preset.id)
        reader.read(page.title)
    assert reader.found == []


async def test_what_was_said_before_is_said_anew_in_another_language(start, server, reader):
    person = await start("alpha", "beta", language=Language.GERMAN)
    await person.until_done("look for models")
    person.send("1 + 1?")
    exchanges = await server.exchanges_by_model(2)
    await exchanges["alpha"].finish("2")
    await exchanges["beta"].send("3")
    await person.until(lambda: person.answers(1) == ["3"])
    person.chat.answers.stop_all()
    await person.until_idle()
    person.type("3 + 3?")
    page = SettingsPage(person, "looks")

    await page.renew("Language", "Reset")

    await person.until_done("look at the keyring")
    reader.read("settings")
    person.parley.window.close_settings()
    reader.read("chat")
    assert reader.found == []


async def test_the_first_start(start, reader):
    person = await start()
    await person.until_done("look for models")
    reader.read("first start")
    person.view.first_start.key_typed.emit("sk-ant-17")
    reader.read("a key")
    assert reader.found == []
