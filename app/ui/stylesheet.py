"""The theme as a palette and a modest style sheet, over the Fusion style."""

from string import Template

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication

from app.ui.theme import Theme, font, tokens

_SHEET = Template("""
QToolTip {
    color: $text; background: $raised; border: 1px solid $line; padding: 4px 6px;
    font-size: ${small}px;
}
QMenu { color: $text; background: $raised; border: 1px solid $line; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 28px; border-radius: 6px; }
QMenu::item:selected { background: $hover; }
QMenu::item:disabled { color: $faint; }
QMenu::indicator, QMenu::icon { left: 8px; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }

QScrollBar { background: transparent; border: none; }
QScrollBar:vertical { width: 10px; }
QScrollBar:horizontal { height: 10px; }
QScrollBar::handle { background: $line; border-radius: 3px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover, QScrollBar::handle:pressed { background: $faint; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: none; }

QSplitter::handle { background: $line; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }

QTableView {
    color: $text; background: $bg; selection-color: $text; selection-background-color: $accent_bg;
    outline: none;
}
QTableView::item { padding: 0 8px; border-bottom: 1px solid $line; }
QTableView::item:selected { color: $text; background: $accent_bg; }
QHeaderView { background: $bg; }
QHeaderView::section {
    color: $faint; background: $bg; padding: 6px 11px; border: none; border-bottom: 1px solid $line;
    font-size: ${small}px;
}

QLineEdit, QPlainTextEdit {
    color: $text; background: $field; border: 1px solid $line; border-radius: ${radius}px;
    selection-color: $bg; selection-background-color: $accent;
}
QLineEdit { padding: 0 9px; min-height: ${line_height}px; }
QPlainTextEdit { padding: 6px; }
QLineEdit:focus, QPlainTextEdit:focus { border-color: $accent; }
QLineEdit:disabled { color: $faint; }

QSlider::groove:horizontal { height: 4px; border-radius: 2px; background: $line; }
QSlider::sub-page:horizontal { height: 4px; border-radius: 2px; background: $accent; }
QSlider::handle:horizontal {
    width: 14px; height: 14px; margin: -5px 0; border-radius: 7px; background: $accent;
}
QSlider::handle:horizontal:focus { border: 2px solid $text; width: 10px; height: 10px; }
QSlider[unset="true"]::sub-page:horizontal { background: $line; }
QSlider[unset="true"]::handle:horizontal { background: $faint; }
""")


def apply_theme(app: QApplication, theme: Theme) -> None:
    """Dress the whole application; call again whenever the theme changes."""
    if not app.styleSheet():  # The first time: under a style sheet, a style hides its name.
        app.setStyle("Fusion")
    app.setFont(font())
    app.setPalette(_palette(theme))
    sheet = _style_sheet(theme)
    if sheet != app.styleSheet():  # Else Qt dresses every widget anew, in the same.
        app.setStyleSheet(sheet)


def _style_sheet(theme: Theme) -> str:
    kind, height = tokens()["type"], tokens()["control_height_px"]["normal"]
    return _SHEET.substitute(
        {name: getattr(theme, name) for name in Theme.__slots__},
        field=theme.bg if theme.is_dark else theme.raised,
        small=kind["small_px"],
        radius=tokens()["radius_px"]["control"],
        line_height=height - 2,
    )


def _palette(theme: Theme) -> QPalette:
    role, palette = QPalette.ColorRole, QPalette()
    colours = {
        role.Window: theme.bg,
        role.Base: theme.bg,
        role.AlternateBase: theme.panel,
        role.Button: theme.raised,
        role.Mid: theme.line,
        role.WindowText: theme.text,
        role.Text: theme.text,
        role.ButtonText: theme.text,
        role.ToolTipBase: theme.raised,
        role.ToolTipText: theme.text,
        role.PlaceholderText: theme.faint,
        role.Highlight: theme.accent,
        role.HighlightedText: theme.bg,
        role.Link: theme.accent,
        role.Accent: theme.accent,
    }
    for name, colour in colours.items():
        palette.setColor(name, colour)
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, theme.faint)
    return palette
