"""Every keyboard shortcut: what it is called, what it does, its usual keys and its present ones."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import reduce
from typing import cast

from PySide6.QtCore import QKeyCombination, QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from app.domain.settings import ChosenKeys
from app.viewmodels.preferences import PreferencesViewModel
from app.words import N_, _

_PORTABLE = QKeySequence.SequenceFormat.PortableText
_NATIVE = QKeySequence.SequenceFormat.NativeText
_Standard = QKeySequence.StandardKey
# What a person expects beside what the system says: "+" without Shift.
_ALSO = {_Standard.ZoomIn: (QKeySequence("Ctrl+="),)}
# What a text field does with them, wherever the caret is in one.
_IN_TEXT = {
    _Standard.Cut: N_("In a text field, {keys} still cuts."),
    _Standard.Copy: N_("In a text field, {keys} still copies."),
    _Standard.Paste: N_("In a text field, {keys} still pastes."),
    _Standard.Undo: N_("In a text field, {keys} still undoes."),
    _Standard.Redo: N_("In a text field, {keys} still redoes."),
    _Standard.SelectAll: N_("In a text field, {keys} still selects all."),
}


class Group(StrEnum):
    """The headings under which Settings lists the shortcuts, to be translated."""

    CHATS = N_("Chats")
    ANSWERS = N_("Models and answers")
    READING = N_("Reading")
    WINDOW = N_("Window")


@dataclass(frozen=True, slots=True)
class ShortcutRow:
    """A shortcut in Settings.

    Attributes:
        id: What it is stored under.
        keys: As this system writes them, such as "Ctrl+N" or "⌘N"; none if it has none.
        note: Who else has or had these keys, in words, or "".
        is_usual: The person has not changed it.
    """

    id: str
    group: Group
    name: str
    keys: tuple[str, ...]
    note: str = ""
    is_usual: bool = True


@dataclass(frozen=True, slots=True)
class _Entry:
    id: str
    group: Group
    name: str
    usual: Mapping[str, QKeySequence]
    shortcut: QShortcut
    in_lane_windows: bool


class Shortcuts(QObject):
    """The shortcuts of the main window; what the person changed is kept in the settings.

    Keys do one thing: what was chosen for them last, or else what is first in the list. The others
    that would have them say who has them.

    Signals:
        changed: Read `rows` and `text` again.
    """

    changed = Signal()

    def __init__(self, window: QWidget, preferences: PreferencesViewModel) -> None:
        super().__init__(window)
        self._window = window
        self._preferences = preferences
        self._stored = preferences.settings.shortcuts
        self._chosen = {one.id: one.keys for one in self._stored}
        self._entries: dict[str, _Entry] = {}
        self._owners: dict[str, _Entry] = {}
        preferences.changed.connect(self._on_preferences_changed)

    def add(
        self,
        id: str,
        group: Group,
        name: str,
        keys: QKeySequence.StandardKey | str,
        action: Callable[[], object],
        *,
        in_lane_windows: bool = False,
    ) -> None:
        """Let keys do something, wherever the focus is in the window.

        Args:
            id: What it is stored under; never change it.
            group: The heading it stands under.
            name: What it does, in a few words.
            keys: The usual ones, such as "Ctrl+L"; "" for none.
            action: What to call.
            in_lane_windows: They do it in the windows of lanes as well.
        """
        usual = _by_id((QKeySequence(keys),) if isinstance(keys, str) else _bindings(keys))
        shortcut = QShortcut(self._window)
        shortcut.activated.connect(action)
        self._entries[id] = _Entry(id, group, name, usual, shortcut, in_lane_windows)
        self._bind()

    def serve(self, lane_window: QWidget) -> None:
        """Let the keys that are meant for the windows of lanes work in one, too."""
        for entry in self._entries.values():
            if entry.in_lane_windows:
                _Twin(entry.shortcut, self, lane_window)

    @property
    def rows(self) -> Sequence[ShortcutRow]:
        """All of them, by group, in the order in which they were added."""
        entries = sorted(self._entries.values(), key=lambda entry: list(Group).index(entry.group))
        return [self._row(entry) for entry in entries]

    def text(self, id: str) -> str:
        """The first of the keys that do something, as this system writes them; "" for none."""
        keys = self._entries[id].shortcut.keys()
        return keys[0].toString(_NATIVE) if keys else ""

    def choose(self, id: str, keys: QKeySequence | None) -> None:
        """Let these keys do it, instead of what they did and instead of its own; None for none."""
        chosen = ChosenKeys(id, keys.toString(_PORTABLE) if keys else "")
        self._preferences.change(shortcuts=(*self._without(id), chosen))

    def reset(self, id: str) -> None:
        """Give one its usual keys."""
        self._preferences.change(shortcuts=self._without(id))

    def _without(self, id: str) -> tuple[ChosenKeys, ...]:
        return tuple(one for one in self._stored if one.id != id)

    def _on_preferences_changed(self) -> None:
        if self._preferences.settings.shortcuts != self._stored:
            self._stored = self._preferences.settings.shortcuts
            self._chosen = {one.id: one.keys for one in self._stored}
            self._bind()
            self.changed.emit()

    def _bind(self) -> None:
        self._owners = _owners(self._entries, self._chosen)
        for entry in self._entries.values():
            wanted = _wanted(entry, self._chosen)
            own = [keys for id, keys in wanted.items() if self._owners[id] is entry]
            if entry.shortcut.keys() != own:
                entry.shortcut.setKeys(own)

    def _row(self, entry: _Entry) -> ShortcutRow:
        is_usual = entry.id not in self._chosen
        keys = entry.shortcut.keys()
        texts = tuple(one.toString(_NATIVE) for one in keys if not _is_special(one))
        return ShortcutRow(entry.id, entry.group, entry.name, texts, self._note(entry), is_usual)

    def _note(self, entry: _Entry) -> str:
        """Who else has, or would have, the keys; nobody if it has never been touched."""
        wanted = _wanted(entry, self._chosen)
        lost = [id for id in wanted if self._owners[id] is not entry]
        if lost:
            owner = self._owners[lost[0]]
            words = _("{keys} is in use for “{name}”.")
            return words.format(keys=wanted[lost[0]].toString(_NATIVE), name=owner.name)
        others = [
            _("“{name}”").format(name=other.name)
            for other in self._entries.values()
            if other is not entry and _wanted(other, self._chosen).keys() & wanted.keys()
        ]
        if others:
            return _("Taken from {names}.").format(names=reduce(_and, others))
        if entry.id in self._chosen and (does := _in_text(list(wanted.values()))):
            return _(does).format(keys=next(iter(wanted.values())).toString(_NATIVE))
        return ""


class _Twin(QShortcut):
    """Does in another window what a shortcut does, by the same keys, as long as the window is."""

    def __init__(self, other: QShortcut, shortcuts: Shortcuts, window: QWidget) -> None:
        super().__init__(window)
        self._other = other
        self.activated.connect(other.activated)
        shortcuts.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        self.setKeys(self._other.keys())


def _and(first: str, second: str) -> str:
    return _("{first} and {second}").format(first=first, second=second)


def _bindings(standard: QKeySequence.StandardKey) -> tuple[QKeySequence, ...]:
    return (*QKeySequence.keyBindings(standard), *_ALSO.get(standard, ()))


def _wanted(entry: _Entry, chosen: Mapping[str, str]) -> Mapping[str, QKeySequence]:
    """The keys that are chosen for it, or else its usual ones, whoever has them; by their ids."""
    text = chosen.get(entry.id)
    return entry.usual if text is None else _by_id([QKeySequence.fromString(text, _PORTABLE)])


def _owners(entries: Mapping[str, _Entry], chosen: Mapping[str, str]) -> dict[str, _Entry]:
    """Who has each keys: the last that was chosen for them, or else the first in the list."""
    last_chosen = [entries[id] for id in reversed(tuple(chosen)) if id in entries]
    usual = [entry for entry in entries.values() if entry.id not in chosen]
    owners: dict[str, _Entry] = {}
    for entry in (*last_chosen, *usual):
        for id in _wanted(entry, chosen):
            owners.setdefault(id, entry)
    return owners


def _is_special(keys: QKeySequence) -> bool:
    """Whether it is a key of its own, such as "Copy", that few keyboards have."""
    key = cast("Sequence[QKeyCombination]", keys)[0].key()  # Its stub lacks that.
    return key >= Qt.Key.Key_Back or Qt.Key.Key_F13 <= key <= Qt.Key.Key_F35


def _by_id(keys: Iterable[QKeySequence]) -> dict[str, QKeySequence]:
    """Those that are any, by how they are written in the settings."""
    return {id: one for one in keys if (id := one.toString(_PORTABLE))}


def _in_text(keys: Sequence[QKeySequence]) -> str:
    taken = [does for standard, does in _IN_TEXT.items() if set(keys) & set(_bindings(standard))]
    return taken[0] if taken else ""
