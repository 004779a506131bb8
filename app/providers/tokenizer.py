"""Token counts of OpenAI's models without a network: the vocabularies come with toktok-rs."""

import asyncio
import re
import threading
from collections.abc import Sequence

from app.domain.messages import Message, TokenCount, text_of
from app.providers.token_estimate import with_files

# As in tiktoken's table of models. Fine-tuned models count like the one that they came from.
_CL100K = re.compile(r"(ft:)?gpt-(3\.5-turbo|4)(?![.\w])")
_O200K = re.compile(r"(ft:)?(chatgpt-4o|gpt-4o|gpt-4\.[15]|gpt-5(?![.\w])|o[134](?![.\w]))")

# OpenAI's cookbook ("How to count tokens with tiktoken") gives the frame of a message for these.
_FRAME_IS_KNOWN = re.compile(r"(ft:)?gpt-(3\.5-turbo|4o|4(?![.\w]))")
_TOKENS_PER_MESSAGE = 3
_TOKENS_OF_ROLE = 1
_TOKENS_BEFORE_ANSWER = 3

# Loading takes up to a second: whoever types meanwhile must not load a second time.
_one_at_a_time = threading.Lock()


async def count_text(text: str, model: str) -> TokenCount:
    """The tokens of a text, counted on a worker thread; fast enough while typing.

    Args:
        text: Whatever was typed. What looks like a special token counts as ordinary text.
        model: One of OpenAI's. For one too new to be in the table it is an estimate.
    """
    (tokens,) = await asyncio.to_thread(_count, [text], _encoding(model))
    return TokenCount(tokens, exact=_is_known(model))


async def count_messages(messages: Sequence[Message], model: str) -> TokenCount:
    """The tokens of a conversation, with the frame of each message and of the answer.

    An estimate where there are pictures or documents, or where the frame is not documented.
    """
    counts = await asyncio.to_thread(_count, [text_of(m) for m in messages], _encoding(model))
    frames = len(messages) * (_TOKENS_PER_MESSAGE + _TOKENS_OF_ROLE) + _TOKENS_BEFORE_ANSWER
    exact = _FRAME_IS_KNOWN.match(model) is not None
    return with_files(TokenCount(sum(counts) + frames, exact), messages, "openai", model)


def _count(texts: list[str], encoding: str) -> list[int]:
    # Half a surrogate pair, as servers and clipboards sometimes give, can't be encoded.
    whole = [text.encode(errors="replace").decode() for text in texts]
    with _one_at_a_time:
        import toktok  # pyright: ignore[reportMissingTypeStubs] - it ships none

        return toktok.batch_count(whole, encoding, threads=1)


def _encoding(model: str) -> str:
    return "cl100k_base" if _CL100K.match(model) else "o200k_base"


def _is_known(model: str) -> bool:
    return bool(_CL100K.match(model) or _O200K.match(model))
