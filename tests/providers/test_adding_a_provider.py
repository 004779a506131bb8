"""What CONTRIBUTING promises: one file, one line, and one folder of payloads."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MADE_UP = Path(__file__).parent / "made_up"


@pytest.fixture
def project(tmp_path):
    """A copy of the code and of the tests of its providers."""
    no_caches = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "app", tmp_path / "app", ignore=no_caches)
    shutil.copytree(ROOT / "tests/providers", tmp_path / "tests/providers", ignore=no_caches)
    shutil.copy(ROOT / "tests/conftest.py", tmp_path / "tests")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def add_file(project):
    shutil.copy(MADE_UP / "made_up.py", project / "app/providers")


def add_line(project):
    registry = project / "app/providers/__init__.py"
    text = registry.read_text(encoding="utf-8")
    text, added = re.subn(
        r"_PROVIDERS = \{\n", r'\g<0>    "made_up": "MadeUpProvider",\n', text, count=1
    )
    assert added == 1
    registry.write_text(text, encoding="utf-8")


def add_folder(project):
    shutil.copytree(MADE_UP / "payloads", project / "tests/providers/payloads/made_up")


def run_tests(project, *arguments):
    """Runs tests of the copy: exit code and output."""
    # The copy's coverage is nobody's business.
    environment = {k: v for k, v in os.environ.items() if not k.startswith("COV")}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *arguments]
    result = subprocess.run(
        command, cwd=project, env=environment, capture_output=True, text=True, check=False
    )
    return result.returncode, result.stdout


def test_a_provider_of_one_file_one_line_and_one_folder_passes_the_whole_suite(project):
    for add in (add_file, add_line, add_folder):
        add(project)
    code, output = run_tests(project, "tests/providers/conformance", "-k", "made_up")
    assert code == 0, output
    passed = re.search(r"(\d+) passed", output)
    assert passed
    assert int(passed[1]) >= 80, "it was not found by itself"


@pytest.mark.parametrize(
    ("steps", "complaint"),
    [
        ((add_file, add_folder), "test_every_provider_is_registered_under_its_name"),
        ((add_file, add_line), "test_every_provider_has_recorded_payloads"),
    ],
    ids=["the-line", "the-folder"],
)
def test_none_of_them_can_be_forgotten(project, steps, complaint):
    for add in steps:
        add(project)
    test = f"tests/providers/conformance/test_registry.py::{complaint}"
    code, output = run_tests(project, test)
    assert code == 1, output
    assert f"FAILED {test}" in output
