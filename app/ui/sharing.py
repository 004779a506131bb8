"""Saving a chat as a file and opening one: dialogs, a question, and a sentence that says where."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QMenu, QMessageBox, QWidget

from app.services.sharing.parley_file import SUFFIX, SUFFIXES
from app.ui.notice import Notice
from app.ui.shortcuts import Group, Shortcuts
from app.viewmodels.sharing import OpenQuestion, SharingViewModel
from app.words import N_, _

_PAGES = N_("Pages (*.html)")
_ADDRESSES = N_(
    "The models of this chat are at these addresses. Nothing is sent there by opening it; a prompt "
    "that you send in it would be. Open it only if you know them."
)
_WOULD_TELL = N_("A page would tell the names. Vote, or reveal them, first.")
_HOLDS_NAMES = N_(
    "The file holds everything, the hidden names of the models included: whoever reads it as text "
    "sees them. Opened in Parley, they stay hidden until the vote."
)


class Sharing(QObject):
    """Fills the menu of sharing and does what is chosen there.

    Args:
        menu: For the chat that is shown.
        notice: Where it is said what came of it.
        window: What the dialogs stand over.
    """

    def __init__(
        self, sharing: SharingViewModel, menu: QMenu, notice: Notice, window: QWidget
    ) -> None:
        super().__init__(window)
        self._sharing = sharing
        self._notice = notice
        self._window = window
        self._page = menu.addAction(_("Save as a page (HTML)…"), self.save_page)
        self._file = menu.addAction(_("Save as a Parley file…"), self.save_file)
        menu.addSeparator()
        menu.addAction(_("Open a Parley file…"), self.choose_file)
        menu.aboutToShow.connect(self._enable)
        sharing.saved.connect(self._show_saved)
        sharing.refused.connect(notice.show_sentence)
        sharing.asked.connect(self._ask)

    def add_shortcuts(self, shortcuts: Shortcuts) -> None:
        """Let keys do the same."""
        group = Group.CHATS
        shortcuts.add("open_file", group, _("Open a Parley file"), "Ctrl+O", self.choose_file)
        shortcuts.add("save_file", group, _("Save as a Parley file"), "Ctrl+S", self.save_file)
        shortcuts.add("save_page", group, _("Save as a page"), "Ctrl+Shift+S", self.save_page)

    def save_page(self) -> None:
        """Ask where to write the chat as a page."""
        if self._sharing.hides_names:
            self._notice.show_sentence(_(_WOULD_TELL))
        elif self._can_save():
            self._choose_place(_(_PAGES), self._sharing.page_name, self._sharing.save_page)

    def save_file(self) -> None:
        """Ask where to write the chat for another Parley."""
        if not self._can_save():
            return
        if self._sharing.hides_names:
            self._ask_about_names()
        else:
            self._choose_place_for_file()

    def _choose_place_for_file(self) -> None:
        self._choose_place(_kinds((SUFFIX,)), self._sharing.file_name, self._sharing.save_file)

    def _ask_about_names(self) -> None:
        box = self._new_question(_("Save the hidden names as well?"), _(_HOLDS_NAMES))
        save = box.addButton(_("Save with the names"), QMessageBox.ButtonRole.AcceptRole)
        save.clicked.connect(self._choose_place_for_file)
        box.open()

    def choose_file(self) -> None:
        """Ask which file to open."""
        kinds = ";;".join((_kinds(SUFFIXES), _("All files (*)")))
        dialog = self._new_dialog(_("Open a Parley file"), kinds)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self._open)
        dialog.open()

    def _open(self, name: str) -> None:
        self._sharing.open_file(Path(name))

    def _can_save(self) -> bool:
        if not self._sharing.can_save:
            self._notice.show_sentence(_("There is nothing to save yet. Ask something first."))
        return self._sharing.can_save

    def _choose_place(self, kind: str, name: str, then: Callable[[Path], None]) -> None:
        dialog = self._new_dialog(_("Save"), kind)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(name)
        suffix = name[name.index(".") :]

        def save(chosen: str) -> None:
            then(_with_suffix(Path(chosen), suffix))

        dialog.fileSelected.connect(save)
        dialog.open()

    def _new_question(self, text: str, more: str) -> QMessageBox:
        """A question that is answered with Cancel, unless it gets another button."""
        box = QMessageBox(self._window)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setWindowTitle("Parley")
        box.setText(text)
        box.setInformativeText(more)
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
        return box

    def _new_dialog(self, title: str, kinds: str) -> QFileDialog:
        dialog = QFileDialog(self._window, title, "", kinds)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return dialog

    def _enable(self) -> None:
        for action in (self._page, self._file):
            action.setEnabled(self._sharing.can_save)

    def _show_saved(self, path: Path) -> None:
        folder = QUrl.fromLocalFile(str(path.parent))
        self._notice.show_done(
            _("Saved as {path}").format(path=path),
            _("Show in folder"),
            lambda: QDesktopServices.openUrl(folder),
        )

    def _ask(self, question: OpenQuestion) -> None:
        title = question.title or _("Conversation")
        box = self._new_question(
            _("Open “{title}”?").format(title=title),
            "\n".join((_(_ADDRESSES), "", *question.addresses)),
        )
        box.addButton(_("Open"), QMessageBox.ButtonRole.AcceptRole).clicked.connect(
            self._sharing.agree
        )
        box.open()


def _kinds(suffixes: Sequence[str]) -> str:
    return _("Parley files (*{suffix})").format(suffix=" *".join(suffixes))


def _with_suffix(path: Path, suffix: str) -> Path:
    return path if path.name.lower().endswith(suffix) else path.with_name(path.name + suffix)
