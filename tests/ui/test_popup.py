import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout

from app.ui.popup import Popup


@pytest.fixture
def popup(qtbot, appearance, anchor):
    popup = Popup(appearance, anchor.window())
    layout = QVBoxLayout(popup)
    content = QLabel("Content")
    content.setFixedSize(240, 160)
    layout.addWidget(content)
    yield popup
    popup.close()


def test_it_opens_under_its_anchor(popup, anchor):
    popup.show_beside(anchor)

    assert popup.pos() == anchor.mapToGlobal(QPoint(0, anchor.height() + 4))


def test_it_opens_above_where_there_is_no_room_below(popup, anchor):
    screen = anchor.screen().availableGeometry()
    anchor.window().move(20, screen.bottom() - 60)

    popup.show_beside(anchor)

    assert popup.geometry().bottom() < anchor.mapToGlobal(QPoint(0, 0)).y()


def test_it_stays_on_the_screen_at_the_right_edge(popup, anchor):
    screen = anchor.screen().availableGeometry()
    anchor.window().move(screen.right() - 120, 20)

    popup.show_beside(anchor)

    assert screen.contains(popup.geometry())


def test_escape_closes_it(qtbot, popup, anchor):
    popup.show_beside(anchor)

    qtbot.keyClick(popup, Qt.Key.Key_Escape)

    assert not popup.isVisible()


def test_its_corners_are_cut_off(popup, anchor):
    popup.show_beside(anchor)

    assert not popup.mask().contains(QPoint(0, 0))
    assert popup.mask().contains(popup.rect().center())
