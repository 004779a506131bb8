"""A prompt as a message of the transcript."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from app.domain.conversation import ContextPolicy
from app.ui.transcript.copying import put, quoted
from app.ui.transcript.message import Deed, Message, estimated_height
from app.ui.transcript.part import Part
from app.ui.transcript.prompt_parts import BubblePart, EditorPart, FilesPart, MorePart
from app.ui.transcript.stage import Stage
from app.viewmodels.policy import POLICY_WORDS
from app.viewmodels.rows import TurnRow
from app.words import _

_EXCERPT = 4000


class PromptMessage(Message):
    """One prompt, or nothing where it is shown elsewhere."""

    _is_shown = True
    _editor: EditorPart | None = None
    _shows_all = False

    def __init__(self, stage: Stage, row: TurnRow) -> None:
        super().__init__(stage)
        self._row = row
        self.height = estimated_height(row.prompt[:_EXCERPT], stage.appearance.theme) + 20

    @property
    @override
    def name(self) -> str:
        return _("You")

    @property
    @override
    def source(self) -> str:
        return self._row.prompt if self._is_shown else ""

    @override
    def deeds(self, anchor: QWidget) -> Sequence[Deed]:
        quote = partial(self._stage.actions.quote_requested.emit, quoted(self._row.prompt))
        return [
            (_("Copy prompt"), partial(put, self._row.prompt)),
            (_("Edit prompt"), self.edit),
            (_("Quote in the prompt"), quote),
        ]

    def set_row(self, row: TurnRow) -> bool:
        """Show this prompt; return whether it is another."""
        if row.prompt == self._row.prompt and (row.version, row.versions) == (
            self._row.version,
            self._row.versions,
        ):
            return False
        self._row = row
        if self.is_prepared:
            self.compose()
        return True

    def set_shown(self, shown: bool) -> bool:
        """Show the prompt here, or not; return whether that changed anything."""
        if shown == self._is_shown:
            return False
        self._is_shown = shown
        self.release()
        self.prepare()
        return True

    def edit(self, text: str | None = None) -> None:
        """Put an editor in its place, with what was written already if anything."""
        self._editor = EditorPart(
            self._stage,
            self._row.prompt if text is None else text,
            self._submit,
            self._end_editing,
        )
        self._change()

    @property
    def edit_text(self) -> str | None:
        """The prompt as it is being written anew; None if it isn't."""
        return self._editor.draft if self._editor else None

    @override
    def compose(self) -> None:
        self._parts = self._new_parts()
        self.measure()

    def _new_parts(self) -> list[Part]:
        if not self._is_shown:
            return []
        along = [*self._row.files]
        if self._row.policy is not ContextPolicy.OWN:
            along.append(_(POLICY_WORDS[self._row.policy].name))
        files: list[Part] = [FilesPart(along)] if along else []
        if self._editor:
            return [*files, self._editor]
        prompt = self._row.prompt
        is_cut = len(prompt) > _EXCERPT and not self._shows_all
        shown = prompt[:_EXCERPT].rstrip() + "…" if is_cut else prompt or _("Files alone")
        bubble = BubblePart(self._stage, self._row, shown, self.edit)
        if not is_cut:
            return [*files, bubble]
        return [*files, bubble, MorePart(self._stage, _("Show all"), self._show_all)]

    def _end_editing(self) -> None:
        self._editor = None
        self._change()

    def _show_all(self) -> None:
        self._shows_all = True
        self._change()

    def _submit(self, prompt: str) -> None:
        self._end_editing()
        if prompt != self._row.prompt:
            self._stage.actions.prompt_edited.emit(self._row.turn_id, prompt)

    def _change(self) -> None:
        self.compose()
        self._stage.rearrange()
