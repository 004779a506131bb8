from time import perf_counter

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QListView

from app.domain.lane import ModelRef
from app.ui.model_picker import ModelPicker
from app.viewmodels.rows import ModelRow

ADD_SERVER = "Add an OpenAI-compatible server…"
SMOL = ModelRow(
    ModelRef("builtin", "smollm2-135m"),
    "SmolLM2 135M",
    "Built-in",
    "Works offline, without a key. It is a very small model, for trying Parley and not for answers "
    "to rely on.",
)
LLAMA = ModelRow(
    ModelRef("openai_compatible", "llama3.2:3b", "http://127.0.0.1:1"), "Llama", "Ollama"
)
QWEN = ModelRow(ModelRef("openai_compatible", "qwen3:8b", "http://127.0.0.1:1"), "Qwen", "Ollama")


@pytest.fixture
def picker(qtbot, appearance, anchor):
    picker = ModelPicker(appearance, anchor.window())
    picker.set_models([SMOL, LLAMA, QWEN])
    with qtbot.waitExposed(picker):
        picker.open_at(anchor, LLAMA.ref)
    yield picker
    picker.close()


@pytest.fixture
def search(picker):
    return picker.findChild(QLineEdit)


@pytest.fixture
def models(picker):
    return picker.findChild(QListView)


def _shown(models):
    return [models.model().index(row, 0).data() for row in range(models.model().rowCount())]


def test_models_stand_under_their_groups_and_a_server_can_be_added_last(models):
    assert _shown(models) == [
        "Built-in", "SmolLM2 135M", "Ollama", "Llama", "Qwen", ADD_SERVER,
    ]  # fmt: skip


def test_the_search_has_the_keyboard_and_the_current_model_is_where_it_starts(search, models):
    assert search.hasFocus()
    assert models.currentIndex().data() == "Llama"


def test_it_opens_under_what_was_pressed(picker, anchor):
    assert picker.pos().y() >= anchor.mapToGlobal(QPoint(0, anchor.height())).y()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("QW", ["Ollama", "Qwen", ADD_SERVER]),
        ("ollama 3b", ["Ollama", "Llama", ADD_SERVER]),
        ("8b qwen3", ["Ollama", "Qwen", ADD_SERVER]),
        ("nothing like it", ["No model has these words", ADD_SERVER]),
    ],
)
def test_typing_finds_every_word_in_label_group_and_id(qtbot, search, models, typed, found):
    qtbot.keyClicks(search, typed)

    assert _shown(models) == found


def test_enter_picks_the_first_that_was_found(qtbot, picker, search):
    qtbot.keyClicks(search, "qwen")

    with qtbot.waitSignal(picker.picked) as picked:
        qtbot.keyClick(search, Qt.Key.Key_Return)

    assert picked.args == [QWEN.ref]
    assert not picker.isVisible()


def test_the_arrow_keys_skip_headings_and_go_round(qtbot, search, models):
    visited = []
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Down):
        qtbot.keyClick(search, key)
        visited.append(models.currentIndex().data())

    assert visited == ["SmolLM2 135M", ADD_SERVER, "SmolLM2 135M"]


def test_page_keys_go_far(qtbot, picker, search, models):
    many = [ModelRow(ModelRef("openai", f"m{n}"), f"Model {n}", "OpenAI") for n in range(100)]
    picker.set_models(many)

    qtbot.keyClick(search, Qt.Key.Key_PageDown)
    assert models.currentIndex().row() > 5

    qtbot.keyClick(search, Qt.Key.Key_PageUp)
    assert models.currentIndex().data() == "Model 0"


def test_the_last_row_asks_for_a_server(qtbot, picker, search):
    qtbot.keyClicks(search, "nothing like it")

    with qtbot.waitSignal(picker.server_requested), qtbot.assertNotEmitted(picker.picked):
        qtbot.keyClick(search, Qt.Key.Key_Return)


def test_a_click_picks(qtbot, picker, models):
    centre = models.visualRect(models.model().index(4, 0)).center()

    with qtbot.waitSignal(picker.picked) as picked:
        qtbot.mouseClick(models.viewport(), Qt.MouseButton.LeftButton, pos=centre)

    assert picked.args == [QWEN.ref]


def test_escape_clears_the_search_and_then_closes(qtbot, picker, search):
    qtbot.keyClicks(search, "qwen")

    qtbot.keyClick(search, Qt.Key.Key_Escape)
    assert (search.text(), picker.isVisible()) == ("", True)

    qtbot.keyClick(search, Qt.Key.Key_Escape)
    assert not picker.isVisible()


def test_models_that_arrive_late_leave_the_cursor_and_the_words(qtbot, picker, search, models):
    qtbot.keyClicks(search, "3b")
    late = ModelRow(ModelRef("openai_compatible", "phi:3b"), "Phi", "LM Studio")

    picker.set_models([late, SMOL, LLAMA, QWEN])

    assert _shown(models) == ["LM Studio", "Phi", "Ollama", "Llama", ADD_SERVER]
    assert models.currentIndex().data() == "Llama"


def test_a_note_is_wrapped_and_readable_in_full(models):
    plain, noted = models.model().index(3, 0), models.model().index(1, 0)

    height = models.visualRect(noted).height() - models.visualRect(plain).height()

    assert height >= 2 * models.fontMetrics().height()
    assert noted.data(Qt.ItemDataRole.AccessibleDescriptionRole) == SMOL.note


def test_it_says_that_servers_are_still_looked_for(picker):
    looking = picker.findChild(QLabel)
    assert not looking.isVisible()

    picker.set_busy(True)

    assert looking.isVisible()


def test_markup_in_a_model_id_is_shown_and_not_read(picker, models):
    picker.set_models([ModelRow(ModelRef("x", "<img src='/etc/hostname'>"), "Evil", "Server")])

    tooltip = models.model().index(1, 0).data(Qt.ItemDataRole.ToolTipRole)

    assert "<img" not in tooltip


def test_five_thousand_models_are_filtered_as_one_types(qtbot, picker, search, models):
    picker.set_models(
        [ModelRow(ModelRef("x", f"org/m-{n}"), f"Model {n}", f"G{n % 9}") for n in range(5_000)]
    )
    start = perf_counter()

    qtbot.keyClicks(search, "4999")
    models.grab()

    assert _shown(models) == ["G4", "Model 4999", ADD_SERVER]
    assert perf_counter() - start < 1
