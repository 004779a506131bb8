from dataclasses import replace

import pytest

from app.domain.answer import AnswerStatus
from app.domain.metrics import Metrics
from app.ui.transcript import TranscriptView
from app.viewmodels.rows import AnswerRow, TurnRow

USAGE = {"input_tokens": 9, "output_tokens": 412, "reasoning_tokens": None, "cached_tokens": None}
METRICS = Metrics(first_token_s=0.6, total_s=5.5, usage=USAGE)


class Rows:
    """Makes the rows that tests show."""

    def answer(self, text="", status=AnswerStatus.DONE, answer_id="a1", **fields):
        return AnswerRow(answer_id, "lane", "SmolLM2", status, text=text, **fields)

    def turn(self, prompt="Hello?", answer=None, turn_id="t1", **fields):
        return TurnRow(turn_id, prompt, answer=answer, **fields)

    def live(self, **fields):
        return self.answer(status=AnswerStatus.STREAMING, **fields)

    def ended(self, row, text, status=AnswerStatus.DONE, **fields):
        return replace(row, status=status, text=text, **fields)


@pytest.fixture
def rows():
    return Rows()


@pytest.fixture
def transcript(qtbot, appearance):
    view = TranscriptView(appearance, shows_last_prompt=True)
    qtbot.addWidget(view)
    view.resize(900, 500)
    view.show()
    return view
