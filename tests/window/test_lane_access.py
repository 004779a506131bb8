"""The key that a lane asks with, and what stands in for its model: chosen in the window."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QMenu

from app.domain.lane import Candidate, ModelRef


async def open_access(start, server):
    """A person with two keys for the server, and the popup open for the first lane."""
    person = await start("alpha")
    await person.parley.models.add_server("Mine", server.base_url, "")
    credentials = person.parley.services.credentials
    for label, key in (("work", "work-key-000001"), ("private", "private-key-0002")):
        await credentials.check_and_save("openai_compatible", server.base_url, label, key)
    person.click("System prompt and parameters")
    person.click("Key and fallbacks…")
    assert person.view.lane_access.isVisible()
    return person


def lane(person):
    return person.chat.conversation.lane(person.lane(0))


def choose_key(person, name: str) -> None:
    box = person.view.lane_access.findChild(QComboBox)
    assert box.hasFocus()
    QTest.keyClicks(box, name)
    box.activated.emit(box.currentIndex())


async def add_fallback(person, text: str) -> None:
    person.click("Add a model…")
    search = person.view.model_choice.picker.findChild(QLineEdit)
    QTest.keyClicks(search, text)
    QTest.keyClick(search, Qt.Key.Key_Return)
    await person.until_done("change a lane's key and fallbacks")


async def in_menu(person, fallback: str, words: str) -> None:
    person.click(fallback)
    (menu,) = [m for m in person.view.lane_access.findChildren(QMenu) if m.isVisible()]
    (action,) = [a for a in menu.actions() if a.text() == words]
    action.trigger()
    menu.close()
    await person.until_done("change a lane's key and fallbacks")


async def test_a_lane_asks_with_the_key_that_was_chosen_for_it(start, server):
    person = await open_access(start, server)
    choose_key(person, "private")
    await person.until_done("change a lane's key and fallbacks")
    person.view.lane_access.close()
    person.send("Hello")
    exchange = await server.next_exchange()
    assert exchange.authorization == "Bearer private-key-0002"
    await exchange.finish("ok")
    await person.until_idle()


async def test_a_new_chat_remembers_key_and_fallbacks(start, server):
    person = await open_access(start, server)
    choose_key(person, "private")
    await person.until_done("change a lane's key and fallbacks")
    await add_fallback(person, "beta")
    person.click("Ask it, and say so")
    await person.until_done("change a lane's key and fallbacks")
    chosen = lane(person)
    assert chosen.key_id
    await person.quit()
    await person.start()
    await person.until_done("look for models")
    kept = lane(person)
    beta = Candidate(ModelRef("openai_compatible", "beta", server.base_url))
    assert (kept.key_id, kept.fallbacks, kept.switches) == (chosen.key_id, (beta,), True)


async def test_fallbacks_have_an_order_and_keys_of_their_own(start, server):
    person = await open_access(start, server)
    await add_fallback(person, "beta")
    await add_fallback(person, "smol")
    await add_fallback(person, "beta")
    assert [f.model.provider for f in lane(person).fallbacks] == ["openai_compatible", "builtin"]
    await in_menu(person, "2. SmolLM2 135M", "Move up")
    assert [f.model.provider for f in lane(person).fallbacks] == ["builtin", "openai_compatible"]
    await in_menu(person, "2. beta", "Key: private ·0002")
    person.button("2. beta · private ·0002")
    await in_menu(person, "1. SmolLM2 135M", "Remove")
    (fallback,) = lane(person).fallbacks
    record = person.parley.services.credentials.ring.find(fallback.key_id)
    assert record.label == "private"


async def test_another_model_is_asked_with_its_own_default_key(start, server):
    person = await open_access(start, server)
    choose_key(person, "private")
    await person.until_done("change a lane's key and fallbacks")
    person.view.lane_access.close()
    beta = ModelRef("openai_compatible", "beta", server.base_url)
    person.chat.lane_editor.change_model(person.lane(0), beta)
    await person.until_done("change a lane's model")
    assert lane(person).key_id == ""
