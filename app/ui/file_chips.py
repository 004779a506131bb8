"""The files that go along with a prompt, as chips with a cross each."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from app.ui import icons
from app.ui.controls import IconButton
from app.ui.labels import ElidedLabel, set_plain_tooltip
from app.ui.painting import paint_rounded
from app.ui.theme import Appearance, tokens
from app.ui.wrapping_row import WrappingRow
from app.viewmodels.rows import FileRow
from app.words import _

_HEIGHT = 26
_ICON = 14
_WIDEST = 260
_INSIDE = 10


class FileChips(QWidget):
    """Chips that wrap.

    Signals:
        remove_requested: The id of a file that is not to go along.
    """

    remove_requested = Signal(str)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._files: tuple[FileRow, ...] = ()
        self._row = WrappingRow(spacing=6)
        self._row.setContentsMargins(0, 0, 0, 0)
        self.setLayout(self._row)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setAccessibleName(_("Attached files"))
        self.hide()

    @property
    def files(self) -> tuple[FileRow, ...]:
        """What is shown."""
        return self._files

    def set_files(self, files: Sequence[FileRow]) -> None:
        """Show these."""
        if tuple(files) == self._files:
            return
        self._files = tuple(files)
        while item := self._row.takeAt(0):
            if chip := item.widget():
                chip.hide()
                chip.deleteLater()
        for file in files:
            chip = FileChip(self._appearance, file, self)
            chip.remove_requested.connect(self.remove_requested)
            self._row.addWidget(chip)
            chip.show()
        self.setVisible(bool(files))
        self._fit_height()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_height()

    def _fit_height(self) -> None:
        self.setFixedHeight(self._row.heightForWidth(self.width()))


class FileChip(QWidget):
    """One file: its icon, its name, how much it is, and a cross that removes it.

    Signals:
        remove_requested: Its id.
    """

    remove_requested = Signal(str)

    def __init__(
        self, appearance: Appearance, file: FileRow, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._file = file
        self.setAccessibleName(file.label)
        set_plain_tooltip(self, file.label)
        name = ElidedLabel(appearance, px=tokens()["type"]["small_px"], color="dim")
        name.setText(file.label)
        cross = IconButton(
            appearance, "x", _("Remove {name}").format(name=file.name), size=20, icon_size=12
        )
        cross.clicked.connect(lambda: self.remove_requested.emit(self._file.file_id))
        row = QHBoxLayout(self)
        row.setContentsMargins(_INSIDE + _ICON + 6, 0, 3, 0)
        row.setSpacing(2)
        row.addWidget(name, 1)
        row.addWidget(cross)
        self.setFixedHeight(_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        appearance.changed.connect(self.update)

    @override
    def sizeHint(self) -> QSize:
        wanted = super().sizeHint()
        return QSize(min(wanted.width(), _WIDEST), wanted.height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._appearance.theme
        painter = QPainter(self)
        radius = self.height() // 2
        paint_rounded(painter, self.rect(), theme.color("raised"), theme.color("line"), radius)
        image = icons.pixmap(self._file.icon, theme.color("dim"), _ICON, self.devicePixelRatioF())
        painter.drawPixmap(_INSIDE, (self.height() - _ICON) // 2, image)
