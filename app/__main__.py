"""Starts Parley: reads the command line and hands over."""

import argparse
import os
import sys
from pathlib import Path
from time import perf_counter

from app import __version__, words
from app.preflight import display_problem
from app.words import _

# The program calls itself with this to serve the built-in model in a process of its own.
SERVE_BUILTIN_MODEL = "--serve-builtin-model"


def main() -> int:
    """Run what the command line asks for.

    Returns:
        The exit code: 0 if all went well, 1 if a self-test failed, 2 if there is no screen.
    """
    started = perf_counter()
    if SERVE_BUILTIN_MODEL in sys.argv[1:2]:
        from app.providers import llama_child

        llama_child.main()
    # Until Qt is there, and says what the system speaks.
    words.use()
    arguments = _parser().parse_args()
    problem = display_problem()
    if problem and arguments.self_test:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        problem = display_problem()
    if problem:
        print(problem, file=sys.stderr)  # noqa: T201  There is no window to say it in.
        return 2
    if arguments.self_test:
        from app.selftest import run_self_test

        return run_self_test(arguments.self_test, started)
    from app.main.start import run

    return run(arguments.file.absolute() if arguments.file else None)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="parley", description=_("Talk with several models at once.")
    )
    parser.add_argument(
        "file", metavar="FILE", type=Path, nargs="?", help=_("open a chat that Parley saved")
    )
    parser.add_argument("--version", action="version", version=f"Parley {__version__}")
    parser.add_argument(
        "--self-test",
        metavar="DIR",
        type=Path,
        help=_(
            "drive the window with the built-in model, write pictures and a report into DIR, and "
            "exit with 0 if all is well"
        ),
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
