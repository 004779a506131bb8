"""What is said of an answer: its metrics, its state, and what one can do about a bad end."""

from decimal import Decimal

from app.domain.answer import AnswerStatus
from app.domain.marks import Mark
from app.domain.metrics import Metrics
from app.domain.retry import RetryStatus
from app.ui.transcript.answer_notice import AnswerNotice, Remedy
from app.ui.transcript.error_notice import notice_of_failure, record_of
from app.viewmodels.quota_words import quota_lines
from app.viewmodels.rows import AnswerRow
from app.words import N_, _, decimal, ngettext, number, us_dollars

OTHERS_GO_ON = N_("The other models go on.")
NOTHING_LOST = N_("Nothing is lost: the prompt is saved with this chat.")


def notice_of(row: AnswerRow) -> AnswerNotice | None:
    """The card that an answer needs, or None."""
    again = (Remedy.CONTINUE, Remedy.RETRY) if row.text else (Remedy.RETRY,)
    match row.status:
        case AnswerStatus.WAITING if row.retry:
            return _notice_of_wait(row, row.retry)
        case AnswerStatus.FAILED:
            return notice_of_failure(row)
        case AnswerStatus.INTERRUPTED:
            title = row.error or _("The answer was interrupted.")
            return AnswerNotice("circle-alert", "warn", title, "", again)
        case AnswerStatus.STOPPED:
            return AnswerNotice("square", "dim", _("You stopped this answer."), "", again)
        case AnswerStatus.DONE:
            return _notice_of_finish(row)
        case _:
            return None


def _notice_of_wait(row: AnswerRow, retry: RetryStatus) -> AnswerNotice:
    remedies = [Remedy.RETRY_NOW, Remedy.STOP]
    remedies += [Remedy.STAND_IN] if row.stand_in else []
    remedies += [Remedy.OTHER_MODEL]
    remedies += [Remedy.OTHER_KEY] if row.has_other_key else []
    return AnswerNotice(
        *("timer", "warn", retry.reason, countdown(retry), tuple(remedies)),
        record="\n".join(filter(None, (record_of(row), *quota_lines(retry.quota)))),
        stand_in=row.stand_in,
        spoken=f"{retry.reason}, {_attempt_words(retry)}",
    )


def _notice_of_finish(row: AnswerRow) -> AnswerNotice | None:
    match row.finish_reason:
        case "length":
            title = _("The answer reached its greatest length.")
            return AnswerNotice("circle-alert", "dim", title, "", (Remedy.CONTINUE,))
        case "content_filter" | "refusal":
            title = _("The provider declined to answer this.")
            remedies = (Remedy.EDIT_PROMPT, Remedy.PICK_MODEL, Remedy.RETRY)
            return AnswerNotice("circle-alert", "warn", title, "", remedies)
        case _ if not row.text and not row.reasoning:
            title = _("The model answered with nothing.")
            return AnswerNotice("circle-alert", "dim", title, "", (Remedy.RETRY,))
        case _:
            return None


def countdown(retry: RetryStatus) -> str:
    """How long a retry still waits, and which attempt it will be."""
    words = _("Retrying in {seconds} s") if retry.was_sent else _("Sending in {seconds} s")
    seconds = max(0, round(retry.seconds_left))
    parts = [words.format(seconds=seconds), _attempt_words(retry)]
    if not retry.was_sent:
        parts.append(_("held back: the key's limit is used up until then"))
    if retry.server_asked is not None:
        parts.append(
            _("the server asked for {seconds} s").format(seconds=round(retry.server_asked))
        )
    return " · ".join(parts)


def _attempt_words(retry: RetryStatus) -> str:
    words = _("attempt {number} of {most}")
    return words.format(number=retry.attempt, most=retry.max_attempts)


def stands_in_words(row: AnswerRow) -> str:
    """Who answers in place of the lane's own model, and why; "" if nobody does."""
    words = _("{model} answers here instead: {reason}.")
    return words.format(model=row.model_label, reason=row.because) if row.because else ""


def metrics_line(metrics: Metrics) -> str:
    """The metrics in one line; what isn't known is left out."""
    parts: list[str] = []
    about = "≈ " if metrics.is_estimate else ""
    if metrics.tokens is not None:
        words = ngettext("{n} token", "{n} tokens", metrics.tokens)
        parts.append(words.format(n=about + number(metrics.tokens)))
    if metrics.first_token_s is not None:
        words = _("{seconds} s to first token")
        parts.append(words.format(seconds=decimal(metrics.first_token_s, 1)))
    if metrics.tokens_per_second is not None:
        parts.append(_("{speed} tok/s").format(speed=f"{about}{metrics.tokens_per_second:.0f}"))
    if metrics.cost is not None:
        parts.append(dollars(metrics.cost))
    return "   ".join(parts)


def dollars(amount: Decimal) -> str:
    """A price as an answer has one: often a part of a cent."""
    return us_dollars(amount, 4)


def head_words(row: AnswerRow) -> tuple[str, str]:
    """As `status_words`, and whether no other lane was faster."""
    words, color = status_words(row)
    if Mark.FASTEST in row.marks:
        words = _("Fastest: {seconds} s").format(seconds=decimal(row.metrics.total_s or 0, 1))
    return words, color


def status_words(row: AnswerRow) -> tuple[str, str]:
    """A few words on where an answer stands, and the theme's colour for them."""
    match row.status:
        case AnswerStatus.QUEUED:
            return _("Starting…"), "dim"
        case AnswerStatus.WAITING:
            return _("Waiting to retry"), "warn"
        case AnswerStatus.STREAMING:
            return _("Streaming…"), "accent"
        case AnswerStatus.DONE:
            total = row.metrics.total_s
            words = _("Done") if total is None else _("Done in {seconds} s")
            return words.format(seconds=decimal(total or 0, 1)), "ok"
        case AnswerStatus.STOPPED:
            return _("Stopped"), "dim"
        case AnswerStatus.FAILED:
            return _("Failed"), "error"
        case AnswerStatus.INTERRUPTED:
            return _("Interrupted"), "warn"
