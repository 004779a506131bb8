"""Keys taken out of words that came from elsewhere."""

import re
from collections.abc import Iterable

from app.domain.errors import ProviderError
from app.domain.secrets import mask

HIDDEN = "•••"
MAX_LENGTH = 2000
# Read with some more around it, so that no key is cut in two before it is seen.
_READ_LENGTH = 10 * MAX_LENGTH

_CREDENTIAL = re.compile(r"(?i)(authorization\W{1,4}(?:bearer\s+)?|bearer\s+)[^\s\"',}]+")


def hide_secrets(error: ProviderError, secrets: Iterable[str]) -> None:
    """Take what a connection holds out of the words that came with an error."""
    for secret in secrets:
        error.detail = error.detail.replace(secret, HIDDEN)
        error.code = error.code and error.code.replace(secret, HIDDEN)
        error.request_id = error.request_id and error.request_id.replace(secret, HIDDEN)


def scrub(text: str, key: str) -> str:
    """The text without the key, without any Authorization header, without what looks like a key.

    At most `MAX_LENGTH` characters are kept: a server may answer with a whole web page.
    """
    if key:
        text = text.replace(key, HIDDEN)
    return mask(_CREDENTIAL.sub(rf"\g<1>{HIDDEN}", text[:_READ_LENGTH]))[:MAX_LENGTH]
