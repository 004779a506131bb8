import json
from base64 import b64encode
from decimal import Decimal

import pytest

from app.domain.connection import Connection
from app.domain.errors import AuthenticationError, InvalidRequestError
from app.domain.messages import CompletionRequest, TokenCount
from app.providers import OpenAIProvider
from app.providers.prices import cost
from tests.providers.conformance.payloads import Payloads
from tests.providers.loopback import KEY, answer, streamed

HELLO = [{"role": "user", "content": "Hello"}]
PAYLOADS = Payloads("openai")
UNVERIFIED = {
    "error": {
        "message": "Your organization must be verified to generate reasoning summaries.",
        "type": "invalid_request_error",
        "param": "reasoning.summary",
        "code": "unsupported_value",
    }
}


@pytest.fixture
async def connect(server):
    server.script = [streamed(PAYLOADS.events())]
    made = []

    def connect(**connection):
        made.append(OpenAIProvider(KEY, server.base_url, Connection(**connection)))
        return made[-1]

    yield connect
    for provider in made:
        await provider.aclose()


@pytest.fixture
def provider(connect):
    return connect()


async def test_a_request_is_made_of_nothing_that_was_not_asked_for(provider, server):
    await provider.generate_completion("gpt-4o", HELLO)
    (exchange,) = server.exchanges
    assert (exchange.method, exchange.path) == ("POST", "/v1/responses")
    assert exchange.json == {"model": "gpt-4o", "input": HELLO, "store": False, "stream": True}


async def test_parameters_go_under_openais_names(provider, server):
    completion = await provider.generate_completion(
        "gpt-4o", HELLO, temperature=0, top_p=0.5, max_tokens=64
    )
    sent = server.exchanges[0].json
    assert {name: sent[name] for name in ("temperature", "top_p", "max_output_tokens")} == {
        "temperature": 0,
        "top_p": 0.5,
        "max_output_tokens": 64,
    }
    assert completion["notices"] == []


async def test_what_the_api_has_no_field_for_is_left_out_and_said(provider, server):
    completion = await provider.generate_completion(
        "gpt-4o", HELLO, stop="END", seed=7, thinking_budget=99
    )
    assert server.exchanges[0].json.keys() == {"model", "input", "store", "stream"}
    assert len(completion["notices"]) == 3
    assert all("it was asked without" in notice for notice in completion["notices"])


@pytest.mark.parametrize(
    "model",
    ["o3", "o4-mini", "gpt-5", "gpt-5.4-mini", "gpt-6-astra", "gpt-10-x", "ft:o4-mini:a::1"],
)
async def test_a_model_that_thinks_is_asked_for_a_summary(provider, server, model):
    await provider.generate_completion(model, HELLO)
    assert server.exchanges[0].json["reasoning"] == {"summary": "auto"}


@pytest.mark.parametrize("model", ["gpt-4o", "gpt-4.1-mini", "chatgpt-4o-latest", "gpt-5.2-chat"])
async def test_a_model_that_does_not_think_is_not(provider, server, model):
    await provider.generate_completion(model, HELLO)
    assert "reasoning" not in server.exchanges[0].json


async def test_a_reasoning_effort(provider, server):
    await provider.generate_completion("gpt-6-astra", HELLO, reasoning_effort="xhigh")
    assert server.exchanges[0].json["reasoning"] == {"effort": "xhigh", "summary": "auto"}


@pytest.mark.parametrize(
    ("model", "effort", "kept"),
    [("gpt-5", None, False), ("gpt-5.4", "high", False), ("gpt-5.4", "none", True)],
)
async def test_a_model_takes_no_temperature_while_it_thinks(provider, server, model, effort, kept):
    completion = await provider.generate_completion(
        model, HELLO, temperature=1, reasoning_effort=effort
    )
    assert ("temperature" in server.exchanges[0].json) is kept
    assert bool(completion["notices"]) is not kept


async def test_a_key_that_may_have_no_summaries_is_told_so_once(provider, server):
    streams = [streamed(PAYLOADS.events())] * 2
    server.script = [answer(400, UNVERIFIED), *streams]
    first = await provider.generate_completion("o3", HELLO)
    second = await provider.generate_completion("o3", HELLO)
    assert first["content"] == second["content"] != ""
    assert ["reasoning" in exchange.json for exchange in server.exchanges] == [True, False, False]
    (notice,) = first["notices"]
    assert "verify your organisation" in notice
    assert second["notices"] == []


async def test_the_systems_words_become_instructions(provider, server):
    conversation = [
        {"role": "system", "content": "Be brief."},
        {"role": "system", "content": [{"type": "text", "text": "Be kind."}]},
        {"role": "user", "content": "Hello"},
        {"role": "assistant", "content": [{"type": "text", "text": "Hi."}]},
        {"role": "system", "content": "Now be long."},
        {"role": "user", "content": "Go on"},
    ]
    await provider.generate_completion("gpt-4o", conversation)
    sent = server.exchanges[0].json
    assert sent["instructions"] == "Be brief.\n\nBe kind."
    assert sent["input"] == [
        {"role": "user", "content": "Hello"},
        {"role": "assistant", "content": "Hi."},
        {"role": "system", "content": "Now be long."},
        {"role": "user", "content": "Go on"},
    ]


