"""A page of Settings: its title, and a card of rows under it."""

from functools import cached_property

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.labels import Label
from app.ui.settings.list_card import ListCard
from app.ui.theme import Appearance, tokens

_LEAD_TOP, _LEAD_BOTTOM = 10, 18
_CAPTION_TOP, _CAPTION_BOTTOM = 22, 8


class Page(QWidget):
    """Base of the pages.

    Attributes:
        title: What its section is called.
        icon: The icon of its section.
        lead: What stands between title and rows.

    Signals:
        unfolded: A row has opened, and is to be brought into view.
    """

    unfolded = Signal(QWidget)

    def __init__(self, appearance: Appearance, title: str, icon: str) -> None:
        super().__init__()
        self._appearance = appearance
        self.title = title
        self.icon = icon
        heading = Label(appearance, title, px=tokens()["type"]["title_px"], weight=600)
        self.lead = QVBoxLayout()
        self.lead.setContentsMargins(0, _LEAD_TOP, 0, _LEAD_BOTTOM)
        self._cards: list[tuple[ListCard, Label | None]] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._layout.addWidget(heading)
        self._layout.addLayout(self.lead)

    @cached_property
    def card(self) -> ListCard:
        """The card of a page that has just one."""
        return self.add_card()

    def add_card(self, caption: str = "") -> ListCard:
        """Add a card, under a caption if it has one."""
        label = None
        if caption:
            small = tokens()["type"]["small_px"]
            label = Label(self._appearance, caption, px=small, weight=600, color="dim")
            label.setContentsMargins(0, _CAPTION_TOP if self._cards else 0, 0, _CAPTION_BOTTOM)
            self._layout.addWidget(label)
        card = ListCard(self._appearance)
        self._layout.addWidget(card)
        self._cards.append((card, label))
        return card

    def filter(self, search: str) -> bool:
        """Keep the rows that match a search, or all of them if the title begins with it.

        Returns:
            Whether there is anything to show.
        """
        is_title = self.title.casefold().startswith(search.strip().casefold())
        search = "" if is_title else search
        found = [card for card, _ in self._cards if card.filter(search)]
        for card, caption in self._cards:
            card.setVisible(card in found or not search)
            if caption:
                caption.setVisible(card in found or not search)
        return bool(found) or not search
