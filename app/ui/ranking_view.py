"""The ranking, in the place of the chat: which models the person's votes found best."""

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHeaderView
from typing_extensions import override

from app.ui.choice_box import ChoiceBox
from app.ui.labels import Label
from app.ui.page_view import PageView
from app.ui.ranking_columns import RANKING_COLUMNS
from app.ui.ranking_plots import PricePlot, StrengthPlot
from app.ui.settings.segments import Segments
from app.ui.table import Table
from app.ui.table_model import TableModel
from app.ui.theme import Appearance
from app.ui.toggle_button import ToggleButton
from app.ui.wrapping_row import WrappingRow
from app.viewmodels.ranking import Period, RankingViewModel, StandingRow
from app.words import N_, _

_WIDTH = 860
_ROW_HEIGHT = 32
_TAGS_WIDTH = 150
_ALL_TAGS = N_("All tags")
_PERIODS = {Period.WEEK: N_("7 days"), Period.MONTH: N_("30 days"), Period.ALL: N_("All time")}


class RankingView(PageView):
    """Filters, two plots and a table."""

    def __init__(self, appearance: Appearance, ranking: RankingViewModel) -> None:
        super().__init__(appearance, _("Ranking"), _("Close the ranking"), _WIDTH)
        self._ranking = ranking
        periods = {period: _(words) for period, words in _PERIODS.items()}
        self._periods = Segments(appearance, _("Period"), periods)
        self._periods.set_value(Period.ALL)
        self._tags = ChoiceBox(appearance, _("Tag"))
        self._tags.addItem(_(_ALL_TAGS), "")
        self._tags.setFixedWidth(_TAGS_WIDTH)
        self._blind = ToggleButton(appearance, _("Blind votes only"), "eye-off")
        self._sentence = Label(appearance, color="dim", wrap=True)
        self.strengths = StrengthPlot(appearance)
        self.prices = PricePlot(appearance)
        self._titles = [
            Label(appearance, title, weight=600)
            for title in (_("Strength"), _("Price against strength"), _("All models"))
        ]
        self._model = TableModel(RANKING_COLUMNS)
        self.table = _new_table(self._model)
        self._lay_out()
        self._periods.chosen.connect(ranking.choose_period)
        self._tags.activated.connect(self._on_tag_chosen)
        self._blind.toggled.connect(ranking.choose_blind_only)
        ranking.changed.connect(self._show_ranking)

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
        self.table.fit_rows()
        for widget in (self.table, self._titles[2]):
            widget.setVisible(bool(rows))
        self._show_tags()

    def _show_tags(self) -> None:
        chosen = self._tags.currentData()
        self._tags.clear()
        self._tags.addItem(_(_ALL_TAGS), "")
        for tag in self._ranking.tags:
            self._tags.addItem(tag, tag)
        self._tags.setCurrentIndex(max(0, self._tags.findData(chosen)))

    def _on_tag_chosen(self, index: int) -> None:
        self._ranking.choose_tag(self._tags.itemData(index))

    def _lay_out(self) -> None:
        filters = WrappingRow(spacing=8)
        for widget in (self._periods, self._tags, self._blind):
            filters.addWidget(widget)
        self.margins.setContentsMargins(24, 0, 24, 0)
        self.column.setContentsMargins(0, 18, 0, 24)
        self.column.setSpacing(12)
        self.column.addLayout(filters)
        self.column.addWidget(self._sentence)
        shown = (self.strengths, self.prices, self.table)
        for title, widget in zip(self._titles, shown, strict=True):
            self.column.addWidget(title)
            self.column.addWidget(widget)
        self.column.addStretch(1)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._ranking.look()


def _new_table(model: TableModel[StandingRow]) -> Table:
    table = Table(model, _("Ranking of all models"), _ROW_HEIGHT)
    header = table.horizontalHeader()
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
    return table
