"""The numbers of a lane in a comparison: first token, speed, tokens, cost."""

from PySide6.QtWidgets import QGridLayout, QWidget

from app.domain.metrics import Metrics
from app.ui.controls import Label
from app.ui.theme import Appearance, tokens
from app.ui.transcript.answer_words import dollars

_UNKNOWN = "–"  # noqa: RUF001  # an en dash is what the design shows
_HEIGHT = 51
_COLUMN = 91


class LaneMetrics(QWidget):
    """One column a number: a faint label above its value."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values: list[Label] = []
        grid = QGridLayout(self)
        grid.setContentsMargins(14, 7, 14, 7)
        grid.setSpacing(0)
        for column, title in enumerate(("First token", "Speed", "Tokens", "Cost")):
            label = Label(appearance, title, px=tokens()["type"]["small_px"], color="faint")
            value = Label(appearance, _UNKNOWN, px=13, weight=600)
            value.setAccessibleName(f"{title}: unknown")
            grid.addWidget(label, 0, column)
            grid.addWidget(value, 1, column)
            grid.setColumnMinimumWidth(column, _COLUMN)
            self._values.append(value)
        grid.setColumnStretch(4, 1)
        self.setFixedHeight(_HEIGHT)

    def set_metrics(self, metrics: Metrics | None) -> None:
        """Show these numbers; a dash where one isn't known."""
        metrics = metrics or Metrics()
        about = "≈ " if metrics.is_estimate else ""
        first, speed, tokens_out = metrics.first_token_s, metrics.tokens_per_second, metrics.tokens
        texts = (
            _UNKNOWN if first is None else f"{first:.2f} s",
            _UNKNOWN if speed is None else f"{about}{speed:.0f} /s",
            _UNKNOWN if tokens_out is None else f"{about}{tokens_out:,}",
            _UNKNOWN if metrics.cost is None else dollars(metrics.cost),
        )
        for value, text in zip(self._values, texts, strict=True):
            value.setText(text)
