"""What can be told of a key and of headers before anything is sent."""

import re
from collections.abc import Iterable

from app.domain.errors import Action, AuthenticationError, InvalidRequestError
from app.words import _

_HEADER_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")


def checked_key(api_key: str | None, provider: str, label: str, *, is_needed: bool) -> str:
    """A key without the spaces around it.

    Args:
        api_key: As it was entered, if it was.
        provider: Registry name of whom it is for.
        label: What that is called on screen.
        is_needed: There is no use in asking without one.

    Raises:
        AuthenticationError: It is missing, or can't be one.
    """
    key = (api_key or "").strip()
    if not key and is_needed:
        raise AuthenticationError(
            _("{provider} needs a key. Add it in Settings.").format(provider=_(label)),
            provider=provider,
        )
    if not (key.isascii() and key.isprintable()) or " " in key:
        raise AuthenticationError(
            _("The key for {provider} holds a character that no key has. Copy it again.").format(
                provider=label
            ),
            provider=provider,
        )
    return key


def check_headers(headers: Iterable[tuple[str, str]], provider: str, label: str) -> None:
    """Refuse headers that can't be sent.

    Args:
        headers: Names and values.
        provider: Registry name of whom they are for.
        label: What that is called on screen.

    Raises:
        InvalidRequestError: One of them holds a character that no header has.
    """
    for name, value in headers:
        if not _HEADER_NAME.fullmatch(name) or not (value.isascii() and value.isprintable()):
            raise InvalidRequestError(
                _(
                    "The header “{name}” for {provider} holds a character that no header has. "
                    "Change it in Settings."
                ).format(name=name, provider=_(label)),
                provider=provider,
                action=Action.OPEN_SETTINGS,
            )
