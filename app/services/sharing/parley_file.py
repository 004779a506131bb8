"""A whole conversation as a file that another Parley opens, without loss.

The file, named `*.parley`, is one JSON object in UTF-8:

    {"format": "parley-conversation", "version": 1, "written_by": "0.1.0",
     "conversation": {...}, "votes": [...], "files": {"<digest>": "<base64>"}}

`conversation` and `votes` have the fields of `Conversation` and `Vote` in `app/domain`, by their
names there: lanes, turns, all attempts with their metrics. `files` has what was attached, by its
SHA-256. Decimals are strings, bytes base64,
times Unix seconds. A reader passes over fields that it doesn't know and gives missing ones their
usual value; `version` only grows where that is not enough.

Left out are the ids of keys, the sign-in of addresses, the draft, and the line-up that the lanes
came from. What was said is written as it was said.
"""

import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import cast
from urllib.parse import urlsplit, urlunsplit

import msgspec

from app import __version__
from app.domain.answer import Answer
from app.domain.conversation import Conversation, Turn, new_id
from app.domain.lane import Candidate, ModelRef
from app.domain.votes import Vote
from app.services.sharing.soundness import UnsoundError, sound
from app.words import _

FORMAT = "parley-conversation"
VERSION = 1
SUFFIX = ".parley"
# Desktops know a file by its last ending alone; files from before that was minded open as well.
SUFFIXES = (SUFFIX, ".parley.json")
LONGEST = 200_000_000


class UnreadableFileError(Exception):
    """A file that can't be opened as a conversation; `str(error)` is a sentence for the person."""


@dataclass(frozen=True, slots=True)
class Shared:
    """What is in a file.

    Attributes:
        conversation: With ids of its own, so that it takes the place of nothing.
        votes: On its answers.
        files: The contents of what was attached, by digest.
    """

    conversation: Conversation
    votes: tuple[Vote, ...] = ()
    files: Mapping[str, bytes] = field(default_factory=dict[str, bytes])

    @property
    def addresses(self) -> tuple[str, ...]:
        """The servers at addresses of their own that its lanes would ask, if it is gone on with."""
        lanes = self.conversation.lanes
        models = [c.model for lane in lanes for c in (lane.first_choice, *lane.fallbacks)]
        return tuple(sorted({model.base_url for model in models} - {""}))


@dataclass(frozen=True, slots=True)
class _Content:
    conversation: Conversation
    votes: tuple[Vote, ...] = ()
    files: dict[str, bytes] = field(default_factory=dict[str, bytes])


def write_file(
    conversation: Conversation,
    votes: Sequence[Vote] = (),
    files: Mapping[str, bytes] = MappingProxyType({}),
) -> bytes:
    """The bytes of a file; `suggested_name` has a name for it.

    Args:
        conversation: What to write.
        votes: On its answers.
        files: The contents of what was attached, by digest.
    """
    content = {
        "format": FORMAT,
        "version": VERSION,
        "written_by": __version__,
        "conversation": msgspec.to_builtins(_without_what_is_private(conversation)),
        "votes": msgspec.to_builtins(votes),
        "files": msgspec.to_builtins(dict(files)),
    }
    text = json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False) + "\n"
    return text.encode("utf-8", "replace")  # half a surrogate pair can't be written


def read_file(data: bytes) -> Shared:
    """The conversation of a file, as a new one beside those that there are.

    Store it with `ConversationStore.save(shared.conversation, turns=…, answers=…)`, then its votes
    with `VoteStore.save`. Where `addresses` is not empty, say so before anything is asked there.

    Raises:
        UnreadableFileError: It is no such file, a newer one, or damaged; the sentence says which.
    """
    if len(data) > LONGEST:
        raise UnreadableFileError(
            _("This file is too large to be a conversation. Nothing was opened.")
        )
    try:
        content = _parsed(data)
        if content.get("format") != FORMAT:
            raise UnreadableFileError(
                _(
                    "This is not a conversation from Parley. Choose a file that Parley has "
                    "exported, with a name that ends in {suffix}."
                ).format(suffix=SUFFIX)
            )
        if not isinstance(version := content.get("version"), int) or version > VERSION:
            raise UnreadableFileError(
                _(
                    "This conversation was written by a newer Parley. Nothing was opened. "
                    "Install the newer version to open it."
                )
            )
        found = msgspec.convert(content, _Content)
        conversation = _without_what_is_private(found.conversation)
        files = _attached(conversation, found.files)
        return replace(_with_new_ids(*sound(conversation, found.votes)), files=files)
    except (UnsoundError, msgspec.ValidationError) as error:
        place = str(error).rpartition("$.")[2].rstrip("`")
        raise UnreadableFileError(
            _(
                "This conversation is damaged at “{place}”. Nothing was opened. Ask for the "
                "file again, or export it again."
            ).format(place=place)
        ) from error
    except (ValueError, RecursionError) as error:
        raise UnreadableFileError(
            _(
                "This file is cut off or damaged. Nothing was opened. Ask for it again, or "
                "export it again."
            )
        ) from error


