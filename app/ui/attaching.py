"""Files on their way into the composer: dropped, pasted or chosen."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMimeData, Qt
from PySide6.QtGui import QImage, QImageWriter
from PySide6.QtWidgets import QFileDialog, QWidget

from app.services.sharing.parley_file import SUFFIXES
from app.words import N_, _

_KINDS = N_("Pictures, PDFs and texts (*)")


def local_files(data: QMimeData) -> list[Path]:
    """The files of this computer in what is dropped or pasted."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def parley_files(data: QMimeData) -> list[Path]:
    """Those of them that are chats for Parley to open."""
    return [path for path in local_files(data) if path.name.lower().endswith(SUFFIXES)]


def picture_in(data: QMimeData) -> bytes:
    """The picture in what is dropped or pasted, as PNG; empty if there is none, or words, too."""
    image = data.imageData() if data.hasImage() and not data.hasText() else None
    if not isinstance(image, QImage) or image.isNull():
        return b""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, b"png").write(image)
    return bytes(buffer.data().data())


def can_attach(data: QMimeData) -> bool:
    """Whether something dropped or pasted would be attached rather than written."""
    return bool(local_files(data)) or (data.hasImage() and not data.hasText())


def choose_files(parent: QWidget, chosen: Callable[[Sequence[Path]], None]) -> None:
    """Let the person choose files; returns at once."""
    dialog = QFileDialog(parent, _("Attach files"), "", _(_KINDS))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)

    def on_chosen(names: list[str]) -> None:
        chosen([Path(name) for name in names])

    dialog.filesSelected.connect(on_chosen)
    dialog.open()
