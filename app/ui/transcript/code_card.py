"""A code block: its language, a Copy button, and lines that scroll sideways on their own."""

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from app.ui.controls import IconButton, Label, Separator, TextButton
from app.ui.painting import paint_rounded
from app.ui.theme import Appearance, font, tokens
from app.ui.transcript.block_widget import BlockWidget
from app.ui.transcript.code_highlight import MOST_LINES, code_paragraphs, grown_paragraphs
from app.ui.transcript.document_style import CODE
from app.ui.transcript.document_view import DocumentView
from app.ui.transcript.markdown_blocks import Block, Code
from app.ui.transcript.paragraphs import Paragraph

_HEADER_HEIGHT = 30
_NARROW = 480
# More lines than these wait for their colours until the code has stopped growing for a moment.
_FEW_LINES = 30
_PAUSE_MS = 200


class CodeCard(BlockWidget):
    """Shows one `Code`."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._code = Code("", "")
        self._paragraphs: tuple[Paragraph, ...] = ()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._highlight)
        self._language = Label(appearance, px=tokens()["type"]["small_px"], color="dim")
        self._copy = TextButton(appearance, "Copy", icon="copy", small=True)
        self._copy.setFont(font(tokens()["type"]["small_px"]))
        self._copy_icon = IconButton(appearance, "copy", "Copy this code")
        self._view = DocumentView(appearance, CODE, wraps=False)
        for button in (self._copy, self._copy_icon):
            button.clicked.connect(self._copy_code)
        self._lay_out()
        appearance.changed.connect(self.update)

    @override
    def can_show(self, block: Block) -> bool:
        return isinstance(block, Code)

    @override
    def show_block(self, block: Block) -> None:
        if not isinstance(block, Code) or block == self._code:
            return
        before, self._code = self._code, block
        language = block.language or "text"
        self._language.setText(language)
        self._view.setAccessibleName(f"Code, {language}")
        if (
            before.text
            and block.text.startswith(before.text)
            and len(self._paragraphs) > _FEW_LINES
        ):
            self._paragraphs = grown_paragraphs(self._paragraphs, block.text)
            self._view.set_paragraphs(self._paragraphs)
            if len(self._paragraphs) < MOST_LINES:
                self._pause.start()
        else:
            self._highlight()

    @override
    def end_point(self) -> QPoint:
        return self._view.mapTo(self, self._view.end_point())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < _NARROW
        self._copy.setVisible(not narrow)
        self._copy_icon.setVisible(narrow)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._appearance.theme
        radius = tokens()["radius_px"]["card"]
        painter = QPainter(self)
        paint_rounded(painter, self.rect(), theme.color("code"), theme.color("line"), radius)

    def _lay_out(self) -> None:
        header = QHBoxLayout()
        header.setContentsMargins(13, 0, 0, 0)
        header.addWidget(self._language)
        header.addStretch()
        header.addWidget(self._copy)
        header.addWidget(self._copy_icon)
        bar = QWidget()
        bar.setFixedHeight(_HEADER_HEIGHT)
        bar.setLayout(header)
        body = QHBoxLayout()
        body.setContentsMargins(15, 12, 1, 3)
        body.addWidget(self._view)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 1, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(bar)
        layout.addWidget(Separator(self._appearance))
        layout.addLayout(body)

    def _highlight(self) -> None:
        self._paragraphs = code_paragraphs(self._code.text, self._code.language)
        self._view.set_paragraphs(self._paragraphs)

    def _copy_code(self) -> None:
        QGuiApplication.clipboard().setText(self._code.text.removesuffix("\n"))
