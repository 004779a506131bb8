"""What the transcript costs beside appending plain text, and beside what peers do.

Each piece of work runs in a process of its own, three times; the medians are told and written to
build/bench-transcript.json. All of it is done offscreen and, where there is xvfb-run, on a screen
of X, too. It takes some minutes.
"""

import asyncio
import json
import os
import shutil
import statistics
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

ROUNDS = 3
REPORT = Path("build/bench-transcript.json")
PLAIN, OURS = "plain text, 30 Hz", "parley"
PEERS = ("whole Markdown, 30 Hz", "whole Markdown per token")
SCREENS = {
    "offscreen": (),
    "xcb": ("xvfb-run", "-a", "-s", "-screen 0 1600x1000x24"),
}
DRIVEN = "answers stream into the whole window, all else is done in panes alone"
Figures = dict[str, float]


@dataclass(frozen=True, slots=True)
class Goal:
    """A figure of one piece of work and what it should be at most.

    Attributes:
        beside_plain: Whether the figure is divided by that of appended plain text.
    """

    work: str
    figure: str
    most: float
    beside_plain: bool = False


GOALS = (
    Goal("one answer", "cpu_s", 1.5, beside_plain=True),
    Goal("one answer", "stall_p99_ms", 5),
    *(
        goal
        for work in ("4 panes", "8 panes")
        for goal in (
            Goal(work, "cpu_s", 1.6, beside_plain=True),
            Goal(work, "stall_p99_ms", 6),
            Goal(work, "stall_max_ms", 16.7),
        )
    ),
    Goal("open", "open_cpu_ms", 100),
    Goal("open", "open_mb", 25),
    Goal("open", "jump_p99_ms", 16.7),
    Goal("open", "step_p99_ms", 16.7),
    Goal("resize", "resize_p99_ms", 16.7),
    Goal("resize a giant", "resize_p99_ms", 16.7),
    *(
        Goal(work, "stall_max_ms", 20)
        for work in (
            "20,000 lines of code",
            "one line of 1 MB",
            "1 MB without a space",
            "a table of 300 rows",
            "60 formulas streamed",
            "60 formulas opened",
        )
    ),
)


@dataclass(frozen=True, slots=True)
class Screen:
    """Where windows are shown.

    Attributes:
        platform: Qt's name for it.
        wrapper: The command that provides it, before the one that uses it.
    """

    platform: str
    wrapper: tuple[str, ...]

    async def run(self, shower: str, work: str) -> Figures:
        """Have some work done once, in a process of its own."""
        process = await asyncio.create_subprocess_exec(
            *(*self.wrapper, sys.executable, "-m", "bench.transcript_work", shower, work),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env=os.environ | {"QT_QPA_PLATFORM": self.platform},
        )
        output, _ = await process.communicate()
        assert process.returncode == 0, f"{work} failed"
        return json.loads(output)

    async def medians(self, shower: str, work: str, rounds: int) -> Figures:
        """Have some work done several times."""
        runs = [await self.run(shower, work) for _ in range(rounds)]
        return {name: statistics.median(run[name] for run in runs) for name in runs[0]}


async def measure() -> str:
    """Do all the work; return the table."""
    tables: list[str] = []
    reports: list[dict[str, object]] = []
    for platform, wrapper in SCREENS.items():
        if wrapper and not shutil.which(wrapper[0]):
            tables.append(f"The transcript, {platform}: not measured, there is no {wrapper[0]}")
            continue
        table, report = await _measure_on(Screen(platform, wrapper))
        tables.append(table)
        reports.append(report)
    await asyncio.to_thread(_write, json.dumps(reports, indent=2))
    return "\n".join(tables)


async def _measure_on(screen: Screen) -> tuple[str, dict[str, object]]:
    ours: dict[str, Figures] = {}
    plain: dict[str, Figures] = {}
    compared = {goal.work for goal in GOALS if goal.beside_plain}
    for work in dict.fromkeys(goal.work for goal in GOALS):
        ours[work] = await screen.medians(OURS, work, ROUNDS)
        if work in compared:
            plain[work] = await screen.medians(PLAIN, work, ROUNDS)
    peers = {peer: await screen.medians(peer, "one answer", 1) for peer in PEERS}
    rows = [_row(goal, ours[goal.work], plain.get(goal.work)) for goal in GOALS]
    rows += [_peer_row(peer, figures, plain["one answer"]) for peer, figures in peers.items()]
    report = {
        "platform": screen.platform,
        "driven": DRIVEN,
        "goals": [asdict(goal) for goal in GOALS],
        "figures": {OURS: ours, PLAIN: plain}
        | {peer: {"one answer": figures} for peer, figures in peers.items()},
    }
    return "\n".join([f"The transcript, {screen.platform}: {DRIVEN}", *rows]), report


def _write(report: str) -> None:
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.write_text(report, encoding="utf-8")


def _row(goal: Goal, ours: Figures, plain: Figures | None) -> str:
    value, unit, note = ours[goal.figure], "", ""
    if goal.beside_plain and plain:
        value, unit = value / plain[goal.figure], " times plain text"
        note = (
            f"   a pane is painted {ours['frames_a_second']:.0f} times a second, "
            f"plain text {plain['frames_a_second']:.0f} times"
        )
    elif goal.figure == "jump_p99_ms":
        note = f"   all of the screen: p99 {ours['jump_whole_p99_ms']:.0f}"
    elif "wall_stall_max_ms" in ours:
        note = f"   wall stall {ours['wall_stall_max_ms']:.0f}"
    verdict = "met" if value <= goal.most else "MISSED"
    return (
        f"  {goal.work:22} {goal.figure:14} {value:8.2f}{unit:18} "
        f"at most {goal.most:<6g} {verdict}{note}"
    )


def _peer_row(peer: str, figures: Figures, plain: Figures) -> str:
    ratio = figures["cpu_s"] / plain["cpu_s"]
    return (
        f"  {peer:37} {ratio:8.2f} times plain text   "
        f"stall p99 {figures['stall_p99_ms']:.0f} ms, max {figures['stall_max_ms']:.0f} ms"
    )