async def test_pictures_and_documents_go_along(provider, server):
    parts = [
        {"type": "text", "text": "What is this?"},
        {"type": "image", "media_type": "image/png", "data": b"\x89PNG"},
        {"type": "document", "media_type": "application/pdf", "name": "a.pdf", "data": b"%PDF"},
    ]
    await provider.generate_completion("gpt-4o", [{"role": "user", "content": parts}])
    picture, document = (b64encode(data).decode() for data in (b"\x89PNG", b"%PDF"))
    (message,) = server.exchanges[0].json["input"]
    assert message["content"] == [
        {"type": "input_text", "text": "What is this?"},
        {
            "type": "input_image",
            "image_url": f"data:image/png;base64,{picture}",
            "detail": "auto",
        },
        {
            "type": "input_file",
            "filename": "a.pdf",
            "file_data": f"data:application/pdf;base64,{document}",
        },
    ]


async def test_organisation_and_project_are_sent_where_they_are_given(connect, server, monkeypatch):
    monkeypatch.setenv("OPENAI_ORG_ID", "org-of-the-environment")
    await connect().generate_completion("gpt-4o", HELLO)
    await connect(organization="org-1", project="proj_2").generate_completion("gpt-4o", HELLO)
    headers = [exchange.headers for exchange in server.exchanges]
    assert "openai-organization" not in headers[0]
    assert (headers[1]["openai-organization"], headers[1]["openai-project"]) == ("org-1", "proj_2")


async def test_an_answers_usage_can_be_priced(provider, server):
    server.script = [streamed([PAYLOADS.bytes("reasoning.sse")])]
    completion = await provider.generate_completion("gpt-6-astra", HELLO)
    spent = cost(completion["usage"], "openai", completion["model"])
    # 512 tokens read, 1,024 from the cache, 512 written to it; 96 answered.
    assert spent.input == Decimal("0.00512") + Decimal("0.001024") + Decimal("0.0064")
    assert spent.output == Decimal("0.0048")


async def test_a_server_that_resembles_openais_may_leave_the_model_out(provider, server):
    events = [json.dumps({"type": "response.output_text.delta", "delta": "Hi"})]
    events += [
        json.dumps({"type": "response.completed", "response": {"output": [], "usage": None}})
    ]
    server.script = [streamed([f"data: {event}\n\n".encode() for event in events])]
    completion = await provider.generate_completion("mine", HELLO)
    assert (completion["content"], completion["model"]) == ("Hi", "mine")
    assert completion["finish_reason"] == "stop"


async def test_the_list_says_how_much_a_model_reads_and_when_it_ends(provider, server):
    server.script = [answer(200, PAYLOADS.bytes("models.json"))]
    models = {model.id: model for model in await provider.list_models()}
    assert models["gpt-6-astra"].context_window == 1_050_000
    assert models["gpt-9-unheard-of"].context_window is None
    assert models["gpt-4o"].note == "OpenAI retires it on 2027-01-14."
    assert models["o4-mini"].note == ""


async def test_tokens_are_counted_without_asking(server):
    provider = OpenAIProvider(KEY, server.base_url)
    counted = await provider.count_tokens(CompletionRequest("gpt-4o", tuple(HELLO)))
    assert counted == TokenCount(8, exact=True)
    assert server.exchanges == []


def test_sentences_name_openai_or_the_server_that_stands_in_for_it():
    assert OpenAIProvider(KEY).subject == "OpenAI"
    assert OpenAIProvider(KEY, "http://127.0.0.1:8080/v1").subject == "The server at 127.0.0.1:8080"


def test_what_it_can_not_work_without():
    with pytest.raises(AuthenticationError, match="OpenAI needs a key"):
        OpenAIProvider()
    with pytest.raises(InvalidRequestError, match="http://"):
        OpenAIProvider(KEY, "api.example.org")


@pytest.mark.parametrize(
    "model",
    [
        "gpt-4",
        "GPT-6-astra",
        "o1",
        "o3-mini",
        "o4-mini-2025-04-16",
        "o11-pro",
        "chatgpt-4o-latest",
        "codex-mini-latest",
        "ft:gpt-4o-2024-08-06:acme::1",
        "ft:o4-mini:acme::1",
    ],
)
def test_its_models_are_known_by_name(model):
    assert OpenAIProvider.has_model(model)


@pytest.mark.parametrize("model", ["olmo-2", "o1labs", "omni", "claude-opus-5", "agpt-4", "o"])
def test_others_are_not(model):
    assert not OpenAIProvider.has_model(model)
