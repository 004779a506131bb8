import os
import subprocess
import sys

from app import __version__


def parley(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run Parley as a person would, in a process of its own and without a screen."""
    screens = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    inherited = {name: value for name, value in os.environ.items() if name not in screens}
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "app", *arguments],
        env=inherited | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_the_version_is_printed() -> None:
    result = parley("--version")

    assert (result.returncode, result.stdout) == (0, f"Parley {__version__}\n")


def test_help_says_what_can_be_asked_for_and_hides_what_is_internal() -> None:
    result = parley("--help")

    assert "--self-test DIR" in result.stdout
    assert "--serve" not in result.stdout


def test_without_a_screen_it_says_so_in_one_sentence_and_ends_with_2() -> None:
    result = parley()

    assert result.returncode == 2
    assert result.stderr.startswith("Parley needs a screen and found none")
    assert result.stderr.count("\n") == 1
    assert result.stdout == ""


def test_what_is_said_without_a_window_is_in_the_language_of_the_environment() -> None:
    result = parley(LANGUAGE="de", LC_ALL="de_DE.UTF-8", PYTHONUTF8="1")

    assert result.stderr.startswith("Parley braucht einen Bildschirm und hat keinen gefunden")


def test_reading_the_command_line_loads_neither_qt_nor_an_sdk() -> None:
    heavy = "{'PySide6', 'asyncio', 'openai', 'httpx2', 'pydantic', 'markdown_it'}"
    code = f"import sys, app.__main__; print(sorted({heavy} & set(sys.modules)))"

    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )

    assert result.stdout == "[]\n"
