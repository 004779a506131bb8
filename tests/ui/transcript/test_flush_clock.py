from PySide6.QtCore import QObject

from app.ui.transcript.flush_clock import FlushClock


class _Pane(QObject):
    def __init__(self, name, log, times):
        super().__init__()
        self.name, self._log, self._times = name, log, times

    def flush(self):
        self._log.append(self.name)
        self._times -= 1
        return self._times > 0


def test_panes_take_turns_one_a_tick(qtbot, qapp):
    log = []
    clock = FlushClock(qapp)
    panes = [_Pane(name, log, 2) for name in "abc"]

    for pane in panes:
        clock.wake(pane)

    qtbot.waitUntil(lambda: len(log) == 6)
    assert log == list("abcabc")
    clock.deleteLater()


def test_a_pane_that_is_gone_has_no_turn(qtbot, qapp):
    log = []
    clock = FlushClock(qapp)
    gone, stays = _Pane("gone", log, 1), _Pane("stays", log, 1)
    clock.wake(gone)
    clock.wake(stays)

    del gone

    qtbot.waitUntil(lambda: bool(log))
    assert log == ["stays"]
    clock.deleteLater()


def test_all_panes_of_an_owner_share_a_clock(qapp):
    owner = QObject()

    assert FlushClock.shared_by(owner) is FlushClock.shared_by(owner)
