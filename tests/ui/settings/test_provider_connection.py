"""How a provider is reached: endpoint, organisation, proxy, headers, and a test of the way."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QLineEdit,
)

from app.domain.connection import ConnectionChoice, ConnectionSecrets
from app.domain.errors import ConnectionFailedError
from app.domain.hops import Hop, HopReport
from app.ui.key_field import KeyField

from .conftest import OLLAMA, OPENAI


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
