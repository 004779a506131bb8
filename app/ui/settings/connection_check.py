"""The button that tests the way to a provider, and how each hop of it went."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.domain.error_details import ErrorDetails
from app.domain.hops import Hop, HopReport
from app.ui import icons
from app.ui.check_card import CheckCard
from app.ui.controls import Look, TextButton
from app.ui.labels import Label
from app.ui.outcome_line import OutcomeLine
from app.ui.theme import Appearance, tokens
from app.ui.transcript.answer_notice import Remedy
from app.viewmodels.settings_rows import ProviderRow
from app.words import _, number

_ICON_SIZE = 15


class ConnectionCheck(QWidget):
    """Shows what it is told, hop below hop.

    Signals:
        requested: The way is to be tested.
        cancelled: The test that is under way is to end.
        remedy_chosen: The `Remedy` of the button under the hop that failed.
    """

    requested = Signal()
    cancelled = Signal()
    remedy_chosen = Signal(Remedy)

    def __init__(self, appearance: Appearance, row: ProviderRow) -> None:
        super().__init__()
        self._appearance = appearance
        self._row = row
        self._lines: dict[Hop, _HopLine] = {}
        self._button = TextButton(
            appearance, _("Test connection"), look=Look.OUTLINED, small=True, padding=10
        )
        self._cancel = TextButton(appearance, _("Cancel the test"), small=True, padding=10)
        self._cancel.hide()
        self._outcome = OutcomeLine(appearance)
        self._card = CheckCard(appearance)
        self._card.chosen.connect(self.remedy_chosen)
        buttons = QHBoxLayout()
        buttons.setSpacing(6)
        buttons.addWidget(self._button)
        buttons.addWidget(self._cancel)
        buttons.addStretch()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 4, 0, 0)
        self._layout.setSpacing(4)
        self._layout.addLayout(buttons)
        self._layout.addWidget(self._outcome)
        self._layout.addWidget(self._card)
        self._button.clicked.connect(self.requested)
        self._cancel.clicked.connect(self.cancelled)

    def start(self) -> None:
        """A test has begun."""
        for line in self._lines.values():
            line.hide()
            line.deleteLater()
        self._lines = {}
        self._card.set_failure("", None, "", "")
        self._outcome.show_sentence("", is_error=False)
        self._set_busy(is_busy=True)

    def show_hop(self, report: HopReport) -> None:
        """Show how a hop goes, or went."""
        line = self._lines.get(report.hop)
        if line is None:
            line = self._lines[report.hop] = _HopLine(self._appearance)
            self._layout.insertWidget(len(self._lines), line)
            line.show()
        line.show_report(report)
        if error := report.error:
            details = ErrorDetails.of(error)
            self._card.set_failure(str(error), details, self._row.name, self._row.base_url)

    def end(self, sentence: str, *, is_error: bool) -> None:
        """The test is over."""
        self._set_busy(is_busy=False)
        self._outcome.show_sentence(sentence, is_error=is_error)

    def _set_busy(self, *, is_busy: bool) -> None:
        self._button.setEnabled(not is_busy)
        self._button.set_label(_("Testing…") if is_busy else _("Test connection"))
        self._cancel.setVisible(is_busy)


class _HopLine(QWidget):
    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self._report: HopReport | None = None
        small = tokens()["type"]["small_px"]
        self._icon = QLabel()
        self._icon.setFixedSize(_ICON_SIZE, _ICON_SIZE)
        self._words = Label(appearance, px=small, wrap=True)
        self._time = Label(appearance, px=small, color="faint")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        row.addWidget(self._time, 0, Qt.AlignmentFlag.AlignTop)
        appearance.changed.connect(self._recolour)

    def show_report(self, report: HopReport) -> None:
        self._report = report
        self._words.setText(report.words)
        self._time.setText(
            "…"
            if report.seconds is None
            else _("{n} ms").format(n=number(round(report.seconds * 1_000)))
        )
        state = _("failed") if report.error else _("done")
        if report.is_under_way:
            state = _("under way")
        self.setAccessibleName(f"{report.words}: {state}")
        self._recolour()

    def _recolour(self) -> None:
        report = self._report
        if not report:
            return
        name, color = ("circle-alert", "error") if report.error else ("check", "ok")
        if report.is_under_way:
            name, color = "ellipsis", "dim"
        self._words.set_color("error" if report.error else "dim")
        ink = self._appearance.theme.color(color)
        self._icon.setPixmap(icons.pixmap(name, ink, _ICON_SIZE, self.devicePixelRatioF()))
