"""What Settings says of this computer and of the data, and what holds at once."""

import os

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QListView

from app.main.scale import scale_from_start
from app.providers.discovery import LocalServer
from app.storage.database import Database
from app.ui.transcript.reading_view import ReadingView
from tests.window.settings_page import SettingsPage, stored


async def test_the_built_in_model_is_described_as_it_is(start):
    person = await start("alpha")
    page = SettingsPage(person, "local_models")
    await person.until_done("look at the built-in model")

    said = [label.text() for label in page.row("Built-in model").findChildren(QLabel)]
    assert "Starts when it is asked" in said
    assert "not for answers to rely on" in page.note("Built-in model")
    assert "MB in " in page.note("Its file")
    assert "8,192 tokens, which up to 4 answers" in page.note("Its context")


async def test_servers_are_looked_for_again_and_listed_with_their_models(
    start, server, monkeypatch
):
    monkeypatch.setattr(
        "app.providers.discovery.find_local_servers.__defaults__",
        ((LocalServer("Here", server.base_url),),),
    )
    person = await start("alpha")
    page = SettingsPage(person, "local_models")
    page.click("Model servers", "Look again")
    await person.until_done("look for models")

    assert page.note("Here") == f"{server.base_url} · alpha, beta"


async def test_where_no_server_answers_it_says_what_to_do(start, monkeypatch):
    monkeypatch.setattr("app.providers.discovery.find_local_servers.__defaults__", ((),))
    person = await start("alpha")
    page = SettingsPage(person, "local_models")
    await person.until_done("look for models")

    assert "Start one, then look again." in page.note("Model servers")


async def test_servers_that_were_added_are_listed_and_edited_among_the_providers(start, server):
    person = await start("alpha")
    await person.parley.models.add_server("Mine", server.base_url, "")
    page = SettingsPage(person, "local_models")

    assert page.note("Mine") == f"{server.base_url} · alpha, beta"
    page.click("Your own servers", "Edit servers")
    assert person.parley.window.settings_view.providers.isVisible()


async def test_a_backup_is_made_checked_and_named(start, server):
    person = await start("alpha")
    person.send("Remember me")
    await (await server.next_exchange()).finish("I will")
    await person.until_idle()
    page = SettingsPage(person, "data")
    await person.until_done("look at the data")
    assert page.note("Size of the chats").endswith("kB")
    assert page.note("Backups so far") == "None"

    page.click("Backup", "Back up now")
    await person.until_done("back up")

    (copy,) = (person.home / "backups").glob("*.db")
    assert page.note("Backup") == f"Saved and checked: {copy.name}"
    assert page.note("Backups so far") == "1"
    backup = await Database.open(copy)
    rows = await backup.run(lambda c: c.execute("SELECT prompt FROM turn").fetchall())
    assert [row["prompt"] for row in rows] == ["Remember me"]
    await backup.aclose()


async def test_a_backup_that_fails_is_said(start):
    person = await start("alpha")
    (person.home / "backups").write_text("in the way")
    page = SettingsPage(person, "data")

    page.click("Backup", "Back up now")
    await person.until_done("back up")

    assert "Check that the data folder is writable" in page.note("Backup")


@pytest.fixture
def opened(monkeypatch):
    """The folders that the system was asked to show."""
    opened = []
    monkeypatch.setattr(
        "app.ui.settings.wiring.QDesktopServices.openUrl",
        lambda url: opened.append(url.toLocalFile()),
    )
    return opened


async def test_the_folders_are_opened(start, opened):
    person = await start("alpha")
    page = SettingsPage(person, "data")
    home = person.home
    page.click("Log", "Open log folder")
    page.click("Backups so far", "Open backups")
    page.click("Data folder", "Open folder")
    (home / "logs").mkdir()
    (home / "backups").mkdir()
    page.click("Log", "Open log folder")
    page.click("Backups so far", "Open backups")

    assert opened == [str(home)] * 3 + [str(home / "logs"), str(home / "backups")]


async def test_diagnostics_go_to_the_clipboard(start):
    person = await start("alpha")
    SettingsPage(person, "data").click("Diagnostics", "Copy diagnostics")

    assert QGuiApplication.clipboard().text().startswith("Parley ")


async def test_without_the_guard_a_prompt_goes_as_it_is(start, server):
    person = await start("alpha")
    page = SettingsPage(person, "privacy")
    assert not page.has_reset("Ask before a secret is sent")

    page.click("Ask before a secret is sent", "Off")

    assert page.has_reset("Ask before a secret is sent")
    person.parley.window.close_settings()
    secret = "My key is sk-proj-" + "a1B2c3D4" * 6
    person.send(secret)
    exchange = await server.next_exchange()
    assert exchange.texts == [secret]
    await exchange.finish("Careful")
    await person.until_idle()
    await person.until_done("store the settings")
    assert stored(person)["secret_guard"] is False


