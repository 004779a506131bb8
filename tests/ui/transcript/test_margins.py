"""What stands beside and behind paragraphs: markers of lists, bars, shades."""

import pytest

from tests.ui.transcript.painting import WIDTH, colours_in, inked, painted, prose


@pytest.fixture
def show(appearance):
    def show(text):
        part = prose(text, appearance.theme)
        return part, painted(part, appearance.theme)

    return show


@pytest.mark.parametrize("text", ["- |", "7. |", "120. |", "- [ ] |", "- [x] |"])
def test_a_marker_keeps_its_distance_from_the_words(show, text):
    part, image = show(text)
    words = part.caret_rect(0).x()

    columns = inked(image)

    before = max(x for x in columns if x < words)
    assert 7 <= words - before <= 16
    assert min(columns) >= 0


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_a_task_that_is_done_has_a_box_in_the_accent_with_a_check(appearance, mode):
    appearance.set_mode(mode)
    theme = appearance.theme
    done = colours_in(painted(prose("- [x] a", theme), theme))
    undone = colours_in(painted(prose("- [ ] a", theme), theme))

    assert theme.color("accent").name() in done
    assert theme.color("accent").name() not in undone
    assert theme.color("faint").name() in undone


def test_a_bullet_in_a_quotation_has_the_colour_of_its_words(appearance):
    theme = appearance.theme
    quoted, plain = (painted(prose(text, theme), theme) for text in ("> - .", "- ."))

    assert theme.color("text").name() in colours_in(plain)
    assert theme.color("text").name() not in colours_in(quoted)
    assert inked(quoted, colour=theme.color("dim"))


def test_a_list_after_words_in_a_quotation_stands_off_them(show):
    part, _ = show("> Words\n>\n> - One\n> - Two\n")

    first, second = part.paragraphs[1:]
    assert (first.space_before, second.space_before) == (12, 0)


def test_the_bar_of_a_quotation_within_ends_with_it(appearance):
    theme = appearance.theme
    part = prose("> > a\n>\n> b\n", theme)
    image = painted(part, theme)
    bars = [
        [y for y in range(part.height) if image.pixel(x, y) == theme.color("line").rgb()]
        for x in (1, 17)
    ]

    assert len(bars[1]) < len(bars[0]) / 2


def test_code_in_a_list_stands_on_a_ground_of_its_own(appearance):
    theme = appearance.theme
    part = prose("1. Say\n\n   ```\n   a\n\n   b\n   ```\n\n   so\n", theme)
    image = painted(part, theme)
    code = theme.color("code").rgb()
    rows = [y for y in range(part.height) if image.pixel(WIDTH - 20, y) == code]

    assert rows == list(range(rows[0], rows[-1] + 1))
    after = part.caret_rect(part.text.index("so"))
    assert rows[0] > part.caret_rect(2).bottom() - 4
    assert rows[-1] < after.top() + 4
    assert part.caret_rect(part.text.index("a\n")).x() > part.caret_rect(0).x()


def test_code_that_ends_a_list_is_shaded_to_its_end(appearance):
    theme = appearance.theme
    part = prose("- Say\n\n  ```\n  a\n  ```\n", theme)
    image = painted(part, theme)
    rows = [y for y in range(200) if image.pixel(WIDTH - 20, y) == theme.color("code").rgb()]

    assert rows[-1] < part.height
    assert rows[-1] > part.caret_rect(part.text.index("a")).bottom()


def test_a_list_from_right_to_left_has_its_markers_at_the_right(show):
    part, image = show("- שלום\n- עולם\n")

    assert max(inked(image)) > part.caret_rect(0).x()
    assert min(inked(image)) > WIDTH / 2
