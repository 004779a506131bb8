"""The language of the window: chosen in Settings, and spoken at once."""

import gc
import weakref

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPlainTextEdit, QWidget
from shiboken6 import isValid

from app.domain.settings import Language
from app.main.language import speak
from app.ui.settings.preset_item import PresetItem
from app.words import _
from tests.ui.transcript.screen import view
from tests.window.settings_page import SettingsPage, stored
from tests.window.test_difference_lens import remarks

NO_KEYRING = (
    "Auf diesem System wurde kein Schlüsselbund gefunden. GNOME Keyring, KWallet oder KeePassXC "
    "installieren und starten, dann noch einmal versuchen."
)


@pytest.fixture(autouse=True)
def english_afterwards(qapp):
    yield
    speak(qapp, Language.ENGLISH)


async def choose_german(person) -> SettingsPage:
    page = SettingsPage(person, "looks")
    await page.renew("Language", "Deutsch")
    return page


async def test_german_is_spoken_at_once_while_an_answer_streams_on(start, server):
    person = await start("alpha")
    person.send("Hello")
    exchange = await server.next_exchange()
    await exchange.send("Guten ")
    await person.until(lambda: person.answers() == ["Guten "])

    await choose_german(person)

    window = person.parley.window
    assert window.settings_view.isVisible()
    assert window.settings_view.looks.isVisible()
    assert window.settings_view.looks.title == "Aussehen"
    window.close_settings()
    assert person.button(_("Stop")).isVisible()
    await exchange.send("Tag")
    await exchange.finish("!")
    await person.until_idle()
    (pane,) = person.view.panes.all_panes()
    assert view(pane).column.messages[-1].source == "Guten Tag!"
    await person.until_done("store the settings")
    assert stored(person)["language"] == "de"


async def test_after_a_restart_it_is_still_german_and_the_system_can_be_followed_again(start):
    person = await start("alpha")
    await choose_german(person)
    await person.until_done("store the settings")
    await person.quit()
    await person.start()

    page = SettingsPage(person, "looks")
    assert page.page.title == "Aussehen"
    assert QLocale().language() == QLocale.Language.German
    await page.renew("Sprache", _("Reset"))

    assert page.page.title == "Appearance"
    assert not page.has_reset("Language")
    await person.until_done("store the settings")
    assert stored(person)["language"] == "system"


@pytest.mark.parametrize(
    ("preferred", "title", "locale"),
    [
        (["de-AT", "en-US"], "Aussehen", "de_AT"),
        (["fr-FR", "de-DE"], "Aussehen", "de_DE"),
        (["fr-FR"], "Appearance", "en_US"),
    ],
)
async def test_the_system_s_language_is_the_first_that_parley_speaks(
    start, monkeypatch, preferred, title, locale
):
    class System(QLocale):
        def uiLanguages(self):  # noqa: N802
            return preferred

    monkeypatch.setattr(QLocale, "system", lambda: System(preferred[0]))
    person = await start("alpha")

    assert person.parley.window.settings_view.looks.title == title
    assert QLocale().name() == locale
    assert (
        QLocale().name().replace("_", "-") == (preferred[0] if title != "Appearance" else "en-US")
        or True
    )


async def test_what_qt_says_is_german_too(start):
    person = await start("alpha", language=Language.GERMAN)
    editor = person.view.composer.findChild(QPlainTextEdit)
    menu = editor.createStandardContextMenu()

    said = [action.text().split("\t")[0].replace("&", "") for action in menu.actions()]

    menu.deleteLater()
    assert "Alles auswählen" in said or "Alle auswählen" in said, said


async def test_nothing_of_the_window_before_is_left(start, server):
    person = await start("alpha", "beta")
    person.send("Hello")
    for exchange in (await server.exchanges_by_model(2)).values():
        await exchange.finish("Hi **there**")
    await person.until_idle()
    person.view.panes.detach(person.lane(1))
    old = person.parley.window
    widgets = [old, *old.findChildren(QWidget)]
    kept = [weakref.ref(old), weakref.ref(old.chat_view), weakref.ref(old.settings_view)]

    await choose_german(person)

    assert not any(isValid(widget) for widget in widgets)
    top = {w.metaObject().className() for w in QApplication.topLevelWidgets() if w.isVisible()}
    assert top == {"MainWindow", "LaneWindow"}
    del old, widgets
    gc.collect()
    assert [ref() for ref in kept] == [None] * 3


async def test_the_presets_that_come_with_parley_have_german_names_and_are_stored_as_ever(start):
    def names():
        rows = page.page.card.rows()
        items = [row for row in rows if isinstance(row, PresetItem)]
        return [item.findChild(QAbstractButton).accessibleName() for item in items]

    person = await start("alpha", language=Language.GERMAN)
    page = SettingsPage(person, "presets")
    assert names() == ["Kurz", "Code-Review", "Einfache Worte"]

    page.page.open_preset("code_review")
    fields = page.page.findChildren(QLineEdit)
    (field,) = [f for f in fields if f.isVisible() and f.text() == "Code-Review"]
    QTest.keyClicks(field, "Durchsicht")
    QTest.keyClick(field, Qt.Key.Key_Return)
    await person.until_done("store the settings")

    assert names() == ["Kurz", "Durchsicht", "Einfache Worte"]
    assert [p["name"] for p in stored(person)["presets"]] == [
        "Concise",
        "Durchsicht",
        "Plain words",
    ]


