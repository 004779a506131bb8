"""What of earlier answers goes along with a prompt, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from app.domain.conversation import ContextPolicy
from app.words import N_


@dataclass(frozen=True, slots=True)
class PolicyWords:
    """A policy as it is shown."""

    name: str
    sentence: str
    icon: str


POLICY_WORDS: Mapping[ContextPolicy, PolicyWords] = MappingProxyType(
    {
        ContextPolicy.OWN: PolicyWords(
            N_("Own thread"),
            N_("Each model sees the prompts and its own answers, and nothing of the others."),
            "columns-3",
        ),
        ContextPolicy.CHOSEN: PolicyWords(
            N_("Adopt the chosen answer"),
            N_("All go on from the answer that you chose, as if it were their own."),
            "corner-down-right",
        ),
        ContextPolicy.SHARED: PolicyWords(
            N_("Shared"),
            N_("Each sees the others' answers too, quoted under letters instead of names."),
            "link-2",
        ),
    }
)


@dataclass(frozen=True, slots=True)
class AdoptableRow:
    """An answer to the last prompt that all can go on from; `label` names its lane."""

    answer_id: str
    label: str
    is_chosen: bool = False
