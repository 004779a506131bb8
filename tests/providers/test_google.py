"""What is Google's own: its requests, its ways to think, its limits."""

import asyncio
import base64
import json
import re

import pytest

from app.providers import AuthenticationError, CompletionRequest, MalformedResponseError
from app.providers.google import GoogleProvider
from tests.providers.conformance.payloads import Payloads
from tests.providers.loopback import KEY, LoopbackServer, answer, streamed, streamed_then_silent

PAYLOADS = Payloads("google")
HELLO = [{"role": "user", "content": "Hello"}]
# The bound is 100 ms; a busy machine gets some grace. The read timeout would take 60 s.
PROMPTLY_S = 0.5


@pytest.fixture
async def provider(server):
    provider = GoogleProvider(KEY, server.base_url)
    yield provider
    await provider.aclose()


@pytest.fixture
def sent(provider, server):
    """Asks once, and gives the body that the server got."""

    async def sent(messages=HELLO, model="gemini-3.8-flash", **parameters):
        server.script = [streamed(PAYLOADS.events())]
        await provider.generate_completion(model, messages, **parameters)
        return in_snake_case(server.exchanges[-1].json)

    return sent


def in_snake_case(value):
    """The server takes either spelling, and the SDK uses both."""
    if isinstance(value, dict):
        return {re.sub("[A-Z]", r"_\g<0>", k).lower(): in_snake_case(v) for k, v in value.items()}
    return [in_snake_case(item) for item in value] if isinstance(value, list) else value


def piece(**candidate):
    return b"data: " + json.dumps({"candidates": [candidate]}).encode() + b"\n\n"


async def test_a_conversation_is_told_in_googles_words(sent):
    messages = [
        {"role": "system", "content": "Be brief."},
        {"role": "system", "content": "Be kind."},
        {"role": "user", "content": "Hello"},
        {"role": "user", "content": "Anyone?"},
        {"role": "assistant", "content": "Hi"},
        {"role": "assistant", "content": " "},
        {"role": "user", "content": "How are you?"},
    ]
    body = await sent(messages)
    assert body["system_instruction"]["parts"] == [{"text": "Be brief.\n\nBe kind."}]
    assert body["contents"] == [
        {"role": "user", "parts": [{"text": "Hello"}, {"text": "Anyone?"}]},
        {"role": "model", "parts": [{"text": "Hi"}]},
        {"role": "user", "parts": [{"text": "How are you?"}]},
    ]


async def test_an_empty_message_is_no_turn(sent):
    body = await sent([*HELLO, {"role": "assistant", "content": ""}])
    assert [turn["role"] for turn in body["contents"]] == ["user"]


@pytest.mark.parametrize("model", ["gemma-3-27b-it", "gemini-3.8-flash"])
async def test_where_there_is_no_place_for_a_system_prompt_it_is_read_first(sent, model):
    system = {"role": "system", "content": "Be brief."}
    body = await sent([system, *HELLO] if model.startswith("gemma") else [system], model)
    assert "system_instruction" not in body
    assert body["contents"][0] == {"role": "user", "parts": [{"text": "Be brief."}]}


async def test_pictures_and_documents_go_along(sent):
    parts = [
        {"type": "text", "text": "What is this?"},
        {"type": "image", "media_type": "image/png", "data": b"\x89PNG"},
        {"type": "document", "media_type": "application/pdf", "name": "a.pdf", "data": b"%PDF"},
    ]
    body = await sent([{"role": "user", "content": parts}])
    text, image, document = body["contents"][0]["parts"]
    assert text == {"text": "What is this?"}
    assert image["inline_data"]["mime_type"] == "image/png"
    assert base64.urlsafe_b64decode(image["inline_data"]["data"]) == b"\x89PNG"
    assert document["inline_data"]["mime_type"] == "application/pdf"
    assert base64.urlsafe_b64decode(document["inline_data"]["data"]) == b"%PDF"


async def test_all_parameters_are_sent(sent):
    body = await sent(max_tokens=9, temperature=0, top_p=0.5, stop=["a", "b"], seed=7)
    assert body["generation_config"] == {
        "max_output_tokens": 9,
        "temperature": 0,
        "top_p": 0.5,
        "stop_sequences": ["a", "b"],
        "seed": 7,
        "thinking_config": {"include_thoughts": True},
    }


