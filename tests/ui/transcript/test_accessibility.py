"""What a screen reader gets of painted text, asked of Qt as its bridges ask."""

import gc

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication

from tests.ui.transcript.screen import messages, view

ROLE, NAME = QAccessible.Role, QAccessible.Text.Name
TEXT = """# Title

See [the page](https://example.org/a).

```py
x = 1
```

| a |
|---|
| b |
"""


def _list(transcript):
    return QAccessible.queryAccessibleInterface(view(transcript))


def _children(item):
    return [item.child(i) for i in range(item.childCount())]


def test_a_whole_conversation_is_read_in_order(transcript, rows):
    transcript.set_path(
        [
            rows.turn(f"Question {n}?", rows.answer(f"Answer {n}.", answer_id=f"a{n}"), f"t{n}")
            for n in range(200)
        ]
    )

    assert _list(transcript).role() == ROLE.List
    assert messages(transcript) == [
        message
        for n in range(200)
        for message in (("You", f"Question {n}?"), ("SmolLM2", f"Answer {n}."))
    ]


def test_headings_links_code_tables_and_buttons_are_reached(transcript, rows):
    transcript.set_path([rows.turn(answer=rows.answer(TEXT))])

    answer = _list(transcript).child(1)
    parts = _children(answer)
    roles = [part.role() for part in parts]
    assert roles[:4] == [ROLE.Heading, ROLE.Paragraph, ROLE.Paragraph, ROLE.Paragraph]
    assert [part.text(NAME) for part in parts[:4]] == ["Title", "", "Code, py", "Table"]
    assert [answer.indexOfChild(part) for part in parts[:4]] == [0, 1, 2, 3]
    assert parts[2].textInterface().text(0, 5) == "x = 1"
    (link,) = _children(parts[1])
    assert parts[1].indexOfChild(link) == 0
    assert (link.role(), link.text(NAME)) == (ROLE.Link, "the page")
    assert link.text(QAccessible.Text.Value) == "https://example.org/a"
    names = [part.text(NAME) for part in parts if part.role() == ROLE.Button]
    assert {"Copy", "Copy answer", "Regenerate answer"} <= set(names)
    assert all(_list(transcript).rect().intersects(part.rect()) for part in parts[:4])


def test_an_answer_is_busy_while_it_streams(transcript, rows):
    live = rows.live(text="Half")
    transcript.set_path([rows.turn(answer=live)])
    assert _list(transcript).child(1).state().busy

    transcript.finish(rows.ended(live, "Half."))

    assert not _list(transcript).child(1).state().busy


def test_a_message_far_away_is_said_to_be_off_the_screen(transcript, rows):
    turns = [rows.turn("Long?\n" * 60, turn_id=f"t{n}") for n in range(6)]
    transcript.set_path(turns)

    states = [item.state().offscreen for item in _children(_list(transcript))]
    assert states[0]
    assert not states[-1]


def test_what_was_asked_for_may_outlive_the_view(qtbot, transcript, rows):
    transcript.set_path([rows.turn(answer=rows.answer(TEXT))])
    whole = _list(transcript)
    kept = [_children(item) for item in _children(whole)]
    del whole

    transcript.set_path([rows.turn("Other?", rows.answer("New.", answer_id="b1"), "u")])
    del kept
    gc.collect()
    QApplication.processEvents()

    assert messages(transcript) == [("You", "Other?"), ("SmolLM2", "New.")]
