import subprocess
import sys
from datetime import date
from decimal import Decimal
from importlib.metadata import version

import pytest

from app.providers.prices import cost, is_listed, load_prices, price_of

MILLION = 1_000_000


def usage(read, written, cached=None, **more):
    return {
        "input_tokens": read,
        "output_tokens": written,
        "reasoning_tokens": None,
        "cached_tokens": cached,
        **more,
    }


def test_a_price_says_what_it_is_and_how_old():
    price = price_of("openai", "gpt-4o")
    assert (price.input, price.output) == (Decimal("2.5"), Decimal(10))
    assert price.cached_input == Decimal("1.25")
    assert price.context_window == 128_000
    assert price.dearer_above is None
    assert price.source == f"genai-prices {version('genai-prices')}"
    assert price.as_of > date(2026, 11, 1), "say in prices.py when this version came out"


def test_a_price_that_rises_with_the_length_of_the_prompt_says_where():
    price = price_of("openai", "gpt-6-astra")
    assert (price.input, price.dearer_above) == (Decimal(10), 272_000)


def test_a_price_without_a_cache_rate_has_none():
    assert price_of("cohere", "command-a").cached_input is None


@pytest.mark.parametrize("provider", ["openai", "anthropic", "google", "cohere"])
def test_a_model_that_nobody_knows_has_no_price(provider):
    assert price_of(provider, "made-up-1") is None
    assert cost(usage(1, 1), provider, "made-up-1") is None


@pytest.mark.parametrize("provider", ["openai_compatible", "builtin", "nobody"])
def test_a_server_of_ones_own_has_no_price_whatever_its_models_are_called(provider):
    assert price_of(provider, "gpt-4o") is None
    assert cost(usage(1, 1), provider, "gpt-4o") is None


@pytest.mark.parametrize("model", ["text-embedding-3-small", "whisper-1"])
def test_a_model_that_writes_nothing_has_no_price(model):
    assert price_of("openai", model) is None


@pytest.mark.parametrize(
    ("model", "counted", "dollars"),
    [
        ("gpt-4o", usage(MILLION, 100_000), "3.5"),
        ("gpt-4o", usage(MILLION, 100_000, cached=200_000), "3.25"),
        ("gpt-4o", usage(0, 0, cached=0), "0"),
        ("gpt-6-astra", usage(100_000, 10_000), "1.5"),
        ("gpt-6-astra", usage(100_000, 10_000, cache_write_tokens=100_000), "1.75"),
        ("gpt-6-astra", usage(MILLION, 10_000), "20.75"),
    ],
    ids=["plain", "some-cached", "nothing", "short-prompt", "written-to-the-cache", "long-prompt"],
)
def test_a_cost_counts_each_token_once_at_its_rate(model, counted, dollars):
    assert cost(counted, "openai", model).total == Decimal(dollars)


@pytest.mark.parametrize(
    "counted",
    [usage(None, 1), usage(1, None), usage(1, 1, cached=2), usage(-1, 1)],
    ids=["no-input", "no-output", "more-cached-than-read", "negative"],
)
def test_a_usage_that_says_too_little_or_too_much_has_no_cost(counted):
    assert cost(counted, "openai", "gpt-4o") is None


def test_a_model_is_listed_with_its_own_vendor():
    assert is_listed("openai", "computer-use-preview")
    assert not is_listed("cohere", "computer-use-preview")
    assert not is_listed("openai_compatible", "computer-use-preview")
    assert not is_listed("google", "claude-sonnet-5-5"), "Gemini's API has no models of others"


async def test_prices_can_be_read_ahead():
    await load_prices()
    assert price_of("anthropic", "claude-sonnet-5-5").output == Decimal(10)


OFFLINE = """
import asyncio, sys

def refuse(event, args):
    if event.startswith("socket.") and event not in ("socket.__new__", "socket.bind"):
        raise AssertionError(event)

async def main():
    sys.addaudithook(refuse)
    await load_prices()
    assert price_of("openai", "gpt-4o")
    assert (await count_text("Hello", "gpt-4o")).tokens == 1

from app.providers.prices import load_prices, price_of
from app.providers.tokenizer import count_text
assert not {"genai_prices", "httpx2", "toktok"} & set(sys.modules)
asyncio.run(main())
"""


def test_neither_prices_nor_token_counts_ask_the_network():
    command = [sys.executable, "-c", OFFLINE]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
