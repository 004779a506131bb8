"""The way to a provider, changed and tested through Settings."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit

from tests.providers.loopback import LoopbackServer, answer

KEY = "sk-window-test-0123456789abcdefghij"
MODELS = answer(200, {"object": "list", "data": [{"id": "alpha", "object": "model"}]})
PROVIDER = "openai_compatible"


@pytest.fixture
async def gateway():
    async with LoopbackServer() as gateway:
        gateway.script = [MODELS]
        yield gateway


async def open_way(person, server):
    """Settings, with the way to the scripted server unfolded."""
    await person.parley.models.add_server("Mine", server.base_url, "")
    person.parley.window.open_settings()
    page = person.parley.window.settings_view.providers
    page.open_connection(PROVIDER, server.base_url)


def field(person, name):
    fields = person.parley.window.settings_view.findChildren(QLineEdit)
    (found,) = [f for f in fields if f.accessibleName() == name and f.isVisible()]
    return found


async def enter(person, name, text):
    """Type into a field of the way and press Enter."""
    QTest.keyClicks(field(person, name), text)
    QTest.keyClick(field(person, name), Qt.Key.Key_Return)
    await person.until_done("change a connection")


def says(person, words):
    labels = person.parley.window.settings_view.findChildren(QLabel)
    return any(words in label.text() for label in labels if label.isVisible())


async def ask(person, server):
    person.parley.window.close_settings()
    person.send("Hello")
    exchange = await server.next_exchange()
    await exchange.finish("Hi")
    await person.until_idle()
    return exchange


async def test_a_header_goes_along_from_the_next_prompt_on_and_without_a_keyring_it_is_said(
    start, server, tmp_path
):
    person = await start("alpha")
    await open_way(person, server)
    QTest.keyClicks(field(person, "Name of a further header"), "X-Team")
    await enter(person, "What the header holds", "blue-4711")
    assert says(person, "last for this session only")
    assert field(person, "X-Team").text() == ""
    assert "x-team: blue-4711" in (await ask(person, server)).head.lower()
    await person.quit()
    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert not [path for path in written if b"blue-4711" in path.read_bytes()]


async def test_another_address_is_asked_at_once_and_gets_no_key_of_the_old_one(
    start, server, gateway
):
    person = await start("alpha")
    await person.parley.models.add_server("Mine", server.base_url, KEY)
    await open_way(person, server)
    await person.until_done("look for models")
    await enter(person, "Base URL", gateway.base_url)
    await person.until_done("look for models")
    assert gateway.exchanges
    assert all(KEY not in str(exchange.headers) for exchange in gateway.exchanges)
    person.click("Base URL: back to the usual")
    await person.until_done("change a connection")
    assert (await ask(person, server)).authorization == f"Bearer {KEY}"


async def test_a_vendor_at_another_address_asks_for_a_key_of_its_own(start, gateway, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    # Never asked: its own address is out of reach for this test.
    monkeypatch.setenv("HTTPS_PROXY", gateway.base_url)
    person = await start("alpha")
    person.parley.window.open_settings()
    person.parley.window.settings_view.providers.open_connection("openai", "")
    before = len(gateway.exchanges)
    await enter(person, "Base URL", gateway.base_url)
    assert says(person, "Your keys for OpenAI were entered for another address")
    await person.until_done("look for models")
    key = field(person, "Key for OpenAI")
    QTest.keyClicks(key, "sk-for-the-gateway-0123456789")
    QTest.keyClick(key, Qt.Key.Key_Return)
    await person.until_done("check a key")
    await person.until_done("look for models")
    asked = [e for e in gateway.exchanges[before:] if e.method == "GET"]
    assert {e.headers["authorization"] for e in asked} == {"Bearer sk-for-the-gateway-0123456789"}


async def test_the_connection_is_tested_and_the_hops_are_shown(start, server):
    person = await start("alpha")
    await open_way(person, server)
    person.click("Test connection")
    await person.until_done("test a connection")
    assert says(person, "Hear from 127.0.0.1")
    assert says(person, "Show the key: 2 models")
    assert says(person, "Everything works.")
    await person.until_done("look for models")


async def test_a_test_that_takes_too_long_can_be_cancelled(start, server, gateway):
    async def say_nothing(exchange):
        await exchange.closed_by_client.wait()

    person = await start("alpha")
    await open_way(person, server)
    await enter(person, "Base URL", gateway.base_url)
    await person.until_done("look for models")
    gateway.script = [say_nothing]
    gateway.arrived.clear()
    person.click("Test connection")
    await gateway.arrived.wait()
    person.click("Cancel the test")
    await person.until_done("test a connection")
    assert says(person, "The test was cancelled.")


async def test_a_way_that_lacks_its_secret_says_so_when_it_is_tested(start, server):
    person = await start("alpha")
    await open_way(person, server)
    await enter(person, "Proxy", "http://me@127.0.0.1:9")
    await enter(person, "Proxy password", "s3cret-0815")
    await person.quit()
    await person.start()
    person.parley.window.open_settings()
    person.parley.window.settings_view.providers.open_connection(PROVIDER, server.base_url)
    person.click("Test connection")
    await person.until_done("test a connection")
    assert says(person, "lasted until Parley was closed")
    await person.until_done("look for models")


async def test_an_added_server_is_renamed_and_removed_with_its_key(start, server):
    person = await start("alpha")
    await person.parley.models.add_server("Mine", server.base_url, KEY)
    await open_way(person, server)
    field(person, "Name of the server").selectAll()
    QTest.keyClicks(field(person, "Name of the server"), "Cellar")
    QTest.keyClick(field(person, "Name of the server"), Qt.Key.Key_Return)
    await person.until_done("rename a server")
    labels = [row.label for row in person.parley.providers.providers]
    assert "Cellar" in labels
    person.click("Remove server")
    person.click("Remove server for good?")
    await person.until_done("remove a server")
    rows = person.parley.providers.providers
    assert not [row for row in rows if row.base_url == server.base_url]
    await person.parley.models.add_server("Mine", server.base_url, "")
    await person.until_done("look for models")
    (row,) = [r for r in person.parley.providers.providers if r.base_url == server.base_url]
    assert row.keys == ()
