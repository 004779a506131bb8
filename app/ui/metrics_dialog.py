"""All numbers of a conversation in a table, which can be copied."""

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QGuiApplication, QHideEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from app.ui.controls import Look, TextButton
from app.ui.labels import Label
from app.ui.metrics_columns import METRICS_COLUMNS
from app.ui.table import Table
from app.ui.table_model import TableModel
from app.ui.theme import Appearance
from app.viewmodels.metrics import MetricsViewModel
from app.words import _

_SIZE = (1360, 440)
_ROW_HEIGHT = 30
_WIDEST = 190


class MetricsDialog(QDialog):
    """Shows the numbers as they are when it is opened."""

    def __init__(
        self, appearance: Appearance, metrics: MetricsViewModel, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._metrics = metrics
        self._model = TableModel(METRICS_COLUMNS)
        self.table = Table(self._model, _("Numbers of all answers"), _ROW_HEIGHT)
        self._empty = Label(appearance, _("There are no answers yet."), color="dim")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._markdown = TextButton(appearance, _("Copy as Markdown"), icon="copy")
        self._csv = TextButton(appearance, _("Copy as CSV"), icon="copy")
        self._close = TextButton(appearance, _("Close"), look=Look.PRIMARY)
        self._markdown.clicked.connect(lambda: self._copy(metrics.markdown))
        self._csv.clicked.connect(lambda: self._copy(metrics.csv))
        self._close.clicked.connect(self.accept)
        self.setWindowTitle(_("Numbers of this chat"))
        self._lay_out()

    def show_numbers(self) -> None:
        """Open with what is known now."""
        rows = self._metrics.rows
        self._model.set_rows(rows)
        self.table.setVisible(bool(rows))
        self._empty.setVisible(not rows)
        for button in (self._markdown, self._csv):
            button.setEnabled(bool(rows))
        self.table.setCurrentIndex(QModelIndex())
        self.table.resizeColumnsToContents()
        for column in range(self._model.columnCount()):
            if self.table.columnWidth(column) > _WIDEST:
                self.table.setColumnWidth(column, _WIDEST)
        window = self.window().parentWidget()
        room = window.window().width() - 40 if window else _SIZE[0]
        self.resize(min(_SIZE[0], room), _SIZE[1])
        self.open()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        # What is not open tells nothing: names may be hidden by the time it is opened again.
        if not event.spontaneous():
            self._model.set_rows(())

    def _copy(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self._markdown)
        row.addWidget(self._csv)
        row.addStretch()
        row.addWidget(self._close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 14)
        layout.setSpacing(12)
        layout.addWidget(self.table, 1)
        layout.addWidget(self._empty, 1)
        layout.addLayout(row)
