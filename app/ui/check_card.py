"""The card under a field for a key: why the key did not pass its check."""

from app.domain.error_details import ErrorDetails
from app.domain.lane import ModelRef
from app.ui.theme import Appearance
from app.ui.transcript.answer_notice import AnswerNotice
from app.ui.transcript.error_notice import notice_of_check
from app.ui.transcript.notice_card import NoticeCard


class CheckCard(NoticeCard):
    """The card of a failed answer, for a failed check; hidden while there is none."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__(appearance)
        self._failure: AnswerNotice | None = None
        self.record_toggled.connect(self._show_failure)
        self.hide()

    def set_failure(
        self, sentence: str, details: ErrorDetails | None, provider: str, base_url: str
    ) -> None:
        """Show a failure, or none.

        Args:
            sentence: What happened, and what to do.
            details: What else is known of it; None hides the card.
            provider: Registry name of whose key it is.
            base_url: Of the server; "" for the provider's own.
        """
        place = ModelRef(provider, "", base_url)
        self._failure = notice_of_check(sentence, details, place) if details else None
        self._show_failure(is_open=False)

    def _show_failure(self, is_open: bool) -> None:
        if self._failure:
            self.show_notice(self._failure, None, is_open=is_open)
        self.setVisible(self._failure is not None)
