"""What a screen reader is told of buttons that unfold something or show a page."""

from PySide6.QtGui import QAccessible, QAccessibleActionInterface

from app.ui.fold_head import FoldHead
from app.ui.settings.section_button import SectionButton

ROLE = QAccessible.Role


def told(widget):
    """What Qt's bridge to screen readers gets of a widget."""
    return QAccessible.queryAccessibleInterface(widget)


def test_what_unfolds_something_is_a_button_that_says_whether_it_is_open(qtbot, appearance):
    head = FoldHead(appearance, "Details", gap=6, height=24, inks=("dim", "text"))
    qtbot.addWidget(head)
    fold = told(head)
    assert (fold.role(), fold.text(QAccessible.Text.Name)) == (ROLE.Button, "Details")
    assert fold.textInterface() is None
    assert (fold.state().expandable, fold.state().collapsed) == (True, True)

    fold.actionInterface().doAction(QAccessibleActionInterface.pressAction())

    assert head.isChecked()
    assert (fold.state().expanded, fold.state().collapsed) == (True, False)


def test_a_section_of_settings_is_a_tab_that_is_selected_while_it_is_shown(qtbot, appearance):
    section = SectionButton(appearance, "Providers", "key")
    qtbot.addWidget(section)
    tab = told(section)
    assert (tab.role(), tab.state().selected) == (ROLE.PageTab, False)

    section.setChecked(True)

    assert tab.state().selected
