"""Settings, in the place of the chat: sections at the left, the rows of one at the right."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from app.ui.controls import IconButton, Label
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

_HEAD_HEIGHT = 52
_PAGE_WIDTH = 812
_SEARCH_WIDTH = 220
_AIR = 16
_NARROW = 600
_LEFT, _NARROW_LEFT, _RIGHT = 36, 14, 24


class SettingsView(QWidget):
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
        closed: The person is done.
    """

    shown = Signal()
    closed = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
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
        self.search = SearchField(appearance, "Find a setting")
        self._close = IconButton(appearance, "x", "Close settings")
        self._nothing = Label(appearance, "No setting has these words", color="dim")
        self._sections = [SectionButton(appearance, page.title, page.icon) for page in self._pages]
        self._group = QButtonGroup(self)
        for number, (section, page) in enumerate(zip(self._sections, self._pages, strict=True)):
            self._group.addButton(section, number)
            page.unfolded.connect(self._bring_into_view)
        self._lay_out()
        self._group.idClicked.connect(self._on_section_clicked)
        self.search.textChanged.connect(self._filter)
        self._close.clicked.connect(self.closed)
        appearance.changed.connect(self.update)
        self._sections[0].setChecked(True)
        self._filter("")

    def show_page(self, page: Page) -> None:
        """Turn to one of the pages."""
        self._sections[self._pages.index(page)].setChecked(True)
        if any(section.hasFocus() for section in self._sections):
            self.focus_section()
        self.search.clear()
        self._filter("")

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
        QTimer.singleShot(0, row, lambda: self._scroll.ensureWidgetVisible(row, 0, _AIR))

    def _filter(self, search: str) -> None:
        search = search.strip()
        chosen = self._pages[self._group.checkedId()]
        found = [page for page in self._pages if page.filter(search)]
        for section, page in zip(self._sections, self._pages, strict=True):
            page.setVisible(page in found if search else page is chosen)
            section.set_found(page in found if search else None)
        self._nothing.setVisible(not found)
        self._scroll.verticalScrollBar().setValue(0)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(16, 0, 12, 1)
        head.setSpacing(8)
        head.addWidget(Label(self._appearance, "Settings", weight=600))
        head.addStretch(1)
        self.search.setFixedWidth(_SEARCH_WIDTH)
        head.addWidget(self.search)
        head.addWidget(self._close)
        self._scroll = self._build_scroll()
        body = QHBoxLayout()
        body.setContentsMargins(12, 0, 0, 0)
        body.setSpacing(0)
        body.addLayout(self._build_column())
        body.addWidget(self._scroll, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        head_area = QWidget()
        head_area.setFixedHeight(_HEAD_HEIGHT)
        head_area.setLayout(head)
        layout.addWidget(head_area)
        layout.addLayout(body, 1)

    def _build_column(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(0, 12, 0, 12)
        column.setSpacing(2)
        for section in self._sections:
            column.addWidget(section)
        column.addStretch(1)
        return column

    def _build_scroll(self) -> QScrollArea:
        inside = QWidget()
        inside.setMaximumWidth(_PAGE_WIDTH)
        pages = QVBoxLayout(inside)
        pages.setContentsMargins(0, 22, 0, 24)
        pages.setSpacing(28)
        for page in self._pages:
            pages.addWidget(page)
        pages.addWidget(self._nothing)
        pages.addStretch(1)
        margins = QWidget()
        self._margins = QHBoxLayout(margins)
        self._margins.addWidget(inside, 1)
        self._margins.addStretch(0)
        scroll = QScrollArea()
        scroll.setWidget(margins)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.viewport().setAutoFillBackground(False)
        margins.setAutoFillBackground(False)
        return scroll

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.shown.emit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_narrow = self.width() < _NARROW
        self._margins.setContentsMargins(_NARROW_LEFT if is_narrow else _LEFT, 0, _RIGHT, 0)
        for section in self._sections:
            section.set_compact(is_compact=is_narrow)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._appearance.theme
        painter.fillRect(self.rect(), theme.color("bg"))
        painter.fillRect(0, _HEAD_HEIGHT - 1, self.width(), 1, theme.color("line"))