def suggested_name(conversation: Conversation, suffix: str = SUFFIX) -> str:
    """A file name out of the title that every system takes."""
    kept = "".join(c if c.isalnum() or c in " -_" else " " for c in conversation.title)
    return (" ".join(kept.split())[:60].strip() or _("Conversation")) + suffix


def _attached(conversation: Conversation, files: dict[str, bytes]) -> dict[str, bytes]:
    """The files that a prompt refers to, if each is what its digest says."""
    wanted = {file.digest for turn in conversation.turns for file in turn.attachments}
    for digest in wanted & files.keys():
        if hashlib.sha256(files[digest]).hexdigest() != digest:
            raise UnsoundError(f"$.files.{digest}")
    return {digest: files[digest] for digest in sorted(wanted & files.keys())}


def _parsed(data: bytes) -> dict[str, object]:
    text = data.decode("utf-8-sig")
    content = json.loads(text, parse_constant=_refuse, parse_float=_finite)
    return cast("dict[str, object]", content) if isinstance(content, dict) else {}


def _refuse(constant: str) -> float:
    raise ValueError(constant)  # NaN and Infinity are no JSON


def _finite(number: str) -> float:
    if math.isinf(value := float(number)):
        raise ValueError(number)
    return value


def _without_what_is_private(conversation: Conversation) -> Conversation:
    def model(ref: ModelRef) -> ModelRef:
        return replace(ref, base_url=_without_sign_in(ref.base_url))

    def candidate(asked: Candidate) -> Candidate:
        return Candidate(model(asked.model))

    return replace(
        conversation,
        draft="",
        draft_attachments=(),
        line_up_id="",
        left_ids=(),
        lanes=tuple(
            replace(
                lane,
                key_id="",
                model=model(lane.model),
                fallbacks=tuple(candidate(fallback) for fallback in lane.fallbacks),
            )
            for lane in conversation.lanes
        ),
        answers=tuple(
            replace(answer, key_id="", model=model(answer.model)) for answer in conversation.answers
        ),
    )


def _without_sign_in(address: str) -> str:
    """An address without user name and password, nor what follows its path."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))


def _with_new_ids(conversation: Conversation, votes: Sequence[Vote]) -> Shared:
    ids = [item.id for item in (*conversation.lanes, *conversation.turns, *conversation.answers)]
    new = {old: new_id() for old in ids}
    renamed = replace(
        conversation,
        id=new_id(),
        head_id=_renamed(conversation.head_id, new),
        left_ids=(),
        lanes=tuple(replace(lane, id=new[lane.id]) for lane in conversation.lanes),
        turns=tuple(_turn_with_new_ids(turn, new) for turn in conversation.turns),
        answers=tuple(_answer_with_new_ids(answer, new) for answer in conversation.answers),
    )
    return Shared(renamed, tuple(_vote_with_new_ids(vote, new) for vote in votes))


def _turn_with_new_ids(turn: Turn, new: Mapping[str, str]) -> Turn:
    return replace(
        turn,
        id=new[turn.id],
        parent_id=_renamed(turn.parent_id, new),
        chosen_id=new.get(turn.chosen_id, ""),
        lane_order=tuple(new[i] for i in turn.lane_order if i in new),
    )


def _answer_with_new_ids(answer: Answer, new: Mapping[str, str]) -> Answer:
    merge = answer.merge
    return replace(
        answer,
        id=new[answer.id],
        turn_id=new[answer.turn_id],
        lane_id=new[answer.lane_id],
        merge=merge and replace(merge, sources=tuple(new[source] for source in merge.sources)),
    )


def _vote_with_new_ids(vote: Vote, new: Mapping[str, str]) -> Vote:
    return replace(
        vote,
        id=new_id(),
        turn_id=new[vote.turn_id],
        winners=tuple(new[i] for i in vote.winners),
        beside=tuple(new[i] for i in vote.beside),
    )


def _renamed(old: str | None, new: Mapping[str, str]) -> str | None:
    return None if old is None else new[old]
