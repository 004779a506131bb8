from datetime import date, datetime

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLineEdit, QListView

from app.domain.conversation import ConversationSummary
from app.ui.chat_list_model import section_of
from app.ui.controls import TextButton
from app.ui.sidebar import Sidebar
from app.viewmodels.activity import ChatState

TODAY = date(2026, 11, 23)


def _chat(id_, title, day, lanes=1):
    noon = datetime(day.year, day.month, day.day, 12).timestamp()
    return ConversationSummary(id_, title, lanes, noon)


@pytest.fixture
def sidebar(qtbot, appearance):
    sidebar = Sidebar(appearance)
    qtbot.addWidget(sidebar)
    sidebar.resize(264, 700)
    sidebar.set_conversations(
        [
            _chat("old", "Refactor the importer", date(2026, 9, 2)),
            _chat("a", "Postgres index for tags", TODAY),
            _chat("b", "Which haiku is better?", date(2026, 11, 22), lanes=2),
        ],
        TODAY,
    )
    with qtbot.waitExposed(sidebar):
        sidebar.show()
    return sidebar


@pytest.fixture
def chats(sidebar):
    return sidebar.findChild(QListView)


@pytest.fixture
def search(sidebar):
    return sidebar.findChild(QLineEdit)


def _button(sidebar, label):
    return next(b for b in sidebar.findChildren(TextButton) if b.label == label)


def _shown(chats):
    return [chats.model().index(row, 0).data() for row in range(chats.model().rowCount())]


def _click_row(qtbot, chats, row):
    centre = chats.visualRect(chats.model().index(row, 0)).center()
    qtbot.mouseClick(chats.viewport(), Qt.MouseButton.LeftButton, pos=centre)


@pytest.mark.parametrize(
    ("day", "section"),
    [
        (date(2026, 11, 24), "Today"),
        (date(2026, 11, 23), "Today"),
        (date(2026, 11, 22), "Yesterday"),
        (date(2026, 11, 21), "Previous 7 days"),
        (date(2026, 11, 16), "Previous 7 days"),
        (date(2026, 11, 15), "Previous 30 days"),
        (date(2026, 10, 24), "Previous 30 days"),
        (date(2026, 10, 23), "October 2026"),
        (date(2025, 12, 31), "December 2025"),
    ],
)
def test_a_chat_stands_under_the_day_it_was_used(day, section):
    assert section_of(_chat("x", "x", day).updated_at, TODAY) == section


def test_chats_are_listed_newest_first_under_their_headings(chats):
    assert _shown(chats) == [
        "Today",
        "Postgres index for tags",
        "Yesterday",
        "Which haiku is better?",
        "September 2026",
        "Refactor the importer",
    ]


def test_a_click_opens_a_chat(qtbot, sidebar, chats):
    with qtbot.waitSignal(sidebar.conversation_selected) as opened:
        _click_row(qtbot, chats, 3)

    assert opened.args == ["b"]


def test_a_click_on_a_heading_opens_nothing(qtbot, sidebar, chats):
    with qtbot.assertNotEmitted(sidebar.conversation_selected):
        _click_row(qtbot, chats, 2)


def test_typing_keeps_the_titles_that_hold_every_word(qtbot, chats, search):
    qtbot.keyClicks(search, "IMPORTER ref")

    assert _shown(chats) == ["September 2026", "Refactor the importer"]


def test_a_search_without_a_match_says_so(qtbot, chats, search):
    qtbot.keyClicks(search, "zebra")

    assert _shown(chats) == ["No chat has these words"]


def test_escape_clears_the_search(qtbot, chats, search):
    qtbot.keyClicks(search, "zebra")

    qtbot.keyClick(search, Qt.Key.Key_Escape)

    assert search.text() == ""
    assert len(_shown(chats)) == 6


def test_the_keyboard_goes_from_the_search_to_a_chat_and_opens_it(qtbot, sidebar, chats, search):
    sidebar.focus_search()
    qtbot.keyClick(search, Qt.Key.Key_Down)
    qtbot.keyClick(chats, Qt.Key.Key_Down)

    with qtbot.waitSignal(sidebar.conversation_selected) as opened:
        qtbot.keyClick(chats, Qt.Key.Key_Return)

    assert opened.args == ["b"]


def test_new_chat_is_asked_for_by_its_button(qtbot, sidebar):
    with qtbot.waitSignal(sidebar.new_chat_requested):
        qtbot.mouseClick(_button(sidebar, "New chat"), Qt.MouseButton.LeftButton)


def _row_colours(chats, row):
    rect = chats.visualRect(chats.model().index(row, 0))
    image = chats.viewport().grab(rect).toImage()
    return {
        image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())
    }


def test_the_open_chat_is_filled(sidebar, chats, appearance):
    assert appearance.theme.hover not in _row_colours(chats, 1)

    sidebar.set_current("a")

    assert appearance.theme.hover in _row_colours(chats, 1)


def test_a_chat_that_streams_has_an_accent_dot(sidebar, chats, appearance):
    sidebar.set_states({"b": ChatState.STREAMING})

    assert appearance.theme.accent in _row_colours(chats, 3)
    assert appearance.theme.accent not in _row_colours(chats, 1)


@pytest.mark.parametrize(
    ("state", "color"), [(ChatState.WAITING, "warn"), (ChatState.FAILED, "error")]
)
def test_a_chat_that_waits_or_has_failed_has_a_sign_that_is_read_aloud(
    sidebar, chats, appearance, state, color
):
    sidebar.set_states({"b": state})
    index = chats.model().index(3, 0)

    assert appearance.theme.color(color).name() in _row_colours(chats, 3)
    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == f"Which haiku is better?, 2 models, {state}"

    sidebar.set_states({})

    assert appearance.theme.color(color).name() not in _row_colours(chats, 3)


def test_a_comparison_says_how_many_models_it_has(chats):
    index = chats.model().index(3, 0)

    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Which haiku is better?, 2 models"


def test_settings_are_asked_for_at_the_foot(qtbot, sidebar):
    (button,) = [b for b in sidebar.findChildren(TextButton) if b.label == "Settings"]
    with qtbot.waitSignal(sidebar.settings_requested):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_new_titles_leave_the_list_where_it_was_scrolled(qtbot, sidebar, chats):
    many = [_chat(str(n), f"Chat {n}", TODAY) for n in range(200)]
    sidebar.set_conversations(many, TODAY)
    bar = chats.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 900)
    bar.setValue(900)

    sidebar.set_conversations([*many, _chat("new", "One more", TODAY)], TODAY)

    assert bar.value() == 900


def test_a_search_starts_at_the_top_of_what_it_finds(qtbot, sidebar, chats, search):
    sidebar.set_conversations([_chat(str(n), f"Chat {n}", TODAY) for n in range(200)], TODAY)
    chats.scrollToBottom()

    qtbot.keyClicks(search, "1")

    qtbot.waitUntil(lambda: chats.indexAt(QPoint(20, 5)).data() == "Today")


def test_ten_thousand_chats_can_be_scrolled_to_the_end(sidebar, chats):
    many = [_chat(str(n), f"Chat {n}", TODAY) for n in range(10_000)]
    sidebar.set_conversations(many, TODAY)

    chats.scrollToBottom()

    last = chats.indexAt(QPoint(20, chats.viewport().height() - 5))
    assert last.row() == 10_000
