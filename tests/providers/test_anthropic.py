"""What is particular to Anthropic: its requests, its parameters, its list of models."""

import json
from base64 import b64encode

import pytest

from app.domain.connection import Connection, QuotaWindow
from app.providers import CompletionRequest, ModelInfo, TokenCount
from app.providers.anthropic import AnthropicProvider
from tests.providers.conformance.payloads import Payloads
from tests.providers.loopback import KEY, LoopbackServer, answer, streamed

PAYLOADS = Payloads("anthropic")
MESSAGES = [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Hello"}]
HELLO = {"role": "user", "content": [{"type": "text", "text": "Hello"}]}
PICTURE, PAPER = b"\x89PNG picture", b"%PDF-1.7 paper"


@pytest.fixture
async def provider(server):
    server.script = [streamed(PAYLOADS.events())]
    provider = AnthropicProvider(KEY, server.base_url)
    yield provider
    await provider.aclose()


@pytest.fixture
def sent(provider, server):
    """Asks, and gives the body of the request."""

    async def sent(messages=MESSAGES, model="claude-sonnet-5-5", **options):
        await provider.generate_completion(model, messages, **options)
        return server.exchanges[-1].json

    return sent


async def test_the_request_on_the_wire(sent, server):
    body = await sent(model="some-model", max_tokens=5, temperature=0.0, top_p=0.5, stop="END")
    [exchange] = server.exchanges
    assert (exchange.method, exchange.path) == ("POST", "/v1/messages")
    assert exchange.headers["authorization"] == f"Bearer {KEY}"
    assert body == {
        "model": "some-model",
        "system": "Be brief.",
        "messages": [HELLO],
        "stream": True,
        "max_tokens": 5,
        "temperature": 0.0,
        "top_p": 0.5,
        "stop_sequences": ["END"],
    }


async def test_what_was_not_asked_is_not_sent(sent):
    assert await sent(MESSAGES[1:]) == {
        "model": "claude-sonnet-5-5",
        "messages": [HELLO],
        "stream": True,
        "max_tokens": 32_000,
    }


async def test_pictures_and_documents_go_with_the_words(sent):
    parts = [
        {"type": "image", "media_type": "image/png", "data": PICTURE},
        {"type": "document", "media_type": "application/pdf", "name": "a.pdf", "data": PAPER},
        {"type": "text", "text": "Compare them."},
    ]
    body = await sent([{"role": "user", "content": parts}])
    picture, paper = b64encode(PICTURE).decode(), b64encode(PAPER).decode()
    assert body["messages"][0]["content"] == [
        {
            "type": "image",
            "source": {"type": "base64", "media_type": "image/png", "data": picture},
        },
        {
            "type": "document",
            "title": "a.pdf",
            "source": {"type": "base64", "media_type": "application/pdf", "data": paper},
        },
        {"type": "text", "text": "Compare them."},
    ]


async def test_neighbours_of_one_role_are_one_turn_and_empty_messages_none(sent):
    body = await sent(
        [
            {"role": "system", "content": "Be brief."},
            {"role": "user", "content": "One"},
            {"role": "assistant", "content": " "},
            {"role": "user", "content": "Two"},
            {"role": "system", "content": "Be kind."},
            {"role": "assistant", "content": "Three"},
            {"role": "assistant", "content": ""},
            {"role": "user", "content": "Four"},
        ]
    )
    assert body["system"] == "Be brief.\n\nBe kind."
    turns = [(turn["role"], [b["text"] for b in turn["content"]]) for turn in body["messages"]]
    assert turns == [("user", ["One", "Two"]), ("assistant", ["Three"]), ("user", ["Four"])]


ADAPTIVE = {"type": "adaptive", "display": "summarized"}


def within(budget):
    return {"type": "enabled", "budget_tokens": budget, "display": "summarized"}


@pytest.mark.parametrize(
    ("model", "options", "thinking", "effort"),
    [
        ("claude-sonnet-5-5", {}, None, None),
        ("claude-sonnet-5-5", {"reasoning_effort": "none"}, {"type": "disabled"}, None),
        ("claude-sonnet-5-5", {"reasoning_effort": "minimal"}, ADAPTIVE, "low"),
        ("claude-sonnet-5-5", {"reasoning_effort": "xhigh"}, ADAPTIVE, "xhigh"),
        ("claude-opus-4-6", {"reasoning_effort": "xhigh"}, ADAPTIVE, "high"),
        ("claude-fable-5", {"reasoning_effort": "none"}, ADAPTIVE, "low"),
        ("claude-haiku-4-5", {"thinking_budget": 0}, {"type": "disabled"}, None),
        ("claude-haiku-4-5", {"thinking_budget": 9}, within(1024), None),
        ("claude-haiku-4-5", {"reasoning_effort": "high"}, within(16_384), None),
        (
            "claude-opus-4-5-20251101",
            {"reasoning_effort": "low", "thinking_budget": 3000},
            within(3000),
            None,
        ),
        ("claude-sonnet-4-6", {"thinking_budget": 3000}, within(3000), None),
        (
            "claude-sonnet-4-6",
            {"reasoning_effort": "low", "thinking_budget": 3000},
            within(3000),
            "low",
        ),
    ],
)
async def test_how_a_model_is_told_to_think(sent, model, options, thinking, effort):
    body = await sent(model=model, **options)
    assert body.get("thinking") == thinking
    assert body.get("output_config", {}).get("effort") == effort


async def test_an_answer_has_room_for_the_thinking_before_it(sent):
    assert (await sent(model="claude-haiku-4-5", thinking_budget=4000))["max_tokens"] == 36_000
    body = await sent(model="claude-haiku-4-5", thinking_budget=4000, max_tokens=50)
    assert body["max_tokens"] == 4050


@pytest.mark.parametrize(
    ("model", "options", "notices"),
    [
        (
            "claude-sonnet-5-5",
            {"temperature": 0.5, "seed": 7},
            [
                "claude-sonnet-5-5 does not take a temperature; it was asked without.",
                "claude-sonnet-5-5 does not take a seed; it was asked without.",
            ],
        ),
        (
            "claude-opus-4-8",
            {"thinking_budget": 3000},
            ["claude-opus-4-8 does not take a thinking budget; it was asked without."],
        ),
        (
            "claude-haiku-4-5",
            {"temperature": 0.5, "reasoning_effort": "low"},
            ["claude-haiku-4-5 does not take a temperature while it thinks; it was asked without."],
        ),
        (
            "claude-haiku-4-5",
            {"temperature": 0.5, "top_p": 0.9},
            ["claude-haiku-4-5 does not take top-p beside a temperature; it was asked without."],
        ),
        ("claude-haiku-4-5", {"temperature": 0.5, "reasoning_effort": "none"}, []),
    ],
)
async def test_what_a_model_does_not_take_is_left_out_and_told(provider, model, options, notices):
    completion = await provider.generate_completion(model, MESSAGES, **options)
    assert completion["notices"] == notices


@pytest.mark.parametrize(
    ("words", "options", "lost"),
    [
        ("`temperature` is deprecated for this model.", {"temperature": 0.5}, {"temperature"}),
        (
            "`temperature` and `top_p` cannot both be specified for this model.",
            {"temperature": 0.5, "top_p": 0.9},
            {"top_p"},
        ),
        (
            "This model does not support the effort parameter.",
            {"reasoning_effort": "low"},
            {"thinking", "output_config"},
        ),
        (
            "adaptive thinking is not supported on this model",
            {"reasoning_effort": "low"},
            {"thinking", "output_config"},
        ),
        (
            '"thinking.type.enabled" is not supported for this model. Use '
            '"thinking.type.adaptive" and "output_config.effort" to control thinking behavior.',
            {"thinking_budget": 3000},
            {"thinking"},
        ),
    ],
    ids=["temperature", "both", "effort", "adaptive", "budget"],
)
async def test_a_parameter_that_is_refused_is_left_out(provider, server, words, options, lost):
    refusal = {"type": "error", "error": {"type": "invalid_request_error", "message": words}}
    server.script.insert(0, answer(400, refusal))
    completion = await provider.generate_completion("some-model", MESSAGES, **options)
    assert completion["content"]
    assert len(completion["notices"]) == 1
    first, second = (set(exchange.json) for exchange in server.exchanges)
    assert first - second == lost


async def test_an_answer_may_be_as_long_as_the_model_can_write(sent, provider, server):
    server.script.insert(0, answer(200, PAYLOADS.json("models")))
    await provider.list_models()
    assert (await sent())["max_tokens"] == 128_000
    assert (await sent(max_tokens=7))["max_tokens"] == 7


async def test_models_come_with_their_names_and_windows_and_without_the_retired(provider, server):
    server.script = [answer(200, PAYLOADS.json("models"))]
    assert await provider.list_models() == [
        ModelInfo("claude-sonnet-5-5", "Claude Sonnet 5.5", 1_000_000),
        ModelInfo(
            "claude-haiku-4-5-20251001",
            "Claude Haiku 4.5",
            200_000,
            "Anthropic retires it on 2027-01-15.",
        ),
    ]


async def test_all_pages_of_the_models_are_read(provider, server):
    pages = [
        {"data": [{"type": "model", "id": "claude-a"}], "has_more": True, "last_id": "claude-a"},
        {"data": [{"type": "model", "id": "claude-b"}], "has_more": False, "last_id": "claude-b"},
    ]
    server.script = [answer(200, page) for page in pages]
    assert await provider.list_models() == [
        ModelInfo("claude-a", "claude-a"),
        ModelInfo("claude-b", "claude-b"),
    ]
    assert "after_id=claude-a" in server.exchanges[1].path


async def test_tokens_are_counted_by_anthropic(provider, server):
    server.script = [answer(200, {"input_tokens": 2095})]
    counted = await provider.count_tokens(CompletionRequest("claude-sonnet-5-5", tuple(MESSAGES)))
    assert counted == TokenCount(2095, exact=True)
    [exchange] = server.exchanges
    assert exchange.path == "/v1/messages/count_tokens"
    assert exchange.json == {
        "model": "claude-sonnet-5-5",
        "system": "Be brief.",
        "messages": [HELLO],
    }


async def test_an_answer_says_what_is_left_of_the_limits(provider, server):
    headers = {
        "Date": "Mon, 23 Nov 2026 12:00:00 GMT",
        "anthropic-ratelimit-requests-limit": "50",
        "anthropic-ratelimit-requests-remaining": "49",
        "anthropic-ratelimit-requests-reset": "2026-11-23T12:00:30Z",
        "anthropic-ratelimit-input-tokens-limit": "40000",
        "anthropic-ratelimit-input-tokens-remaining": "39000",
    }
    server.script = [answer(200, PAYLOADS.json("models"), headers)]
    await provider.list_models()
    assert (provider.quota.requests.limit, provider.quota.requests.remaining) == (50, 49)
    assert provider.quota.requests.resets_at
    assert provider.quota.tokens == QuotaWindow(40_000, 39_000, None)


async def test_nothing_comes_from_the_environment(server, monkeypatch):
    async with LoopbackServer() as elsewhere:
        monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-of-the-environment")
        monkeypatch.setenv("ANTHROPIC_AUTH_TOKEN", "token-of-the-environment")
        monkeypatch.setenv("ANTHROPIC_BASE_URL", elsewhere.base_url)
        monkeypatch.setenv("ANTHROPIC_CUSTOM_HEADERS", "X-Spy: of-the-environment")
        monkeypatch.setenv("HTTP_PROXY", elsewhere.base_url)
        server.script = elsewhere.script = [streamed(PAYLOADS.events())]
        provider = AnthropicProvider(KEY, server.base_url)
        await provider.generate_completion("claude-sonnet-5-5", MESSAGES)
        await provider.aclose()
        assert elsewhere.exchanges == []
    assert "of-the-environment" not in str(server.exchanges[0].headers)


async def test_the_connections_own_headers_are_sent(server):
    server.script = [streamed(PAYLOADS.events())]
    connection = Connection(headers=(("anthropic-beta", "context-1m"), ("x-api-key", "other")))
    provider = AnthropicProvider(KEY, server.base_url, connection)
    await provider.generate_completion("claude-sonnet-5-5", MESSAGES)
    await provider.aclose()
    headers = server.exchanges[0].headers
    assert (headers["anthropic-beta"], headers["x-api-key"]) == ("context-1m", "other")


async def test_events_that_are_not_known_yet_are_passed_over(provider, server):
    new = {"type": "content_block_delta", "index": 0, "delta": {"type": "smell_delta"}}
    event = b"event: content_block_delta\ndata: " + json.dumps(new).encode() + b"\n\n"
    aside = b'event: weather\ndata: {"type": "weather"}\n\n'
    early = b'event: message_delta\ndata: {"type": "message_delta", "delta": {}, "usage": null}\n\n'
    events = PAYLOADS.events()
    server.script = [streamed([*events[:4], event, aside, early, *events[4:]])]
    completion = await provider.generate_completion("claude-sonnet-5-5", MESSAGES)
    assert completion["content"] == PAYLOADS.json("expected")["answers"]["stream"]["content"]
    assert completion["finish_reason"] == "stop"


async def test_an_answer_that_counts_nothing_has_no_usage(provider, server):
    end = {"type": "message_delta", "delta": {"stop_reason": "end_turn"}}
    last = b"event: message_delta\ndata: " + json.dumps(end).encode() + b"\n\n"
    server.script = [streamed([PAYLOADS.events()[2], last])]
    completion = await provider.generate_completion("some-model", MESSAGES)
    assert (completion["content"], completion["usage"]) == ("Grüße", None)
