"""The numbers of a whole conversation, to look at and to copy."""

from collections.abc import Sequence

from app.services.metrics_table import MetricsRow, metrics_rows, to_csv, to_markdown
from app.viewmodels.chat import ChatViewModel


class MetricsViewModel:
    """What the answers of the chat that is open took."""

    def __init__(self, chat: ChatViewModel) -> None:
        self._chat = chat

    @property
    def rows(self) -> Sequence[MetricsRow]:
        """A row for each answer that is shown and whose model may be known, turn by turn."""
        conversation = self._chat.conversation
        if self._chat.hides_names:
            open_turns = {turn.id for turn in conversation.turns if not turn.hides_names}
            turn_of = {answer.id: answer.turn_id for answer in conversation.answers}
            rows = metrics_rows(conversation)
            return [row for row in rows if turn_of[row.answer_id] in open_turns]
        models = {lane.id: {lane.model} for lane in conversation.lanes}
        for answer in conversation.answers:
            models[answer.lane_id].add(answer.model)
        # The name of a lane whose model was swapped would be wrong for what it said before.
        names = {r.lane_id: r.label for r in self._chat.lanes if len(models[r.lane_id]) == 1}
        return metrics_rows(conversation, names)

    @property
    def markdown(self) -> str:
        """The rows as a Markdown table."""
        return to_markdown(self.rows)

    @property
    def csv(self) -> str:
        """The rows as CSV, with a header."""
        return to_csv(self.rows)
