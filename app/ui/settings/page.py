"""A page of Settings: its title, and a card of rows under it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.controls import Label
from app.ui.settings.list_card import ListCard
from app.ui.theme import Appearance, tokens

_LEAD_TOP, _LEAD_BOTTOM = 10, 18


class Page(QWidget):
    """Base of the pages.

    Attributes:
        title: What its section is called.
        icon: The icon of its section.
        lead: What stands between title and rows.
        card: Its rows.

    Signals:
        unfolded: A row has opened, and is to be brought into view.
    """

    unfolded = Signal(QWidget)

    def __init__(self, appearance: Appearance, title: str, icon: str) -> None:
        super().__init__()
        self._appearance = appearance
        self.title = title
        self.icon = icon
        self.card = ListCard(appearance)
        heading = Label(appearance, title, px=tokens()["type"]["title_px"], weight=600)
        self.lead = QVBoxLayout()
        self.lead.setContentsMargins(0, _LEAD_TOP, 0, _LEAD_BOTTOM)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(heading)
        layout.addLayout(self.lead)
        layout.addWidget(self.card)
        layout.setAlignment(Qt.AlignmentFlag.AlignTop)

    def filter(self, search: str) -> bool:
        """Keep the rows that match a search, or all of them if the title begins with it.

        Returns:
            Whether there is anything to show.
        """
        is_title = self.title.casefold().startswith(search.strip().casefold())
        return self.card.filter("" if is_title else search)
