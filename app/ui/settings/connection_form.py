"""The way to a provider: address, organisation, proxy, headers and time-outs."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.connection import Connection
from app.ui.lines_edit import LinesEdit
from app.ui.server_dialog import problem_with
from app.ui.settings import connection_text as texts
from app.ui.settings.connection_field import ConnectionField
from app.ui.theme import Appearance
from app.viewmodels.rows import ProviderRow

_USUAL = Connection()
_LINES_HEIGHT = 66


class ConnectionForm(QWidget):
    """Each field holds as soon as it is left, or on Enter.

    Signals:
        endpoint_changed: The base URL to use; "" for the provider's own.
        changed: The new `Connection`.
    """

    endpoint_changed = Signal(str)
    changed = Signal(Connection)

    def __init__(self, appearance: Appearance, row: ProviderRow) -> None:
        super().__init__()
        self._connection = _USUAL
        self._is_server = bool(row.base_url)
        made = ConnectionField
        self._endpoint = made(appearance, "Base URL", "The provider's own", self._problem_with_url)
        self._organization = made(appearance, "Organisation", "Your key's own", _no_problem)
        self._project = made(appearance, "Project", "Your key's own", _no_problem)
        proxy_hint = "The system's; “direct” for none"
        self._proxy = made(appearance, "Proxy", proxy_hint, texts.problem_with_proxy)
        lines = LinesEdit(_LINES_HEIGHT)
        problem_with_headers = texts.problem_with_headers
        self._headers = made(appearance, "Headers", "Name: value", problem_with_headers, lines)
        self._connect_timeout = made(
            appearance,
            "Connect within",
            f"{_USUAL.connect_timeout_s:g} seconds",
            texts.problem_with_seconds,
        )
        self._read_timeout = made(
            appearance,
            "Next words within",
            f"{_USUAL.read_timeout_s:g} seconds",
            texts.problem_with_seconds,
        )
        self._lay_out()
        self.set_row(row)

    def set_row(self, row: ProviderRow) -> None:
        """Show what holds now; what one is typing stays."""
        connection = row.connection or _USUAL
        self._connection = connection
        self._endpoint.set_text(row.base_url)
        for field in (self._organization, self._project):
            field.setVisible(row.has_organization)
        self._organization.set_text(connection.organization)
        self._project.set_text(connection.project)
        self._proxy.set_text(connection.proxy)
        self._headers.set_text(texts.headers_text(connection.headers))
        connect, read = connection.connect_timeout_s, connection.read_timeout_s
        self._connect_timeout.set_text(texts.seconds_text(connect, _USUAL.connect_timeout_s))
        self._read_timeout.set_text(texts.seconds_text(read, _USUAL.read_timeout_s))

    def focus_address(self) -> None:
        """Put the caret into the address."""
        self._endpoint.focus_field()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._endpoint)
        self._endpoint.entered.connect(lambda: self.endpoint_changed.emit(self._endpoint.text))
        for field in (
            self._organization,
            self._project,
            self._proxy,
            self._headers,
            self._connect_timeout,
            self._read_timeout,
        ):
            layout.addWidget(field)
            field.entered.connect(self._on_entered)

    def _on_entered(self) -> None:
        self._connection = replace(
            self._connection,
            organization=self._organization.text,
            project=self._project.text,
            proxy=self._proxy.text,
            headers=texts.headers_of(self._headers.text),
            connect_timeout_s=texts.seconds_of(
                self._connect_timeout.text, _USUAL.connect_timeout_s
            ),
            read_timeout_s=texts.seconds_of(self._read_timeout.text, _USUAL.read_timeout_s),
        )
        self.changed.emit(self._connection)

    def _problem_with_url(self, text: str) -> str:
        return problem_with(text) if text or self._is_server else ""


def _no_problem(_text: str) -> str:
    return ""
