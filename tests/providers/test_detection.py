import pytest

from app.providers import InvalidRequestError, factory


@pytest.mark.parametrize(
    ("model", "provider"),
    [
        ("gpt-4", "openai"),
        ("o3-mini", "openai"),
        ("smollm2-135m-instruct", "builtin"),
    ],
)
def test_a_kind_of_name_belongs_to_a_provider(model, provider):
    assert factory.detect_provider(model) == provider


@pytest.mark.parametrize("model", ["computer-use-preview", "chat-latest"])
def test_a_name_of_no_kind_may_stand_in_the_list_of_prices(model):
    assert factory.detect_provider(model) == "openai"


@pytest.mark.parametrize("model", ["mystery", "llama-3.3-70b", "openai/gpt-4o", ""])
def test_any_other_name_is_not_guessed_at(model):
    with pytest.raises(InvalidRequestError, match="It is not known who provides"):
        factory.detect_provider(model)
