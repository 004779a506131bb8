"""What `import app.providers` costs whoever already has asyncio."""

import statistics
import subprocess
import sys

BOUND_MS = 50
ROUNDS = 7
SCRIPT = """
import asyncio, time
started = time.process_time()
import app.providers
print((time.process_time() - started) * 1000)
"""


def measure() -> str:
    """Import the library in fresh processes, after one that compiles it."""
    _import_ms()
    rounds = [_import_ms() for _ in range(ROUNDS)]
    return (
        f"import app.providers: {statistics.median(rounds):.0f} ms of CPU, to be under {BOUND_MS} "
        f"ms (rounds {min(rounds):.0f} to {max(rounds):.0f})"
    )


def _import_ms() -> float:
    command = [sys.executable, "-c", SCRIPT]
    return float(subprocess.check_output(command, text=True))  # noqa: S603 - this interpreter
