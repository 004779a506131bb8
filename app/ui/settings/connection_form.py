"""The way to a provider: address, organisation, proxy, headers and time-outs."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.connection import ConnectionChoice, ConnectionSecrets
from app.ui.outcome_line import OutcomeLine
from app.ui.server_dialog import problem_with
from app.ui.settings import connection_text as texts
from app.ui.settings.connection_field import ConnectionField
from app.ui.settings.header_fields import HeaderFields
from app.ui.settings.secret_field import SecretField
from app.ui.theme import Appearance
from app.viewmodels.settings_rows import ProviderRow
from app.words import N_, _

_USUAL = ConnectionChoice()
_PROXY_HINT = N_("The system's; “direct” for none")


class ConnectionForm(QWidget):
    """Each field holds as soon as it is left, or on Enter.

    Signals:
        changed: The fields of the `ConnectionChoice` that are others now, and the
            `ConnectionSecrets` that were typed.
    """

    changed = Signal(dict, ConnectionSecrets)

    def __init__(self, appearance: Appearance, row: ProviderRow) -> None:
        super().__init__()
        self._header_names: tuple[str, ...] = ()
        made = ConnectionField
        self._address = made(appearance, _("Base URL"), _("The provider's own"), _problem_with_url)
        self._organization = made(appearance, _("Organisation"), _("Your key's own"), _no_problem)
        self._project = made(appearance, _("Project"), _("Your key's own"), _no_problem)
        self._proxy = made(appearance, _("Proxy"), _(_PROXY_HINT), texts.problem_with_proxy)
        self._password = SecretField(appearance, _("Proxy password"))
        self._headers = HeaderFields(appearance)
        self._connect_timeout = made(
            appearance,
            _("Connect within"),
            _("{n} seconds").format(n=f"{_USUAL.connect_timeout_s:g}"),
            texts.problem_with_seconds,
        )
        self._read_timeout = made(
            appearance,
            _("Next words within"),
            _("{n} seconds").format(n=f"{_USUAL.read_timeout_s:g}"),
            texts.problem_with_seconds,
        )
        self._problem = OutcomeLine(appearance)
        self._lay_out()
        self._connect()
        self.set_row(row)

    def set_row(self, row: ProviderRow) -> None:
        """Show what holds now; what one is typing stays."""
        choice = row.connection or _USUAL
        self._header_names = choice.header_names
        if row.base_url:
            self._address.set_placeholder(row.base_url)
        self._address.set_text(choice.address)
        for field in (self._organization, self._project):
            field.setVisible(row.has_organization)
        self._organization.set_text(choice.organization)
        self._project.set_text(choice.project)
        self._proxy.set_text(choice.proxy)
        self._password.setVisible(choice.proxy not in ("", texts.DIRECT))
        self._password.set_saved(is_saved=choice.has_proxy_password)
        self._headers.set_names(choice.header_names)
        connect, read = choice.connect_timeout_s, choice.read_timeout_s
        self._connect_timeout.set_text(texts.seconds_text(connect, _USUAL.connect_timeout_s))
        self._read_timeout.set_text(texts.seconds_text(read, _USUAL.read_timeout_s))
        self._problem.show_sentence(row.connection_problem, is_error=True)

    def focus_address(self) -> None:
        """Put the caret into the address."""
        self._address.focus_field()

    def focus_proxy(self) -> None:
        """Put the caret into the proxy's address."""
        self._proxy.focus_field()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.setSpacing(8)
        for field in (
            self._address,
            self._organization,
            self._project,
            self._proxy,
            self._password,
            self._headers,
            self._connect_timeout,
            self._read_timeout,
            self._problem,
        ):
            layout.addWidget(field)

    def _connect(self) -> None:
        self._address.entered.connect(lambda: self._change(address=self._address.text.rstrip("/")))
        self._organization.entered.connect(
            lambda: self._change(organization=self._organization.text)
        )
        self._project.entered.connect(lambda: self._change(project=self._project.text))
        self._proxy.entered.connect(lambda: self._change(proxy=self._proxy.text))
        self._connect_timeout.entered.connect(
            lambda: self._change(
                connect_timeout_s=texts.seconds_of(
                    self._connect_timeout.text, _USUAL.connect_timeout_s
                )
            )
        )
        self._read_timeout.entered.connect(
            lambda: self._change(
                read_timeout_s=texts.seconds_of(self._read_timeout.text, _USUAL.read_timeout_s)
            )
        )
        self._password.entered.connect(self._on_password)
        self._password.removed.connect(lambda: self._change(has_proxy_password=False))
        self._headers.entered.connect(self._on_header)
        self._headers.removed.connect(self._on_header_removed)

    def _on_password(self, password: str) -> None:
        self.changed.emit({}, ConnectionSecrets(proxy_password=password))

    def _on_header(self, name: str, value: str) -> None:
        self.changed.emit({}, ConnectionSecrets(headers=((name, value),)))

    def _on_header_removed(self, name: str) -> None:
        self._change(header_names=tuple(n for n in self._header_names if n != name))

    def _change(self, **changes: Any) -> None:
        self.changed.emit(changes, ConnectionSecrets())


def _problem_with_url(text: str) -> str:
    return problem_with(text) if text else ""


def _no_problem(_text: str) -> str:
    return ""
