"""Settings, in the place of the chat: sections at the left, the rows of one at the right."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget
from typing_extensions import override

from app.ui.labels import Label
from app.ui.page_view import PageView
from app.ui.search_field import SearchField
from app.ui.settings.appearance_page import AppearancePage
from app.ui.settings.background_page import BackgroundPage
from app.ui.settings.budget_page import BudgetPage
from app.ui.settings.data_page import DataPage
from app.ui.settings.local_models_page import LocalModelsPage
from app.ui.settings.page import Page
from app.ui.settings.presets_page import PresetsPage
from app.ui.settings.privacy_page import PrivacyPage
from app.ui.settings.providers_page import ProvidersPage
from app.ui.settings.section_button import SectionButton
from app.ui.settings.shortcuts_page import ShortcutsPage
from app.ui.theme import Appearance
from app.words import _

_PAGE_WIDTH = 812
_SEARCH_WIDTH = 220
_AIR = 16
_NARROW = 700
_LEFT, _NARROW_LEFT, _RIGHT = 36, 14, 24


class SettingsView(PageView):
    """The pages say themselves what was changed on them.

    Attributes:
        providers: The page of the providers.
        local_models: The page of what runs on this computer.
        presets: The page of the presets.
        looks: The page of the appearance.
        background: The page of what is said in the background.
        budget: The page of what a day and a month may cost.
        shortcuts: The page of the keyboard shortcuts.
        data: The page of the data.
        privacy: The page of the privacy.
        search: Where one types what is to be found.

    Signals:
        shown: It was turned to; what it shows may be old.
    """

    shown = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(appearance, _("Settings"), _("Close settings"), _PAGE_WIDTH, parent)
        self.providers = ProvidersPage(appearance)
        self.local_models = LocalModelsPage(appearance)
        self.presets = PresetsPage(appearance)
        self.looks = AppearancePage(appearance)
        self.background = BackgroundPage(appearance)
        self.budget = BudgetPage(appearance)
        self.shortcuts = ShortcutsPage(appearance)
        self.data = DataPage(appearance)
        self.privacy = PrivacyPage(appearance)
        self._pages: tuple[Page, ...] = (
            self.providers,
            self.local_models,
            self.presets,
            self.looks,
            self.background,
            self.budget,
            self.shortcuts,
            self.data,
            self.privacy,
        )
        self.search = SearchField(appearance, _("Find a setting"))
        self._nothing = Label(appearance, _("No setting has these words"), color="dim")
        self._sections = [SectionButton(appearance, page.title, page.icon) for page in self._pages]
        self._group = QButtonGroup(self)
        for number, (section, page) in enumerate(zip(self._sections, self._pages, strict=True)):
            self._group.addButton(section, number)
            page.unfolded.connect(self._bring_into_view)
        self._lay_out()
        self._group.idClicked.connect(self._on_section_clicked)
        self.search.textChanged.connect(self._filter)
        self._sections[0].setChecked(True)
        self._filter("")

    def show_page(self, page: Page) -> None:
        """Turn to one of the pages."""
        self._sections[self._pages.index(page)].setChecked(True)
        if any(section.hasFocus() for section in self._sections):
            self.focus_section()
        self.search.clear()
        self._filter("")

    @property
    def place(self) -> tuple[int, str, int]:
        """Which page is turned to, what is looked for, and how far it is scrolled, in pixels."""
        scrolled = self.scroll_area.verticalScrollBar().value()
        return self._group.checkedId(), self.search.text(), scrolled

    @place.setter
    def place(self, place: tuple[int, str, int]) -> None:
        number, search, scrolled = place
        self.show_page(self._pages[number])
        self.search.setText(search)
        # Once the layouts have given the page its height.
        bar = self.scroll_area.verticalScrollBar()
        QTimer.singleShot(0, self, lambda: bar.setValue(scrolled))

    def focus_section(self) -> None:
        """Put the keyboard's focus on the section that is shown."""
        self._sections[self._group.checkedId()].setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_search(self) -> None:
        """Put the caret where one types what is to be found."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _on_section_clicked(self, number: int) -> None:
        self.show_page(self._pages[number])

    def _bring_into_view(self, row: QWidget) -> None:
        # Once the layouts have given it its height.
        QTimer.singleShot(0, row, lambda: self.scroll_area.ensureWidgetVisible(row, 0, _AIR))

    def _filter(self, search: str) -> None:
        search = search.strip()
        chosen = self._pages[self._group.checkedId()]
        found = [page for page in self._pages if page.filter(search)]
        for section, page in zip(self._sections, self._pages, strict=True):
            page.setVisible(page in found if search else page is chosen)
            section.set_found(page in found if search else None)
        self._nothing.setVisible(not found)
        self.scroll_area.verticalScrollBar().setValue(0)

    def _lay_out(self) -> None:
        self.search.setFixedWidth(_SEARCH_WIDTH)
        self.head.insertWidget(self.head.count() - 1, self.search)
        self.body.setContentsMargins(12, 0, 0, 0)
        self.body.insertLayout(0, self._build_sections())
        self.column.setContentsMargins(0, 22, 0, 24)
        self.column.setSpacing(28)
        for page in self._pages:
            self.column.addWidget(page)
        self.column.addWidget(self._nothing)
        self.column.addStretch(1)

    def _build_sections(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(0, 12, 0, 12)
        column.setSpacing(2)
        for section in self._sections:
            column.addWidget(section)
        column.addStretch(1)
        return column

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.shown.emit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_narrow = self.width() < _NARROW
        self.margins.setContentsMargins(_NARROW_LEFT if is_narrow else _LEFT, 0, _RIGHT, 0)
        for section in self._sections:
            section.set_compact(is_compact=is_narrow)