@pytest.mark.parametrize(
    ("model", "parameters", "thinking"),
    [
        ("gemini-3.8-flash", {"reasoning_effort": "low"}, {"thinking_level": "LOW"}),
        ("gemini-3.8-flash", {"reasoning_effort": "none"}, {"thinking_level": "MINIMAL"}),
        ("gemini-3.8-flash", {"reasoning_effort": "max"}, {"thinking_level": "XHIGH"}),
        ("gemini-3.8-flash", {"thinking_budget": 500}, {"thinking_budget": 500}),
        ("gemini-2.5-flash", {"reasoning_effort": "medium"}, {"thinking_budget": 8192}),
        ("gemini-2.5-flash", {"reasoning_effort": "high"}, {"thinking_budget": 24576}),
        ("gemini-2.5-pro", {"reasoning_effort": "none"}, {"thinking_budget": 128}),
    ],
)
async def test_thinking_is_asked_for_as_the_model_understands_it(sent, model, parameters, thinking):
    body = await sent(model=model, **parameters)
    assert body["generation_config"]["thinking_config"] == {**thinking, "include_thoughts": True}


async def test_without_thinking_no_thoughts_are_asked_for(sent):
    body = await sent(model="gemini-2.5-flash", reasoning_effort="none")
    assert body["generation_config"]["thinking_config"] == {"thinking_budget": 0}


@pytest.mark.parametrize("model", ["gemini-2.0-flash", "gemini-2.5-flash-lite", "gemma-4-31b-it"])
async def test_a_model_that_may_not_think_is_not_asked_for_thoughts(sent, model):
    assert "thinking" not in str(await sent(model=model))


@pytest.mark.parametrize(
    ("suffix", "version"), [("", "v1"), ("/", "v1"), ("/v1", "v1"), ("/v1beta", "v1beta")]
)
async def test_the_address_may_name_the_version(server, suffix, version):
    server.script = [streamed(PAYLOADS.events())]
    provider = GoogleProvider(KEY, server.base_url.removesuffix("/v1") + suffix)
    await provider.generate_completion("gemini-3.8-flash", HELLO)
    await provider.aclose()
    path = server.exchanges[0].path
    assert path == f"/{version}/models/gemini-3.8-flash:streamGenerateContent?alt=sse"


async def test_a_long_answer_is_given_no_time_limit(provider, server, sent):
    await sent()
    assert "x-server-timeout" not in server.exchanges[0].headers


async def test_the_environment_changes_nothing(server, monkeypatch):
    async with LoopbackServer() as other:
        monkeypatch.setenv("GOOGLE_API_KEY", "another-key")
        monkeypatch.setenv("GEMINI_API_KEY", "yet-another-key")
        monkeypatch.setenv("GOOGLE_GEMINI_BASE_URL", other.base_url)
        monkeypatch.setenv("GOOGLE_VERTEX_BASE_URL", other.base_url)
        monkeypatch.setenv("GOOGLE_GENAI_USE_ENTERPRISE", "true")
        monkeypatch.setenv("GOOGLE_GENAI_USE_VERTEXAI", "true")
        monkeypatch.setenv("GOOGLE_GENAI_API_VERSION", "beta")
        monkeypatch.setenv("GOOGLE_GENAI_CLIENT_MODE", "replay")
        monkeypatch.setenv("GOOGLE_GENAI_HTTP_CLIENT", "httpx")
        server.script = [streamed(PAYLOADS.events())]
        provider = GoogleProvider(KEY, server.base_url)
        await provider.generate_completion("gemini-3.8-flash", HELLO)
        await provider.aclose()
        assert other.exchanges == []
    assert server.exchanges[0].path.startswith("/v1/models/")
    assert server.exchanges[0].headers["x-goog-api-key"] == KEY


async def test_a_redirect_takes_neither_the_key_nor_the_prompt_elsewhere(provider, server):
    async with LoopbackServer() as other:
        server.script = [answer(307, b"", {"Location": f"{other.base_url}/models"})]
        with pytest.raises(MalformedResponseError, match="another address"):
            await provider.generate_completion("gemini-3.8-flash", HELLO)
        with pytest.raises(MalformedResponseError, match="another address"):
            await provider.list_models()
        assert other.exchanges == []


async def test_a_stream_that_broke_is_closed_at_once(provider, server):
    error = PAYLOADS.json("error_events")[0]["event"].encode()
    server.script = [streamed_then_silent([*PAYLOADS.events()[:3], error])]
    completion = await provider.generate_completion("gemini-3.8-flash", HELLO)
    assert completion["error"] is True
    async with asyncio.timeout(PROMPTLY_S):
        await server.exchanges[0].closed_by_client.wait()


