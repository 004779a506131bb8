"""What would go over a budget: asked about before it is sent."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from app.viewmodels.over_budget import OverBudget
from app.words import _


class BudgetQuestion(QObject):
    """Opens the question in front of a window."""

    def __init__(self, over_budget: OverBudget, window: QWidget) -> None:
        super().__init__(window)
        self._over_budget = over_budget
        self._window = window
        over_budget.asked.connect(self._open)

    def _open(self, sentence: str) -> None:
        question = QMessageBox(self._window)
        question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        question.setTextFormat(Qt.TextFormat.PlainText)
        question.setWindowTitle("Parley")
        question.setText(sentence)
        question.setInformativeText(_("The prompt stays where it is until you decide."))
        anyway = question.addButton(_("Send anyway"), QMessageBox.ButtonRole.AcceptRole)
        cancel = question.addButton(QMessageBox.StandardButton.Cancel)
        question.setDefaultButton(cancel)
        question.finished.connect(
            lambda: self._over_budget.answer(sends=question.clickedButton() is anyway)
        )
        question.open()
