"""What is left of the keys' limits, as it changes."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.connection import Quota
from app.domain.lane import Lane, ModelRef
from app.services.events import AnswerChanged, ChatEvent, Events
from app.services.quotas import Quotas
from app.viewmodels.quota_words import LOW, quota_lines, share_left
from app.viewmodels.settings_rows import QuotaRow


class QuotasViewModel(QObject):
    """Limits as the answers tell them; unknown until the first one, or where it tells nothing.

    Signals:
        changed: An answer told something new, or a second has passed while a limit is near.
    """

    changed = Signal()

    def __init__(self, quotas: Quotas, events: Events) -> None:
        super().__init__()
        self._quotas = quotas
        self._last: dict[tuple[str, str, str], Quota] = {}
        self._second = QTimer(self, singleShot=True, interval=1_000)
        self._second.timeout.connect(self.changed)
        events.subscribe(self._on_event)

    def row(self, model: ModelRef, key_id: str = "") -> QuotaRow:
        """The limits of the key that a model is asked with."""
        quota = self._quotas.of(model, key_id)
        return QuotaRow(tuple(quota_lines(quota)), share_left(quota))

    def lowest(self, lanes: Sequence[Lane]) -> QuotaRow | None:
        """The limit that lanes will meet first; None while no limit is near."""
        rows = [self.row(lane.model, lane.key_id) for lane in lanes]
        low = [row for row in rows if row.share is not None and row.share < LOW]
        if low:
            self._second.start()
        return min(low, key=lambda row: row.share or 0.0, default=None)

    def _on_event(self, event: ChatEvent) -> None:
        if not isinstance(event, AnswerChanged):
            return
        model, key_id = event.answer.model, event.answer.key_id
        quota, asked = self._quotas.of(model, key_id), (model.provider, model.base_url, key_id)
        if quota != self._last.get(asked, Quota()):
            self._last[asked] = quota
            self.changed.emit()
