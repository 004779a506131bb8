"""One piece of work for a transcript, in a process of its own; prints what it cost as JSON.

Answers stream into the whole window, as a person sees them, or into plain text in the place of its
panes. All other work is done in panes alone.
"""

import asyncio
import json
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psutil
from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import (  # noqa: TID251  # it drives real panes
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QHBoxLayout,
    QPlainTextEdit,
    QScrollArea,
    QTextBrowser,
    QWidget,
)
from typing_extensions import override

from app.domain.answer import AnswerStatus
from app.main.loop import event_loop
from app.main.parley import Parley
from app.ui.fonts import load_fonts
from app.ui.lane_pane import LanePane
from app.ui.pane_area import PaneArea
from app.ui.stylesheet import apply_theme
from app.ui.theme import Appearance
from app.viewmodels.garbage import gui_thread_collector
from app.viewmodels.rows import AnswerRow, LaneRow, TurnRow

PROSE = (
    "Wait as long as the server asks; when it doesn't say, use **exponential backoff** with "
    "*full jitter*, so that many clients don't return at the `same` instant. See "
    "[the page](https://example.org/retry) for the whole story of it.\n\n"
    "1. Prefer `Retry-After` over your own delay.\n2. Cap the delay and the attempts.\n\n"
)
CODE = (
    "```python\n"
    + "".join(
        f"def step_{n}(value: int) -> int:\n    return value * {n}  # one more\n"
        for n in range(100)
    )
    + "```\n\n"
)
TABLE = "| Status | Meaning | Retry? |\n|---|---|---|\n" + "".join(
    f"| {400 + n} | Case number {n} | Yes, **with** backoff |\n" for n in range(20)
)
FORMULAS = "".join(
    f"As $x_{{{n}}}$ and $y^{{{n}}}$ show,\n\n"
    f"$$\n\\int_0^{{{n}}} \\frac{{x^{n}}}{{e^x-1}}\\,dx\n$$\n\n"
    for n in range(20)
)
ANSWER = PROSE * 6 + CODE + PROSE * 5 + TABLE + "\n" + PROSE * 3
TICK_MS = 5
FRAME_MS = 33
PANE_WIDTH, SIDEBAR_WIDTH = 360, 260


class Show:
    """Panes that show streaming text, in a window with nothing else, or in Parley's."""

    def __init__(self, app: QApplication, parley: Parley | None = None) -> None:
        self.appearance = Appearance(app, "light")
        apply_theme(app, self.appearance.theme)
        self.parley = parley
        self.host = QWidget()
        self.layout = QHBoxLayout(self.host)
        self.layout.setContentsMargins(0, 0, 0, 0)
        self.window: QWidget = parley.window if parley else self.host
        self.window.resize(1440, 900)
        if parley:
            self._take_the_place_of_panes(parley)

    def _take_the_place_of_panes(self, parley: Parley) -> None:
        view = parley.window.chat_view
        for widget in (view.welcome, view.first_start, view.panes):
            widget.hide()
        view.put_below_panes(self.host)

    def begin(self, panes: int, turns: int) -> None:
        """Open a chat with so many earlier turns in each of so many panes."""
        raise NotImplementedError

    def append(self, pane: int, text: str) -> None:
        """Show more text."""
        raise NotImplementedError


class Panes(Show):
    """The real panes."""

    @override
    def begin(self, panes: int, turns: int) -> None:
        area = self._area()
        area.set_lanes([LaneRow(str(n), f"Model {n}", "openai") for n in range(panes)])
        self.panes = [pane for n in range(panes) if (pane := area.pane(str(n)))]
        for n, pane in enumerate(self.panes):
            rows = [earlier_turn(n, i) for i in range(turns)]
            live = AnswerRow(f"a{n}", str(n), "Model", AnswerStatus.STREAMING)
            pane.set_path([*rows, TurnRow("t", "Tell me.", answer=live)])

    @override
    def append(self, pane: int, text: str) -> None:
        self.panes[pane].append(f"a{pane}", text, "")

    def _area(self) -> PaneArea:
        if self.parley:
            self.host.hide()
            self.host = area = self.parley.window.chat_view.panes
            area.show()
            return area
        area = PaneArea(self.appearance, lambda lane: LanePane(self.appearance))
        self.layout.addWidget(area)
        return area


