"""A card of the first start: one way to get an answer."""

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from app.ui import icons
from app.ui.labels import Label
from app.ui.painting import paint_rounded
from app.ui.theme import Appearance, tokens

_ICON_LEFT, _ICON_TOP, _ICON_SIZE = 15, 13, 17
_TEXT_LEFT = 42


class StartCard(QWidget):
    """A title with an icon, a few words, and what the subclass adds to `content`."""

    def __init__(self, appearance: Appearance, icon: str, title: str, note: str) -> None:
        super().__init__()
        self._appearance = appearance
        self._icon = icon
        self._note = Label(
            appearance, note, px=tokens()["type"]["small_px"], color="dim", wrap=True
        )
        self.content = QVBoxLayout()
        self.content.setContentsMargins(0, 8, 0, 0)
        self.content.setSpacing(8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_TEXT_LEFT, 11, 15, 12)
        layout.setSpacing(3)
        layout.addWidget(Label(appearance, title, weight=600))
        layout.addWidget(self._note)
        layout.addLayout(self.content)
        appearance.changed.connect(self.update)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._appearance.theme
        card = tokens()["radius_px"]["card"]
        paint_rounded(painter, self.rect(), theme.color("raised"), theme.color("line"), card)
        ink = theme.color("dim")
        image = icons.pixmap(self._icon, ink, _ICON_SIZE, self.devicePixelRatioF())
        painter.drawPixmap(_ICON_LEFT, _ICON_TOP, image)
