"""A code block: its language, its actions, and lines of which only the visible are laid out."""

from collections.abc import Iterator

from pygments.lexer import Lexer
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from app.markdown.blocks import Code
from app.markdown.paragraphs import Ink
from app.ui.painting import paint_rounded
from app.ui.theme import Theme, tokens
from app.ui.transcript.code_actions import CodeActions
from app.ui.transcript.code_colours import MOST_CHARACTERS, CodeColours
from app.ui.transcript.code_rows import LONGEST_ROW, CodeRows
from app.ui.transcript.document_style import code_ink
from app.ui.transcript.highlight_painting import paint_bands
from app.ui.transcript.offsets import cursor_x, from_utf16, to_utf16
from app.ui.transcript.part import Canvas, Control, Part, Range
from app.ui.transcript.sideways import Sideways
from app.ui.transcript.stage import Stage
from app.words import _

_HEADER, _ABOVE, _BELOW, _SIDE, _LINE, _PX = 31, 12, 12, 15, 20, 12
_MOST_LAYOUTS = 400
_FEW = 400
_NARROW, _ACTIONS_NARROW, _ACTIONS_WIDE = 480, 64, 150


class CodePart(Part):
    """Shows one `Code`."""

    kind = "code"

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self._stage = stage
        self._code = Code("", "")
        self._text = ""
        self._is_whole = False
        self._rows = CodeRows()
        self._colours = CodeColours()
        self._looks: dict[Ink, QTextCharFormat] = {}
        self._layouts: dict[int, QTextLayout] = {}
        self._sideways = Sideways()
        self._wraps = False
        self._take_scale(stage.appearance.theme)
        self.set_code(self._code, is_whole=False)

    @property
    @override
    def name(self) -> str:
        """The language, as a screen reader says it."""
        return _("Code, {language}").format(language=self.language)

    @property
    def language(self) -> str:
        """What it is written in."""
        return self._code.language or _("text")

    @property
    @override
    def text(self) -> str:
        return self._text

    def toggle_wrap(self) -> None:
        """Wrap long lines, or scroll sideways to their ends."""
        self._wraps = not self._wraps
        self._layouts.clear()
        self.width = -1
        self._stage.rearrange()

    def set_code(self, code: Code, *, is_whole: bool) -> int:
        """Show this code; return the y from which it looks different."""
        if code == self._code and is_whole == self._is_whole:
            return self.height
        if code.language != self._code.language or not code.text.startswith(self._code.text):
            self._colours = CodeColours()
        self._code, self._is_whole = code, is_whole
        self._text = code.text.removesuffix("\n")
        first = self._rows.set_text(self.text)
        self._forget_rows(first)
        self._measure()
        if self.width > 0:
            self._colour()
        return self._top_of(first)

    @override
    def lay_out(self, width: int, theme: Theme) -> None:
        self.width = width
        if theme.scale != self._scale:
            self._take_scale(theme)
        columns = int((width - 2 * self._side) / self._column) if self._wraps else LONGEST_ROW
        self._rows.set_columns(columns)
        self._measure()
        if not self._colours.end:
            self._colour()

    @override
    def paint(self, canvas: Canvas) -> None:
        painter, theme = canvas.painter, canvas.theme
        card = QRect(0, 0, self.width, self.height)
        radius = theme.px(tokens()["radius_px"]["card"])
        header = theme.px(_HEADER)
        paint_rounded(painter, card, theme.color("code"), theme.color("line"), radius)
        if canvas.clip.top() < header:
            self._paint_header(canvas, header)
        painter.save()
        inside = QRect(1, header, self.width - 2, self.height - header - 1)
        painter.setClipRect(inside, Qt.ClipOperation.IntersectClip)
        paint_bands(canvas, self, inset=1)
        painter.setPen(theme.color("text"))
        self._paint_rows(canvas)
        painter.restore()
        self._sideways.paint_bar(painter, theme, self._side, self.height - 1)

    @override
    def position_at(self, point: QPointF) -> int:
        row = int(point.y() - self._top_of(0)) // self._line
        row = min(max(row, 0), len(self._rows) - 1)
        x = point.x() - self._side + self._sideways.offset
        start, end = self._rows[row]
        offset = self._layout(row).lineAt(0).xToCursor(x)
        return start + from_utf16(self.text[start:end], offset)

    @override
    def caret_rect(self, position: int) -> QRectF:
        row = self._rows.row_of(position)
        start, end = self._rows[row]
        x = self._x(row, to_utf16(self.text[start:end], min(position, end) - start))
        left = x + self._side - self._sideways.offset
        return QRectF(left, self._top_of(row), 1, self._line)

    @override
    def new_control(self, parent: QWidget) -> Control:
        return CodeActions(self._stage.appearance, parent)

    @override
    def control_rect(self) -> QRect:
        px = self._stage.appearance.theme.px
        width = px(_ACTIONS_WIDE if self.width >= px(_NARROW) else _ACTIONS_NARROW)
        return QRect(self.width - width, 1, width - 1, px(_HEADER) - 2)

    @override
    def scroll_sideways(self, pixels: int) -> bool:
        return self._sideways.scroll(pixels)

    @override
    def reveal(self, position: int) -> bool:
        rect = self.caret_rect(position)
        x = rect.x() - self._side + self._sideways.offset
        return self._sideways.reveal(x, x + 1)

    @override
    def forget(self) -> None:
        super().forget()
        self._layouts.clear()
        self._looks.clear()

    def _take_scale(self, theme: Theme) -> None:
        self._scale = theme.scale
        self._side, self._line = theme.px(_SIDE), theme.px(_LINE)
        self._font = theme.font(_PX, mono=True)
        self._column = QFontMetricsF(self._font).horizontalAdvance("0")

    def _top_of(self, row: int) -> int:
        px = self._stage.appearance.theme.px
        return px(_HEADER) + px(_ABOVE) + row * self._line

    def _measure(self) -> None:
        self.height = self._top_of(len(self._rows)) + self._stage.appearance.theme.px(_BELOW)
        if self.width > 0:
            widest = 0 if self._wraps else int(self._rows.longest * self._column) + 1
            self._sideways.set_range(widest, self.width - 2 * self._side)

    def _paint_rows(self, canvas: Canvas) -> None:
        top = self._top_of(0)
        first = max(0, int(canvas.clip.top() - top) // self._line)
        last = min(len(self._rows) - 1, int(canvas.clip.bottom() - top) // self._line)
        rise = canvas.theme.px(2)
        left = self._side - self._sideways.offset
        for row in range(first, last + 1):
            start, end = self._rows[row]
            line_top = QPointF(left, top + row * self._line + rise)
            marks = self._marks(start, end, canvas) if canvas.found or canvas.selected else []
            self._layout(row).draw(canvas.painter, line_top, marks)

    def _paint_header(self, canvas: Canvas, height: int) -> None:
        painter, theme = canvas.painter, canvas.theme
        painter.fillRect(1, height - 1, self.width - 2, 1, theme.color("line"))
        painter.setPen(theme.color("dim"))
        painter.setFont(theme.font(tokens()["type"]["small_px"]))
        words = QRect(theme.px(13), 0, self.width - theme.px(26), height)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.language)

    def _colour_formats(self, start: int, end: int) -> list[QTextLayout.FormatRange]:
        runs = self._colours.runs(start, end)
        text = self.text
        return [_format(text, start, (a, b), self._look(ink)) for a, b, ink in runs]

    def _look(self, ink: Ink) -> QTextCharFormat:
        if ink not in self._looks:
            self._looks[ink] = QTextCharFormat()
            self._looks[ink].setForeground(code_ink(ink, self._stage.appearance.theme))
        return self._looks[ink]

    def _marks(self, start: int, end: int, canvas: Canvas) -> list[QTextLayout.FormatRange]:
        theme = canvas.theme
        found: list[tuple[Range, QColor, QColor | None]] = [
            (chars, theme.color("warn_bg"), None) for chars in canvas.found
        ]
        if canvas.selected:
            found.append((canvas.selected, theme.color("accent"), theme.color("bg")))
        result: list[QTextLayout.FormatRange] = []
        for (a, b), fill, ink in found:
            a, b = max(a, start), min(b, end)
            if a < b:
                result.append(_format(self.text, start, (a, b), _mark(fill, ink)))
        return result

    def _layout(self, row: int) -> QTextLayout:
        if found := self._layouts.get(row):
            return found
        if len(self._layouts) > _MOST_LAYOUTS:
            self._layouts.clear()
        start, end = self._rows[row]
        layout = QTextLayout(self.text[start:end], self._font)
        layout.setCacheEnabled(True)  # Else each painting shapes the text again.
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.NoWrap)
        option.setTabStopDistance(4 * self._column)
        option.setTextDirection(Qt.LayoutDirection.LeftToRight)
        layout.setTextOption(option)
        layout.setFormats(self._colour_formats(start, end))
        layout.beginLayout()
        layout.createLine()
        layout.endLayout()
        self._layouts[row] = layout
        return layout

    def _x(self, row: int, offset: int) -> float:
        return cursor_x(self._layout(row).lineAt(0), offset)

    def _colour(self) -> None:
        """Colour what is new: a few lines at once, more in slices, longer code not at all."""
        if len(self._code.text) > MOST_CHARACTERS:
            return
        lexer = self._stage.lexers.get(self._code.language)
        few = len(self._code.text) - self._colours.end <= _FEW
        if lexer and few and not self._is_whole:
            for _ in self._colours.read_more(self._code.text, lexer):
                pass
        else:
            self._stage.lexers.when_ready(self._code.language, self._read_colours)

    def _read_colours(self) -> None:
        if lexer := self._stage.lexers.get(self._code.language):
            self._stage.slices.add(self._read(lexer))

    def _read(self, lexer: Lexer) -> Iterator[None]:
        if self.width < 0:
            return  # Nobody sees it any more; `lay_out` asks again.
        code, colours = self._code.text, self._colours
        start = 0 if self._is_whole else colours.end
        yield from (
            colours.read_all(code, lexer) if self._is_whole else colours.read_more(code, lexer)
        )
        if start == colours.end:
            return
        first = self._rows.row_of(start)
        last = self._rows.row_of(colours.end)
        self._forget_rows(first)
        self._stage.repaint(self, self._top_of(first), self._top_of(last + 1))

    def _forget_rows(self, first: int) -> None:
        self._layouts = {row: layout for row, layout in self._layouts.items() if row < first}


def _mark(fill: QColor, ink: QColor | None) -> QTextCharFormat:
    look = QTextCharFormat()
    look.setBackground(fill)
    if ink:
        look.setForeground(ink)
    return look


def _format(text: str, start: int, chars: Range, look: QTextCharFormat) -> QTextLayout.FormatRange:
    result = QTextLayout.FormatRange()
    before = text[start : chars[0]]
    result.start = to_utf16(before, len(before))
    piece = text[chars[0] : chars[1]]
    result.length = to_utf16(piece, len(piece))
    result.format = look
    return result
