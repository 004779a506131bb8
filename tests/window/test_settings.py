"""Keys and providers, through the window."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.domain.keys import KeyPlace
from tests.storage.session_bus import SessionBus
from tests.storage.session_bus import session_bus as session_bus

KEY = "sk-window-test-0123456789abcdefghij"


def row(person, base_url):
    return next(r for r in person.parley.providers.providers if r.base_url == base_url)


async def open_server(person, server) -> None:
    """Settings, with the row of the scripted server unfolded."""
    await person.parley.models.add_server("Mine", server.base_url, "")
    QTest.keyClick(person.parley.window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    await person.until_done("look at the keyring")
    person.parley.window.settings_view.providers.open_provider("openai_compatible", server.base_url)


async def test_settings_name_every_vendor_and_what_can_be_had_without_a_key(start):
    person = await start("alpha")
    labels = [r.label for r in person.parley.providers.providers]
    assert labels == ["OpenAI", "Anthropic", "Google", "Cohere", "Built in"]


async def test_a_key_is_checked_and_without_a_keyring_lasts_for_the_session(
    start, server, tmp_path
):
    person = await start("alpha")
    await open_server(person, server)
    field = person.parley.window.focusWidget()
    QTest.keyClicks(field, KEY)
    QTest.keyClick(field, Qt.Key.Key_Return)
    await person.until_done("check a key")
    (key,) = row(person, server.base_url).keys
    assert (key.place, key.last_four) == (KeyPlace.SESSION, KEY[-4:])

    person.parley.window.close_settings()
    person.send("Hello")
    exchange = await server.next_exchange()
    assert exchange.authorization == f"Bearer {KEY}"
    await exchange.finish("Hi")
    await person.until_idle()
    await person.quit()
    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert not [path for path in written if KEY.encode() in path.read_bytes()]


async def test_a_refused_key_is_said_and_not_kept(start, server):
    person = await start("alpha")
    await open_server(person, server)
    server.refuses_keys = True
    field = person.parley.window.focusWidget()
    QTest.keyClicks(field, KEY)
    said = []
    person.parley.providers.key_checked.connect(lambda *result: said.append(result))
    QTest.keyClick(field, Qt.Key.Key_Return)
    await person.until_done("check a key")
    ((_, _, sentence, is_error, _),) = said
    assert is_error
    assert "refused the key" in sentence
    assert row(person, server.base_url).keys == ()


async def test_a_key_is_forgotten(start, server):
    person = await start("alpha")
    await open_server(person, server)
    person.parley.providers.save_key("openai_compatible", server.base_url, "work", KEY)
    await person.until_done("check a key")
    (key,) = row(person, server.base_url).keys
    person.parley.providers.choose_key(key.id)
    await person.until_done("choose a key")
    person.parley.providers.remove_key(key.id)
    await person.until_done("remove a key")
    assert row(person, server.base_url).keys == ()


async def test_escape_leads_back_to_the_chat(start):
    person = await start("alpha")
    person.parley.window.open_settings()
    QTest.keyClick(person.parley.window.settings_view, Qt.Key.Key_Escape)
    assert person.view.isVisible()


def said_by(person) -> list[tuple[str, bool]]:
    said: list[tuple[str, bool]] = []
    person.parley.providers.key_checked.connect(lambda *result: said.append(result[2:4]))
    return said


async def save_key(person, server, label: str, key: str = KEY) -> str:
    person.parley.providers.save_key("openai_compatible", server.base_url, label, key)
    await person.until_done("check a key")
    return next(k.id for k in row(person, server.base_url).keys if k.label == label)


async def test_a_key_is_checked_again_and_what_came_of_it_is_said(start, server):
    person = await start("alpha")
    await open_server(person, server)
    key_id = await save_key(person, server, "work")
    said = said_by(person)
    person.parley.providers.check_key(key_id)
    await person.until_done("check a key again")
    server.refuses_keys = True
    person.parley.providers.check_key(key_id)
    await person.until_done("check a key again")
    (works, failed), (refused, is_error) = said
    assert (works, failed) == (f"work ·{KEY[-4:]} works: 2 models.", False)
    assert "refused the key" in refused
    assert is_error
    assert row(person, server.base_url).keys[0].id == key_id


async def test_two_keys_of_a_provider_never_have_the_same_label(start, server):
    person = await start("alpha")
    await open_server(person, server)
    key_id = await save_key(person, server, "work")
    await save_key(person, server, "private", KEY + "2")
    said = said_by(person)
    person.parley.providers.rename_key(key_id, "private")
    assert said == [("Another key is called “private” already.", True)]
    person.parley.providers.rename_key(key_id, "office")
    await person.until_done("rename a key")
    labels = [k.label for k in row(person, server.base_url).keys]
    assert sorted(labels) == ["office", "private"]


async def test_a_key_of_the_session_goes_into_the_keyring_once_there_is_one(
    start, server, session_bus: SessionBus
):
    person = await start("alpha")
    await open_server(person, server)
    key_id = await save_key(person, server, "work")
    assert row(person, server.base_url).keys[0].place is KeyPlace.SESSION
    said = said_by(person)
    person.parley.providers.keep_key(key_id)
    await person.until_done("keep a key")
    ((sentence, is_error),) = said
    assert sentence.startswith("Still for this session only. ")
    assert is_error

    session_bus.start_gnome_keyring()
    person.click("Save in the keyring now")
    await person.until_done("keep a key")
    (key,) = row(person, server.base_url).keys
    assert (key.id, key.place) == (key_id, KeyPlace.KEYRING)
    assert list(session_bus.entries().values()) == [KEY.encode()]
    await person.quit()
