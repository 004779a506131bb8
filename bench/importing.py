"""What `import app.providers` costs: alone, and for whoever has asyncio already, as Parley does."""

import os
import statistics
import subprocess
import sys

BOUND_MS = 50
ROUNDS = 9
SCRIPT = """
import time, {first}
started = time.process_time()
import {then}
print((time.process_time() - started) * 1000)
"""
CASES = {
    "in a bare interpreter": ("sys", "app.providers"),
    "where asyncio is there": ("asyncio, dataclasses", "app.providers"),
    "asyncio alone, for comparison": ("sys", "asyncio"),
}


def measure() -> str:
    """Import the library in fresh processes, by turns, after one of each that compiles it."""
    rounds = [[_import_ms(*case) for case in CASES.values()] for _ in range(ROUNDS + 1)][1:]
    figures = ", ".join(
        f"{statistics.median(times):.0f} ms {case} ({min(times):.0f} to {max(times):.0f})"
        for case, times in zip(CASES, zip(*rounds, strict=True), strict=True)
    )
    return f"import app.providers, CPU, to be under {BOUND_MS} ms: {figures}"


def _import_ms(first: str, then: str) -> float:
    command = [sys.executable, "-c", SCRIPT.format(first=first, then=then)]
    # Without compiled files it would measure the compiler.
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return float(subprocess.check_output(command, text=True, env=environment))  # noqa: S603
