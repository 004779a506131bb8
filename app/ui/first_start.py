"""The first start: three ways to an answer, on one screen."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.domain.error_details import ErrorDetails
from app.ui.controls import Look, TextButton
from app.ui.labels import Label
from app.ui.start_card import StartCard
from app.ui.start_key import StartKey
from app.ui.tab_order import chain
from app.ui.theme import Appearance, tokens
from app.ui.transcript.answer_notice import Remedy
from app.viewmodels.settings_rows import ServerRow
from app.words import N_, _, ngettext, number

_WIDTH = 600
_BUILTIN_NOTE = N_(
    "A very small model that works offline and needs no key: for trying Parley, not for answers "
    "to rely on."
)
_SERVERS_NOTE = N_("Ollama, LM Studio, llama.cpp and vLLM are found by themselves once they run.")


class FirstStart(QWidget):
    """Stands in the place of the empty chat while nothing is set up.

    Signals:
        key_typed: What stands in the key's field now; `show_vendor` answers it.
        key_submitted: Provider and key to check and start with.
        server_chosen: Base URL of the server to start with.
        builtin_chosen: The built-in model is to be started with.
        look_requested: Servers are to be looked for again.
        settings_requested: As `Remedies.settings_requested`, of whose key failed its check.
    """

    key_typed = Signal(str)
    key_submitted = Signal(str, str)
    server_chosen = Signal(str)
    builtin_chosen = Signal()
    look_requested = Signal()
    settings_requested = Signal(str, str, Remedy)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = StartKey(appearance)
        self._servers = _ServerCard(appearance)
        self._builtin = StartCard(appearance, "cpu", _("Try the built-in model"), _(_BUILTIN_NOTE))
        start = TextButton(appearance, _("Start with the built-in model"), look=Look.OUTLINED)
        self._builtin.content.addWidget(start, 0, Qt.AlignmentFlag.AlignLeft)
        self._key.typed.connect(self.key_typed)
        self._key.submitted.connect(self.key_submitted)
        self._key.settings_requested.connect(self.settings_requested)
        self._servers.chosen.connect(self.server_chosen)
        self._servers.look.clicked.connect(self.look_requested)
        start.clicked.connect(self.builtin_chosen)
        self._lay_out(appearance)

    def show_vendor(self, provider: str | None, choices: Sequence[tuple[str, str]]) -> None:
        """Say whose key it looks like; see `StartKey.show_vendor`."""
        self._key.show_vendor(provider, choices)

    def show_checking(self) -> None:
        """Say that the key is being checked."""
        self._key.show_checking()

    def show_key_result(
        self, sentence: str, is_error: bool, failure: ErrorDetails | None = None
    ) -> None:
        """Say what came of the check."""
        self._key.show_result(sentence, is_error=is_error, failure=failure)

    def set_servers(self, servers: Sequence[ServerRow]) -> None:
        """Offer the servers that were found on this computer."""
        self._servers.set_servers(servers)

    def focus_key(self) -> None:
        """Put the caret where the key goes."""
        self._key.focus_field()

    def _lay_out(self, appearance: Appearance) -> None:
        title = Label(
            appearance,
            _("How would you like to start?"),
            px=tokens()["type"]["title_px"],
            weight=600,
        )
        column = QWidget()
        column.setMaximumWidth(_WIDTH)
        cards = QVBoxLayout(column)
        cards.setContentsMargins(0, 16, 0, 16)
        cards.setSpacing(8)
        cards.addStretch(2)
        cards.addWidget(title)
        cards.addWidget(Label(appearance, _("No account, no telemetry."), color="dim"))
        cards.addSpacing(8)
        for card in (self._key, self._servers, self._builtin):
            cards.addWidget(card)
        cards.addStretch(3)
        inside = QWidget()
        middle = QHBoxLayout(inside)
        middle.setContentsMargins(16, 0, 16, 0)
        middle.addStretch(1)
        middle.addWidget(column, 1_000)
        middle.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidget(inside)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scroll)


class _ServerCard(StartCard):
    """A line for each server; while there is none, how to get one.

    Signals:
        chosen: Base URL of the server to use.
    """

    chosen = Signal(str)

    def __init__(self, appearance: Appearance) -> None:
        super().__init__(appearance, "server", _("Use models on this computer"), _(_SERVERS_NOTE))
        self._lines: dict[ServerRow, QWidget] = {}
        self.look = TextButton(appearance, _("Look again"), look=Look.OUTLINED)
        self.content.addWidget(self.look, 0, Qt.AlignmentFlag.AlignLeft)

    def set_servers(self, servers: Sequence[ServerRow]) -> None:
        for gone in self._lines.keys() - set(servers):
            line = self._lines.pop(gone)
            line.hide()
            line.deleteLater()
        previous: QWidget | None = self.look
        for place, server in enumerate(servers):
            line = self._lines.get(server) or self._new_line(server)
            self.content.insertWidget(place, line)
            previous = chain(previous, line)
        self.look.setVisible(not servers)

    def _new_line(self, server: ServerRow) -> QWidget:
        line = self._lines[server] = QWidget()
        models = ngettext("{n} model", "{n} models", server.models)
        models = models.format(n=number(server.models))
        use = TextButton(
            self._appearance,
            _("Start with {server}").format(server=server.label),
            look=Look.OUTLINED,
        )
        use.clicked.connect(lambda: self.chosen.emit(server.base_url))
        small = tokens()["type"]["small_px"]
        words = Label(self._appearance, f"{models} · {server.base_url}", px=small, color="dim")
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(use)
        row.addWidget(words, 1)
        return line
