"""What is wrong with a keyring, as sentences that say what to do."""

from app.domain.errors import KeyringError, KeyringProblem
from app.words import N_, _, number

_SENTENCES = {
    KeyringProblem.NO_BACKEND: N_(
        "No keyring was found on this system. Install and start GNOME Keyring, "
        "KWallet or KeePassXC, then try again."
    ),
    KeyringProblem.LOCKED: N_("{keyring} is locked. Unlock it, then try again."),
    KeyringProblem.PROMPT_DISMISSED: N_(
        "{keyring} is locked, and its question for the password was closed or could "
        "not be shown. Unlock it, then try again."
    ),
    KeyringProblem.BUS_GONE: N_(
        "{keyring} can't be reached any more: it has stopped, or the session bus "
        "(D-Bus) has. Log out and in again, then try again."
    ),
    KeyringProblem.ENTRY_VANISHED: N_(
        "The key is no longer in {keyring}. It may have been removed there, or be in "
        "another keyring. Enter it again."
    ),
    KeyringProblem.TOO_LONG: N_(
        "{keyring} holds keys of at most {limit} characters, and this one is longer. "
        "Check that only the key was pasted."
    ),
    KeyringProblem.NOT_KEPT: N_(
        "{keyring} took the key but did not give it back. Look into its settings, "
        "then save the key again."
    ),
    KeyringProblem.TIMED_OUT: N_(
        "{keyring} did not answer in time. If it is asking for a password, answer "
        "it, then try again."
    ),
    KeyringProblem.OTHER: N_(
        "{keyring} could not do it ({detail}). Look into its settings, then try again."
    ),
}


class KeyringProblemError(Exception):
    """A known problem, raised where the keyring is used; `keyring_error` puts it in words."""

    def __init__(self, problem: KeyringProblem) -> None:
        super().__init__(problem)
        self.problem = problem


def keyring_error(
    problem: KeyringProblem, keyring: str, *, limit: int = 0, detail: str = ""
) -> KeyringError:
    """The error for a problem.

    Args:
        problem: Which one.
        keyring: What the keyring is called; "" where that isn't known.
        limit: Characters that fit, for TOO_LONG.
        detail: A technical word, for OTHER.
    """
    sentence = _(_SENTENCES[problem]).format(
        keyring=keyring or _("The system's keyring"), limit=number(limit), detail=detail
    )
    return KeyringError(sentence, problem)


def translated(error: Exception, keyring: str) -> KeyringError:
    """Our error for whatever was raised; nothing of its words, as they may hold the key."""
    match error:
        case KeyringProblemError():
            return keyring_error(error.problem, keyring)
        case TimeoutError():
            return keyring_error(KeyringProblem.TIMED_OUT, keyring)
        # A connection that broke, or a socket that is no longer there.
        case OSError():
            return keyring_error(KeyringProblem.BUS_GONE, keyring)
        case _:
            return keyring_error(KeyringProblem.OTHER, keyring, detail=type(error).__name__)
