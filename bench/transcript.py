"""What the transcript costs beside appending plain text, and beside what peers do.

Each piece of work runs in a process of its own, three times; the medians are told and written to
build/bench-transcript.json. It takes some minutes.
"""

import asyncio
import json
import os
import statistics
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

ROUNDS = 3
REPORT = Path("build/bench-transcript.json")
PLAIN, OURS = "plain text, 30 Hz", "parley"
PEERS = ("whole Markdown, 30 Hz", "whole Markdown per token")
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
    *(
        Goal(work, "stall_max_ms", 20)
        for work in (
            "20,000 lines of code",
            "one line of 1 MB",
            "1 MB without a space",
            "a table of 300 rows",
        )
    ),
)


async def measure() -> str:
    """Do all the work; return the table."""
    works = dict.fromkeys(goal.work for goal in GOALS)
    ours = {work: await _medians(OURS, work, ROUNDS) for work in works}
    compared = dict.fromkeys(goal.work for goal in GOALS if goal.beside_plain)
    plain = {work: await _medians(PLAIN, work, ROUNDS) for work in compared}
    peers = {peer: await _medians(peer, "one answer", 1) for peer in PEERS}
    rows = [_row(goal, ours[goal.work], plain.get(goal.work)) for goal in GOALS]
    rows += [_peer_row(peer, figures, plain["one answer"]) for peer, figures in peers.items()]
    report = {
        "platform": os.environ.get("QT_QPA_PLATFORM", ""),
        "goals": [asdict(goal) for goal in GOALS],
        "figures": {OURS: ours, PLAIN: plain}
        | {peer: {"one answer": f} for peer, f in peers.items()},
    }
    await asyncio.to_thread(_write, json.dumps(report, indent=2))
    return "\n".join(["The transcript", *rows])


def _write(report: str) -> None:
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.write_text(report, encoding="utf-8")


def _row(goal: Goal, ours: Figures, plain: Figures | None) -> str:
    value, unit = ours[goal.figure], ""
    if goal.beside_plain and plain:
        value, unit = value / plain[goal.figure], " times plain text"
    wall = f"   wall stall {ours['wall_stall_max_ms']:.0f}" if "wall_stall_max_ms" in ours else ""
    verdict = "met" if value <= goal.most else "MISSED"
    return (
        f"  {goal.work:22} {goal.figure:14} {value:8.2f}{unit:18} "
        f"at most {goal.most:<6g} {verdict}{wall}"
    )


def _peer_row(peer: str, figures: Figures, plain: Figures) -> str:
    ratio = figures["cpu_s"] / plain["cpu_s"]
    return (
        f"  {peer:37} {ratio:8.2f} times plain text   "
        f"stall p99 {figures['stall_p99_ms']:.0f} ms, max {figures['stall_max_ms']:.0f} ms"
    )


async def _medians(shower: str, work: str, rounds: int) -> Figures:
    runs = [await _run(shower, work) for _ in range(rounds)]
    return {name: statistics.median(run[name] for run in runs) for name in runs[0]}


async def _run(shower: str, work: str) -> Figures:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bench.transcript_work", shower, work),
        stdout=asyncio.subprocess.PIPE,
        env={"QT_QPA_PLATFORM": "offscreen"} | os.environ,
    )
    output, _ = await process.communicate()
    assert process.returncode == 0, f"{work} failed"
    return json.loads(output)
