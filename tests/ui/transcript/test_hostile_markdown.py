"""A model's text may name any file or address: nothing is opened, and few links lead anywhere."""

import ctypes
import os

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QTextBrowser

from app.ui.transcript.document_writer import SafeDocument
from tests.ui.transcript.screen import place_of, view, words

_IN_OPEN = 0x20


class OpenedFile:
    """Tells, through inotify, whether anything opened a file."""

    def __init__(self, path):
        self.path = path
        libc = ctypes.CDLL(None, use_errno=True)
        self._fd = libc.inotify_init1(os.O_NONBLOCK)
        assert libc.inotify_add_watch(self._fd, os.fsencode(path), _IN_OPEN) >= 0

    def was_opened(self):
        try:
            return bool(os.read(self._fd, 4096))
        except BlockingIOError:
            return False

    def close(self):
        os.close(self._fd)


@pytest.fixture
def secret(tmp_path):
    path = tmp_path / "secret.png"
    path.write_bytes(b"not really a picture")
    watch = OpenedFile(path)
    yield watch
    watch.close()


PAYLOADS = [
    "![x](file://{path})",
    "![x]({path})",
    "![x](<{path}>)",
    "![x][r]\n\n[r]: file://{path}",
    "[![x]({path})](http://example.org)",
    '<img src="{path}">',
    '<img src="file://{path}"/>',
    '<link rel="stylesheet" href="{path}">',
    '<style>@import url("{path}");</style>',
    '<table background="{path}"><tr><td>x</td></tr></table>',
    '<p style="background-image: url({path})">x</p>',
    "| a |\n|---|\n| ![x]({path}) |",
    "> ![x]({path})",
    "- ![x]({path})",
    "```html\n<img src='{path}'>\n```",
    "# ![x]({path})",
]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_text_of_a_model_opens_a_file(transcript, rows, secret, payload):
    text = payload.format(path=secret.path)

    transcript.set_path([rows.turn(text, rows.answer(text, reasoning=text))])
    transcript.grab()
    QApplication.processEvents()

    assert not secret.was_opened()


def test_the_watch_would_notice_what_qt_does_by_itself(qtbot, secret):
    careless = QTextBrowser()
    qtbot.addWidget(careless)
    careless.setMarkdown(f"![x](file://{secret.path})")
    careless.grab()

    assert secret.was_opened()


@pytest.mark.parametrize("path", ["/dev/zero", "file:///dev/zero", "//dev/zero", "/dev/./zero"])
def test_an_endless_file_ends_nothing(transcript, rows, path):
    transcript.set_path([rows.turn(answer=rows.answer(f"![x]({path})"))])
    transcript.grab()

    assert f"x ({path})" in words(transcript)


def test_a_document_loads_nothing_even_if_asked(qapp, secret):
    document = SafeDocument()

    for kind in (document.ResourceType.ImageResource, document.ResourceType.StyleSheetResource):
        document.resource(kind.value, f"file://{secret.path}")

    assert not secret.was_opened()


def _click(qtbot, transcript, text):
    place = place_of(transcript, text)
    qtbot.mouseClick(view(transcript).viewport(), Qt.MouseButton.LeftButton, pos=place)


@pytest.mark.parametrize(
    "address", ["http://example.org/a", "https://example.org/", "mailto:someone@example.org"]
)
def test_a_link_of_the_web_is_handed_on(qtbot, transcript, rows, address):
    transcript.set_path([rows.turn(answer=rows.answer(f"See [there]({address})."))])

    with qtbot.waitSignal(transcript.link_activated) as caught:
        _click(qtbot, transcript, "there")

    assert caught.args == [address]


@pytest.mark.parametrize(
    "address",
    ["file:///etc/passwd", "javascript:alert(1)", "smb://host/share", "ms-msdt:/id", "//host/x"],
)
def test_any_other_link_is_only_text(qtbot, transcript, rows, address):
    transcript.set_path([rows.turn(answer=rows.answer(f"See [there]({address})."))])

    with qtbot.assertNotEmitted(transcript.link_activated):
        _click(qtbot, transcript, "there")

    assert address in words(transcript)
