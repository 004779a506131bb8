from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLineEdit,
    QMenu,
    QWidget,
)

from app.domain.connection import ConnectionChoice, ConnectionSecrets
from app.domain.errors import ConnectionFailedError
from app.domain.hops import Hop, HopReport
from app.ui.key_field import KeyField
from app.viewmodels.settings_rows import ProviderState, QuotaRow, SecretStoreRow

from .conftest import ANTHROPIC, BUILTIN, OLLAMA, OPENAI, PRIVATE, VARIABLE, WORK

KEY = "sk-proj-0123456789abcdefa91x"


@pytest.fixture
def page(settings):
    return settings.providers


@pytest.fixture
def press(qtbot, screen):
    def press(name):
        qtbot.mouseClick(screen.button(name), Qt.MouseButton.LeftButton)

    return press


@pytest.fixture
def openai_field(page, screen):
    page.open_provider("openai", "")
    return screen.field(KeyField, "Key for OpenAI")


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


@pytest.fixture
def openai_form(page, press, openai_field):
    press("Endpoint, organisation")


def test_the_connection_is_folded_away_at_first(screen, openai_field):
    assert not screen.named(QLineEdit, "Proxy")


def test_a_field_of_the_connection_holds_with_enter(qtbot, page, screen, openai_form):
    proxy = screen.field(QLineEdit, "Proxy")
    qtbot.keyClicks(proxy, "socks5://127.0.0.1:9050")

    with qtbot.waitSignal(page.connection_changed) as changed:
        qtbot.keyClick(proxy, Qt.Key.Key_Return)

    assert changed.args == [
        "openai",
        "",
        {"proxy": "socks5://127.0.0.1:9050"},
        ConnectionSecrets(),
    ]


def test_each_field_tells_of_itself_alone(qtbot, page, screen, openai_form):
    entered = {
        "Organisation": "org-1",
        "Project": "proj-1",
        "Connect within": "2.5",
        "Next words within": "120",
    }
    told = []
    page.connection_changed.connect(lambda *args: told.append(args[2]))
    for name, text in entered.items():
        qtbot.keyClicks(screen.field(QLineEdit, name), text)
        qtbot.keyClick(screen.field(QLineEdit, name), Qt.Key.Key_Return)

    assert told == [
        {"organization": "org-1"},
        {"project": "proj-1"},
        {"connect_timeout_s": 2.5},
        {"read_timeout_s": 120},
    ]


def test_a_header_is_typed_masked_and_told_once(qtbot, page, press, screen, openai_form):
    value = screen.field(QLineEdit, "What the header holds")
    qtbot.keyClicks(screen.field(QLineEdit, "Name of a further header"), "X-Team")
    qtbot.keyClicks(value, "blue-4711")
    assert value.displayText() == "•" * len("blue-4711")

    with qtbot.waitSignal(page.connection_changed) as changed:
        press("Add header")

    assert changed.args[2:] == [{}, ConnectionSecrets(headers=(("X-Team", "blue-4711"),))]
    assert value.text() == ""


def test_what_a_header_holds_can_be_replaced_and_removed_but_not_read(
    qtbot, page, press, screen, openai_form
):
    page.set_providers([replace(OPENAI, connection=ConnectionChoice(header_names=("X-Team",)))])
    field = screen.field(QLineEdit, "X-Team")
    assert field.placeholderText() == "••••••••"
    told = []
    page.connection_changed.connect(lambda *args: told.append(args[2:]))

    qtbot.keyClicks(field, "green")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    press("X-Team: remove")

    assert told == [
        ({}, ConnectionSecrets(headers=(("X-Team", "green"),))),
        ({"header_names": ()}, ConnectionSecrets()),
    ]
    page.set_providers([OPENAI])
    assert not screen.named(QLineEdit, "X-Team")


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [("X Team", "blue", "Enter the name"), ("X-Team", "", "what the header holds")],
)
def test_what_is_no_header_is_said(qtbot, page, screen, openai_form, name, value, sentence):
    qtbot.keyClicks(screen.field(QLineEdit, "Name of a further header"), name)
    field = screen.field(QLineEdit, "What the header holds")
    qtbot.keyClicks(field, value)
    with qtbot.assertNotEmitted(page.connection_changed):
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert screen.says(sentence)


def test_the_password_of_a_proxy_has_a_field_of_its_own(qtbot, page, press, screen, openai_form):
    assert not screen.named(QLineEdit, "Proxy password")
    page.set_providers([replace(OPENAI, connection=ConnectionChoice(proxy="http://me@proxy:1"))])
    field = screen.field(QLineEdit, "Proxy password")
    qtbot.keyClicks(field, "half")
    field.hide()
    assert field.text() == "", "what waits where nobody sees it goes"
    field.show()
    qtbot.keyClicks(field, "s3cret!")
    with qtbot.waitSignal(page.connection_changed) as changed:
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert changed.args[2:] == [{}, ConnectionSecrets(proxy_password="s3cret!")]  # noqa: S106 - a made-up one
    saved = ConnectionChoice(proxy="http://me@proxy:1", has_proxy_password=True)
    page.set_providers([replace(OPENAI, connection=saved)])
    with qtbot.waitSignal(page.connection_changed) as changed:
        press("Proxy password: remove")
    assert changed.args[2] == {"has_proxy_password": False}


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("Base URL", "api.example/v1", "The address has to begin with http://"),
        ("Proxy", "http://me:secret@host", "it has a field of its own"),
        ("Proxy", "ftp://host", "Begin with http://, https:// or socks5://"),
        ("Proxy", "http://host:99999", "Begin with http://, https:// or socks5://"),
        ("Connect within", "soon", "Enter seconds"),
        ("Connect within", "0", "Enter seconds"),
        ("Connect within", "nan", "Enter seconds"),
    ],
)
def test_a_mistake_is_said_and_changes_nothing(
    qtbot, page, screen, openai_form, name, text, sentence
):
    field = screen.field(QLineEdit, name)
    qtbot.keyClicks(field, text)

    with qtbot.assertNotEmitted(page.connection_changed):
        qtbot.keyClick(field, Qt.Key.Key_Return)

    assert screen.says(sentence)


