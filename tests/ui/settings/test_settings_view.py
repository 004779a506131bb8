from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit

from app.domain.settings import PRESETS, ColorMode, Settings
from app.ui.controls import TextButton
from app.ui.search_field import SearchField
from app.ui.settings.found_label import FoundLabel
from app.ui.settings.setting_row import SettingRow
from app.ui.shortcuts import Group, ShortcutRow
from tests.ui.settings.conftest import ANTHROPIC, BUILTIN, OLLAMA, OPENAI


@pytest.fixture
def search(settings):
    return settings.findChild(SearchField)


@pytest.fixture
def press(qtbot, screen):
    def press(name):
        qtbot.mouseClick(screen.button(name), Qt.MouseButton.LeftButton)

    return press


def test_the_providers_come_first(screen):
    assert screen.named(QAbstractButton, "Anthropic")
    assert not screen.says("Colours")


@pytest.mark.parametrize(
    ("section", "words"),
    [
        ("Appearance", "Colours"),
        ("Data", "Data folder"),
        ("Privacy", "No account, no telemetry"),
    ],
)
def test_a_click_on_a_section_shows_its_page(press, screen, section, words):
    press(section)

    assert screen.says(words)
    assert not screen.named(QAbstractButton, "Anthropic")


def test_the_arrow_keys_go_from_section_to_section(qtbot, settings, screen):
    settings.focus_section()
    qtbot.keyClick(screen.button("Providers"), Qt.Key.Key_Down)

    assert screen.button("Local models").hasFocus()
    assert screen.says("Built-in model")


def test_a_page_that_is_shown_takes_the_focus_along_from_the_section_before(settings, screen):
    settings.focus_section()

    settings.show_page(settings.data)

    assert screen.button("Data").hasFocus()


def test_a_search_finds_rows_of_all_sections_by_their_words(qtbot, settings, screen, search):
    settings.shortcuts.set_shortcuts(
        [ShortcutRow("new_chat", Group.CHATS, "New chat", ("Ctrl+N",))]
    )

    qtbot.keyClicks(search, "CHAT")

    assert screen.says("New chat")
    assert screen.says("Data folder")
    assert not screen.says("Copy diagnostics")
    assert not screen.named(QAbstractButton, "Anthropic")


def test_a_search_finds_one_provider_among_all(qtbot, screen, search):
    qtbot.keyClicks(search, "ollama")

    assert screen.named(QAbstractButton, "Ollama")
    assert not screen.named(QAbstractButton, "Anthropic")


def test_the_name_of_a_section_finds_all_of_it(qtbot, screen, search):
    qtbot.keyClicks(search, "priv")

    assert screen.says("No account, no telemetry")
    assert screen.says("To the models you pick")


def test_a_search_shades_the_words_that_it_found(qtbot, settings, screen, search):
    def shaded(title):
        label = next(w for w in settings.findChildren(FoundLabel) if w.text() == title)
        return label.found, label.grab().toImage()

    qtbot.keyClicks(search, "FOLDER dat")
    found, with_shades = shaded("Data folder")
    qtbot.keyClick(search, Qt.Key.Key_Escape)
    found_after, without = shaded("Data folder")

    assert (found, found_after) == (["Dat", "folder"], [])
    assert with_shades != without


@pytest.mark.parametrize(
    ("typed", "name", "found"),
    [
        ("anthro", "Anthropic", ["Anthro"]),
        ("ending in", "Anthropic", ["ending", "in"]),
        ("concise", "Concise", ["Concise"]),
        ("few words", "Concise", ["few", "words"]),
    ],
)
def test_a_search_shades_what_it_found_of_providers_and_presets(
    qtbot, settings, screen, search, typed, name, found
):
    settings.presets.set_presets(PRESETS, lacks_usual=False)

    qtbot.keyClicks(search, typed)

    head = screen.button(name)
    shaded = head.grab().toImage()
    assert head.found == found
    assert not screen.named(QAbstractButton, "Ollama")
    assert not screen.named(QAbstractButton, "Plain words")
    qtbot.keyClick(search, Qt.Key.Key_Escape)
    assert head.found == []
    settings.show_page(settings.presets if name == "Concise" else settings.providers)
    assert head.grab().toImage() != shaded


def test_a_search_leaves_the_shortcuts_that_it_finds(qtbot, settings, screen, search):
    rows = [
        ShortcutRow("new_chat", Group.CHATS, "New chat", ("Ctrl+N",)),
        ShortcutRow("quit", Group.CHATS, "Leave", ("Ctrl+Q",)),
    ]
    settings.shortcuts.set_shortcuts(rows)

    qtbot.keyClicks(search, "ctrl+q")

    assert screen.says("Leave")
    assert not screen.says("New chat")


