"""A formula that stands alone is drawn; what can't be drawn is shown as it is written."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAccessible, QGuiApplication, QImage

from app.ui.transcript import allowance
from app.ui.transcript.formula import LONGEST, picture, typeset
from tests.ui.transcript.screen import messages, settle, view

FORMULA = r"\frac{a}{b} = \sqrt{x^2}"
LONG = "$$\n" + " + ".join(f"a_{{{i}}}" for i in range(100)) + "\n$$"


ALONE = "".join(f"$$\n\\frac{{a}}{{{n}}}\n$$\n\n" for n in range(60))
IN_LINES = "So " + " and ".join(f"$b^{{{n}}}$" for n in range(60)) + ".\n"


@pytest.fixture
def show(qtbot, transcript, rows):
    def show(text):
        transcript.set_path([rows.turn("Maths?", rows.answer(text))])
        settle(qtbot, transcript)
        return view(transcript)

    return show


def _part(page):
    return next(s.part for s in page.visible_parts() if s.part.kind == "math")


def _darkness(widget, mode):
    """How much is painted that is not the ground."""
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    ground = 255 if mode == "light" else image.pixelColor(1, 1).value()
    return sum(abs(value - ground) > 60 for value in bytes(image.constBits()))


@pytest.mark.parametrize(
    "text", [f"$$\n{FORMULA}\n$$", f"\\[{FORMULA}\\]", f"```math\n{FORMULA}\n```"]
)
def test_a_formula_is_spoken_and_copied_as_it_is_written(show, text):
    page = show(text)
    whole = QAccessible.queryAccessibleInterface(page)
    formula = whole.child(1).child(0)

    assert formula.role() is QAccessible.Role.Equation
    assert formula.text(QAccessible.Text.Name).startswith("Formula: a over b equals")
    page.select_all()
    page.copy()
    assert QGuiApplication.clipboard().text() == f"Maths?\n\n{text}"


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_it_can_be_seen_on_the_ground_of_either_theme(show, transcript, appearance, mode):
    appearance.set_mode(mode)
    show("|")
    before = _darkness(transcript, mode)
    show(f"$$\n{FORMULA}\n$$")

    assert _darkness(transcript, mode) > before + 50


@pytest.mark.parametrize(
    "tex", [r"\undefinedcommand{x", "x" * (LONGEST + 1), "", r"\frac{", r"\input{/etc/passwd}"]
)
def test_what_cannot_be_drawn_is_no_picture(tex):
    assert typeset(tex) is None


def test_what_cannot_be_drawn_is_shown_as_it_is_written(show):
    page = show("$$\n\\undefinedcommand{x\n$$")

    assert messages(page)[1][1] == "\\undefinedcommand{x"
    assert _part(page).height > 20


def test_a_formula_is_as_sharp_as_the_screen_and_as_large_as_the_text(appearance):
    formula = typeset(FORMULA)
    ink = appearance.theme.color("text")

    once, twice = formula.image(17, ink, 1.0), formula.image(17, ink, 2.0)

    assert abs(twice.width() - 2 * once.width()) <= 1
    assert abs(twice.deviceIndependentSize().width() - once.width()) <= 1
    assert abs(formula.image(34, ink, 1.0).width() - 2 * once.width()) <= 1


def test_a_long_formula_scrolls_sideways(show):
    page = show(LONG)

    assert _part(page).scroll_sideways(50)
    assert _part(page).scroll_sideways(-1000)
    assert not _part(page).scroll_sideways(-1)


def test_a_formula_grows_while_it_is_written(transcript, rows):
    transcript.set_path([rows.turn(answer=rows.live())])
    page = view(transcript)
    for piece in ("$$\n\\frac{a}", "{b}", "\n$$\n"):
        transcript.append("a1", piece, "")
        transcript.flush()

    assert _part(page).name == "Formula: a over b"


@pytest.mark.parametrize(
    ("before", "end"), [("$$\n\\frac{a}{b}", "\n$$"), ("```math\n\\frac{a}{b}\n", "```")]
)
def test_a_formula_is_not_drawn_before_it_is_whole(transcript, rows, before, end):
    transcript.set_path([rows.turn(answer=rows.live())])
    page = view(transcript)
    names = []
    for piece in (before, end):
        transcript.append("a1", piece, "")
        transcript.flush()
        names.append(_part(page).name)

    assert names == [r"Formula: \frac{a}{b}", "Formula: a over b"]


def test_a_caret_stands_before_or_after_a_formula(show):
    part = _part(show(f"$$\n{FORMULA}\n$$"))
    before, after = part.caret_rect(0), part.caret_rect(len(FORMULA))

    assert before.x() < after.x()
    assert part.position_at(before.center()) == 0
    assert part.position_at(after.center()) == len(FORMULA)


@pytest.mark.parametrize("text", [ALONE, IN_LINES], ids=["alone", "in lines"])
@pytest.mark.parametrize("streamed", [True, False], ids=["streamed", "opened"])
def test_many_formulas_are_made_a_few_at_a_time(monkeypatch, transcript, rows, text, streamed):
    monkeypatch.setattr(allowance, "_FORMULAS_S", 0.0)
    typeset.cache_clear()
    picture.cache_clear()
    made = [0]

    def count():
        made.append(typeset.cache_info().misses + picture.cache_info().misses)

    transcript.set_path([rows.turn(answer=rows.live(text="" if streamed else text))])
    if streamed:
        transcript.append("a1", text, "")
    count()
    while transcript.flush():
        count()
    for _ in range(10_000):
        QCoreApplication.processEvents()
        count()
        if transcript.is_settled:
            break

    assert max(after - before for before, after in pairwise(made)) <= 4
    assert made[-1] >= 2 * 8
    transcript.grab()
    assert typeset.cache_info().misses + picture.cache_info().misses == made[-1]
    bar = transcript.scroll_bar
    assert bar.value() == bar.maximum()
