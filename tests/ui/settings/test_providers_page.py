"""The list of providers, and a key that is put in."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLineEdit,
    QWidget,
)

from app.ui.key_field import KeyField
from app.viewmodels.settings_rows import ProviderState

from .conftest import ANTHROPIC, BUILTIN, OLLAMA, OPENAI, PRIVATE, WORK

KEY = "sk-proj-0123456789abcdefa91x"


def everything_said(widget):
    """Whatever a widget and all within it could give away."""
    for part in (widget, *widget.findChildren(QWidget)):
        texts = [getattr(part, name, None) for name in ("text", "placeholderText", "toPlainText")]
        yield from (text() for text in texts if callable(text))
        yield from (part.objectName(), part.accessibleName(), part.accessibleDescription())
        yield from (part.toolTip(), part.windowTitle(), part.statusTip(), part.whatsThis())


def test_a_click_on_a_provider_unfolds_it_with_the_caret_where_the_key_goes(qtbot, press, screen):
    press("OpenAI")
    field = screen.field(KeyField, "Key for OpenAI")

    assert field.hasFocus()
    press("OpenAI")
    assert not field.isVisible()


def test_a_provider_unfolds_by_keyboard(qtbot, screen):
    qtbot.keyClick(screen.button("OpenAI"), Qt.Key.Key_Return)

    assert screen.field(KeyField, "Key for OpenAI").hasFocus()


def test_tab_goes_through_what_was_unfolded_before_the_next_provider(qtbot, page, openai_field):
    reached = []
    page.set_providers([ANTHROPIC, replace(OPENAI, keys=(WORK, PRIVATE)), OLLAMA])
    for _ in range(12):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        reached.append(QApplication.focusWidget().accessibleName())

    assert reached == [
        "Show the key",
        "Check and save",
        "Label of the key for OpenAI",
        "Remove",
        "More",
        "Save in the keyring now",
        "Use this one",
        "Remove",
        "More",
        "Endpoint, organisation, proxy, limits",
        "Ollama: Running",
        "Add an OpenAI-compatible server…",
    ]


def test_add_key_unfolds_a_provider_that_is_not_set_up(press, screen):
    press("Add key")

    assert screen.named(KeyField, "Key for OpenAI")
    assert not screen.named(QAbstractButton, "Add key")


def test_what_needs_no_key_and_no_address_does_not_unfold(press, screen):
    press("Built-in model")

    assert not screen.named(QLineEdit, "Base URL")


def test_a_key_is_sent_with_enter_and_is_nowhere_afterwards(qtbot, page, openai_field, settings):
    qtbot.keyClicks(openai_field, f" {KEY} ")

    with qtbot.waitSignal(page.key_entered) as entered:
        qtbot.keyClick(openai_field, Qt.Key.Key_Return)

    assert entered.args == ["openai", "", "", KEY]
    assert not [text for text in everything_said(settings) if KEY[:12] in text]


def test_a_key_that_was_shown_is_masked_when_it_is_sent_and_cannot_be_undone_back(
    qtbot, press, openai_field
):
    press("Show the key")
    assert openai_field.echoMode() == QLineEdit.EchoMode.Normal
    qtbot.keyClicks(openai_field, KEY)

    press("Check and save")
    qtbot.keySequence(openai_field, QKeySequence(QKeySequence.StandardKey.Undo))

    assert openai_field.text() == ""
    assert openai_field.echoMode() == QLineEdit.EchoMode.Password


def test_of_a_key_that_was_sent_only_its_end_is_shown(qtbot, press, openai_field):
    qtbot.keyClicks(openai_field, KEY)

    press("Check and save")

    assert set(openai_field.placeholderText()[:-4]) == {"•"}
    assert openai_field.placeholderText().endswith("a91x")


def test_the_end_of_a_key_is_seen_where_there_is_little_room(qtbot, page, settings, screen):
    settings.resize(600, 600)
    page.open_provider("anthropic", "")
    field = screen.field(KeyField, "Key for Anthropic")
    wide = field.placeholderText()

    qtbot.waitUntil(lambda: field.fontMetrics().horizontalAdvance(wide) < field.width())
    assert field.placeholderText().endswith("f3Q2")


def test_a_folded_provider_keeps_no_key(qtbot, press, openai_field):
    qtbot.keyClicks(openai_field, KEY)

    press("OpenAI")

    assert openai_field.text() == ""


def test_without_a_key_it_says_to_paste_one(qtbot, page, press, screen, openai_field):
    with qtbot.assertNotEmitted(page.key_entered):
        press("Check and save")

    assert screen.says("Paste a key first.")
    assert openai_field.hasFocus()


def test_while_a_key_is_checked_no_other_is_taken(page, screen, openai_field):
    page.show_checking("openai", "")

    assert not openai_field.isEnabled()
    assert not screen.button("Checking…").isEnabled()


@pytest.mark.parametrize(
    ("sentence", "is_error"),
    [("OpenAI refused this key (401).", True), ("Saved. It can use 31 models.", False)],
)
def test_what_came_of_the_check_is_said(page, screen, openai_field, sentence, is_error):
    page.show_checking("openai", "")

    page.show_key_result("openai", "", sentence, is_error)

    assert screen.says(sentence)
    assert openai_field.isEnabled()
    assert screen.button("Check and save").isEnabled()


def test_a_new_key_takes_the_old_complaint_away(qtbot, page, screen, openai_field):
    page.show_key_result("openai", "", "OpenAI refused this key (401).", True)

    qtbot.keyClicks(openai_field, "s")

    assert not screen.says("OpenAI refused this key")


def test_what_is_wrong_with_a_saved_key_is_said_under_it(page, screen):
    sentence = "The key is no longer in GNOME Keyring. Enter it again."
    wrong = replace(ANTHROPIC, state=ProviderState.ERROR, sentence=sentence)

    page.set_providers([wrong])
    page.open_provider("anthropic", "")

    assert screen.says(sentence)


def test_news_of_the_providers_leave_what_one_is_typing(qtbot, page, openai_field):
    qtbot.keyClicks(openai_field, "sk-half")

    page.set_providers([BUILTIN, replace(OPENAI, status="1 model"), OLLAMA])

    assert openai_field.text() == "sk-half"
    assert openai_field.hasFocus()


def test_news_leave_the_outcome_of_a_check(page, screen, openai_field):
    page.show_key_result("openai", "", "OpenAI refused this key (401).", True)

    page.set_providers([ANTHROPIC, OPENAI, OLLAMA, BUILTIN])

    assert screen.says("OpenAI refused this key (401).")


def test_once_there_are_other_keys_what_came_of_a_check_is_old(page, screen):
    page.set_providers([ANTHROPIC])
    page.open_provider("anthropic", "")
    page.show_key_result("anthropic", "", "The key works: 14 models.", False)

    page.set_providers([replace(ANTHROPIC, keys=())])

    assert not screen.says("The key works")
    assert screen.field(KeyField, "Key for Anthropic").placeholderText() == "Paste a key"


def test_while_a_key_is_checked_its_end_stays_in_sight(qtbot, page, screen):
    page.open_provider("anthropic", "")
    field = screen.field(KeyField, "Key for Anthropic")
    qtbot.keyClicks(field, KEY)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    page.show_checking("anthropic", "")

    page.set_providers([replace(ANTHROPIC, status="15 models")])

    assert field.placeholderText().endswith("a91x")


def test_a_provider_that_is_gone_leaves_the_list(page, screen):
    page.set_providers([OPENAI])

    assert not screen.named(QAbstractButton, "Anthropic")
    assert screen.named(QAbstractButton, "OpenAI")


def test_a_server_may_go_while_its_key_is_checked(page, screen):
    page.show_checking(OLLAMA.name, OLLAMA.base_url)
    page.set_providers([OPENAI])

    page.show_key_result(OLLAMA.name, OLLAMA.base_url, "The key works.", False)

    assert not screen.says("The key works.")
