"""Characters that a server split in two."""

_HIGH = ("\ud800", "\udbff")


class SurrogateJoiner:
    """Joins UTF-16 surrogates that came in separate pieces of text.

    Some servers cut an emoji into two JSON escapes and send them in two chunks; neither half can be
    encoded. A half that never finds its other becomes U+FFFD.
    """

    def __init__(self) -> None:
        self._held = ""

    def feed(self, text: str) -> str:
        """The text that is whole by now; a half at its end waits for the next piece."""
        if text.isascii() and not self._held:
            return text
        text, self._held = self._held + text, ""
        if text and _HIGH[0] <= text[-1] <= _HIGH[1]:
            text, self._held = text[:-1], text[-1]
        return _joined(text)

    def flush(self) -> str:
        """What is left at the end."""
        held, self._held = self._held, ""
        return _joined(held)


def _joined(text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text
