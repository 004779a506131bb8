import pytest

from app.domain.messages import TokenCount
from app.providers.token_estimate import estimate_tokens


@pytest.mark.parametrize(
    ("texts", "tokens"),
    [
        ([], 0),
        ([""], 4),
        (["four"], 5),
        (["fives"], 6),
        (["你好你好"], 7),
        (["a", "b"], 10),
        (["\ud83d"], 5),
    ],
)
def test_about_a_token_for_four_bytes(texts, tokens):
    messages = [{"role": "user", "content": text} for text in texts]
    assert estimate_tokens(messages) == TokenCount(tokens, exact=False)
