"""The keys that a provider has: named, chosen, checked, removed, and where they are kept."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QLineEdit,
    QMenu,
)

from app.ui.key_field import KeyField
from app.viewmodels.settings_rows import QuotaRow, SecretStoreRow

from .conftest import ANTHROPIC, PRIVATE, VARIABLE, WORK

KEY = "sk-proj-0123456789abcdefa91x"


def test_a_further_key_has_a_label(qtbot, page, screen):
    page.open_provider("anthropic", "")
    qtbot.keyClicks(screen.field(QLineEdit, "Label of the key"), "travel")
    field = screen.field(KeyField, "Key for Anthropic")
    qtbot.keyClicks(field, KEY)

    with qtbot.waitSignal(page.key_entered) as entered:
        qtbot.keyClick(field, Qt.Key.Key_Return)

    assert entered.args == ["anthropic", "", "travel", KEY]


def test_the_first_key_needs_no_label(screen, openai_field):
    assert not screen.named(QLineEdit, "Label of the key")


def test_each_key_says_where_it_is_kept(page, screen):
    page.open_provider("anthropic", "")

    assert screen.says("in GNOME Keyring · checked just now")
    assert screen.says("this session only")
    assert screen.says("environment variable ANTHROPIC_API_KEY")


def test_another_key_is_chosen(qtbot, page, press):
    page.open_provider("anthropic", "")

    with qtbot.waitSignal(page.key_chosen) as chosen:
        press("Use this one")

    assert chosen.args == [PRIVATE.id]


def test_a_key_is_removed_when_it_is_asked_for_twice(qtbot, page, press):
    page.open_provider("anthropic", "")

    with qtbot.assertNotEmitted(page.key_removed):
        press("Remove")
    with qtbot.waitSignal(page.key_removed) as removed:
        press("Remove for good?")

    assert removed.args == [WORK.id]


def test_who_goes_away_from_the_question_removes_nothing(qtbot, page, screen):
    page.open_provider("anthropic", "")
    remove = screen.button("Remove")
    remove.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(remove, Qt.Key.Key_Return)
    assert remove.label == "Remove for good?"

    qtbot.keyClick(remove, Qt.Key.Key_Tab)

    assert remove.label == "Remove"


def test_a_variable_of_the_environment_is_not_removed_here(page, screen):
    page.set_providers([replace(ANTHROPIC, keys=(VARIABLE,))])
    page.open_provider("anthropic", "")

    assert not screen.named(QAbstractButton, "Remove")


def test_the_way_to_a_key_is_one_click(qtbot, page, press):
    page.open_provider("anthropic", "")

    with qtbot.waitSignal(page.link_activated) as opened:
        press("Where do I find my key?")

    assert opened.args == [ANTHROPIC.help_url]


def test_a_server_is_asked_for(qtbot, page, press):
    with qtbot.waitSignal(page.server_requested):
        press("Add an OpenAI-compatible server")


def test_where_keys_are_kept_is_said(page, screen):
    assert screen.says("GNOME Keyring</span>. They're never written to a file")


def test_nothing_is_promised_before_the_keyring_was_looked_at(page, screen):
    page.set_secret_store(SecretStoreRow(""))

    assert not screen.says("Keys are kept in")


def test_markup_in_the_name_of_a_keyring_is_not_read(page, screen):
    page.set_secret_store(SecretStoreRow("<img src='file:///dev/zero'>"))

    assert not screen.says("<img")


@pytest.mark.parametrize(
    ("store", "sentence"),
    [
        (SecretStoreRow("", sentence="No keyring was found on this system."), "No keyring was"),
        (SecretStoreRow("KWallet", is_locked=True), "KWallet is locked. Unlock it"),
    ],
)
def test_without_a_usable_keyring_it_says_what_to_do_and_what_becomes_of_keys(
    qtbot, page, press, screen, store, sentence
):
    page.set_secret_store(store)

    assert screen.says(sentence)
    assert screen.says("a key that you enter lasts until you quit")
    assert not screen.says("Keys are kept in")
    with qtbot.waitSignal(page.store_retried):
        press("Try again")


def choose_in_menu(screen, line: int, words: str) -> None:
    """Open the menu of a key's line and trigger an entry of it."""
    more = screen.named(QAbstractButton, "More")[line]
    more.click()
    menu = more.parent().findChild(QMenu)
    (action,) = [a for a in menu.actions() if a.text() == words and a.isVisible()]
    action.trigger()
    menu.close()


def test_a_key_is_checked_again(qtbot, page, screen):
    page.open_provider("anthropic", "")

    with qtbot.waitSignal(page.key_check_requested) as asked:
        choose_in_menu(screen, 0, "Check again")

    assert asked.args == [WORK.id]


def test_a_key_is_renamed_in_its_line(qtbot, page, screen):
    page.open_provider("anthropic", "")
    choose_in_menu(screen, 0, "Rename…")
    edit = screen.field(QLineEdit, "New label of the key")
    assert (edit.text(), edit.hasFocus()) == ("work", True)
    qtbot.keyClicks(edit, "office")

    with qtbot.waitSignal(page.key_renamed) as renamed:
        qtbot.keyClick(edit, Qt.Key.Key_Return)

    assert renamed.args == [WORK.id, "office"]


def test_escape_leaves_the_label_as_it_was_and_settings_open(qtbot, page, screen):
    page.open_provider("anthropic", "")
    choose_in_menu(screen, 0, "Rename…")
    edit = screen.field(QLineEdit, "New label of the key")
    qtbot.keyClicks(edit, "office")

    with qtbot.assertNotEmitted(page.key_renamed):
        qtbot.keyClick(edit, Qt.Key.Key_Escape)

    assert not edit.isVisible()
    assert page.isVisible()


def test_a_variable_can_be_checked_but_not_renamed(page, screen):
    page.set_providers([replace(ANTHROPIC, keys=(VARIABLE,))])
    page.open_provider("anthropic", "")
    menu = screen.named(QAbstractButton, "More")[0].parent().findChild(QMenu)

    assert [a.text() for a in menu.actions() if a.isVisible()] == ["Check again"]


def test_a_key_of_the_session_can_be_put_into_the_keyring(qtbot, page, press):
    page.open_provider("anthropic", "")

    with qtbot.waitSignal(page.key_kept) as kept:
        press("Save in the keyring now")

    assert kept.args == [PRIVATE.id]


def test_what_is_left_of_a_keys_limits_stands_beside_it(page, screen):
    lines = ("3 requests left of 60, full again in 12 s", "900 tokens left of 1,000")
    page.set_providers([replace(ANTHROPIC, keys=(replace(WORK, quota=QuotaRow(lines, 0.05)),))])
    page.open_provider("anthropic", "")

    assert screen.says("3 requests left of 60, full again in 12 s · 900 tokens left of 1,000")


def test_limits_that_nobody_has_told_are_unknown(page, screen):
    page.open_provider("anthropic", "")

    assert screen.says("Limits unknown")
