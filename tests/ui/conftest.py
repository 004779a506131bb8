import pytest
from PySide6.QtWidgets import QPushButton, QWidget

from app.ui.fonts import load_fonts
from app.ui.stylesheet import apply_theme
from app.ui.theme import Appearance


@pytest.fixture(scope="session")
def dressed_app(qapp):
    load_fonts()
    return qapp


@pytest.fixture
def appearance(dressed_app):
    appearance = Appearance(dressed_app, "light")
    apply_theme(dressed_app, appearance.theme)
    return appearance


@pytest.fixture
def anchor_window(qtbot, appearance):
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(900, 700)
    return window


@pytest.fixture
def anchor(qtbot, anchor_window):
    """A button that popups open beside."""
    anchor = QPushButton("Open", anchor_window)
    anchor.move(100, 20)
    with qtbot.waitExposed(anchor_window):
        anchor_window.show()
    return anchor
