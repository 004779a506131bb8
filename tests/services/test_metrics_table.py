"""What answers took, as rows, as Markdown and as CSV."""

import csv
import io
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.answer import AnswerStatus
from app.domain.marks import Mark
from app.domain.metrics import Metrics
from app.markdown.blocks import Table
from app.markdown.token_blocks import whole_blocks
from app.services.metrics_table import COLUMNS, metrics_rows, to_csv, to_markdown
from tests.services.sharing.conversations import sample

CHAT = sample()


def cells_of(csv_text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(csv_text, newline="")))


def with_metrics(**by_answer: Metrics):
    answers = [replace(a, metrics=by_answer.get(a.id, a.metrics)) for a in CHAT.answers]
    return replace(CHAT, answers=tuple(answers))


def test_every_answer_that_is_shown_has_a_row():
    rows = metrics_rows(CHAT)
    assert [(row.turn, row.name, row.attempt) for row in rows] == [
        (1, "opus", 2),
        (1, "mini", 1),
        (2, "opus", 1),
        (2, "mini", 1),
    ]
    first = rows[0]
    assert (first.first_token_s, first.total_s, first.cost) == (0.6, 5.1, Decimal("0.0104"))
    assert (first.input_tokens, first.output_tokens, first.reasoning_tokens) == (12, 40, 5)
    assert (first.cached_tokens, first.retries, first.waited_s) == (None, 1, 2.0)
    assert rows[3].status is AnswerStatus.FAILED


def test_lanes_can_be_given_other_names():
    assert {row.name for row in metrics_rows(CHAT, {"l1": "A", "l2": "B"})} == {"A", "B"}


def test_marks_are_given_once_all_lanes_of_a_turn_are_done():
    chat = with_metrics(a2=Metrics(total_s=1), b1=Metrics(total_s=2))
    rows = metrics_rows(chat)
    assert Mark.FASTEST in rows[0].marks
    assert Mark.FASTEST not in rows[1].marks
    answers = tuple(
        replace(a, status=AnswerStatus.STREAMING) if a.id == "b1" else a for a in chat.answers
    )
    assert metrics_rows(replace(chat, answers=answers))[0].marks == frozenset()


def test_pieces_are_counted_while_the_provider_has_not_said():
    row = metrics_rows(with_metrics(a2=Metrics(0.5, 2.5, pieces=30)))[0]
    assert (row.is_estimate, row.output_tokens, row.tokens_per_second) == (True, 30, 15)


def test_csv_has_plain_numbers_and_nothing_where_nothing_is_known():
    header, first, second, *_ = cells_of(to_csv(metrics_rows(CHAT)))
    assert header == list(COLUMNS)
    assert first[2:] == [
        *("opus", "done", "2", "0.60", "5.10", "8.9", "12", "40", "5", "", "0.0104", "1", "2.00"),
        "",
    ]
    assert second[5:13] == [""] * 8


@pytest.mark.usefixtures("german")
def test_headings_are_translated_where_a_person_reads_them_and_stay_where_a_program_does():
    rows = metrics_rows(CHAT)

    assert to_markdown(rows).startswith("| Runde | Prompt | Modell | Status | Versuch |")
    assert to_csv(rows).startswith("Turn,Prompt,Model,Status,Attempt,")


@pytest.mark.parametrize("lead", ["=", "+", "-", "@", "\t=", "  =", "\uff1d", "\r="])
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(lead):
    rows = metrics_rows(CHAT, {"l1": f'{lead}HYPERLINK("http://x")'})
    assert cells_of(to_csv(rows))[1][2].startswith("'")


def test_other_texts_stay_as_they_are():
    assert cells_of(to_csv(metrics_rows(CHAT, {"l1": 'a "b", c'})))[1][2] == 'a "b", c'


@given(st.text(max_size=20))
def test_any_name_stays_one_cell_of_the_markdown_table(name):
    (table,) = whole_blocks(to_markdown(metrics_rows(CHAT, {"l1": name})))
    assert isinstance(table, Table)
    assert len(table.rows) == 4
    assert all(len(row) == len(COLUMNS) for row in table.rows)


def test_markup_in_a_prompt_stays_text():
    (table,) = whole_blocks(to_markdown(metrics_rows(CHAT, {"l1": "a|b *c*"})))
    assert "".join(span.text for span in table.rows[0][2]) == "a|b *c*"
    assert "".join(span.text for span in table.rows[0][1]) == "How should a client retry? <b>"


def test_a_long_prompt_is_cut():
    turns = (replace(CHAT.turns[0], prompt="word " * 30), CHAT.turns[1])
    prompt = metrics_rows(replace(CHAT, turns=turns))[0].prompt
    assert prompt.endswith("…")
    assert len(prompt) <= 40


def test_a_conversation_without_answers_is_a_table_without_rows():
    empty = replace(CHAT, turns=(), answers=(), head_id=None)
    assert cells_of(to_csv(metrics_rows(empty))) == [list(COLUMNS)]