def test_another_endpoint_is_told_and_can_be_reset(qtbot, page, press, screen, openai_form):
    field = screen.field(QLineEdit, "Base URL")
    qtbot.keyClicks(field, "https://gateway.example/v1")
    told = []
    page.connection_changed.connect(lambda *args: told.append(args[:3]))

    qtbot.keyClick(field, Qt.Key.Key_Return)
    press("Base URL: back to the usual")

    assert told == [
        ("openai", "", {"address": "https://gateway.example/v1"}),
        ("openai", "", {"address": ""}),
    ]
    assert not screen.named(QAbstractButton, "Base URL: back")


def test_the_usual_address_of_a_server_is_the_one_it_was_added_with(page, screen, press):
    page.open_provider(OLLAMA.name, OLLAMA.base_url)
    assert screen.field(QLineEdit, "Base URL").placeholderText() == OLLAMA.base_url


def test_an_added_server_can_be_renamed_and_removed(qtbot, page, press, screen):
    page.set_providers([replace(OLLAMA, is_added=True)])
    page.open_provider(OLLAMA.name, OLLAMA.base_url)
    name = screen.field(QLineEdit, "Name of the server")
    name.selectAll()
    qtbot.keyClicks(name, "Cellar")
    with qtbot.waitSignal(page.server_renamed) as renamed:
        qtbot.keyClick(name, Qt.Key.Key_Return)
    assert renamed.args == [OLLAMA.base_url, "Cellar"]
    press("Remove server")
    with qtbot.waitSignal(page.server_removed) as removed:
        press("Remove server for good?")
    assert removed.args == [OLLAMA.base_url]


def test_a_test_of_the_connection_is_shown_hop_by_hop(qtbot, page, press, screen):
    form = page.open_connection("openai", "")
    assert form
    with qtbot.waitSignal(page.test_requested) as requested:
        press("Test connection")
    assert requested.args == ["openai", ""]
    page.show_test("openai", "")
    page.show_hop("openai", "", HopReport(Hop.NAME, "Find the host"))
    page.show_hop("openai", "", HopReport(Hop.NAME, "Find the host", 0.012))
    error = ConnectionFailedError("Nobody is there.")
    page.show_hop("openai", "", HopReport(Hop.SERVER, "Reach the host", 1.5, error))
    assert screen.says("Find the host")
    assert screen.says("12 ms")
    assert screen.says("Reach the host")
    assert screen.says("Nobody is there.")
    with qtbot.waitSignal(page.test_requested):
        press("Test the connection")
    with qtbot.waitSignal(page.test_cancelled):
        press("Cancel the test")
    page.show_test_end("openai", "", "The test was cancelled.", True)
    assert screen.says("The test was cancelled.")
    page.show_test("openai", "")
    assert not screen.says("Find the host")


def test_news_of_a_connection_leave_the_field_that_one_is_typing_in(
    qtbot, page, screen, openai_form
):
    proxy = screen.field(QLineEdit, "Proxy")
    qtbot.keyClicks(proxy, "socks5://127")

    page.set_providers([replace(OPENAI, connection=ConnectionChoice(proxy="direct", project="p"))])

    assert proxy.text() == "socks5://127"
    assert screen.field(QLineEdit, "Project").text() == "p"


def test_only_those_who_know_organisations_are_asked_for_one(page, press, screen):
    page.open_provider("anthropic", "")
    press("Endpoint, proxy")

    assert screen.named(QLineEdit, "Proxy")
    assert not screen.named(QLineEdit, "Organisation")


def test_what_unfolds_below_the_edge_is_brought_into_view(qtbot, settings, page, screen):
    settings.resize(600, 300)

    page.open_provider("openai", "")

    field = screen.field(KeyField, "Key for OpenAI")
    qtbot.waitUntil(lambda: field.visibleRegion().boundingRect().height() == field.height())


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


def test_no_field_of_the_connection_is_cut_off_in_a_small_window(
    qtbot, settings, page, screen, openai_form
):
    choice = ConnectionChoice(
        proxy="http://me@proxy:1", has_proxy_password=True, header_names=("X-Team",)
    )
    problem = "Password and headers last for this session only. " * 4
    page.set_providers([replace(OPENAI, connection=choice, connection_problem=problem)])
    settings.resize(620, 560)
    for name in ("X-Team", "What the header holds", "Proxy password"):
        field = screen.field(QLineEdit, name)
        qtbot.waitUntil(lambda field=field: field.height() >= field.sizeHint().height())
        parent = field.parentWidget()
        assert parent.rect().contains(field.geometry())
        assert parent.parentWidget().rect().contains(parent.geometry())
