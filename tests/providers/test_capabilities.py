"""Parameters that a model does not take: left out, and told."""

import pytest

from app.domain.errors import UnsupportedParameterError
from app.domain.messages import CompletionRequest, Parameters
from app.providers import InvalidRequestError, OpenAICompatibleProvider
from app.providers.capabilities import Capabilities
from tests.providers.conformance.payloads import Payloads
from tests.providers.loopback import KEY, answer, streamed
from tests.providers.scripted_provider import END, ScriptedProvider

MESSAGES = [{"role": "user", "content": "Hello"}]
NO_TEMPERATURE = UnsupportedParameterError("No.", parameter="temperature")
TOLD = "script-1 does not take a temperature; it was asked without."


@pytest.fixture
def scripted():
    return ScriptedProvider()


def asked(provider):
    return [request.parameters for request in provider.requests]


async def test_a_refused_parameter_is_left_out_and_told(scripted):
    scripted.scripts = [[NO_TEMPERATURE], ["Hi", END]]
    answered = await scripted.generate_completion("script-1", MESSAGES, temperature=0.5, seed=7)
    assert answered["content"] == "Hi"
    assert answered["notices"] == [TOLD]
    assert asked(scripted) == [Parameters(temperature=0.5, seed=7), Parameters(seed=7)]


async def test_a_stream_tells_it_in_its_last_chunk(scripted):
    scripted.scripts = [[NO_TEMPERATURE], ["Hi", END]]
    stream = await scripted.generate_completion("script-1", MESSAGES, temperature=0.5, stream=True)
    assert stream.notices == (TOLD,)
    assert [chunk["notices"] async for chunk in stream] == [[], [TOLD]]


async def test_so_does_one_that_breaks(scripted):
    scripted.scripts = [[NO_TEMPERATURE], ["Hi", ValueError()]]
    answered = await scripted.generate_completion("script-1", MESSAGES, temperature=0.5)
    assert answered["error"]
    assert answered["notices"] == [TOLD]


async def test_it_is_remembered_for_that_model(scripted):
    scripted.scripts = [[NO_TEMPERATURE], [END]]
    for model in ("script-1", "script-1", "script-2"):
        answered = await scripted.generate_completion(model, MESSAGES, temperature=0.5)
    assert [p.temperature for p in asked(scripted)] == [0.5, None, None, 0.5]
    assert answered["notices"] == []


async def test_who_does_not_send_it_is_told_nothing(scripted):
    scripted.scripts = [[NO_TEMPERATURE], [END]]
    await scripted.generate_completion("script-1", MESSAGES, temperature=0.5)
    answered = await scripted.generate_completion("script-1", MESSAGES)
    assert answered["notices"] == []


@pytest.mark.parametrize("parameter", [None, "seed"])
async def test_a_refusal_of_something_that_was_not_sent_is_raised(scripted, parameter):
    scripted.scripts = [[UnsupportedParameterError("No.", parameter=parameter)]]
    with pytest.raises(UnsupportedParameterError):
        await scripted.generate_completion("script-1", MESSAGES, temperature=0.5)
    assert len(scripted.requests) == 1


async def test_it_is_asked_again_only_once(scripted):
    no_seed = UnsupportedParameterError("No.", parameter="seed")
    scripted.scripts = [[NO_TEMPERATURE], [no_seed]]
    with pytest.raises(UnsupportedParameterError):
        await scripted.generate_completion("script-1", MESSAGES, temperature=0.5, seed=7)
    assert len(scripted.requests) == 2


async def test_what_is_known_ahead_is_never_sent():
    known = Capabilities("openai_compatible")
    request = CompletionRequest("vendor/o3-mini", (), Parameters(temperature=0, top_p=0.5, seed=1))
    fitted, notices = known.fit(request)
    assert fitted.parameters == Parameters(seed=1)
    assert len(notices) == 2
    assert known.name("vendor/o3-mini", "max_tokens", usual="max_tokens") == "max_completion_tokens"
    assert known.name("llama3.2", "max_tokens", usual="max_tokens") == "max_tokens"


# On the wire


REFUSALS = [
    {"message": "Unsupported parameter.", "code": "unsupported_parameter", "param": "temperature"},
    {"message": "'temperature' does not support 0.5 with this model.", "param": None},
    {"message": "temperature: Extra inputs are not permitted"},
    {"message": "`temperature` is deprecated for this model.", "type": "invalid_request_error"},
    {"message": "Unknown name \"temperature\" at 'generation_config'"},
]


@pytest.fixture
async def provider(server):
    provider = OpenAICompatibleProvider(KEY, server.base_url)
    yield provider
    await provider.aclose()


@pytest.mark.parametrize("refusal", REFUSALS, ids=lambda refusal: refusal["message"])
@pytest.mark.parametrize("status", [400, 422])
async def test_refusals_as_servers_word_them(provider, server, refusal, status):
    server.script = [answer(status, {"error": refusal}), streamed(recorded())]
    answered = await provider.generate_completion("m", MESSAGES, temperature=0.5, seed=7)
    assert answered["notices"] == ["m does not take a temperature; it was asked without."]
    first, second = (exchange.json for exchange in server.exchanges)
    assert (first["temperature"], first["seed"]) == (0.5, 7)
    assert second == {key: value for key, value in first.items() if key != "temperature"}


async def test_a_refused_value_is_no_refused_parameter(provider, server):
    told = {"message": "temperature must be between 0 and 2", "param": "temperature"}
    server.script = [answer(400, {"error": told})]
    with pytest.raises(InvalidRequestError):
        await provider.generate_completion("m", MESSAGES, temperature=3)
    assert len(server.exchanges) == 1


async def test_a_parameter_is_sent_under_the_name_that_the_server_asks_for(provider, server):
    told = "Unsupported parameter: 'max_tokens' is not supported with this model. Use {} instead."
    refusal = {"error": {"message": told.format("'max_completion_tokens'"), "param": "max_tokens"}}
    server.script = [answer(400, refusal), streamed(recorded())]
    answered = await provider.generate_completion("m", MESSAGES, max_tokens=9)
    assert server.exchanges[1].json["max_completion_tokens"] == 9
    assert "max_tokens" not in server.exchanges[1].json
    assert answered["notices"] == [], "nothing was lost"


async def test_a_server_that_takes_neither_name(provider, server):
    told = "'{}' is not supported. Use '{}' instead."
    names = ["max_tokens", "max_completion_tokens"]

    async def reply(exchange):
        refused = next((name for name in names if name in exchange.json), None)
        other = names[refused == names[0]]
        refusal = answer(400, {"error": {"message": told.format(refused, other)}})
        await (refusal if refused else streamed(recorded()))(exchange)

    server.script = [reply]
    with pytest.raises(UnsupportedParameterError):
        await provider.generate_completion("m", MESSAGES, max_tokens=9)
    answered = await provider.generate_completion("m", MESSAGES, max_tokens=9)
    assert "a limit on the answer's length" in answered["notices"][0]
    assert [[n for n in names if n in e.json] for e in server.exchanges] == [
        ["max_tokens"],
        ["max_completion_tokens"],
        ["max_completion_tokens"],
        [],
    ]


def recorded():
    return Payloads("openai_compatible").events()