class PlainText(Show):
    """Nothing but text that is appended, at 30 Hz."""

    @override
    def begin(self, panes: int, turns: int) -> None:
        self.edits = [QPlainTextEdit(readOnly=True) for _ in range(panes)]
        self.waiting = ["" for _ in range(panes)]
        for n, edit in enumerate(self.edits):
            self.layout.addWidget(edit)
            edit.setPlainText("\n".join(earlier_turn(n, i).answer.text for i in range(turns)))
            edit.moveCursor(QTextCursor.MoveOperation.End)
        self.timer = QTimer(interval=FRAME_MS)
        self.timer.timeout.connect(self._flush)
        self.timer.start()

    @override
    def append(self, pane: int, text: str) -> None:
        self.waiting[pane] += text

    def _flush(self) -> None:
        for n, edit in enumerate(self.edits):
            if self.waiting[n]:
                edit.moveCursor(QTextCursor.MoveOperation.End)
                edit.insertPlainText(self.waiting[n])
                edit.ensureCursorVisible()
                self.waiting[n] = ""


class WholeMarkdown(Show):
    """The whole Markdown set again, at 30 Hz, as most clients do."""

    interval = FRAME_MS

    @override
    def begin(self, panes: int, turns: int) -> None:
        self.browsers = [QTextBrowser() for _ in range(panes)]
        self.texts = ["" for _ in range(panes)]
        self.changed: set[int] = set()
        for browser in self.browsers:
            self.layout.addWidget(browser)
        self.timer = QTimer(interval=FRAME_MS)
        self.timer.timeout.connect(self._flush)
        self.timer.start()

    @override
    def append(self, pane: int, text: str) -> None:
        self.texts[pane] += text
        self.changed.add(pane)

    def _flush(self) -> None:
        for pane in self.changed:
            browser = self.browsers[pane]
            browser.setMarkdown(self.texts[pane])
            browser.verticalScrollBar().setValue(browser.verticalScrollBar().maximum())
        self.changed.clear()


class WholeMarkdownPerToken(WholeMarkdown):
    """The same for every token."""

    @override
    def append(self, pane: int, text: str) -> None:
        super().append(pane, text)
        self._flush()


def earlier_turn(pane: int, number: int) -> TurnRow:
    """A turn of about 770 characters that was stored earlier."""
    text = f"Answer {number}. " + PROSE + "```python\nprint('hello')\n```\n\n" + PROSE[:240]
    answer = AnswerRow(f"old{pane}-{number}", str(pane), "Model", AnswerStatus.DONE, text=text)
    return TurnRow(f"t{pane}-{number}", f"Question {number}?", answer=answer)


