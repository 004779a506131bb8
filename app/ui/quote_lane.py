"""One lane of a quote: its tokens, its room, its price, and what to do where it does not fit."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QWidget
from typing_extensions import override

from app.services.quote import FitChoice
from app.ui.choice_box import ChoiceBox
from app.ui.labels import ElidedLabel, Label
from app.ui.painting import paint_dot
from app.ui.share_bar import ShareBar
from app.ui.theme import Appearance, tokens
from app.viewmodels.quote_rows import QuoteRow
from app.words import N_, _

_TOKENS_WIDTH, _FIT_WIDTH, _PRICE_WIDTH = 116, 134, 158
_BAR = QSize(44, 4)
_DOT = 8
_SEND_ALL = N_("Send all of it anyway")


class QuoteLane(QWidget):
    """A row of the quote.

    Signals:
        chosen: What is to be done about it, a `FitChoice`; None for sending it all.
    """

    chosen = Signal(object)

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        small = tokens()["type"]["small_px"]
        self._options: list[FitChoice | None] = []
        self._dot = _Dot(appearance)
        self._name = ElidedLabel(appearance, weight=500)
        self._tokens = Label(appearance)
        self._tokens.setFixedWidth(_TOKENS_WIDTH)
        self._bar = ShareBar(appearance, _BAR)
        self._fit = Label(appearance, px=small, color="dim")
        self._price = Label(appearance)
        self._fit.setFixedWidth(_FIT_WIDTH)
        self._price.setFixedWidth(_PRICE_WIDTH)
        self._price.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.choice = ChoiceBox(appearance, "")
        self.choice.activated.connect(self._on_activated)
        self._lay_out()

    def set_row(self, row: QuoteRow) -> None:
        """Show this lane."""
        self._dot.set_provider(row.provider)
        self._name.setText(row.label)
        self._tokens.setText(row.tokens)
        self._tokens.set_color("dim" if row.is_skipped else "text")
        self._bar.setVisible(row.fill is not None)
        self._bar.set_share(row.fill or 0.0)
        self._fit.setText(row.fit)
        self._fit.set_color("dim" if row.fits else "error")
        self._price.setText(row.price)
        self._show_options(row)
        parts = (row.label, row.tokens, row.fit, row.price)
        self.setAccessibleName(", ".join(part for part in parts if part))

    def _show_options(self, row: QuoteRow) -> None:
        offered: list[tuple[FitChoice | None, str]] = [(None, _(_SEND_ALL)), *row.options]
        self.choice.setVisible(bool(row.options))
        words = _("{model} has no room for all of it")
        self.choice.setAccessibleName(words.format(model=row.label))
        if [option for option, _words in offered] != self._options:
            self._options = [option for option, _words in offered]
            self.choice.clear()
            self.choice.addItems([words for _option, words in offered])
        self.choice.setCurrentIndex(self._options.index(row.choice))

    def _on_activated(self, index: int) -> None:
        self.chosen.emit(self._options[index])

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(6)
        line = (self._dot, self._name, self._tokens, self._bar, self._fit, self._price)
        for column, widget in enumerate(line):
            grid.addWidget(widget, 0, column)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self.choice, 1, 1, 1, 5)


class _Dot(QWidget):
    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._provider = ""
        self.setFixedSize(_DOT, _DOT)
        appearance.changed.connect(self.update)

    def set_provider(self, provider: str) -> None:
        self._provider = provider
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        paint_dot(QPainter(self), self.rect(), self._provider)
