"""The model picker: a popup that finds one model among thousands."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QHideEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QListView, QVBoxLayout, QWidget
from typing_extensions import override

from app.domain.lane import ModelRef
from app.ui.labels import Label
from app.ui.model_delegate import ModelDelegate
from app.ui.model_list import Action, ModelListModel
from app.ui.popup import Popup
from app.ui.search_field import SearchField
from app.ui.theme import Appearance, tokens
from app.viewmodels.rows import ModelRow
from app.words import N_, _

_LIST_WIDTH = 400
_LIST_HEIGHT = 400
_MOST_ROWS = 14  # More can't fit.
_SCROLL_BAR_ROOM = 12
_LOOKING = N_("Looking for model servers on this computer…")
_MOVES = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}


class ModelPicker(Popup):
    """Search, arrow keys and Enter; or a click."""

    picked = Signal(ModelRef)
    server_requested = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(appearance, parent)
        self._model = ModelListModel(self)
        self._search = SearchField(appearance, _("Find a model"))
        self._list = QListView()
        self._delegate = ModelDelegate(appearance, _LIST_WIDTH - _SCROLL_BAR_ROOM, self._list)
        self._busy = Label(appearance, _(_LOOKING), px=tokens()["type"]["small_px"], color="dim")
        self._busy.setContentsMargins(10, 0, 10, 4)
        self._busy.hide()
        self._build_list()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(6)
        for widget in (self._search, self._list, self._busy):
            layout.addWidget(widget)
        self._search.textChanged.connect(self._on_typed)
        self._search.installEventFilter(self)
        self._list.clicked.connect(self._choose)
        self._list.selectionModel().currentChanged.connect(self._tell_current)

    def set_models(self, models: Sequence[ModelRow]) -> None:
        """Offer these models; what is typed and where one stands are kept."""
        cursor = self._ref_at(self._list.currentIndex())
        self._model.set_models(models)
        self._list.setCurrentIndex(self._model.index_of(cursor))
        self._fit()

    def set_busy(self, is_busy: bool) -> None:
        """Say whether servers on this computer are still being looked for."""
        self._busy.setVisible(is_busy)
        self._fit()

    def open_at(self, anchor: QWidget, current: ModelRef | None) -> None:
        """Open under the anchor, with the current model checked and the search empty."""
        self._search.clear()
        self._delegate.current = current
        self._list.setCurrentIndex(self._model.index_of(current))
        self._fit()
        self.show_beside(anchor)
        self._list.scrollTo(self._list.currentIndex(), QListView.ScrollHint.PositionAtCenter)
        self._search.setFocus(Qt.FocusReason.PopupFocusReason)
        self._tell_current(self._list.currentIndex())

    def _build_list(self) -> None:
        self._list.setModel(self._model)
        self._list.setItemDelegate(self._delegate)
        self._list.setAccessibleName(_("Models"))
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setMouseTracking(True)
        self._list.setFixedWidth(_LIST_WIDTH)
        self._list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.viewport().setAutoFillBackground(False)

    def _fit(self) -> None:
        # While one types, the popup keeps its height: a frame that jumps is hard to read.
        if not self._search.text():
            rows = min(self._model.rowCount(), _MOST_ROWS)
            needed = sum(self._list.sizeHintForRow(row) for row in range(rows))
            self._list.setFixedHeight(min(needed, _LIST_HEIGHT))
        self.adjustSize()

    def _on_typed(self, text: str) -> None:
        self._model.set_filter(text)
        self._list.setCurrentIndex(self._model.index_of(None))

    def _ref_at(self, index: QModelIndex) -> ModelRef | None:
        row = self._model.row_at(index) if index.isValid() else None
        return row.ref if isinstance(row, ModelRow) else None

    def _choose(self, index: QModelIndex) -> None:
        row = self._model.row_at(index)
        if isinstance(row, ModelRow):
            self.close()
            self.picked.emit(row.ref)
        elif isinstance(row, Action):
            self.close()
            self.server_requested.emit()

    def _tell_current(self, index: QModelIndex) -> None:
        """Have a screen reader read where one stands: the keyboard's focus stays in the search."""
        if self.isVisible() and index.isValid() and QAccessible.isActive():
            focus = QAccessibleEvent(self._list, QAccessible.Event.Focus)
            focus.setChild(index.row())
            QAccessible.updateAccessibility(focus)

    def _move(self, event: QKeyEvent) -> None:
        before = self._list.currentIndex()
        QCoreApplication.sendEvent(self._list, event)
        if self._list.currentIndex() == before:
            is_up = event.key() in (Qt.Key.Key_Up, Qt.Key.Key_PageUp)
            last = self._model.index(self._model.rowCount() - 1, 0)
            self._list.setCurrentIndex(last if is_up else self._model.index_of(None))

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        # What is not open says no names: those of a blind comparison would be among them.
        self.set_models(())

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in _MOVES:
                self._move(event)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._choose(self._list.currentIndex())
                return True
        return super().eventFilter(watched, event)
