"""Models of servers that really answer, on loopback."""

import pytest

from app.domain.errors import ProviderError
from app.providers.discovery import LocalServer
from app.services.model_catalogue import ModelCatalogue
from app.services.preferences import Preferences
from app.storage.settings import SettingsStore
from tests.providers.loopback import LoopbackServer, answer
from tests.window.model_server import ModelServer


@pytest.fixture
async def server():
    async with ModelServer() as server:
        yield server


@pytest.fixture
def make_catalogue(tmp_path, factory, connections, start):
    def make(*found: LocalServer) -> ModelCatalogue:
        async def find_servers() -> list[LocalServer]:
            return list(found)

        preferences = Preferences(SettingsStore(tmp_path / "settings.json"))
        return ModelCatalogue(factory, preferences, start(), connections, find_servers)

    return make


def offered(catalogue: ModelCatalogue) -> list[tuple[str, str]]:
    return [(model.source.label, model.info.label) for model in catalogue.offered]


async def test_the_built_in_model_is_always_on_offer(make_catalogue):
    catalogue = make_catalogue()
    await catalogue.refresh()
    assert offered(catalogue) == [("Built in", "SmolLM2 135M")]


async def test_models_of_a_server_on_this_computer_stand_under_its_name(make_catalogue, server):
    catalogue = make_catalogue(LocalServer("Ollama", server.base_url))
    await catalogue.refresh()
    assert offered(catalogue)[1:] == [("Ollama", "alpha"), ("Ollama", "beta")]


async def test_an_added_server_is_remembered_and_listed_once(make_catalogue, server):
    catalogue = make_catalogue()
    await catalogue.add_server("Mine", server.base_url, "")
    assert offered(catalogue)[1:] == [("Mine", "alpha"), ("Mine", "beta")]
    again = make_catalogue(LocalServer("Ollama", server.base_url))
    await again.refresh()
    assert offered(again)[1:] == [("Ollama", "alpha"), ("Ollama", "beta")]


async def test_the_key_of_an_added_server_is_used_from_then_on(make_catalogue):
    async with LoopbackServer() as server:
        models = {"object": "list", "data": [{"id": "alpha", "object": "model"}]}
        server.script = [answer(200, models)]
        await make_catalogue().add_server("Mine", server.base_url, "the-key")
    asked_with = [exchange.headers["authorization"] for exchange in server.exchanges]
    assert asked_with == ["Bearer the-key"] * 2  # checked, then listed


async def test_a_server_that_does_not_answer_is_not_added(make_catalogue, tmp_path):
    catalogue = make_catalogue()
    with pytest.raises(ProviderError):
        await catalogue.add_server("Mine", "http://127.0.0.1:9/v1", "")
    assert not (tmp_path / "settings.json").exists()


async def test_a_remembered_server_that_is_gone_offers_nothing(make_catalogue):
    async with ModelServer() as server:
        await make_catalogue().add_server("Mine", server.base_url, "")
    catalogue = make_catalogue()
    await catalogue.refresh()
    assert offered(catalogue) == [("Built in", "SmolLM2 135M")]