def test_what_comes_while_one_searches_is_searched_too(qtbot, settings, screen, search):
    qtbot.keyClicks(search, "anthropic")

    other = replace(OLLAMA, label="vLLM", base_url="http://127.0.0.1:8000/v1")
    settings.providers.set_providers([ANTHROPIC, OPENAI, OLLAMA, other, BUILTIN])

    assert screen.named(QAbstractButton, "Anthropic")
    assert not screen.named(QAbstractButton, "vLLM")


def test_a_long_note_beside_wide_buttons_is_shown_whole(qtbot, settings, press, appearance):
    settings.resize(640, 600)
    press("Data")
    wide = [TextButton(appearance, "A rather wide button") for _ in range(2)]
    row = SettingRow(appearance, "Backup", "Words that wrap, and wrap. " * 9, *wide)
    settings.data.card.put(row, 0)
    note = next(w for w in row.findChildren(FoundLabel) if w.text().startswith("Words"))

    qtbot.waitUntil(lambda: note.height() >= note.heightForWidth(note.width()) > 60)


def test_a_search_without_a_match_says_so(qtbot, screen, search):
    qtbot.keyClicks(search, "zebra")

    assert screen.says("No setting has these words")


def test_escape_clears_the_search_and_then_leaves(qtbot, settings, screen, search):
    qtbot.keyClicks(search, "zebra")

    with qtbot.assertNotEmitted(settings.closed):
        qtbot.keyClick(search, Qt.Key.Key_Escape)
    assert search.text() == ""
    assert screen.named(QAbstractButton, "Anthropic")

    with qtbot.waitSignal(settings.closed):
        qtbot.keyClick(search, Qt.Key.Key_Escape)


def test_a_section_ends_the_search(qtbot, press, screen, search):
    qtbot.keyClicks(search, "zebra")

    press("Data")

    assert search.text() == ""
    assert screen.says("Data folder")


@pytest.mark.parametrize("field", ["Key for Anthropic", "Label of the key"])
def test_escape_leaves_from_any_field(qtbot, settings, screen, field):
    settings.providers.open_provider("anthropic", "")

    with qtbot.waitSignal(settings.closed):
        qtbot.keyClick(screen.field(QLineEdit, field), Qt.Key.Key_Escape)


def test_in_a_narrow_window_the_sections_are_icons_and_nothing_is_cut_off(qtbot, settings, screen):
    settings.providers.open_provider("anthropic", "")

    settings.resize(456, 480)

    check = screen.button("Check and save")
    qtbot.waitUntil(lambda: check.visibleRegion().boundingRect().width() == check.width())
    assert screen.button("Appearance").width() < 50
    assert screen.button("Appearance").toolTip() == "Appearance"


def test_the_close_button_leaves(qtbot, settings, press):
    with qtbot.waitSignal(settings.closed):
        press("Close settings")


def test_who_leaves_leaves_no_key_behind(qtbot, settings, screen):
    settings.providers.open_provider("openai", "")
    field = screen.field(QLineEdit, "Key for OpenAI")
    qtbot.keyClicks(field, "sk-half")

    settings.hide()

    assert field.text() == ""


def test_colours_are_chosen_by_click_and_by_keyboard(qtbot, settings, press, screen):
    press("Appearance")

    with qtbot.waitSignal(settings.looks.changed) as chosen:
        press("Dark")
    assert chosen.args == ["appearance", ColorMode.DARK]

    screen.button("Dark").setFocus(Qt.FocusReason.TabFocusReason)
    with qtbot.waitSignal(settings.looks.changed) as chosen:
        qtbot.keyClick(screen.button("Dark"), Qt.Key.Key_Right)
    assert chosen.args == ["appearance", ColorMode.SYSTEM]


def test_the_colours_that_hold_are_checked(settings, press, screen):
    press("Appearance")

    settings.looks.set_settings(Settings(appearance=ColorMode.DARK))

    assert screen.button("Dark").isChecked()


def test_shortcuts_are_listed_as_the_system_writes_them(settings, press, screen):
    settings.shortcuts.set_shortcuts(
        [ShortcutRow("new_chat", Group.CHATS, "New chat", ("Ctrl+O",))]
    )
    settings.shortcuts.set_shortcuts(
        [ShortcutRow("new_chat", Group.CHATS, "New chat", ("Ctrl+N",))]
    )
    press("Shortcuts")

    assert screen.says("New chat")
    assert screen.button("New chat").accessibleDescription() == "Ctrl+N"


def test_the_data_folder_is_named_and_opened(qtbot, settings, press, screen):
    settings.data.set_data_folder("<b>/home/ada/parley</b>")
    press("Data")

    assert screen.says("<b>/home/ada/parley</b>")
    with qtbot.waitSignal(settings.data.folder_requested):
        press("Open folder")


def test_diagnostics_are_copied(qtbot, settings, press):
    press("Data")

    with qtbot.waitSignal(settings.data.diagnostics_requested):
        press("Copy diagnostics")
