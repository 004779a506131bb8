"""The transcript of one lane: prompts and answers in a reading column."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollBar, QVBoxLayout, QWidget
from typing_extensions import override

from app.domain.metrics import Metrics
from app.ui.theme import Appearance
from app.ui.transcript.accessible_messages import Accessibility
from app.ui.transcript.answer_message import AnswerMessage
from app.ui.transcript.answer_notice import Remedy
from app.ui.transcript.answer_words import countdown
from app.ui.transcript.citation_marks import link_words
from app.ui.transcript.deed_menu import add_deeds, new_menu
from app.ui.transcript.find_view import FindView
from app.ui.transcript.flush_clock import FlushClock
from app.ui.transcript.formula import load_ahead
from app.ui.transcript.jump_button import JumpButton
from app.ui.transcript.lens_view import LensView
from app.ui.transcript.lexers import Lexers
from app.ui.transcript.path_messages import PathMessages
from app.ui.transcript.reading_place import ReadingPlaces
from app.ui.transcript.reading_view import ReadingView
from app.ui.transcript.slice_queue import SliceQueue
from app.ui.transcript.stage import Actions, Stage
from app.viewmodels.citations import CitedAnswer
from app.viewmodels.lens import LensRow
from app.viewmodels.rows import AnswerRow, TurnRow
from app.words import _

FLUSH_LIMIT = 8192
_ABOVE_PASSAGE = 40


class TranscriptView(QWidget):
    """Shows the path of a conversation and the answer that streams at its end.

    Args:
        shows_last_prompt: False in a comparison, where the strip above the panes has it.

    Attributes:
        places: Where one reads, and ways to go to where one reads elsewhere.

    Signals:
        copy_requested, regenerate_requested, branch_requested: The id of an answer.
        quote_requested: A quotation for the prompt.
        remedy_chosen: The id of an answer, and the `Remedy` for its end or its wait.
        ask_requested: The id of a turn that this lane was not asked, but should be.
        numbers_requested: All that was measured of an answer, and what to show it beside.
        attempt_step_requested: The id of an answer, and -1 or 1.
        prompt_edited: The id of a turn and its new prompt.
        version_step_requested: The id of a turn, and -1 or 1.
        link_activated: An address; http, https or mailto.
        picked: The id of an answer, and the Markdown of a block of it that is wanted in the tray.
        citation_activated: The address of a citation, for `citation_at`.
        scrolled: The person has scrolled; `places` says where to.
        place_changed: Other turns may be in sight, for whatever reason.
    """

    ask_requested = Signal(str)
    numbers_requested = Signal(Metrics, QWidget)
    copy_requested = Signal(str)
    regenerate_requested = Signal(str)
    branch_requested = Signal(str)
    quote_requested = Signal(str)
    remedy_chosen = Signal(str, Remedy)
    attempt_step_requested = Signal(str, int)
    prompt_edited = Signal(str, str)
    version_step_requested = Signal(str, int)
    link_activated = Signal(str)
    citation_activated = Signal(str)
    picked = Signal(str, str)
    scrolled = Signal()
    place_changed = Signal()

    def __init__(
        self, appearance: Appearance, *, shows_last_prompt: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        load_ahead()
        self._shows_last_prompt = shows_last_prompt
        self._growing: dict[str, None] = {}
        self._clock = FlushClock.shared_by(appearance)
        self._view = ReadingView(appearance.reading)
        self.set_name(_("Conversation"))
        self._view.zoom_requested.connect(appearance.reading.step_zoom)
        self._view.link_activated.connect(self.link_activated)
        self._view.citation_activated.connect(self.citation_activated)
        self._view.picked.connect(self.picked)
        self._view.scrolled_by_person.connect(self.scrolled)
        self.places = ReadingPlaces(self._view)
        self._lens = LensView(self._view)
        self._stage = self._new_stage(appearance)
        self._messages = PathMessages(self._stage, self._lens.row)
        self._accessible = Accessibility(self._view)
        self._find = FindView(appearance, self._view)
        self._jump = JumpButton(appearance, self._view, self)
        self.setFocusProxy(self._view)
        self._view.place_changed.connect(self.place_changed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._find.bar)
        layout.addWidget(self._view)

    @property
    def scroll_bar(self) -> QScrollBar:
        """Moves through the conversation."""
        return self._view.verticalScrollBar()

    @property
    def is_settled(self) -> bool:
        """Whether nothing is left for later: all is shown as it stays until something happens."""
        stage = self._stage
        idle = stage.slices.is_idle and stage.lexers.is_idle
        return idle and self._view.is_settled and not self._growing

    def set_name(self, name: str) -> None:
        """Have a screen reader call it this."""
        self._view.setAccessibleName(name)

    def set_path(self, rows: Sequence[TurnRow]) -> None:
        """Show these turns; messages that stay keep their place."""
        before = self._messages.rows
        messages = self._messages.set_rows(rows)
        self.places.keys = self._messages.keys
        self._messages.mark_last(shows_prompt=self._shows_last_prompt)
        if [row.turn_id for row in rows] != [row.turn_id for row in before]:
            self._view.selection.clear()
        if _leads_elsewhere(before, self._messages.rows):
            self._view.column.set_messages(messages)
            self._view.jump_to_end()
        else:
            self._view.set_messages(messages)
        self._accessible.messages_changed()
        self._wake_for_pending()

    def append(self, answer_id: str, text: str, reasoning: str) -> None:
        """More of an answer; it is shown within a frame or, in a flood, over several."""
        if message := self._messages.answers.get(answer_id):
            message.append(text, reasoning)
            self._growing[answer_id] = None
            self._clock.wake(self)

    def show_status(self, row: AnswerRow) -> None:
        """Show where a live answer stands; the row's text is left alone."""
        if message := self._messages.answers.get(row.answer_id):
            before = message.row.retry
            message.set_status(row)
            self._view.show_growth(self._messages.place(row.answer_id))
            # Once a wait: a countdown read aloud would be all that one hears.
            is_new = before is None or row.retry is None or before.attempt != row.retry.attempt
            if row.retry and is_new:
                self._accessible.announce(f"{row.retry.reason}. {countdown(row.retry)}.")

    def finish(self, row: AnswerRow) -> None:
        """Show how an answer ended; the row's text is the whole of it."""
        if message := self._messages.answers.get(row.answer_id):
            message.set_row(row)
            self._view.show_growth(self._messages.place(row.answer_id))
            words = _("{model} has finished its answer.")
            self._accessible.announce(words.format(model=message.name))
            self._growing[row.answer_id] = None
            self._clock.wake(self)

    def set_citations(self, cited: CitedAnswer) -> None:
        """Show where an answer that was merged comes from, whenever it stands here."""
        if self._messages.set_citations(cited):
            self._view.link_words |= link_words(cited)
            if cited.answer_id in self._messages.answers:
                self._view.show_growth(self._messages.place(cited.answer_id))

    def show_passage(self, turn_id: str, block: int, paragraph: int) -> None:
        """Scroll to a paragraph of a block in the answer to a turn, and mark it for a moment."""
        for _time in range(2):  # heights become exact where one looks
            (top,) = self.places.tops_of(turn_id, [(block, paragraph)])
            self.places.show_at_top(turn_id, top - _ABOVE_PASSAGE, is_answer=True)
        index = self.places.index_of(turn_id, is_answer=True)
        message = None if index is None else self._view.column.messages[index]
        if isinstance(message, AnswerMessage) and (found := message.part_of(block, paragraph)):
            self._view.flash(index or 0, *found)

    def set_shows_last_prompt(self, shows: bool) -> None:
        """Whether the latest prompt and the actions of its answer stand here."""
        self._shows_last_prompt = shows
        if self._messages.mark_last(shows_prompt=shows):
            self._view.set_messages(self._view.column.messages)

    def set_findings(self, answer_id: str, row: LensRow) -> None:
        """Show what the difference lens found out about an answer."""
        self._lens.set_row(answer_id, row, self._messages.answers.get(answer_id))

    def clear_findings(self) -> None:
        """Show all answers as they are, and what was in sight before, if nobody scrolled."""
        self._lens.clear(list(self._messages.answers.values()))

    def edit_prompt(self, turn_id: str, text: str | None = None) -> None:
        """Put an editor in the place of a prompt; with a text, if it was begun already."""
        self._messages.prompt(turn_id).edit(text)

    @property
    def edits(self) -> dict[str, str]:
        """The prompts that are being written anew, by their turns."""
        return self._messages.edits

    @property
    def current_answer(self) -> AnswerMessage | None:
        """The answer where the caret is, or else the last that can be seen."""
        answers = [m for m in self._view.at_caret_or_seen() if isinstance(m, AnswerMessage)]
        return answers[0] if answers else None

    def open_menu(self, answer_id: str, anchor: QWidget) -> None:
        """Show under a widget what can be done with an answer."""
        menu = new_menu(self)
        add_deeds(menu, self._messages.answers[answer_id].deeds(anchor))
        menu.popup(anchor.mapToGlobal(QPoint(0, anchor.height())))

    def open_find(self) -> None:
        """Ask what is to be found in this conversation."""
        self._find.open()

    def find_again(self, backward: bool) -> None:
        """Go to the next match, or to the one before; ask what is to be found if nothing was."""
        self._find.again(backward)

    def copy(self) -> None:
        """Copy what is selected."""
        self._view.copy()

    def pick(self) -> None:
        """Have the block with the caret picked for the tray."""
        self._view.pick()

    def select_all(self) -> None:
        """Select everything."""
        self._view.select_all()

    def flush(self) -> bool:
        """Show what has come of one answer; return whether there is more to show."""
        for answer_id in list(self._growing):
            message = self._messages.answers.get(answer_id)
            if message and message.has_pending:
                message.flush(FLUSH_LIMIT)
                self._view.show_growth(self._messages.place(answer_id))
            if not message or not message.has_pending:
                del self._growing[answer_id]
            else:
                break
        return bool(self._growing)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._jump.stand_on(event.size())

    def _new_stage(self, appearance: Appearance) -> Stage:
        return Stage(
            appearance.reading,
            SliceQueue.shared_by(appearance),
            Lexers.shared_by(appearance),
            self._new_actions(),
            self._view.repaint_part,
            self._rearrange,
            self._stay,
        )

    def _new_actions(self) -> Actions:
        actions = Actions(self)
        for name in (
            "ask_requested",
            "numbers_requested",
            "copy_requested",
            "regenerate_requested",
            "branch_requested",
            "quote_requested",
            "remedy_chosen",
            "attempt_step_requested",
            "prompt_edited",
            "version_step_requested",
        ):
            getattr(actions, name).connect(getattr(self, name))
        actions.menu_requested.connect(self.open_menu)
        return actions

    def _rearrange(self) -> None:
        self._view.arrange()
        self._wake_for_pending()

    def _stay(self) -> None:
        self._view.jump_to(self._view.scrolled)
        self._wake_for_pending()

    def _wake_for_pending(self) -> None:
        """What is opened from the disk is there at once, except for the rest of a giant."""
        for answer_id, message in self._messages.answers.items():
            if message.has_pending:
                self._growing[answer_id] = None
        if self._growing:
            self._clock.wake(self)


def _leads_elsewhere(before: tuple[TurnRow, ...], now: tuple[TurnRow, ...]) -> bool:
    """Whether this is another conversation, or has a turn more than before."""
    known = [row.turn_id for row in before]
    turns = [row.turn_id for row in now]
    return not set(known) & set(turns) or (turns[: len(known)] == known and turns != known)
