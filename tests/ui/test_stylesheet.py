import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QScrollArea, QSplitter, QWidget

from app.ui.stylesheet import apply_theme
from app.ui.theme import Appearance

READABLE = 4.5  # WCAG 2.2, 1.4.3 (AA), for text of normal size


def _luminance(color):
    def linear(channel):
        return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(c) for c in QColor(color).getRgbF()[:3])
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one, other):
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.fixture(params=["light", "dark"])
def theme(request, qapp):
    theme = Appearance(qapp, request.param).theme
    apply_theme(qapp, theme)
    return theme


def test_the_palette_follows_the_theme(qapp, theme):
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(theme.bg)
    assert qapp.palette().color(QPalette.ColorRole.WindowText) == QColor(theme.text)


@pytest.mark.parametrize("ink", ["text", "dim", "accent", "error"])
@pytest.mark.parametrize("ground", ["bg", "panel", "raised"])
def test_what_has_to_be_read_is_readable(theme, ink, ground):
    assert _contrast(getattr(theme, ink), getattr(theme, ground)) >= READABLE


def test_the_words_on_a_primary_button_are_readable(theme):
    assert _contrast(theme.bg, theme.accent) >= READABLE


def test_the_current_row_is_readable(theme):
    assert _contrast(theme.text, theme.hover) >= READABLE
    assert _contrast(theme.text, theme.accent_bg) >= READABLE


def test_scroll_bars_are_thin(qtbot, theme):
    area = QScrollArea()
    qtbot.addWidget(area)

    assert area.verticalScrollBar().sizeHint().width() == 10


def test_a_divider_is_a_line_that_is_easy_to_grab(qtbot, theme):
    splitter = QSplitter()
    qtbot.addWidget(splitter)
    splitter.addWidget(QWidget())
    splitter.addWidget(QWidget())
    splitter.resize(400, 100)
    with qtbot.waitExposed(splitter):
        splitter.show()

    assert splitter.handleWidth() == 1
    assert splitter.handle(1).width() >= 5
    line = splitter.grab().toImage()
    painted = [line.pixelColor(x, 50).name() for x in range(400)]
    assert painted.count(theme.line) == 1
