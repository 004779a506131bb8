"""The ranking, in the place of the chat: which models the person's votes found best."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QScrollArea,
    QTableView,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from app.ui.choice_box import ChoiceBox
from app.ui.controls import IconButton, Label
from app.ui.ranking_model import RankingModel
from app.ui.ranking_plots import PricePlot, StrengthPlot
from app.ui.settings.segments import Segments
from app.ui.theme import Appearance
from app.ui.toggle_button import ToggleButton
from app.ui.wrapping_row import WrappingRow
from app.viewmodels.ranking import Period, RankingViewModel

_HEAD_HEIGHT = 52
_WIDTH = 860
_ROW_HEIGHT = 32
_TAGS_WIDTH = 150
_ALL_TAGS = "All tags"
_PERIODS = {Period.WEEK: "7 days", Period.MONTH: "30 days", Period.ALL: "All time"}


class RankingView(QWidget):
    """Filters, two plots and a table.

    Signals:
        closed: The person is done.
    """

    closed = Signal()

    def __init__(self, appearance: Appearance, ranking: RankingViewModel) -> None:
        super().__init__()
        self._appearance = appearance
        self._ranking = ranking
        self._close = IconButton(appearance, "x", "Close the ranking")
        self._periods = Segments(appearance, "Period", _PERIODS)
        self._periods.set_value(Period.ALL)
        self._tags = ChoiceBox(appearance, "Tag")
        self._tags.addItem(_ALL_TAGS, "")
        self._tags.setFixedWidth(_TAGS_WIDTH)
        self._blind = ToggleButton(appearance, "Blind votes only", "eye-off")
        self._sentence = Label(appearance, color="dim", wrap=True)
        self.strengths = StrengthPlot(appearance)
        self.prices = PricePlot(appearance)
        self._titles = [
            Label(appearance, title, weight=600)
            for title in ("Strength", "Price against strength", "All models")
        ]
        self._model = RankingModel()
        self.table = _new_table(self._model)
        self._lay_out()
        self._close.clicked.connect(self.closed)
        self._periods.chosen.connect(ranking.choose_period)
        self._tags.activated.connect(self._on_tag_chosen)
        self._blind.toggled.connect(ranking.choose_blind_only)
        ranking.changed.connect(self._show_ranking)
        appearance.changed.connect(self.update)

    @property
    def sentence(self) -> str:
        """What the votes say as a whole."""
        return self._sentence.text()

    def _show_ranking(self) -> None:
        rows = self._ranking.rows
        is_told = sum(row.strength is not None for row in rows) > 1
        self._sentence.setText(self._ranking.sentence)
        self.strengths.set_rows(rows)
        self.prices.set_rows(rows)
        for widget in (self.strengths, self.prices, *self._titles[:2]):
            widget.setVisible(is_told)
        self._model.set_rows(rows)
        self.table.setFixedHeight((len(rows) + 1) * _ROW_HEIGHT + 4)
        for widget in (self.table, self._titles[2]):
            widget.setVisible(bool(rows))
        self._show_tags()

    def _show_tags(self) -> None:
        chosen = self._tags.currentData()
        self._tags.clear()
        self._tags.addItem(_ALL_TAGS, "")
        for tag in self._ranking.tags:
            self._tags.addItem(tag, tag)
        self._tags.setCurrentIndex(max(0, self._tags.findData(chosen)))

    def _on_tag_chosen(self, index: int) -> None:
        self._ranking.choose_tag(self._tags.itemData(index))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(16, 0, 12, 1)
        head.addWidget(Label(self._appearance, "Ranking", weight=600))
        head.addStretch(1)
        head.addWidget(self._close)
        head_area = QWidget()
        head_area.setFixedHeight(_HEAD_HEIGHT)
        head_area.setLayout(head)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(head_area)
        layout.addWidget(self._build_scroll(), 1)

    def _build_scroll(self) -> QScrollArea:
        filters = WrappingRow(spacing=8)
        for widget in (self._periods, self._tags, self._blind):
            filters.addWidget(widget)
        inside = QWidget()
        inside.setMaximumWidth(_WIDTH)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 18, 0, 24)
        column.setSpacing(12)
        column.addLayout(filters)
        column.addWidget(self._sentence)
        shown = (self.strengths, self.prices, self.table)
        for title, widget in zip(self._titles, shown, strict=True):
            column.addWidget(title)
            column.addWidget(widget)
        column.addStretch(1)
        margins = QWidget()
        row = QHBoxLayout(margins)
        row.setContentsMargins(24, 0, 24, 0)
        row.addWidget(inside, 1)
        row.addStretch(0)
        scroll = QScrollArea()
        scroll.setWidget(margins)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.viewport().setAutoFillBackground(False)
        margins.setAutoFillBackground(False)
        return scroll

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._ranking.look()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._appearance.theme
        painter.fillRect(self.rect(), theme.color("bg"))
        painter.fillRect(0, _HEAD_HEIGHT - 1, self.width(), 1, theme.color("line"))


def _new_table(model: RankingModel) -> QTableView:
    table = QTableView()
    table.setModel(model)
    table.setAccessibleName("Ranking of all models")
    table.setFrameShape(QFrame.Shape.NoFrame)
    table.setShowGrid(False)
    table.setTabKeyNavigation(False)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(_ROW_HEIGHT)
    header = table.horizontalHeader()
    header.setHighlightSections(False)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
    return table
