"""The menu of the presets: what the models of the chat are to be told, and how they are asked."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from app.domain.lane import Lane
from app.domain.settings import Preset
from app.viewmodels.chat import ChatViewModel
from app.viewmodels.presets import PresetsViewModel
from app.words import _


class PresetMenu(QObject):
    """Asks all lanes or one of them as a preset says; one that is asked so is ticked.

    Signals:
        edit_requested: Id of the preset to show in Settings; "" for just the list.
    """

    edit_requested = Signal(str)

    def __init__(self, chat: ChatViewModel, presets: PresetsViewModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._parent = parent
        self._chat = chat
        self._presets = presets

    def open_at(self, anchor: QWidget) -> None:
        """Open over what was pressed, or under it where there is no room."""
        menu = QMenu(self._parent)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        lanes = self._chat.conversation.active_lanes
        for preset in self._presets.presets:
            self._add_preset(menu, preset, lanes)
        menu.addSeparator()
        self._for_each(menu, _("Keep as a preset…"), lanes, self._keep)
        menu.addAction(_("Edit presets…"), partial(self.edit_requested.emit, ""))
        height = menu.sizeHint().height()
        above = anchor.mapToGlobal(QPoint(0, -height))
        fits = above.y() >= anchor.screen().availableGeometry().top()
        menu.popup(above if fits else anchor.mapToGlobal(QPoint(0, anchor.height())))

    def _add_preset(self, menu: QMenu, preset: Preset, lanes: Sequence[Lane]) -> None:
        name = _escaped(preset.name)
        asked_so = [lane.id for lane in lanes if preset.asks(lane.parameters, lane.system_prompt)]
        apply = partial(self._chat.lane_editor.apply_preset, preset)
        everywhere = [lane.id for lane in lanes]
        if len(lanes) == 1:
            _tick(menu.addAction(name, partial(apply, everywhere)), is_ticked=bool(asked_so))
            return
        inner = menu.addMenu(name)
        all_models = inner.addAction(_("All models"), partial(apply, everywhere))
        _tick(all_models, is_ticked=len(asked_so) == len(lanes))
        inner.addSeparator()
        for row in self._chat.lanes:
            action = inner.addAction(_escaped(row.label), partial(apply, [row.lane_id]))
            _tick(action, is_ticked=row.lane_id in asked_so)

    def _for_each(
        self, menu: QMenu, name: str, lanes: Sequence[Lane], act: Callable[[str], None]
    ) -> None:
        if len(lanes) == 1:
            menu.addAction(name, partial(act, lanes[0].id))
            return
        inner = menu.addMenu(name.removesuffix("…").rstrip())
        for row in self._chat.lanes:
            inner.addAction(_escaped(row.label), partial(act, row.lane_id))

    def _keep(self, lane_id: str) -> None:
        lane = self._chat.conversation.lane(lane_id)
        self.edit_requested.emit(self._presets.add(lane.parameters, lane.system_prompt).id)


def _tick(action: QAction, *, is_ticked: bool) -> None:
    action.setCheckable(is_ticked)
    action.setChecked(is_ticked)


def _escaped(name: str) -> str:
    return name.replace("&", "&&")