class Stalls:
    """CPU and wall time of this thread between two ticks of a precise timer, in ms."""

    def __init__(self) -> None:
        self.cpu: list[float] = []
        self.wall: list[float] = []
        self._last = time.thread_time(), time.perf_counter()
        self._timer = QTimer(interval=TICK_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def _tick(self) -> None:
        now = time.thread_time(), time.perf_counter()
        self.cpu.append((now[0] - self._last[0]) * 1000)
        self.wall.append((now[1] - self._last[1]) * 1000 - TICK_MS)
        self._last = now

    def figures(self) -> dict[str, float]:
        """The 99th percentile, the greatest and how many were longer than a frame."""
        return {
            "stall_p99_ms": percentile(self.cpu, 99),
            "stall_max_ms": max(self.cpu),
            "stalls_over_frame": sum(stall > 16.7 for stall in self.cpu),
            "wall_stall_max_ms": max(self.wall),
        }


class Frames(QObject):
    """Counts how often each pane is painted: a rare refresh would be a cheap one."""

    def __init__(self, show: Show) -> None:
        super().__init__()
        self._panes = [
            area.viewport()
            for area in show.host.findChildren(QAbstractScrollArea)
            if not isinstance(area, QScrollArea)  # What the panes stand in.
        ]
        self._count = 0
        self._started = time.perf_counter()
        for pane in self._panes:
            pane.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self._count += event.type() == QEvent.Type.Paint
        return False

    @property
    def a_second(self) -> float:
        """Frames of a pane in a second, on average."""
        return self._count / len(self._panes) / (time.perf_counter() - self._started)


def percentile(values: list[float], percent: int) -> float:
    """The value that so many percent don't exceed."""
    return statistics.quantiles(values, n=100, method="inclusive")[percent - 1]


def run_loop(seconds: float) -> None:
    """Let events happen for a while."""
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()


async def stream(show: Show, panes: int, rate: int, seconds: float, turns: int) -> dict[str, float]:
    """Stream tokens at a rate into every pane at once."""
    show.begin(panes, turns)
    show.window.resize(max(1440, SIDEBAR_WIDTH + panes * PANE_WIDTH), 900)  # All are in sight.
    show.window.show()
    await asyncio.sleep(1.0)
    size = max(1, len(ANSWER) // 4000)
    started, sent = time.perf_counter(), 0
    source = QTimer(interval=TICK_MS, timerType=Qt.TimerType.PreciseTimer)

    def feed() -> None:
        nonlocal sent
        due = min(int((time.perf_counter() - started) * rate), int(seconds * rate))
        while sent < due:
            place = sent * size % len(ANSWER)
            for pane in range(panes):
                show.append(pane, ANSWER[place : place + size])
            sent += 1

    source.timeout.connect(feed)
    frames, stalls, cpu = Frames(show), Stalls(), time.process_time()
    source.start()
    await asyncio.sleep(seconds + 0.2)
    cost = time.process_time() - cpu
    return {"cpu_s": cost, "frames_a_second": frames.a_second, **stalls.figures()}


def open_many(show: Show) -> dict[str, float]:
    """Open 10,000 messages, jump about in them and scroll."""
    area = LanePane(show.appearance)
    show.layout.addWidget(area)
    area.set_path([earlier_turn(0, 0)])
    show.window.show()
    run_loop(0.5)
    rows = [earlier_turn(1, i) for i in range(5000)]
    process = psutil.Process()
    before, cpu = process.memory_info().rss, time.process_time()
    area.set_path(rows)
    QApplication.processEvents()
    opened = time.process_time() - cpu
    memory = process.memory_info().rss - before
    bar = area.transcript.scroll_bar
    jumps = [
        turns(area, lambda i=i: bar.setValue(bar.maximum() * (i * 7 % 400) // 399))
        for i in range(400)
    ]
    stalls, wholes = [max(jump) for jump in jumps], [sum(jump) for jump in jumps]
    turns(area, lambda: bar.setValue(0))
    steps = [max(turns(area, lambda: bar.setValue(bar.value() + 100))) for _ in range(300)]
    return {
        "open_cpu_ms": opened * 1000,
        "open_mb": memory / 1e6,
        "scrolled_mb": (process.memory_info().rss - before) / 1e6,
        "jump_p50_ms": percentile(stalls, 50),
        "jump_p99_ms": percentile(stalls, 99),
        "jump_whole_p50_ms": percentile(wholes, 50),
        "jump_whole_p99_ms": percentile(wholes, 99),
        "step_p50_ms": percentile(steps, 50),
        "step_p99_ms": percentile(steps, 99),
    }


def resize(show: Show) -> dict[str, float]:
    """Resize the window with 1,000 messages in it."""
    area = LanePane(show.appearance)
    show.layout.addWidget(area)
    show.window.show()
    area.set_path([earlier_turn(1, i) for i in range(500)])
    run_loop(0.5)
    steps = [timed(lambda i=i: show.window.resize(700 + i * 12, 900)) for i in range(60)]
    return {"resize_p50_ms": percentile(steps, 50), "resize_p99_ms": percentile(steps, 99)}


def resize_giant(show: Show) -> dict[str, float]:
    """Resize the window with an answer of 1 MB in it, of which everything is shown."""
    show.begin(1, 0)
    show.window.show()
    show.append(0, PROSE * (1_000_000 // len(PROSE)))
    run_loop(2.0)
    for button in show.window.findChildren(QAbstractButton):
        if button.accessibleName() == "Show all":
            button.click()
    run_loop(20.0)
    steps = [timed(lambda i=i: show.window.resize(700 + i * 12, 900)) for i in range(60)]
    return {"resize_p50_ms": percentile(steps, 50), "resize_p99_ms": percentile(steps, 99)}


def flood(show: Show, text: str) -> dict[str, float]:
    """Let a giant answer arrive as fast as it can be shown."""
    show.begin(1, 0)
    show.window.show()
    run_loop(0.7)
    stalls, cpu = Stalls(), time.process_time()
    pieces = [text[i : i + 4096] for i in range(0, len(text), 4096)]
    source = QTimer(interval=16)

    def feed() -> None:
        if pieces:
            show.append(0, pieces.pop(0))

    source.timeout.connect(feed)
    source.start()
    while pieces:
        run_loop(0.2)
    run_loop(1.0)
    return {"cpu_s": time.process_time() - cpu, **stalls.figures()}


def open_formulas(show: Show) -> dict[str, float]:
    """Open a conversation that ends in a page of formulas."""
    show.begin(1, 1)
    show.window.show()
    run_loop(0.5)
    stalls, cpu = Stalls(), time.process_time()
    answer = AnswerRow("formulas", "0", "Model", AnswerStatus.DONE, text=FORMULAS)
    show.panes[0].set_path([TurnRow("f", "Derive it.", answer=answer)])
    run_loop(1.0)
    return {"cpu_s": time.process_time() - cpu, **stalls.figures()}


def turns(pane: LanePane, work: Callable[[], Any]) -> list[float]:
    """CPU milliseconds of each turn of the event loop until all is shown that some work asks for.

    The first is that of the work itself and of painting what it could show at once.
    """
    result = [timed(work)]
    while not pane.transcript.is_settled:
        started = time.thread_time()
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        result.append((time.thread_time() - started) * 1000)
    return [*result, timed(lambda: None)]


def timed(work: Callable[[], Any]) -> float:
    """CPU milliseconds of some work and of painting its result."""
    started = time.thread_time()
    work()
    QApplication.processEvents()
    return (time.thread_time() - started) * 1000


SHOWS: dict[str, type[Show]] = {
    "parley": Panes,
    "plain text, 30 Hz": PlainText,
    "whole Markdown, 30 Hz": WholeMarkdown,
    "whole Markdown per token": WholeMarkdownPerToken,
}
# Panes, tokens a second, seconds, and earlier turns.
STREAMS: dict[str, tuple[int, int, float, int]] = {
    "one answer": (1, 200, 20, 0),
    "4 panes": (4, 150, 10, 500),
    "8 panes": (8, 300, 10, 500),
}
FLOODS: dict[str, Callable[[], str]] = {
    "20,000 lines of code": lambda: "```python\n" + "value = compute(1)  # a line\n" * 20_000,
    "one line of 1 MB": lambda: "word " * 200_000,
    "1 MB without a space": lambda: "x" * 1_000_000,
    "a table of 300 rows": lambda: (
        "| a | b | c | d | e |\n|---|---|---|---|---|\n"
        + "".join(f"| cell {n} | some text | **bold** | `code` | more |\n" for n in range(300))
    ),
}


def works() -> Iterator[tuple[str, Callable[[Show], dict[str, float]]]]:
    """Yield the name of each other piece of work and what does it."""
    yield "open", open_many
    yield "60 formulas opened", open_formulas
    yield "60 formulas streamed", lambda show: flood(show, FORMULAS)
    yield "resize", resize
    yield "resize a giant", resize_giant
    for name, text in FLOODS.items():
        yield name, lambda show, text=text: flood(show, text())


def stream_in_window(app: QApplication, shower: type[Show], work: str) -> dict[str, float]:
    """Open Parley on a folder of its own and stream into its window."""
    with TemporaryDirectory() as home, event_loop(app) as loop:
        parley = loop.run_until_complete(Parley.open(app, Path(home)))
        figures = loop.run_until_complete(stream(shower(app, parley), *STREAMS[work]))
        loop.run_until_complete(parley.aclose())
    return figures


def main() -> None:
    """Do the work that the arguments name: who shows it, and what."""
    _, shower, work = sys.argv
    app = QApplication([])
    load_fonts()
    if work in STREAMS:
        figures = stream_in_window(app, SHOWS[shower], work)
    else:
        with gui_thread_collector():  # As in Parley.
            figures = dict(works())[work](SHOWS[shower](app))
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
