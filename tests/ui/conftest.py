import pytest

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
