"""Files that macOS asks a running Parley to open."""

from PySide6.QtCore import QUrl
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

from app.main.opened_files import OpenedFiles


def ask_to_open(app, *paths) -> None:
    for path in paths:
        QApplication.sendEvent(app, QFileOpenEvent(QUrl.fromLocalFile(str(path))))


def test_a_file_that_comes_before_the_window_waits_and_later_ones_come_at_once(qapp, tmp_path):
    early, late = tmp_path / "early.parley", tmp_path / "late.parley"
    files, opened = OpenedFiles(qapp), []
    ask_to_open(qapp, early)
    files.opened.connect(opened.append)
    assert opened == []
    files.deliver()
    assert opened == [early]
    ask_to_open(qapp, late)
    assert opened == [early, late]
    qapp.removeEventFilter(files)


async def test_the_window_shows_a_file_that_macos_asks_it_to_open(start, qapp, tmp_path):
    person = await start("alpha")
    files = OpenedFiles(qapp)
    files.opened.connect(person.parley.open_file)
    files.deliver()
    broken = tmp_path / "notes.parley"
    broken.write_text("no chat")
    ask_to_open(qapp, broken)
    await person.until_done("read a file")
    assert person.view.notice.sentence.startswith("notes.parley: ")
    qapp.removeEventFilter(files)
