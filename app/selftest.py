"""`parley --self-test DIR`: a conversation in the real window, with pictures and figures.

It is also how a packaged build is checked: everything it needs must be in the bundle.
"""

import asyncio
import json
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, SignalInstance
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from app.domain.answer import AnswerStatus
from app.domain.messages import Parameters
from app.main.application import make_application
from app.main.loop import event_loop
from app.main.parley import Parley
from app.viewmodels.chat import ChatViewModel

PROMPT = "Write two short sentences about the sea, then a list of three fish."
TEMPERATURES = (0.2, 1.0)
MAX_TOKENS = 120
TIMEOUT_S = 120
TICK_MS = 5


class SelfTestError(Exception):
    """What went wrong, in a sentence."""


@dataclass
class Report:
    """What the self-test saw. Times in seconds, the stall in milliseconds."""

    passed: bool = False
    problem: str = ""
    platform: str = ""
    window_s: float | None = None
    first_token_s: list[float | None] = field(default_factory=list[float | None])
    tokens_per_second: list[float | None] = field(default_factory=list[float | None])
    longest_stall_ms: float | None = None
    answers: list[str] = field(default_factory=list[str])


class StallMonitor(QObject):
    """The longest time for which the event loop did not come round."""

    def __init__(self) -> None:
        super().__init__()
        self.longest_ms = 0.0
        self._last = perf_counter()
        self._timer = QTimer(self, interval=TICK_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_tick)
        self._timer.start()

    def _on_tick(self) -> None:
        now = perf_counter()
        self.longest_ms = max(self.longest_ms, (now - self._last) * 1_000 - TICK_MS)
        self._last = now


def run_self_test(directory: Path, started: float) -> int:
    """Hold a conversation and write what came of it.

    Args:
        directory: Gets report.json, light.png and dark.png; made if missing.
        started: `perf_counter()` when the program began.

    Returns:
        The exit code: 0 if both lanes answered, otherwise 1.
    """
    directory.mkdir(parents=True, exist_ok=True)
    report = Report()
    app = make_application()
    report.platform = app.platformName()
    with TemporaryDirectory(prefix="parley-") as home, event_loop(app) as loop:
        parley = loop.run_until_complete(Parley.open(app, Path(home)))
        try:
            loop.run_until_complete(_converse(parley, report, directory, started))
            report.passed = True
        except (TimeoutError, SelfTestError) as error:
            report.problem = str(error) or f"No end within {TIMEOUT_S} s."
        finally:
            loop.run_until_complete(parley.aclose())
    text = json.dumps(asdict(report), indent=2, ensure_ascii=False)
    (directory / "report.json").write_text(text, encoding="utf-8")
    if sys.stdout:
        sys.stdout.write(text + "\n")
    return 0 if report.passed else 1


async def _converse(parley: Parley, report: Report, directory: Path, started: float) -> None:
    painted = _FirstPaint(parley.window)
    parley.show()
    await painted.happened.wait()
    report.window_s = round(perf_counter() - started, 3)
    await _set_up_lanes(parley.chat)
    stalls = StallMonitor()
    await _send_by_keyboard(parley)
    await _until(parley.chat.streaming_changed, lambda: not parley.chat.is_streaming)
    report.longest_stall_ms = round(stalls.longest_ms, 1)
    _read_answers(parley.chat, report)
    for mode in ("light", "dark"):
        parley.appearance.set_mode(mode)
        parley.window.grab().save(str(directory / f"{mode}.png"))


async def _set_up_lanes(chat: ChatViewModel) -> None:
    """The built-in model twice, at different temperatures."""
    chat.lane_editor.add(chat.conversation.active_lanes[0].model)
    await _until(chat.changed, lambda: len(chat.lanes) == len(TEMPERATURES))
    for lane, temperature in zip(chat.lanes, TEMPERATURES, strict=True):
        chat.lane_editor.change_setup(
            lane.lane_id, Parameters(temperature, max_tokens=MAX_TOKENS), ""
        )
    await _until(
        chat.changed,
        lambda: all(lane.parameters.max_tokens for lane in chat.conversation.active_lanes),
    )


async def _send_by_keyboard(parley: Parley) -> None:
    parley.window.chat_view.composer.focus_editor()
    editor = parley.window.focusWidget()
    QTest.keyClicks(editor, PROMPT)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    await _until(parley.chat.streaming_changed, lambda: parley.chat.is_streaming)


def _read_answers(chat: ChatViewModel, report: Report) -> None:
    for answer in chat.conversation.answers:
        report.answers.append(answer.text)
        report.first_token_s.append(answer.metrics.first_token_s)
        report.tokens_per_second.append(answer.metrics.tokens_per_second)
        if answer.status is not AnswerStatus.DONE or not answer.text:
            raise SelfTestError(f"An answer ended as {answer.status}. {answer.error}")


class _FirstPaint(QObject):
    """Notices when a widget is first painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self.happened = asyncio.Event()
        widget.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint:
            self.happened.set()
        return False


async def _until(signal: SignalInstance, condition: Callable[[], bool]) -> None:
    """Wait for a signal after which a condition holds."""
    holds = asyncio.Event()

    def check(*_: object) -> None:
        if condition():
            holds.set()

    signal.connect(check)
    check()
    try:
        async with asyncio.timeout(TIMEOUT_S):
            await holds.wait()
    finally:
        signal.disconnect(check)
