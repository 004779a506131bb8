"""The presets, and what one can do with them."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from app.domain.conversation import new_id
from app.domain.messages import Parameters
from app.domain.settings import PRESETS, Preset
from app.viewmodels.preferences import PreferencesViewModel
from app.words import N_, _

_NAME_WORDS = 4
_USUAL_NAMES = {preset.id: preset.name for preset in PRESETS}
_UNNAMED = N_("New preset")


class PresetsViewModel(QObject):
    """Part of the settings.

    Signals:
        changed: Read `presets` again.
    """

    changed = Signal()

    def __init__(self, preferences: PreferencesViewModel) -> None:
        super().__init__()
        self._preferences = preferences
        self._known = preferences.settings.presets
        preferences.changed.connect(self._on_preferences_changed)

    @property
    def presets(self) -> Sequence[Preset]:
        """In the order in which they are offered; those that come with Parley are translated."""
        return [_translated(preset) for preset in self._preferences.settings.presets]

    @property
    def lacks_usual(self) -> bool:
        """Whether one that comes with Parley was removed."""
        return bool({preset.id for preset in PRESETS} - {preset.id for preset in self.presets})

    def add(self, parameters: Parameters, system_prompt: str) -> Preset:
        """Keep a way to ask, under a name made from its first words."""
        name = " ".join(system_prompt.split()[:_NAME_WORDS]) or _(_UNNAMED)
        preset = Preset(new_id(), name, system_prompt, parameters)
        self._put((*self.presets, preset))
        return preset

    def change(self, preset: Preset) -> None:
        """Put a preset in the place of the one with its id."""
        self._put(preset if one.id == preset.id else one for one in self.presets)

    def move(self, preset_id: str, delta: int) -> None:
        """Move one up (-1) or down (1)."""
        presets = list(self.presets)
        place = next(i for i, one in enumerate(presets) if one.id == preset_id)
        presets.insert(max(0, place + delta), presets.pop(place))
        self._put(presets)

    def remove(self, preset_id: str) -> None:
        """Forget one; lanes that were asked so still are."""
        self._put(one for one in self.presets if one.id != preset_id)

    def restore_usual(self) -> None:
        """Bring back those that come with Parley and were removed."""
        known = {preset.id for preset in self.presets}
        self._put((*self.presets, *(preset for preset in PRESETS if preset.id not in known)))

    def _put(self, presets: Iterable[Preset]) -> None:
        self._preferences.change(presets=tuple(_as_stored(preset) for preset in presets))

    def _on_preferences_changed(self) -> None:
        if self._preferences.settings.presets != self._known:
            self._known = self._preferences.settings.presets
            self.changed.emit()


def _translated(preset: Preset) -> Preset:
    """With the name in the language in use, unless the person has given it one."""
    usual = _USUAL_NAMES.get(preset.id)
    return replace(preset, name=_(usual)) if usual and usual == preset.name else preset


def _as_stored(preset: Preset) -> Preset:
    """With the name as it is the same in all languages."""
    usual = _USUAL_NAMES.get(preset.id)
    return replace(preset, name=usual) if usual and preset.name == _(usual) else preset
