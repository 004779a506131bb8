import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit

from app.ui.first_start import FirstStart
from app.viewmodels.settings_rows import ServerRow

KEY = "sk-ant-0123456789abcdefa91x"
CHOICES = [("anthropic", "Anthropic"), ("openai", "OpenAI"), ("google", "Google")]
OLLAMA = ServerRow("Ollama", "http://127.0.0.1:11434/v1", 6)
LM_STUDIO = ServerRow("LM Studio", "http://127.0.0.1:1234/v1", 1)


@pytest.fixture
def start(qtbot, appearance):
    start = FirstStart(appearance)
    qtbot.addWidget(start)
    start.resize(900, 700)
    with qtbot.waitActive(start):
        start.show()
        start.activateWindow()
    start.focus_key()
    return start


@pytest.fixture
def field(start):
    return start.findChild(QLineEdit)


@pytest.fixture
def vendor(start):
    return start.findChild(QComboBox)


def _buttons(start):
    return {b.accessibleName(): b for b in start.findChildren(QAbstractButton) if b.isVisible()}


def _says(start, words):
    return any(words in label.text() for label in start.findChildren(QLabel) if label.isVisible())


def _tab_to(qtbot, name):
    """Press Tab; what is called so must have the focus then."""
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    focused = QApplication.focusWidget()
    assert focused.accessibleName() == name
    return focused


def test_it_is_said_once_that_there_is_no_account_and_no_telemetry(start):
    texts = [label.text() for label in start.findChildren(QLabel)]

    assert sum("telemetry" in text for text in texts) == 1


def test_what_is_typed_is_told_so_that_the_vendor_can_be_recognised(qtbot, start, field):
    told = []
    start.key_typed.connect(told.append)

    qtbot.keyClicks(field, "sk")

    assert told == ["s", "sk"]


def test_a_recognised_key_is_sent_by_enter_alone(qtbot, start, field, vendor):
    start.key_typed.connect(lambda _: start.show_vendor("anthropic", CHOICES))
    qtbot.keyClicks(field, KEY)
    assert _says(start, "Looks like a key for")
    assert vendor.currentText() == "Anthropic"

    with qtbot.waitSignal(start.key_submitted) as submitted:
        qtbot.keyClick(field, Qt.Key.Key_Return)

    assert submitted.args == ["anthropic", KEY]


def test_a_key_that_was_sent_is_gone_but_for_its_end(qtbot, start, field):
    qtbot.keyClicks(field, KEY)
    start.show_vendor("anthropic", CHOICES)
    qtbot.mouseClick(_buttons(start)["Show the key"], Qt.MouseButton.LeftButton)

    qtbot.mouseClick(_buttons(start)["Check and start"], Qt.MouseButton.LeftButton)
    qtbot.keySequence(field, QKeySequence(QKeySequence.StandardKey.Undo))

    assert field.text() == ""
    assert field.placeholderText().strip("•") == "a91x"


def test_whose_key_it_is_can_be_chosen_otherwise(qtbot, start, field, vendor):
    start.show_vendor("anthropic", CHOICES)
    qtbot.keyClicks(field, "AIza")
    vendor.setFocus()
    qtbot.keyClick(vendor, Qt.Key.Key_End)
    start.show_vendor("anthropic", CHOICES)

    with qtbot.waitSignal(start.key_submitted) as submitted:
        qtbot.keyClick(field, Qt.Key.Key_Return)

    assert submitted.args == ["google", "AIza"]


def test_a_key_that_nobody_knows_is_sent_to_nobody_before_one_chooses(qtbot, start, field, vendor):
    qtbot.keyClicks(field, "secret")
    start.show_vendor(None, CHOICES)

    with qtbot.assertNotEmitted(start.key_submitted):
        qtbot.keyClick(field, Qt.Key.Key_Return)

    assert _says(start, "Choose whose key it is.")
    assert vendor.hasFocus()
    assert field.text() == "secret"


def test_without_a_key_it_says_to_paste_one(qtbot, start, field):
    with qtbot.assertNotEmitted(start.key_submitted):
        qtbot.keyClick(field, Qt.Key.Key_Return)

    assert _says(start, "Paste a key first.")


def test_the_vendor_is_asked_for_only_when_there_is_a_choice(start, vendor):
    assert not vendor.isVisible()

    start.show_vendor("openai", CHOICES)
    start.show_vendor(None, [])

    assert not vendor.isVisible()


def test_while_a_key_is_checked_no_other_is_taken(start, field):
    start.show_checking()

    assert not field.isEnabled()
    assert not _buttons(start)["Checking…"].isEnabled()


def test_a_refusal_is_said_with_the_caret_back_in_the_field(qtbot, start, field):
    start.show_checking()

    start.show_key_result("Anthropic refused this key (401).", True)

    assert _says(start, "Anthropic refused this key (401).")
    assert field.hasFocus()
    qtbot.keyClicks(field, "s")
    assert not _says(start, "Anthropic refused")


def test_the_servers_that_were_found_are_offered(qtbot, start):
    start.set_servers([OLLAMA, LM_STUDIO])

    qtbot.waitUntil(lambda: "Start with LM Studio" in _buttons(start))
    assert _says(start, "6 models · http://127.0.0.1:11434/v1")
    assert _says(start, "1 model · http://127.0.0.1:1234/v1")
    with qtbot.waitSignal(start.server_chosen) as chosen:
        qtbot.mouseClick(_buttons(start)["Start with LM Studio"], Qt.MouseButton.LeftButton)
    assert chosen.args == [LM_STUDIO.base_url]


def test_a_server_that_is_gone_is_not_offered(qtbot, start):
    start.set_servers([OLLAMA, LM_STUDIO])
    start.set_servers([LM_STUDIO])

    qtbot.waitUntil(lambda: "Start with LM Studio" in _buttons(start))
    assert "Start with Ollama" not in _buttons(start)


def test_where_no_server_was_found_one_can_look_again(qtbot, start):
    with qtbot.waitSignal(start.look_requested):
        qtbot.mouseClick(_buttons(start)["Look again"], Qt.MouseButton.LeftButton)

    start.set_servers([OLLAMA])
    assert "Look again" not in _buttons(start)


def test_the_built_in_model_says_what_it_is(qtbot, start):
    assert _says(start, "not for answers to rely on")

    with qtbot.waitSignal(start.builtin_chosen):
        qtbot.mouseClick(
            _buttons(start)["Start with the built-in model"], Qt.MouseButton.LeftButton
        )


def test_every_way_in_is_reached_by_keyboard_in_the_order_of_the_screen(qtbot, start):
    start.set_servers([OLLAMA])
    start.show_vendor("anthropic", CHOICES)
    qtbot.waitUntil(lambda: "Start with Ollama" in _buttons(start))
    _tab_to(qtbot, "Show the key")
    _tab_to(qtbot, "Whose key it is")
    _tab_to(qtbot, "Check and start")

    with qtbot.waitSignal(start.server_chosen):
        qtbot.keyClick(_tab_to(qtbot, "Start with Ollama"), Qt.Key.Key_Return)
    with qtbot.waitSignal(start.builtin_chosen):
        qtbot.keyClick(_tab_to(qtbot, "Start with the built-in model"), Qt.Key.Key_Return)
