"""The usage, in the place of the chat: what was asked, and what it cost."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication, QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QHeaderView
from typing_extensions import override

from app.services.usage import UsagePeriod
from app.ui.controls import Look, TextButton
from app.ui.labels import Label
from app.ui.page_view import PageView
from app.ui.settings.segments import Segments
from app.ui.table import Table
from app.ui.table_model import TableModel
from app.ui.theme import Appearance, tokens
from app.ui.usage_chart import UsageChart
from app.ui.usage_columns import DETAILS, USAGE_COLUMNS
from app.ui.wrapping_row import WrappingRow
from app.viewmodels.usage import Grouping, UsageRow, UsageViewModel
from app.viewmodels.usage_words import cost_words
from app.words import _

_WIDTH = 860
_ROW_HEIGHT = 32
_ROOMY = 740


class UsageView(PageView):
    """A period, a sum, a chart and a table.

    Signals:
        budget_requested: The page of the budgets is wanted.
    """

    budget_requested = Signal()

    def __init__(self, appearance: Appearance, usage: UsageViewModel) -> None:
        super().__init__(appearance, _("Usage"), _("Close the usage"), _WIDTH)
        self._usage = usage
        self._is_watched = False
        self._periods = Segments(
            appearance,
            _("Period"),
            {
                UsagePeriod.TODAY: _("Today"),
                UsagePeriod.THIS_MONTH: _("This month"),
                UsagePeriod.LAST_MONTH: _("Last month"),
                UsagePeriod.ALL: _("All time"),
            },
        )
        self._periods.set_value(usage.period)
        self._groupings = Segments(
            appearance,
            _("Add up by"),
            {
                Grouping.PROVIDER: _("By provider"),
                Grouping.MODEL: _("By model"),
                Grouping.KEY: _("By key"),
            },
        )
        self._groupings.set_value(usage.grouping)
        self._sum = Label(appearance, px=tokens()["type"]["title_px"], weight=600)
        self._summary = Label(appearance, color="dim", wrap=True)
        self._budget = Label(appearance, color="dim", wrap=True)
        self._to_budget = TextButton(appearance, "", look=Look.OUTLINED)
        self._chart_title = Label(appearance, weight=600)
        self.chart = UsageChart(appearance)
        self._model: TableModel[UsageRow] = TableModel(USAGE_COLUMNS)
        self.table = Table(self._model, _("Usage in numbers"), _ROW_HEIGHT)
        self._markdown = TextButton(appearance, _("Copy as Markdown"), icon="copy")
        self._csv = TextButton(appearance, _("Copy as CSV"), icon="copy")
        self._lay_out()
        self._connect()

    @property
    def sentences(self) -> str:
        """All that is said above the chart."""
        return " ".join(label.text() for label in (self._sum, self._summary, self._budget))

    def _connect(self) -> None:
        usage = self._usage
        self._periods.chosen.connect(usage.choose_period)
        self._groupings.chosen.connect(usage.choose_grouping)
        self._to_budget.clicked.connect(self.budget_requested)
        self._markdown.clicked.connect(lambda: _copy(usage.markdown))
        self._csv.clicked.connect(lambda: _copy(usage.csv))
        usage.changed.connect(self._show_usage)

    def _show_usage(self) -> None:
        usage, rows = self._usage, self._usage.rows
        self._sum.setText(cost_words(usage.total))
        self._summary.setText(usage.summary)
        self._budget.setText(usage.budget or _("No budget is set: nothing stops the spending."))
        self._to_budget.set_label(_("Budget in Settings") if usage.budget else _("Set a budget"))
        self.chart.set_bars(usage.bars, are_months=usage.are_months)
        self._chart_title.setText(self.chart.title)
        for widget in (self._chart_title, self.chart):
            widget.setVisible(bool(rows) and len(usage.bars) > 1)
        self._model.set_rows(rows)
        self.table.fit_rows()
        for widget in (self._groupings, self.table, self._markdown, self._csv):
            widget.setVisible(bool(rows))

    def _lay_out(self) -> None:
        budget = QHBoxLayout()
        budget.setSpacing(12)
        budget.addWidget(self._budget, 1)
        budget.addWidget(self._to_budget)
        choices = WrappingRow(spacing=8)
        for widget in (self._groupings, self._markdown, self._csv):
            choices.addWidget(widget)
        self.margins.setContentsMargins(24, 0, 24, 0)
        self.column.setContentsMargins(0, 18, 0, 24)
        self.column.setSpacing(12)
        periods = WrappingRow(spacing=8)
        periods.addWidget(self._periods)
        self.column.addLayout(periods)
        self.column.addWidget(self._sum)
        self.column.addWidget(self._summary)
        self.column.addLayout(budget)
        self.column.addWidget(self._chart_title)
        self.column.addWidget(self.chart)
        self.column.addLayout(choices)
        self.column.addWidget(self.table)
        self.column.addStretch(1)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for column in DETAILS:
            self.table.setColumnHidden(column, self.width() < _ROOMY)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._watch(is_watched=True)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._watch(is_watched=False)

    def _watch(self, *, is_watched: bool) -> None:
        if is_watched != self._is_watched:
            self._is_watched = is_watched
            self._usage.watch(is_watched=is_watched)


def _copy(text: str) -> None:
    QGuiApplication.clipboard().setText(text)
