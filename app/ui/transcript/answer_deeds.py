"""What can be done with an answer: the menu behind its last icon and under the right button."""

from collections.abc import Sequence
from functools import partial
from typing import Protocol

from PySide6.QtWidgets import QWidget

from app.ui.transcript.copying import put, put_formatted, put_plain, quoted
from app.ui.transcript.message import Deed
from app.ui.transcript.stage import Actions
from app.viewmodels.rows import AnswerRow
from app.words import _

_APART: Deed = ("", lambda: None)


class Answered(Protocol):
    """An answer, and what it answers."""

    row: AnswerRow
    prompt: str

    @property
    def source(self) -> str:
        """The answer's Markdown."""
        ...

    @property
    def can_branch(self) -> bool:
        """Whether one can go on from it in another way."""
        ...


def answer_deeds(actions: Actions, answer: Answered, anchor: QWidget) -> Sequence[Deed]:
    """All of it, in order.

    Args:
        actions: Whom to ask.
        answer: The answer.
        anchor: What its numbers are to be shown beside.
    """
    row, text = answer.row, answer.source
    result: list[Deed] = [
        (_("Copy answer"), partial(actions.copy_requested.emit, row.answer_id)),
        (_("Copy as plain text"), partial(put_plain, text)),
        (_("Copy formatted"), partial(put_formatted, text)),
        (_("Copy prompt and answer"), partial(put, _pair(answer))),
        (_("Quote in the prompt"), partial(actions.quote_requested.emit, quoted(text))),
    ]
    if row.status.is_live:
        return result
    result += [_APART, (_("Regenerate"), partial(actions.regenerate_requested.emit, row.answer_id))]
    if answer.can_branch:
        result.append(
            (_("Branch from here"), partial(actions.branch_requested.emit, row.answer_id))
        )
    numbers = partial(actions.numbers_requested.emit, row.metrics, anchor)
    return [*result, _APART, (_("All numbers"), numbers)]


def _pair(answer: Answered) -> str:
    you, model = _("You"), answer.row.model_label
    return f"**{you}:** {answer.prompt}\n\n**{model}:** {answer.source}"
