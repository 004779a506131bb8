"""Makes .venv, or brings it up to date: what requirements.lock names, hash-checked, and Parley.

    python3.11 tools/setup_env.py

Needs Python and nothing else, on Linux, Windows and macOS. `make` calls it when the lock or
pyproject.toml is newer than .venv. A folder that a broken run left behind is made anew.
"""

from __future__ import annotations  # an older Python must get as far as the sentence

import importlib.util
import os
import re
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
VENV = ROOT / ".venv"
# Written last and removed first: where it stands, the environment is whole.
READY = VENV / "ready"
SCRIPTS, SUFFIX = ("Scripts", ".exe") if os.name == "nt" else ("bin", "")
PYTHON = VENV / SCRIPTS / f"python{SUFFIX}"
UV = VENV / SCRIPTS / f"uv{SUFFIX}"


def main() -> None:
    """Set up .venv, or say in one sentence why that can't be done."""
    refuse_unsuitable_python()
    try:
        if not (READY.exists() and PYTHON.exists() and UV.exists()):
            create()
        READY.unlink(missing_ok=True)
        sync()
    except subprocess.CalledProcessError as error:
        step = " ".join(str(word) for word in error.cmd[1:4])
        sys.exit(f"Setting up .venv stopped at `{step}`. Mend what is said above, then try again.")
    READY.touch()


def refuse_unsuitable_python() -> None:
    """End the program if this interpreter can't carry Parley."""
    if not (3, 11) <= sys.version_info[:2] <= (3, 13):
        sys.exit(
            f"Parley needs Python 3.11, 3.12 or 3.13, and {sys.executable} is "
            f"{sys.version.split()[0]}. Name another one, as in: make run PYTHON=python3.11"
        )
    if importlib.util.find_spec("ensurepip") is None:
        sys.exit(
            f"{sys.executable} can't make virtual environments. "
            "On Debian and Ubuntu this mends it: apt install python3-venv"
        )


def create() -> None:
    """Make .venv from nothing, with the locked uv in it."""
    venv.create(VENV, clear=True, with_pip=True, symlinks=os.name != "nt")
    with tempfile.TemporaryDirectory() as folder:
        requirement = Path(folder) / "uv.txt"
        requirement.write_text(locked_entry("uv"), encoding="utf-8")
        pip = [PYTHON, "-m", "pip", "--quiet", "--disable-pip-version-check"]
        run(*pip, "install", "--require-hashes", "--no-deps", "-r", requirement)


def sync() -> None:
    """Install what the lock names and Parley itself, and remove everything else."""
    run(UV, "pip", "sync", "--quiet", "--python", PYTHON, "--require-hashes", LOCK)
    # uv leaves alone what came with the environment.
    seeds = [name for name in ("pip", "setuptools", "wheel") if not locked_entry(name)]
    run(UV, "pip", "uninstall", "--quiet", "--python", PYTHON, *seeds)
    # Built each time, as that compiles the catalogues of resources/locale.
    built = ["--no-build-isolation", "--refresh-package", "parley"]
    parley = ["--no-deps", *built, "--editable", ROOT]
    run(UV, "pip", "install", "--quiet", "--python", PYTHON, *parley)


def locked_entry(name: str) -> str:
    """The lines of one package in the lock: its pin and its hashes, "" where it isn't named."""
    entry = rf"^{re.escape(name)}==.*\n(?:[ ]+.*\n)*"
    found = re.search(entry, LOCK.read_text(encoding="utf-8"), re.MULTILINE)
    return found.group() if found else ""


def run(*command: str | Path) -> None:
    """Run a step in the project's folder, with .venv as the only environment it knows."""
    environment = {**os.environ, "VIRTUAL_ENV": str(VENV)}
    subprocess.run(command, check=True, cwd=ROOT, env=environment)


if __name__ == "__main__":
    main()
