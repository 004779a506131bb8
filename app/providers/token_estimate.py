"""A guess at the tokens of a request, for providers that can't count."""

from collections.abc import Sequence

from app.domain.messages import Message, TokenCount, text_of
from app.providers.file_tokens import file_tokens, files_in

_BYTES_PER_TOKEN = 4
_TOKENS_PER_MESSAGE = 4


def estimate_tokens(messages: Sequence[Message], provider: str = "", model: str = "") -> TokenCount:
    """About one token for four bytes of UTF-8, and four for the frame of each message.

    Args:
        messages: Texts, and pictures and PDFs, which count as their vendor says.
        provider: Registry name; without it, no file is counted.
        model: Its name at the provider.
    """
    tokens = 0
    for message in messages:
        size = len(text_of(message).encode(errors="replace"))
        tokens += _TOKENS_PER_MESSAGE - (-size // _BYTES_PER_TOKEN)
    return with_files(TokenCount(tokens, exact=False), messages, provider, model)


def with_files(
    texts: TokenCount, messages: Sequence[Message], provider: str, model: str
) -> TokenCount:
    """The count of the texts in messages, with the pictures and PDFs in them; an estimate if any.

    Args:
        texts: The count of the texts alone.
        messages: All of them.
        provider: Registry name.
        model: Its name at the provider.
    """
    files = [file_tokens(part, provider, model) for part in files_in(messages)]
    known = [tokens for tokens in files if tokens is not None]
    exact = texts.exact and not files
    return TokenCount(texts.tokens + sum(known), exact, len(files) - len(known))
