"""Formulas and pictures in a line of words: drawn as one thing, read and copied as written."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from tests.ui.transcript.painting import colours_in, painted, prose
from tests.ui.transcript.screen import messages, place_of, view

TEXT = r"So 😀 $\frac{a}{b}$ and \(x_1\) hold."
LINK = "https://example.org"
PICTURE = "See ![A cat](https://\u0430pple.com/cat.png) here"


@pytest.fixture
def show(transcript, rows):
    def show(text):
        transcript.set_path([rows.turn("Well?", rows.answer(text))])
        return view(transcript)

    return show


def test_a_formula_is_read_aloud_and_copied_as_written(show):
    page = show(TEXT)

    assert messages(page)[1][1] == "So 😀 a over b and x sub 1 hold."
    page.select_all()
    page.copy()
    assert QGuiApplication.clipboard().text() == f"Well?\n\n{TEXT}"


def test_a_selection_that_touches_a_formula_has_all_of_it(show):
    page = show(TEXT)
    index = TEXT.index("$")
    number = next(s.number for s in page.visible_parts() if s.message == 1 and s.part.text == TEXT)
    page.setFocus()
    page.selection.move((1, number, index - 1), extend=False)
    for _ in range(2):
        QTest.keyClick(page, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    page.copy()
    assert QGuiApplication.clipboard().text() == r" $\frac{a}{b}$"

    QTest.keyClick(page, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    page.copy()
    assert QGuiApplication.clipboard().text() == " "


def test_a_double_click_takes_a_whole_formula(show):
    page = show(TEXT)
    place = place_of(page, r"$\frac{a}{b}$")
    QTest.mouseClick(page.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(page.viewport(), Qt.MouseButton.LeftButton, pos=place)
    page.copy()

    assert QGuiApplication.clipboard().text().strip() == r"$\frac{a}{b}$"


def test_what_stands_in_a_formula_is_found(show, qtbot, transcript):
    page = show(TEXT)
    transcript.open_find()
    qtbot.keyClicks(transcript.findChild(QLineEdit), r"frac{a}")

    assert page.selection.anchor[2] == TEXT.index("frac")
    page.copy()
    assert QGuiApplication.clipboard().text() == "frac{a}"


@pytest.mark.parametrize(
    "position", [0, 3, 4, 5, TEXT.index(" and"), TEXT.index("hold"), len(TEXT)]
)
def test_a_caret_comes_back_to_where_it_stood(appearance, position):
    part = prose(TEXT, appearance.theme)

    rect = part.caret_rect(position)

    assert part.position_at(QPointF(rect.x() + 0.2, rect.center().y())) == position


def test_letters_stand_where_they_would_without_a_small_formula(appearance):
    with_formula = prose("Ab $x$ cd", appearance.theme)
    without = prose("Ab x cd", appearance.theme)

    assert with_formula.height == without.height
    assert _rows(painted(with_formula, appearance.theme), 14) == _rows(
        painted(without, appearance.theme), 14
    )


def _rows(image, width):
    """The rows with ink within the first pixels."""
    ground = image.pixel(599, 199)
    return {y for y in range(40) if any(image.pixel(x, y) != ground for x in range(width))}


def test_a_high_formula_makes_room_for_itself(appearance):
    low = prose("b $x$ c", appearance.theme)
    high = prose(r"b $\dfrac{\frac{a}{b}}{\frac{c}{d}}$ c", appearance.theme)

    assert high.height > low.height + 10


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_a_formula_has_the_colour_of_the_text_around_it(appearance, mode):
    appearance.set_mode(mode)
    theme = appearance.theme
    formula = "$-$"

    assert theme.color("text").name() in colours_in(painted(prose(formula, theme), theme))
    assert theme.color("dim").name() in colours_in(painted(prose(f"> {formula}", theme), theme))
    link = f"[{formula}](https://example.org)"
    assert theme.color("accent").name() in colours_in(painted(prose(link, theme), theme))


def test_a_formula_is_marked_as_text_is(appearance):
    theme = appearance.theme
    part = prose("$x+y$", theme)

    assert theme.color("accent").name() in colours_in(painted(part, theme, selected=(0, 5)))
    assert theme.color("warn_bg").name() in colours_in(painted(part, theme, found=[(1, 2)]))
    assert theme.color("warn_bg").name() not in colours_in(painted(part, theme))


def test_a_formula_is_sharp_on_a_fine_screen(appearance):
    theme = appearance.theme
    part = prose(r"$\sqrt{x}$", theme)
    once = painted(part, theme).scaled(1200, 400)

    assert painted(part, theme, dpr=2).convertToFormat(once.format()) != once


def test_a_formula_wider_than_the_page_is_made_to_fit(appearance):
    theme = appearance.theme
    text = "$" + "+".join("abcdefghijklmnopqrstuvwxyz") + "$"
    part = prose(text, theme, width=200)
    narrow = part.caret_rect(len(text)).x()
    part.lay_out(500, theme)

    assert narrow <= 200 < part.caret_rect(len(text)).x()


def test_a_formula_that_cannot_be_drawn_is_shown_as_written(show):
    page = show(r"See $\undefinedcommand{x$ there")

    assert messages(page)[1][1] == r"See $\undefinedcommand{x$ there"


def test_a_caret_stands_at_the_start_of_each_row_of_a_table(show):
    page = show("| A | B |\n|---|---|\n| c | d |\n| e | f |\n")
    table = next(s.part for s in page.visible_parts() if s.part.kind == "table")
    carets = [table.caret_rect(table.text.index(letter)) for letter in "Ace"]

    assert len({caret.x() for caret in carets}) == 1
    assert [b.y() - a.y() > 10 for a, b in pairwise(carets)] == [True, True]


def test_a_formula_in_a_table_is_drawn_read_aloud_and_copied(show):
    page = show("| Delay | Note |\n|---|---|\n| $\\frac{a}{b}$ | so |\n")
    table = next(s.part for s in page.visible_parts() if s.part.kind == "table")

    assert table.spoken == "Delay\tNote\na over b\tso"
    start = table.text.index("$")
    assert table.outside(start + 3, forward=True) == start + len(r"$\frac{a}{b}$")
    table.copy_as_tsv()
    assert QGuiApplication.clipboard().text() == "Delay\tNote\n$\\frac{a}{b}$\tso"


@pytest.mark.parametrize("text", ["- One\n\n  $$\n  \\frac{a}{b}\n  $$\n", "> $$\\frac{a}{b}$$"])
def test_a_formula_that_stands_alone_in_a_list_or_a_quotation_is_drawn(show, text):
    page = show(text)

    assert messages(page)[1][1].endswith("a over b")
    assert "frac" not in messages(page)[1][1]


def test_a_formula_is_drawn_as_soon_as_it_is_whole(transcript, rows):
    transcript.set_path([rows.turn(answer=rows.live())])
    heard = []
    for piece in ("So $a^", "2", "$ holds"):
        transcript.append("a1", piece, "")
        transcript.flush()
        heard.append(messages(transcript)[1][1])

    assert heard == ["So $a^", "So $a^2", "So a squared holds"]


def test_a_picture_is_a_chip_that_names_its_host_in_ascii(show, qtbot, transcript):
    page = show(PICTURE)

    assert messages(page)[1][1] == "See Picture: A cat, xn--pple-43d.com here"
    place = place_of(page, "A cat")
    with qtbot.waitSignal(transcript.link_activated) as clicked:
        QTest.mouseClick(page.viewport(), Qt.MouseButton.LeftButton, pos=place)
    page.setFocus()
    QTest.keyClick(page, Qt.Key.Key_Tab)
    with qtbot.waitSignal(transcript.link_activated) as chosen:
        QTest.keyClick(page, Qt.Key.Key_Return)
    assert clicked.args == chosen.args
    assert clicked.args[0].endswith("/cat.png")


def test_a_chip_fits_however_long_its_words_are(appearance):
    theme = appearance.theme
    text = f"![{'A long story ' * 20}](https://example.org/{'x' * 200}.png)"
    part = prose(text, theme, width=300)

    assert 200 < part.caret_rect(len(part.text)).x() <= 300


def test_a_picture_in_the_text_itself_is_not_shown_nor_opened(show):
    page = show("A dot: ![dot](data:image/png;base64,iVBORw0KGgo=)")
    whole = QAccessible.queryAccessibleInterface(page)

    assert messages(page)[1][1] == "A dot: Picture: dot, in the text, not shown"
    assert whole.child(1).child(0).childCount() == 0


def test_a_chip_shows_when_it_is_selected_or_has_the_focus(appearance):
    theme = appearance.theme
    part = prose(PICTURE, theme)

    assert theme.color("accent").name() in colours_in(painted(part, theme, selected=(0, 20)))
    assert theme.color("accent_bg").name() in colours_in(painted(part, theme, link=(4, 20)))


@pytest.mark.parametrize(
    "text", [f"Or [so $a^2$ is]({LINK}) it.", f"| A |\n|---|\n| or [so $a^2$ is]({LINK}) |\n"]
)
def test_a_formula_in_a_link_is_part_of_its_name(show, text):
    page = show(text)
    whole = QAccessible.queryAccessibleInterface(page)
    link = whole.child(1).child(0).child(0)

    assert link.role() is QAccessible.Role.Link
    assert link.text(QAccessible.Text.Name) == "so a squared is"


def test_a_picture_is_named_by_its_link(show):
    whole = QAccessible.queryAccessibleInterface(show(PICTURE))

    link = whole.child(1).child(0).child(0)
    assert link.text(QAccessible.Text.Name) == "Picture: A cat, xn--pple-43d.com"


def test_numbers_and_tasks_of_a_list_are_read_aloud(show):
    page = show("- [x] Write\n- [ ] Send $a^2$\n\n3. Wait\n\n- Rest\n")

    heard = "Done: Write\nNot done: Send a squared\n3. Wait\nRest"
    assert messages(page)[1][1] == heard
