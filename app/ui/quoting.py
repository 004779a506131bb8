"""What a prompt takes, said at the composer and asked about before it is sent."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.ui.composer import Composer
from app.ui.notice import Notice
from app.ui.policy_popup import PolicyPopup
from app.ui.preview_dialog import PreviewDialog
from app.ui.quote_popup import QuotePopup
from app.ui.shortcuts import Group, Shortcuts
from app.ui.theme import Appearance
from app.viewmodels.quote import QuoteViewModel
from app.words import _


class Quoting(QObject):
    """Wires the quote to the composer; what is sent goes through it.

    Attributes:
        popup: The quote, model by model.
        policy_popup: What of earlier answers goes along.
        preview: Exactly what each model will receive.
    """

    def __init__(
        self,
        appearance: Appearance,
        quote: QuoteViewModel,
        composer: Composer,
        notice: Notice,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._quote = quote
        self._composer = composer
        self.popup = QuotePopup(appearance, window)
        self.policy_popup = PolicyPopup(appearance, window)
        self.preview = PreviewDialog(appearance, window)
        composer.draft_changed.connect(quote.set_prompt)
        composer.quote_requested.connect(self.open_quote)
        quote.changed.connect(self._show)
        quote.undecided.connect(self._open_undecided)
        quote.remarked.connect(notice.show_sentence)
        self.popup.chosen.connect(quote.choose)
        self.popup.count_requested.connect(quote.count)
        self.popup.preview_requested.connect(self.open_preview)
        composer.policy_requested.connect(self.open_policy)
        self.policy_popup.chosen.connect(quote.set_policy)
        self.policy_popup.answer_chosen.connect(quote.choose_answer)
        self.policy_popup.preview_requested.connect(self.open_preview)
        self.popup.send_requested.connect(self._send_anyway)
        self._show()

    def add_shortcuts(self, shortcuts: Shortcuts) -> None:
        """Let keys open it."""
        add, answers = shortcuts.add, Group.ANSWERS
        add("policy", answers, _("What goes along"), "Ctrl+Shift+O", self.open_policy)
        add("preview", answers, _("What each model gets"), "Ctrl+Shift+P", self.open_preview)
        shortcuts.add(
            "quote", Group.ANSWERS, _("What this prompt takes"), "Ctrl+Shift+E", self.open_quote
        )

    def open_policy(self) -> None:
        """Let one choose what of earlier answers goes along."""
        if self._quote.is_comparison:
            self.policy_popup.open_at(self._composer.policy_button)

    def open_preview(self) -> None:
        """Show exactly what each model will receive."""
        if rows := self._quote.rows:
            self.preview.show_rows(rows)

    def open_quote(self) -> None:
        """Show what the prompt takes, model by model."""
        if self._quote.hint:
            self.popup.open_at(self._composer.quote_button, is_undecided=False)

    def _open_undecided(self) -> None:
        self.popup.open_at(self._composer.quote_button, is_undecided=True)

    def _send_anyway(self) -> None:
        self._quote.send(self._composer.text().strip("\n"), insists=True)

    def _show(self) -> None:
        quote = self._quote
        self._composer.set_policy(quote.policy if quote.is_comparison else None, quote.adopted)
        self.policy_popup.set_policy(quote.policy, quote.adoptable)
        self._composer.set_quote(quote.hint, is_warning=quote.is_too_long)
        self.popup.set_quote(quote.rows, quote.tokens, quote.total, is_exact=quote.is_exact)
