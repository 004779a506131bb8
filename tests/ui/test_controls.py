from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.controls import IconButton, Look, Separator, TextButton
from app.ui.labels import ElidedLabel, Label, set_plain_tooltip
from app.ui.stylesheet import apply_theme


def _colour_at(widget, x, y):
    return widget.grab().toImage().pixelColor(x, y).name()


def test_a_primary_button_is_filled_with_the_accent_of_the_theme(qtbot, appearance):
    button = TextButton(appearance, "Send", look=Look.PRIMARY)
    qtbot.addWidget(button)
    light = _colour_at(button, 6, 16)

    appearance.set_mode("dark")

    assert (light, _colour_at(button, 6, 16)) == ("#3b5bdb", "#8aa4ff")


def test_enter_and_space_press_a_button(qtbot, appearance):
    button = TextButton(appearance, "Retry")
    qtbot.addWidget(button)
    presses = []
    button.clicked.connect(lambda: presses.append(1))

    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
        qtbot.keyClick(button, key)

    assert len(presses) == 3


def test_tab_reaches_a_button_and_a_ring_shows_it(qtbot, appearance):
    window = QWidget()
    qtbot.addWidget(window)
    layout = QVBoxLayout(window)
    button = IconButton(appearance, "copy", "Copy")
    layout.addWidget(button)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()

    button.setFocus(Qt.FocusReason.TabFocusReason)

    assert _colour_at(button, 14, 0) == appearance.theme.accent


def test_a_click_leaves_the_focus_where_it_was(qtbot, appearance):
    assert TextButton(appearance, "Stop").focusPolicy() == Qt.FocusPolicy.TabFocus


def test_an_icon_button_says_its_name_in_words(qtbot, appearance):
    button = IconButton(appearance, "copy", "Copy as Markdown")
    qtbot.addWidget(button)

    button.set_icon("check", "Copied")

    assert (button.label, button.toolTip(), button.accessibleName()) == ("Copied",) * 3


def test_an_ampersand_in_a_label_makes_no_shortcut(qtbot, appearance):
    button = TextButton(appearance, "R&D model")
    qtbot.addWidget(button)

    assert button.shortcut().isEmpty()
    assert button.label == "R&D model"


def test_a_longer_label_makes_a_wider_button(qtbot, appearance):
    button = TextButton(appearance, "Send", icon="arrow-up")
    qtbot.addWidget(button)
    before = button.sizeHint().width()

    button.set_label("Send to 3")

    assert button.sizeHint().width() > before


def test_markup_in_a_label_is_shown_and_not_read(qtbot, appearance):
    label = Label(appearance, "<b>bold</b>")
    qtbot.addWidget(label)

    assert label.textFormat() == Qt.TextFormat.PlainText


def test_markup_in_a_tooltip_is_shown_and_not_read(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)

    set_plain_tooltip(widget, "<img src='file:///etc/hostname'>")

    assert "<img" not in widget.toolTip()
    assert "&lt;img" in widget.toolTip()


def test_a_label_follows_the_theme(qtbot, qapp, appearance):
    label = Label(appearance, "Waiting", color="warn")
    qtbot.addWidget(label)
    label.grab()

    appearance.set_mode("dark")
    apply_theme(qapp, appearance.theme)
    label.grab()

    assert label.palette().windowText().color() == QColor(appearance.theme.warn)


def test_a_separator_is_one_pixel_of_line(qtbot, appearance):
    separator = Separator(appearance)
    qtbot.addWidget(separator)
    separator.resize(40, 1)

    assert separator.height() == 1
    assert _colour_at(separator, 20, 0) == appearance.theme.line


def test_a_label_that_gives_way_shows_the_whole_text_in_its_tooltip(qtbot, appearance):
    label = ElidedLabel(appearance, "A sentence that does not fit into so little room")
    qtbot.addWidget(label)
    label.resize(60, 20)
    whole = label.grab().toImage()
    label.setText("A")
    assert label.grab().toImage() != whole
    label.setText("<b>Bold</b>")
    assert "&lt;b&gt;" in label.toolTip()
    assert label.minimumSizeHint().width() == 0
