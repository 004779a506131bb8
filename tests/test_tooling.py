import importlib.metadata
import os
import re
import runpy
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.markers import Marker
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
# A pin, its marker if it has one, and the indented lines of hashes and reasons that follow.
ENTRY = re.compile(
    r"^(?P<name>\S+)==(?P<version>\S+)(?: ; (?P<marker>.+?))? \\\n(?P<rest>(?: .*\n)+)", re.M
)


def entries() -> list[re.Match[str]]:
    return list(ENTRY.finditer(LOCK))


def test_what_is_installed_is_what_the_lock_names_and_parley() -> None:
    locked = {
        canonicalize_name(entry["name"]): entry["version"]
        for entry in entries()
        if not entry["marker"] or Marker(entry["marker"]).evaluate()
    }
    installed = {
        canonicalize_name(found.name): found.version for found in importlib.metadata.distributions()
    }

    assert installed.pop("parley")
    assert installed == locked


def test_every_pin_of_the_lock_has_hashes() -> None:
    unindented = [line for line in LOCK.splitlines() if line and not line[0].isspace()]

    assert len(entries()) == len(unindented)
    assert all("--hash=sha256:" in entry["rest"] for entry in entries())


@pytest.mark.parametrize("word", ["http://", "https://", "--index", "--extra-index", "file:", "@ "])
def test_the_lock_names_no_place_to_download_from(word: str) -> None:
    assert word not in LOCK


def test_the_lock_holds_every_direct_requirement() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = [
        *project["build-system"]["requires"],
        *project["project"]["dependencies"],
        *project["project"]["optional-dependencies"]["dev"],
    ]
    names = {canonicalize_name(re.match(r"[\w.-]+", line)[0]) for line in wanted}

    assert names <= {canonicalize_name(entry["name"]) for entry in entries()}


def test_the_parley_command_is_installed() -> None:
    (command,) = importlib.metadata.entry_points(group="console_scripts", name="parley")

    assert command.value == "app.__main__:main"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of what make looks at, with a .venv that is newer than all of it."""
    for name in ("Makefile", "pyproject.toml", "requirements.lock", "tools/setup_env.py"):
        copy = tmp_path / name
        copy.parent.mkdir(exist_ok=True)
        copy.write_bytes((ROOT / name).read_bytes())
        os.utime(copy, (1_000_000, 1_000_000))
    for name in (".venv/bin/python", ".venv/ready"):
        made = tmp_path / name
        made.parent.mkdir(parents=True, exist_ok=True)
        made.touch()
    return tmp_path


def steps_of(target: str, checkout: Path, *variables: str) -> list[str]:
    """What make would run, were it called from a shell of its own."""
    make = ["make", "--dry-run", "--no-print-directory", "--directory", checkout, target]
    environment = {"PATH": os.environ["PATH"]}
    return subprocess.check_output([*make, *variables], text=True, env=environment).splitlines()


TARGETS = ["run", "test", "lint", "lock", "bench", "package"]
SETUP = "python3 tools/setup_env.py"


@pytest.mark.parametrize("target", TARGETS)
def test_on_a_fresh_machine_every_target_sets_up_first(target: str, checkout: Path) -> None:
    shutil.rmtree(checkout / ".venv")

    assert steps_of(target, checkout)[0] == SETUP


@pytest.mark.parametrize("target", TARGETS)
def test_a_set_up_environment_is_used_as_it_is(target: str, checkout: Path) -> None:
    steps = steps_of(target, checkout)

    assert steps
    assert SETUP not in steps


@pytest.mark.parametrize("changed", ["requirements.lock", "pyproject.toml"])
def test_a_changed_requirement_sets_up_again(changed: str, checkout: Path) -> None:
    os.utime(checkout / changed, (4_000_000_000, 4_000_000_000))

    assert steps_of("run", checkout)[0] == SETUP


def test_an_environment_whose_python_is_gone_is_made_again(checkout: Path) -> None:
    python = checkout / ".venv" / "bin" / "python"
    python.unlink()
    python.symlink_to(checkout / "removed")

    assert steps_of("run", checkout)[0] == SETUP


def test_only_a_run_of_all_tests_takes_all_cores_and_measures_coverage(checkout: Path) -> None:
    assert steps_of("test", checkout) == [
        ".venv/bin/pytest --cov --numprocesses auto --dist loadfile --no-loadscope-reorder",
        ".venv/bin/python tools/coverage_floor.py",
    ]
    assert steps_of("test", checkout, "ARGS=-x tests/domain") == [
        ".venv/bin/pytest -x tests/domain"
    ]


def setup_env() -> dict[str, Any]:
    return runpy.run_path(str(ROOT / "tools" / "setup_env.py"))


def test_uv_is_bootstrapped_from_its_own_lines_of_the_lock() -> None:
    entry = setup_env()["locked_entry"]("uv")

    assert entry.startswith(f"uv=={importlib.metadata.version('uv')} ")
    assert entry.count("==") == 1
    assert "--hash=sha256:" in entry


def test_setting_up_with_an_old_python_says_which_ones_will_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2, "final", 0))

    with pytest.raises(SystemExit, match=r"Parley needs Python 3\.11, 3\.12 or 3\.13"):
        setup_env()["main"]()


@pytest.mark.parametrize(
    ("called_with", "exit_code"), [("1", 1), ("0", 1), ("1, 0", 0)], ids=["if", "else", "both"]
)
def test_a_branch_of_the_core_that_no_test_takes_fails_the_floor(
    called_with: str, exit_code: int, tmp_path: Path
) -> None:
    domain = tmp_path / "app" / "domain"
    domain.mkdir(parents=True)
    (tmp_path / "app" / "__init__.py").touch()
    (domain / "sign.py").write_text(
        "def sign(number):\n    if number:\n        print(number)\n", encoding="utf-8"
    )
    (tmp_path / "use.py").write_text(
        f"from app.domain.sign import sign\nfor number in ({called_with},):\n    sign(number)\n",
        encoding="utf-8",
    )
    measure = [sys.executable, "-m", "coverage", "run", "--branch", "--source=app", "use.py"]
    subprocess.run(measure, cwd=tmp_path, check=True, capture_output=True)

    floor = subprocess.run(
        [sys.executable, ROOT / "tools" / "coverage_floor.py"],
        cwd=tmp_path,
        check=False,
        capture_output=True,
        text=True,
    )

    assert floor.returncode == exit_code
    assert ("sign.py" in floor.stdout) == bool(exit_code)
