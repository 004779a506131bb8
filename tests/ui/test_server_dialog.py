import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit

from app.ui.server_dialog import ServerDialog, problem_with


@pytest.fixture
def dialog(qtbot, appearance):
    dialog = ServerDialog(appearance)
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.open()
    return dialog


def _field(dialog, name):
    return next(f for f in dialog.findChildren(QLineEdit) if f.accessibleName() == name)


def _button(dialog, start):
    buttons = dialog.findChildren(QAbstractButton)
    return next(b for b in buttons if b.isVisible() and b.accessibleName().startswith(start))


def _sentences(dialog):
    return [label.text() for label in dialog.findChildren(QLabel) if label.isVisible()]


def test_it_asks_to_check_what_was_entered(qtbot, dialog):
    qtbot.keyClicks(_field(dialog, "Address"), " http://127.0.0.1:8080/v1/ ")
    qtbot.keyClicks(_field(dialog, "Name"), "Workshop")
    qtbot.keyClicks(_field(dialog, "API key"), "secret")

    with qtbot.waitSignal(dialog.check_requested) as asked:
        qtbot.mouseClick(_button(dialog, "Check and add"), Qt.MouseButton.LeftButton)

    assert asked.args == ["Workshop", "http://127.0.0.1:8080/v1", "secret"]


def test_enter_checks_and_a_server_without_a_name_is_called_by_its_host(qtbot, dialog):
    address = _field(dialog, "Address")
    qtbot.keyClicks(address, "https://models.example:8443/v1")

    with qtbot.waitSignal(dialog.check_requested) as asked:
        qtbot.keyClick(address, Qt.Key.Key_Return)

    assert asked.args == ["models.example:8443", "https://models.example:8443/v1", ""]


@pytest.mark.parametrize(
    "address",
    [
        "",
        "127.0.0.1:8080",
        "localhost",
        "ftp://host/v1",
        "file:///etc/passwd",
        "http://",
        "http:///v1",
        "http://a b/v1",
        "http://host:port/v1",
        "http://host:99999/v1",
        "http://[::1/v1",
        "http://user:key@host/v1",
        "http://host/v1?key=1",
    ],
)
def test_an_address_that_cannot_work_is_answered_with_a_sentence(qtbot, dialog, address):
    field = _field(dialog, "Address")
    qtbot.keyClicks(field, address)

    with qtbot.assertNotEmitted(dialog.check_requested):
        qtbot.keyClick(field, Qt.Key.Key_Return)

    assert problem_with(address) in _sentences(dialog)
    assert problem_with(address).strip()


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:8080/v1", "https://host", "http://[::1]:8080/v1", "HTTP://host/"]
)
def test_an_address_that_can_work_is_not_complained_about(address):
    assert problem_with(address) == ""


def test_the_usual_path_is_suggested_where_there_is_none(qtbot, dialog):
    address = _field(dialog, "Address")
    qtbot.keyClicks(address, "http://127.0.0.1:8080")

    qtbot.mouseClick(_button(dialog, "Most servers"), Qt.MouseButton.LeftButton)

    assert address.text() == "http://127.0.0.1:8080/v1"
    assert not [
        b
        for b in dialog.findChildren(QAbstractButton)
        if "Most" in b.accessibleName() and b.isVisible()
    ]


def test_a_key_is_masked_and_what_becomes_of_it_is_said(dialog):
    assert _field(dialog, "API key").echoMode() == QLineEdit.EchoMode.Password
    assert "Kept in the system's keyring, else until you quit; never in a file" in _sentences(
        dialog
    )


def test_while_it_checks_only_cancelling_is_possible(qtbot, dialog):
    dialog.show_checking()

    assert not _button(dialog, "Checking…").isEnabled()
    assert not _field(dialog, "Address").isEnabled()
    with qtbot.waitSignal(dialog.rejected):
        qtbot.mouseClick(_button(dialog, "Cancel"), Qt.MouseButton.LeftButton)


def test_a_failure_is_said_and_can_be_mended(qtbot, dialog):
    dialog.show_checking()
    dialog.show_error("No server answers <there>.")
    assert "No server answers <there>." in _sentences(dialog)

    address = _field(dialog, "Address")
    assert address.isEnabled()
    qtbot.keyClicks(address, "h")

    assert "No server answers <there>." not in _sentences(dialog)


def test_it_closes_when_the_server_was_added(qtbot, dialog):
    with qtbot.waitSignal(dialog.accepted):
        dialog.accept()

    assert not dialog.isVisible()
