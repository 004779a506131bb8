"""How the lanes of a chat are asked: what opens for it, and where what is chosen there goes."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.domain.lane import Candidate
from app.ui.lane_access import LaneAccess
from app.ui.lane_settings import LaneSettings
from app.ui.model_choice import ModelChoice
from app.ui.notice import Notice
from app.ui.preset_menu import PresetMenu
from app.viewmodels.chat import ChatViewModel
from app.viewmodels.presets import PresetsViewModel
from app.words import _


class LaneSetup(QObject):
    """Opens the parameters, the access and the presets, unless they would tell hidden names."""

    def __init__(
        self,
        chat: ChatViewModel,
        presets: PresetsViewModel,
        choice: ModelChoice,
        settings: LaneSettings,
        access: LaneAccess,
        preset_menu: PresetMenu,
        notice: Notice,
    ) -> None:
        super().__init__(settings)
        self._chat = chat
        self._presets = presets
        self._choice = choice
        self._settings = settings
        self._access = access
        self._preset_menu = preset_menu
        self._notice = notice
        settings.changed.connect(chat.lane_editor.change_setup)
        settings.access_requested.connect(self.open_access)
        settings.preset_kept.connect(presets.add)
        access.changed.connect(chat.lane_editor.change_access)
        access.model_wanted.connect(self._pick_fallback)
        presets.changed.connect(self._show_presets)
        self._show_presets()

    def open_settings(self, anchor: QWidget, lane_id: str | None = None) -> None:
        """Open the parameters of all lanes, at those of one or of the first."""
        if self._refuses_to_tell():
            return
        lanes = {lane.id: lane for lane in self._chat.conversation.active_lanes}
        setups = [
            (row, lanes[row.lane_id].parameters, lanes[row.lane_id].system_prompt)
            for row in self._chat.lanes
        ]
        self._settings.open_at(anchor, setups, lane_id or setups[0][0].lane_id)

    def open_access(self, anchor: QWidget, lane_id: str) -> None:
        """Open with which key a lane is asked, and who stands in."""
        if not self._refuses_to_tell():
            self._access.open_at(anchor, self._chat.access(lane_id))

    def open_presets(self, anchor: QWidget) -> None:
        """Open the ways to ask that are kept."""
        if not self._refuses_to_tell():
            self._preset_menu.open_at(anchor)

    def show(self) -> None:
        """Show in what is open how the lanes are asked now."""
        if self._access.isVisible():
            self._access.set_row(self._chat.access(self._access.lane_id))

    def _show_presets(self) -> None:
        self._settings.set_presets(self._presets.presets)

    def _refuses_to_tell(self) -> bool:
        """How a lane is asked would tell who it is, while names are hidden."""
        if self._chat.hides_names:
            self._notice.show_sentence(
                _("How models are asked would tell them apart. Vote, or reveal the names, first.")
            )
        return self._chat.hides_names

    def _pick_fallback(self, anchor: QWidget) -> None:
        self._choice.pick(anchor, lambda model: self._access.add(Candidate(model)))
