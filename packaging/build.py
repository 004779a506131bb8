"""Builds the bundle dist/Parley from build.spec, and has it hold a conversation.

PyInstaller only warns of a library that it can't find, and such a bundle aborts elsewhere: here
that ends the build. The self-test then runs with no environment, so no Python is at hand but the
bundle's own.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUNDLE = ROOT / "dist" / "Parley"
SELF_TEST = ROOT / "build" / "self-test" / "bundle"
SELF_TEST_LIMIT_S = 300


def main() -> None:
    """Build, check, and say how large it is; ends the program with a sentence on failure."""
    build()
    check()
    size = sum(file.lstat().st_size for file in BUNDLE.rglob("*"))
    print(f"{BUNDLE.relative_to(ROOT)}: {size / 1e6:.0f} MB, and it passes its self-test.")


def build() -> None:
    """Run PyInstaller over build.spec."""
    pyinstaller = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    result = subprocess.run(
        [*pyinstaller, "build.spec"], cwd=ROOT, stderr=subprocess.PIPE, text=True, check=False
    )
    print(result.stderr, file=sys.stderr, end="")
    if result.returncode:
        sys.exit("PyInstaller failed.")
    if "Library not found" in result.stderr:
        sys.exit("The bundle lacks a library that this machine doesn't have: install it first.")


def check() -> None:
    """Run the bundle's self-test as on a machine without Python."""
    program = BUNDLE / ("Parley.exe" if os.name == "nt" else "Parley")
    # Windows programs don't start without their system's folder.
    environment = {"QT_QPA_PLATFORM": "offscreen", "PATH": ""} | (
        {"SYSTEMROOT": os.environ["SYSTEMROOT"]} if os.name == "nt" else {}
    )
    command = [program, "--self-test", SELF_TEST]
    try:
        subprocess.run(command, env=environment, timeout=SELF_TEST_LIMIT_S, check=True)
    except subprocess.TimeoutExpired:
        sys.exit(f"The bundle's self-test did not end within {SELF_TEST_LIMIT_S} s.")
    except subprocess.CalledProcessError:
        sys.exit(f"The bundle fails its self-test: see {SELF_TEST / 'report.json'}.")


if __name__ == "__main__":
    main()
