"""All words that are to be had of a window: by looking, by a screen reader, and from its models."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QAbstractItemModel, QAbstractTableModel, QModelIndex, QObject, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QAction
from PySide6.QtWidgets import QAbstractItemView, QApplication, QComboBox, QTabBar, QWidget

_PROPERTIES = (
    *("text", "plainText", "toolTip", "statusTip", "whatsThis", "windowTitle", "title"),
    *("accessibleName", "accessibleDescription", "placeholderText"),
)
_ROLES = (
    *(Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole, Qt.ItemDataRole.DecorationRole),
    *(Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.StatusTipRole, Qt.ItemDataRole.WhatsThisRole),
    *(Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.AccessibleDescriptionRole),
)
# What is behind a row, which nobody sees.
_HELD = (Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1)
_TEXTS = (
    *(QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Value),
    *(QAccessible.Text.Help, QAccessible.Text.Accelerator),
)


def in_widgets(*, without: Sequence[QWidget]) -> str:
    """What the widgets of all windows say, shown or not, and the rows of their models.

    Closed popups and dialogs are among them, as they belong to a window that is shown.
    """
    roots = [w for w in QApplication.topLevelWidgets() if w.window().isVisible()]
    objects = {o for root in roots for o in (root, *root.findChildren(QObject))}
    for left_out in without:
        objects -= {left_out, *left_out.findChildren(QObject)}
    return "\n".join(said for o in objects for said in (*said_by(o), *_held_by(o)))


def to_screen_readers(*, without: Sequence[QWidget]) -> str:
    """What the accessible tree of every open window says, painted messages included."""
    windows = [w for w in QApplication.topLevelWidgets() if w.isVisible()]
    roots = [QAccessible.queryAccessibleInterface(window) for window in windows]
    return "\n".join(said for root in roots if root for said in read_by(root, without))


def said_by(o: QObject) -> Iterator[str]:
    """What a widget or an action says, and the model of a view."""
    for name in _PROPERTIES:
        value = o.property(name)
        if isinstance(value, str):
            yield value
    if isinstance(o, QAction):
        yield o.text()
    if isinstance(o, QTabBar):
        yield from (o.tabText(n) + o.tabToolTip(n) for n in range(o.count()))
    if isinstance(o, QComboBox):
        yield from (o.itemText(n) for n in range(o.count()))
    if isinstance(o, QAbstractItemView) and o.model():
        yield from _in_model(o.model(), _ROLES)
        for column in range(_columns(o.model())):
            yield str(o.model().headerData(column, Qt.Orientation.Horizontal))


def _held_by(o: QObject) -> Iterator[str]:
    if isinstance(o, QAbstractItemView) and o.model():
        yield from _in_model(o.model(), _HELD)


def _columns(model: QAbstractItemModel) -> int:
    return model.columnCount() if isinstance(model, QAbstractTableModel) else 1


def _in_model(model: QAbstractItemModel, roles: Sequence[int]) -> Iterator[str]:
    for row in range(model.rowCount(QModelIndex())):
        for column in range(_columns(model)):
            for role in roles:
                yield str(model.index(row, column).data(role))


def read_by(item: QAccessibleInterface, without: Sequence[QWidget]) -> Iterator[str]:
    """What a screen reader finds in a part of a window, and in all parts of that."""
    if item.object() in without:
        return
    yield from (item.text(kind) for kind in _TEXTS)
    if text := item.textInterface():
        yield text.text(0, text.characterCount())
    for number in range(item.childCount()):
        if child := item.child(number):
            yield from read_by(child, without)