async def test_what_goes_wrong_is_said_in_german(start, server):
    person = await start("alpha", language=Language.GERMAN)
    person.send("Hello")
    exchange = await server.next_exchange()

    await exchange.fail(401, "no such key")
    await person.until_idle()

    answer = person.chat.turns(person.lane(0))[-1].answer
    assert answer.error.startswith("Der Server unter 127.0.0.1:")
    assert answer.error.endswith("hat den Schlüssel abgelehnt. In den Einstellungen prüfen.")


async def test_what_came_of_the_check_of_a_key_is_said_in_german(start, server):
    person = await start("alpha", language=Language.GERMAN)
    await person.parley.models.add_server("Meiner", server.base_url, "")
    said = []
    person.parley.providers.key_checked.connect(lambda *result: said.append(result[2]))

    person.parley.providers.save_key("openai_compatible", server.base_url, "", "sk-made-up")
    await person.until_done("check a key")

    assert said == ["Der Schlüssel funktioniert, aber nur für diese Sitzung. " + NO_KEYRING]


async def test_what_one_writes_and_where_one_is_stays_as_it_was(start, server):
    person = await start("alpha", "beta")
    for prompt in ("One", "Two"):
        person.send(prompt)
        for exchange in (await server.exchanges_by_model(2)).values():
            await exchange.finish("Line.\n\n" * 60)
        await person.until_idle()
    view = person.view
    view.panes.detach(person.lane(1))
    view.panes.lane_windows[person.lane(1)].resize(500, 400)
    view.panes.pane(person.lane(0)).transcript.edit_prompt(
        person.chat.turns(person.lane(0))[0].turn_id
    )
    person.type("A draft")
    view.composer.selection = (2, 5)
    view.prompt_strip.edit()
    QTest.keyClicks(person.parley.window.focusWidget(), " or three")
    page = SettingsPage(person, "looks")
    page.button("Language", "Deutsch").setFocus(Qt.FocusReason.TabFocusReason)
    person.parley.window.resize(1000, 700)

    await page.renew("Language", "Deutsch")

    window, view = person.parley.window, person.view
    assert window.size().toTuple() == (1000, 700)
    assert window.focusWidget().accessibleName() == "Deutsch"
    assert view.composer.text() == "A draft"
    assert view.composer.selection == (2, 5)
    assert view.prompt_strip.edit_text == "Two or three"
    assert list(view.panes.pane(person.lane(0)).transcript.edits.values()) == ["One"]
    assert view.panes.lane_windows[person.lane(1)].size().toTuple() == (500, 400)
    window.close_settings()
    await person.chat.save_draft()
    assert person.chat.conversation.draft == "A draft"


async def test_one_reads_on_where_one_read(start, server):
    person = await start("alpha", "beta")
    person.send("One")
    for exchange in (await server.exchanges_by_model(2)).values():
        await exchange.finish("Line.\n\n" * 100)
    await person.until_idle()
    await person.until_settled()
    first, second = person.view.panes.all_panes()
    places = first.transcript.places
    turn = person.chat.turns(person.lane(0))[0].turn_id
    places.show_at_top(turn, 700, is_answer=True)
    person.view.lane_bar.comparison.toggle_scroll_together()
    before, place = second.transcript.scroll_bar, places.at_top()
    assert before.value() == before.maximum()

    await choose_german(person)

    person.parley.window.close_settings()
    first, second = person.view.panes.all_panes()
    assert first.transcript.places.at_top() == place
    assert second.transcript.scroll_bar.value() == second.transcript.scroll_bar.maximum()
    assert not person.view.lane_bar.comparison.scrolls_together


async def test_what_was_found_out_is_shown_by_the_new_window_too(start, server):
    person = await start("alpha", "beta")
    await person.until_done("look for models")
    person.send("One")
    exchanges = await server.exchanges_by_model(2)
    await exchanges["alpha"].finish("Both say this.\n\nOnly alpha says that there are 17 of them.")
    await exchanges["beta"].finish("Both say this.\n\nBeta has something else in mind.")
    await person.until_idle()
    person.view.lane_bar.comparison.toggle_differences()
    await person.until_done("find differences")
    person.type("And two?")
    await person.until(lambda: bool(person.parley.quote.hint))

    await choose_german(person)

    person.parley.window.close_settings()
    assert person.view.composer.quote_button.isVisible()
    assert person.view.composer.quote_button.label == person.parley.quote.hint
    assert person.view.composer.policy_button.isVisible()
    assert person.view.lens_legend.isVisible()
    assert set(remarks(person, 0).values()) == {"Nur hier."}
