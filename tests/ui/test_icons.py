import pytest
from PySide6.QtGui import QColor

from app.ui import icons


def _opaque_colours(image):
    pixels = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return {pixel.name() for pixel in pixels if pixel.alpha() == 255}


def test_an_icon_is_drawn_in_the_colour_that_was_asked_for(qapp):
    image = icons.pixmap("square", "#3b5bdb", 48).toImage()

    assert _opaque_colours(image) == {"#3b5bdb"}


def test_a_dense_screen_gets_more_pixels_for_the_same_size(qapp):
    pixmap = icons.pixmap("check", QColor("#000000"), 16, 2.0)

    assert pixmap.width() == 32
    assert pixmap.deviceIndependentSize().width() == 16


def test_every_bundled_icon_draws_something(qapp):
    names = [file.stem for file in icons.paths.resource("icons").glob("*.svg")]

    assert names
    for name in names:
        assert _opaque_colours(icons.pixmap(name, "#000000", 48).toImage()), name


def test_an_action_icon_is_sharp_at_every_scale(qapp):
    assert {size.width() for size in icons.icon("x", "#000000").availableSizes()} == {16, 32, 48}


def test_an_icon_that_is_not_bundled_is_an_error(qapp):
    with pytest.raises(FileNotFoundError):
        icons.pixmap("no-such-icon", "#000000")