@pytest.mark.parametrize("reason", ["OTHER", "MALFORMED_RESPONSE", "FINISH_REASON_UNSPECIFIED"])
async def test_an_answer_that_ends_for_no_good_reason_says_so(provider, server, reason):
    text = {"parts": [{"text": "Once upon"}]}
    server.script = [streamed([piece(content=text), piece(finishReason=reason)])]
    completion = await provider.generate_completion("gemini-3.8-flash", HELLO)
    assert completion["content"] == "Once upon"
    assert completion["finish_reason"] is None
    assert "without ending" in completion["error_message"]


async def test_an_answer_without_usage_has_none(provider, server):
    server.script = [streamed([piece(content={"parts": [{"text": "Hi"}]}, finishReason="STOP")])]
    completion = await provider.generate_completion("gemini-3.8-flash", HELLO)
    assert completion["usage"] is None


async def test_tokens_are_counted_by_google(provider, server):
    server.script = [answer(200, {"totalTokens": 31})]
    messages = ({"role": "system", "content": "Be brief."}, *HELLO)
    count = await provider.count_tokens(CompletionRequest("gemini-3.8-flash", messages))
    assert (count.tokens, count.exact) == (31, True)
    exchange = server.exchanges[0]
    assert exchange.path == "/v1/models/gemini-3.8-flash:countTokens"
    texts = [part["text"] for turn in exchange.json["contents"] for part in turn["parts"]]
    assert texts == ["Be brief.", "Hello"]


async def test_all_pages_of_the_models_are_read(provider, server):
    first, second, third = PAYLOADS.json("models")["models"]
    server.script = [
        answer(200, {"models": [first, second], "nextPageToken": "more"}),
        answer(200, {"models": [third]}),
    ]
    models = await provider.list_models()
    assert [(model.id, model.label, model.context_window) for model in models] == [
        ("gemini-3.8-flash", "Gemini 3.8 Flash", 1_048_576),
        ("gemma-3-27b-it", "Gemma 3 27B", 131_072),
    ]
    assert "pageToken=more" in server.exchanges[1].path


async def test_a_key_that_is_refused_is_no_bad_request(provider, server):
    wrong_key = PAYLOADS.json("errors")[0]
    server.script = [answer(wrong_key["status"], wrong_key["body"])]
    with pytest.raises(AuthenticationError) as raised:
        await provider.check_key()
    assert raised.value.code == "API_KEY_INVALID"


@pytest.mark.parametrize(
    ("name", "headers", "seconds"),
    [
        ("limit of a minute", {}, 34.07),
        ("limit of a minute", {"Retry-After": "3"}, 3),
        ("limit of a day", {}, None),
        ("limit without details", {}, None),
    ],
)
async def test_a_limit_says_how_long_to_wait(provider, server, name, headers, seconds):
    case = next(case for case in PAYLOADS.json("errors") if case["name"] == name)
    server.script = [answer(case["status"], case["body"], headers)]
    with pytest.raises(Exception, match=r"(?i)the server at") as raised:
        await provider.generate_completion("gemini-3.8-flash", HELLO)
    assert type(raised.value).__name__ == case["raises"]
    assert raised.value.retry_after == seconds
    assert raised.value.can_retry is (name != "limit of a day")


async def test_a_way_to_think_that_is_refused_is_left_out_and_told(provider, server):
    case = next(c for c in PAYLOADS.json("errors") if c["name"].startswith("thinking level"))
    server.script = [answer(case["status"], case["body"]), streamed(PAYLOADS.events())]
    completion = await provider.generate_completion(
        "gemini-3.8-flash", HELLO, reasoning_effort="low"
    )
    assert "thinking_level" in server.exchanges[0].body.decode()
    assert "thinking_level" not in server.exchanges[1].body.decode()
    assert "does not take a reasoning effort" in completion["notices"][0]


@pytest.mark.parametrize("model", ["gemini-2.0-flash", "gemma-3-27b-it", "gemini-2.5-flash-image"])
async def test_a_model_that_can_not_think_is_not_asked_to(provider, sent, model):
    assert "thinking" not in str(await sent(model=model, reasoning_effort="high"))
    assert "thinking" not in str(await sent(model=model, thinking_budget=100))


async def test_a_budget_wins_over_an_effort(provider, server):
    server.script = [streamed(PAYLOADS.events())]
    completion = await provider.generate_completion(
        "gemini-3.8-flash", HELLO, reasoning_effort="low", thinking_budget=100
    )
    assert "thinking_level" not in server.exchanges[0].body.decode()
    assert "beside a thinking budget" in completion["notices"][0]
