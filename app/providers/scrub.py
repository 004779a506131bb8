"""Keys taken out of words that came from elsewhere."""

import re

HIDDEN = "•••"
MAX_LENGTH = 2000

_CREDENTIAL = re.compile(r"(?i)(authorization\W{1,4}(?:bearer\s+)?|bearer\s+)[^\s\"',}]+")


def scrub(text: str, key: str) -> str:
    """The text without the key and without anything sent as an Authorization header.

    At most `MAX_LENGTH` characters are kept: a server may answer with a whole web page.
    """
    if key:
        text = text.replace(key, HIDDEN)
    return _CREDENTIAL.sub(rf"\g<1>{HIDDEN}", text)[:MAX_LENGTH]
