"""The card of a failure: the way out that helps best, and the record of it."""

from app.domain.error_details import ErrorDetails
from app.domain.errors import Action
from app.domain.lane import ModelRef
from app.ui.transcript.answer_notice import AnswerNotice, Remedy
from app.viewmodels.rows import AnswerRow
from app.words import _

_REMEDIES = {
    Action.CHANGE_PARAMETERS: (Remedy.CHANGE_PARAMETERS, Remedy.PICK_MODEL),
    Action.CHANGE_PROMPT: (Remedy.EDIT_PROMPT, Remedy.PICK_MODEL),
    Action.CHECK_ADDRESS: (Remedy.CHECK_ADDRESS, Remedy.TEST_CONNECTION),
    Action.CHECK_CERTIFICATE: (Remedy.TEST_CONNECTION, Remedy.CHECK_ADDRESS),
    Action.CHECK_NETWORK: (Remedy.TEST_CONNECTION,),
    Action.CHECK_PROXY: (Remedy.CHECK_PROXY, Remedy.TEST_CONNECTION),
    Action.OPEN_SETTINGS: (Remedy.OPEN_SETTINGS,),
    Action.PICK_ANOTHER_MODEL: (Remedy.PICK_MODEL, Remedy.OPEN_SETTINGS),
    Action.SHORTEN: (Remedy.EDIT_PROMPT, Remedy.PICK_MODEL),
    Action.TRY_AGAIN: (),
    Action.WAIT: (),
}

# Where there is no answer, but a key that was checked.
_REMEDIES_OF_CHECK = {
    Action.CHECK_ADDRESS: (Remedy.CHECK_ADDRESS, Remedy.TEST_CONNECTION),
    Action.CHECK_CERTIFICATE: (Remedy.TEST_CONNECTION, Remedy.CHECK_ADDRESS),
    Action.CHECK_NETWORK: (Remedy.TEST_CONNECTION,),
    Action.CHECK_PROXY: (Remedy.CHECK_PROXY, Remedy.TEST_CONNECTION),
}


def notice_of_failure(row: AnswerRow) -> AnswerNotice:
    """What the card of a failed answer says."""
    again = (Remedy.CONTINUE, Remedy.RETRY) if row.text else (Remedy.RETRY,)
    remedies = _REMEDIES[row.error_details.action] if row.error_details else ()
    title = row.error or _("The answer failed.")
    stand_in = (Remedy.STAND_IN,) if row.stand_in else ()
    return AnswerNotice(
        *("circle-alert", "error", title, "", (*stand_in, *remedies, *again)),
        record=record_of(row),
        stand_in=row.stand_in,
    )


def record_of(row: AnswerRow) -> str:
    """What a provider's support desk would ask for, a line each; "" where nothing is known."""
    details, model = row.error_details, row.model
    return _record(details, model) if details and model else ""


def notice_of_check(sentence: str, details: ErrorDetails, provider: ModelRef) -> AnswerNotice:
    """What the card of a key that did not pass its check says.

    Args:
        sentence: What happened, and what to do.
        details: What else is known.
        provider: Whose key it is; its model is "".
    """
    remedies = _REMEDIES_OF_CHECK.get(details.action, (Remedy.ENTER_KEY,))
    record = _record(details, provider)
    return AnswerNotice("circle-alert", "error", sentence, "", remedies, record=record)


def _record(details: ErrorDetails, model: ModelRef) -> str:
    fields = {
        _("Provider"): f"{model.provider} {model.base_url}".strip(),
        _("Model"): model.model,
        _("Error"): details.kind,
        _("Status"): details.status,
        _("Code"): details.code,
        _("Request"): details.request_id,
    }
    lines = [f"{name}: {value}" for name, value in fields.items() if value]
    return "\n".join([*lines, *([details.words] if details.words else [])])
