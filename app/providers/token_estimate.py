"""A guess at the tokens of a request, for providers that can't count."""

from collections.abc import Iterable

from app.domain.messages import Message, TokenCount, text_of

_BYTES_PER_TOKEN = 4
_TOKENS_PER_MESSAGE = 4


def estimate_tokens(messages: Iterable[Message]) -> TokenCount:
    """About one token for four bytes of UTF-8, and four for the frame of each message."""
    tokens = 0
    for message in messages:
        size = len(text_of(message).encode(errors="replace"))
        tokens += _TOKENS_PER_MESSAGE - (-size // _BYTES_PER_TOKEN)
    return TokenCount(tokens, exact=False)
