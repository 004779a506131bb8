"""A dialog that asks for the address of an OpenAI-compatible server."""

from urllib.parse import urlsplit

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from app.ui import icons
from app.ui.controls import Look, TextButton
from app.ui.labels import Label
from app.ui.parameter_fields import caption
from app.ui.theme import Appearance, tokens
from app.words import _

EXAMPLE = "http://127.0.0.1:8080/v1"
_WIDTH = 420
_ICON_SIZE = 15


class ServerDialog(QDialog):
    """Asks, says what is wrong, and is closed from outside by `accept()` once the server is added.

    Signals:
        check_requested: Name, base URL and key (or "") to try.
    """

    check_requested = Signal(str, str, str)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._name = _field(_("Name"), _("My server"))
        self._address = _field(_("Address"), EXAMPLE)
        self._key = _field(_("API key"), _("Only if the server asks for one"))
        self._key.setEchoMode(QLineEdit.EchoMode.Password)
        self._suggestion = TextButton(appearance, "", small=True, weight=400, padding=6)
        self._problem_icon = QLabel()
        self._problem = Label(appearance, px=tokens()["type"]["small_px"], color="error", wrap=True)
        self._cancel = TextButton(appearance, _("Cancel"))
        self._check = TextButton(appearance, _("Check and add"), look=Look.PRIMARY)
        self.setWindowTitle(_("Add a server"))
        self._lay_out()
        self._connect()
        self._show_problem("")
        self._suggest_path()
        self._address.setFocus()

    def show_checking(self) -> None:
        """Say that the server is being asked; only cancelling is possible meanwhile."""
        self._show_problem("")
        self._set_busy(True)

    def show_error(self, sentence: str) -> None:
        """Say what went wrong and let the person try again."""
        self._set_busy(False)
        self._show_problem(sentence)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setSizeConstraint(QVBoxLayout.SizeConstraint.SetFixedSize)
        layout.setContentsMargins(20, 20, 20, 20)
        layout.setSpacing(6)
        for words, field in (
            (_("Address"), self._address),
            (_("Name (optional)"), self._name),
            (_("API key (optional)"), self._key),
        ):
            layout.addWidget(caption(self._appearance, words))
            field.setFixedWidth(_WIDTH)
            layout.addWidget(field)
            if field is self._address:
                layout.addWidget(self._suggestion, 0, Qt.AlignmentFlag.AlignLeft)
            if field is not self._key:
                layout.addSpacing(8)
        promise = _("Kept in the system's keyring, else until you quit; never in a file")
        small = tokens()["type"]["small_px"]
        layout.addWidget(Label(self._appearance, promise, px=small, color="dim"))
        layout.addSpacing(6)
        problem = QHBoxLayout()
        problem.setSpacing(6)
        problem.addWidget(self._problem_icon, 0, Qt.AlignmentFlag.AlignTop)
        problem.addWidget(self._problem, 1)
        layout.addLayout(problem)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self._check)
        layout.addLayout(buttons)

    def _connect(self) -> None:
        self._cancel.clicked.connect(self.reject)
        self._check.clicked.connect(self._on_check)
        self._suggestion.clicked.connect(self._take_suggestion)
        self._address.textChanged.connect(self._suggest_path)
        for field in (self._name, self._address, self._key):
            field.returnPressed.connect(self._on_check)
            field.textEdited.connect(self._problem.clear)
            field.textEdited.connect(self._show_problem_icon)
        self._appearance.changed.connect(self._show_problem_icon)

    def _on_check(self) -> None:
        address = self._address.text().strip()
        if problem := problem_with(address):
            self._show_problem(problem)
            self._address.setFocus()
            return
        name = self._name.text().strip() or urlsplit(address).netloc
        self.check_requested.emit(name, address.rstrip("/"), self._key.text().strip())

    def _suggest_path(self) -> None:
        address = self._address.text().strip()
        lacks_path = not problem_with(address) and urlsplit(address).path in ("", "/")
        words = _("Most servers answer at {address}: use this")
        self._suggestion.set_label(words.format(address=with_version(address)))
        self._suggestion.setVisible(lacks_path)

    def _take_suggestion(self) -> None:
        self._address.setText(with_version(self._address.text().strip()))
        self._address.setFocus()

    def _show_problem(self, sentence: str) -> None:
        self._problem.setText(sentence)
        self._show_problem_icon()

    def _show_problem_icon(self) -> None:
        is_wrong = bool(self._problem.text())
        self._problem.setVisible(is_wrong)
        self._problem_icon.setVisible(is_wrong)
        image = icons.pixmap(
            "circle-alert", self._appearance.theme.error, _ICON_SIZE, self.devicePixelRatioF()
        )
        self._problem_icon.setPixmap(image)

    def _set_busy(self, is_busy: bool) -> None:
        for widget in (self._name, self._address, self._key, self._check, self._suggestion):
            widget.setEnabled(not is_busy)
        self._check.set_label(_("Checking…") if is_busy else _("Check and add"))


def problem_with(address: str) -> str:
    """What is wrong with the base URL of a server, as a sentence; "" if nothing is."""
    try:
        parts = urlsplit(address)
        has_host = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        return _("This address can't be read. An example: {address}").format(address=EXAMPLE)
    if not address:
        return _("Enter the address of the server, such as {address}").format(address=EXAMPLE)
    if parts.scheme not in ("http", "https"):
        words = _("The address has to begin with http:// or https://, such as {address}")
        return words.format(address=EXAMPLE)
    if not has_host or " " in address:
        words = _("This address has no server in it. An example: {address}")
        return words.format(address=EXAMPLE)
    if parts.username is not None:
        return _("Put the key into its own field, not into the address.")
    if parts.query or parts.fragment:
        return _("Leave out what follows the ? or # in the address.")
    return ""


def with_version(address: str) -> str:
    """The address with the path that most servers answer at."""
    return f"{address.rstrip('/')}/v1"


def _field(label: str, placeholder: str) -> QLineEdit:
    field = QLineEdit()
    field.setAccessibleName(label)
    field.setPlaceholderText(placeholder)
    return field