async def test_reset_brings_the_usual_back_at_once(start):
    person = await start("alpha")
    page = SettingsPage(person, "looks")
    page.click("Colours", "Dark")
    assert person.parley.appearance.theme.is_dark

    page.click("Colours", "Reset")

    assert not page.has_reset("Colours")
    assert person.parley.preferences.settings.appearance == "system"
    await person.until_done("store the settings")
    assert stored(person)["appearance"] == "system"


async def test_a_compact_window_has_more_chats_and_messages_in_sight(start, server):
    person = await start("alpha")
    for prompt in ("One", "Two"):
        person.send(prompt)
        await (await server.next_exchange()).finish("Yes")
        await person.until_idle()
    await person.until(lambda: bool(person.parley.chats.summaries))
    page = SettingsPage(person, "looks")

    def sizes():
        chats = person.parley.window.sidebar.findChild(QListView)
        person.parley.window.close_settings()
        reading = person.view.panes.all_panes()[0].transcript.findChild(ReadingView)
        heights = [
            chats.visualRect(chats.model().index(1, 0)).height(),
            reading.column.top(2),
            page.row("Density").sizeHint().height(),
        ]
        person.parley.window.open_settings()
        return heights

    comfortable = sizes()
    await page.renew("Density", "Compact")

    assert all(now < before for now, before in zip(sizes(), comfortable, strict=True))
    await page.renew("Density", "Reset")
    assert sizes() == comfortable
    await person.until_done("store the settings")
    assert stored(person)["density"] == "comfortable"


async def test_a_compact_comparison_gives_less_room_to_heads_and_numbers(start, server):
    person = await start("alpha", "beta")
    page = SettingsPage(person, "looks")

    def heights():
        pane = person.view.panes.all_panes()[0]
        person.view.model_choice.pick_for(person.lane(0), pane.head)
        picker = person.view.model_choice.picker
        rows = picker.findChild(QListView)
        picked = rows.visualRect(rows.currentIndex()).height()
        picker.hide()
        return pane.head.height(), pane.metrics.height(), picked

    await person.until_done("look for models")
    person.parley.window.close_settings()
    comfortable = heights()
    person.parley.window.open_settings()
    await page.renew("Density", "Compact")
    person.parley.window.close_settings()

    compact = heights()
    assert all(now < before for now, before in zip(compact, comfortable, strict=True))


async def test_the_zoom_is_stepped_in_the_settings_and_shown_when_the_keys_change_it(start):
    person = await start("alpha")
    page = SettingsPage(person, "looks")
    page.click("Size of the chats", "Size of the chats: more")
    assert person.parley.appearance.reading.zoom == 110
    assert page.shows("Size of the chats", "110 %")
    assert page.has_reset("Size of the chats")
    await person.until_done("look for models")

    QTest.keyClick(person.parley.window, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)

    assert page.shows("Size of the chats", "100 %")
    page.click("Size of the chats", "Size of the chats: less")
    assert person.parley.appearance.reading.zoom == 90
    await person.until_done("store the settings")
    assert stored(person)["zoom"] == 90


async def test_the_size_of_the_window_s_text_changes_at_once(start, monkeypatch):
    monkeypatch.delenv("QT_SCALE_FACTOR", raising=False)
    person = await start("alpha")
    scale_from_start(person.home)
    assert "QT_SCALE_FACTOR" not in os.environ
    name = "Size of the window's text"
    page = SettingsPage(person, "looks")
    window = person.parley.window
    area, pixels = window.geometry(), window.devicePixelRatio()

    await page.renew(name, f"{name}: more")
    await page.renew(name, f"{name}: more")

    window = person.parley.window
    assert window.devicePixelRatio() == 1.25 * pixels
    assert window.width() == round(area.width() / 1.25)
    assert page.shows(name, "125 %")
    assert page.row(name).isVisible()
    await person.until_done("store the settings")
    scale_from_start(person.home)
    assert os.environ["QT_SCALE_FACTOR"] == "1.25"
    monkeypatch.delenv("QT_SCALE_FACTOR")

    await page.renew(name, "Reset")

    assert person.parley.window.devicePixelRatio() == pixels
    assert person.parley.window.geometry() == area


async def test_a_setting_is_found_and_changed_by_keyboard_alone(start):
    person = await start("alpha")
    await person.until_done("look for models")
    window, ctrl = person.parley.window, Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(window, Qt.Key.Key_Comma, ctrl)
    QTest.keyClick(window, Qt.Key.Key_F, ctrl)
    QTest.keyClicks(window.focusWidget(), "compact")
    for _ in range(20):
        if window.focusWidget().accessibleName() == "Comfortable":
            break
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Right)

    assert person.parley.preferences.settings.density == "compact"
    QTest.keyClick(window, Qt.Key.Key_L, ctrl)
    assert person.view.composer.isVisible()
    assert window.focusWidget().accessibleName() == "Prompt"
    await person.until_done("store the settings")
