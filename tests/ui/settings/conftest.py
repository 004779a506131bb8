import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from app.domain.connection import ConnectionChoice
from app.domain.keys import KeyPlace
from app.ui.key_field import KeyField
from app.ui.settings.settings_view import SettingsView
from app.viewmodels.settings_rows import KeyRow, ProviderRow, ProviderState, SecretStoreRow

WORK = KeyRow("1", "work", "f3Q2", KeyPlace.KEYRING, "GNOME Keyring", "just now", True)
PRIVATE = KeyRow("2", "private", "Ab3d", KeyPlace.SESSION)
VARIABLE = KeyRow("ANTHROPIC_API_KEY", "", "99Xx", KeyPlace.ENVIRONMENT)

ANTHROPIC = ProviderRow(
    "anthropic",
    "",
    "Anthropic",
    "14 models · key ending in ·f3Q2",
    ProviderState.CONNECTED,
    (WORK, PRIVATE, VARIABLE),
    "https://console.anthropic.com/settings/keys",
    connection=ConnectionChoice(),
)
OPENAI = ProviderRow(
    "openai",
    "",
    "OpenAI",
    "Not set up",
    ProviderState.NOT_SET_UP,
    connection=ConnectionChoice(),
    has_organization=True,
)
OLLAMA = ProviderRow(
    "openai_compatible",
    "http://127.0.0.1:11434/v1",
    "Ollama",
    "Found on this computer · 6 models",
    ProviderState.RUNNING,
    takes_key=False,
    connection=ConnectionChoice(),
)
BUILTIN = ProviderRow(
    "builtin",
    "",
    "Built-in model",
    "SmolLM2 135M · works offline, no key",
    ProviderState.READY,
    takes_key=False,
)


class Screen:
    """What a person sees of a widget, and can press."""

    def __init__(self, widget: QWidget) -> None:
        self.widget = widget

    def named(self, kind, name):
        """The visible widgets of a kind whose spoken name begins so."""
        found = self.widget.findChildren(kind)
        return [w for w in found if w.isVisible() and w.accessibleName().startswith(name)]

    def button(self, name):
        return self.named(QAbstractButton, name)[0]

    def field(self, kind, name):
        return self.named(kind, name)[0]

    def says(self, words):
        labels = self.widget.findChildren(QLabel)
        return any(words in label.text() for label in labels if label.isVisible())


@pytest.fixture
def settings(qtbot, appearance):
    settings = SettingsView(appearance)
    qtbot.addWidget(settings)
    settings.resize(1176, 900)
    settings.providers.set_secret_store(SecretStoreRow("GNOME Keyring"))
    settings.providers.set_providers([ANTHROPIC, OPENAI, OLLAMA, BUILTIN])
    with qtbot.waitActive(settings):
        settings.show()
        settings.activateWindow()
    return settings


@pytest.fixture
def screen(settings):
    return Screen(settings)


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
