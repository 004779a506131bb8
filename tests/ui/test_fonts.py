import pytest
from PySide6.QtGui import QFontInfo, QFontMetrics, QRawFont

from app.ui.fonts import load_fonts
from app.ui.theme import font


@pytest.fixture(autouse=True)
def _fonts(qapp):
    assert load_fonts() == ()


@pytest.mark.parametrize(("mono", "family"), [(False, "Inter"), (True, "JetBrains Mono")])
@pytest.mark.parametrize("weight", [400, 500, 600])
def test_each_weight_of_the_design_is_a_real_face(mono, family, weight):
    asked = font(20, weight, mono=mono)

    assert QFontInfo(asked).family() == family
    assert QRawFont.fromFont(asked).weight() == weight


@pytest.mark.parametrize("mono", [False, True])
def test_italics_are_real_faces(mono):
    italic = font(20, mono=mono)
    italic.setItalic(True)

    assert QRawFont.fromFont(italic).style() == italic.style()


@pytest.mark.parametrize("mono", [False, True])
def test_latin_greek_and_cyrillic_come_from_the_bundled_fonts(mono):
    face = QRawFont.fromFont(font(mono=mono))

    assert all(face.supportsCharacter(ord(c)) for c in "Aßčłőğ Ωλ Жыє €→…“”")


def test_code_stands_in_columns():
    metrics = QFontMetrics(font(mono=True))

    assert metrics.horizontalAdvance("iiii") == metrics.horizontalAdvance("WWWW")
