"""Starts Parley, once for each data folder, and ends the process."""

import asyncio
import os
import sys
from pathlib import Path
from typing import NoReturn

from PySide6.QtCore import QLockFile
from PySide6.QtWidgets import QApplication, QMessageBox

from app import log, paths
from app.domain.errors import StorageError
from app.main.application import make_application
from app.main.loop import event_loop, on_signals
from app.main.opened_files import OpenedFiles
from app.main.parley import Parley
from app.main.scale import scale_from_start
from app.viewmodels.event_loop import LoopStoppedError
from app.viewmodels.handover import Handover, hand_over
from app.words import N_, _

OPEN_ALREADY = N_("Parley is already open with this data folder. Switch to its window.")
_OPEN_FILE_THERE = N_(
    "Parley is already open with this data folder. Switch to its window. Open the file there with "
    "Ctrl+O."
)


def run(file: Path | None = None) -> NoReturn:
    """Open the window, stay until it is closed, and end the process.

    Args:
        file: A Parley file to open.

    The exit code is 0, or 1 if Parley could not start.
    """
    code = _run(paths.data_dir(), file)
    # All is stored and closed. Python would wait for the worker threads, and one that imports
    # an SDK can take seconds.
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.flush()
    os._exit(code)


def _run(home: Path, file: Path | None) -> int:
    scale_from_start(home)
    app = make_application()
    lock = QLockFile(str(home / "parley.lock"))
    lock.setStaleLockTime(0)
    if not lock.tryLock(0):
        if file and hand_over(home, file):
            return 0
        return _refuse(_(_OPEN_FILE_THERE if file else OPEN_ALREADY))
    with log.configured(home):
        try:
            return _run_loop(app, home, file)
        except LoopStoppedError:
            return _refuse(
                _(
                    "Parley had to end, as the screen that it was shown on is gone. Your chats are "
                    "kept, with what had arrived of running answers. Start it again to go on."
                )
            )
        finally:
            lock.unlock()


def _run_loop(app: QApplication, home: Path, file: Path | None) -> int:
    try:
        with event_loop(app) as loop:
            loop.run_until_complete(_until_closed(app, home, file))
    except StorageError as error:
        return _refuse(str(error))
    return 0


async def _until_closed(app: QApplication, home: Path, file: Path | None) -> None:
    closed = asyncio.Event()
    # Before the window is built: the file that Parley was started for may come at any time.
    files = OpenedFiles(app) if sys.platform == "darwin" else None
    with on_signals(closed.set):
        parley = await Parley.open(app, home)
        parley.closed.connect(closed.set)
        parley.show()
        if file:
            parley.sharing.open_file(file)
        if files:
            files.opened.connect(parley.open_file)
            files.deliver()
        handover = Handover(home)
        handover.received.connect(parley.open_file)
        await closed.wait()
        handover.close()
        await parley.aclose()


def _refuse(sentence: str) -> int:
    """Say why Parley can't run: in the terminal or, started by a double click, in a box."""
    if sys.stderr is None:
        QMessageBox.critical(None, "Parley", sentence)
    else:
        sys.stderr.write(f"{sentence}\n")
    return 1
