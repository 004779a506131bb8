"""What is left of each key's limits."""

from app.domain.connection import Quota, QuotaWindow
from app.domain.lane import ModelRef
from app.services.connections import Connections
from app.services.quotas import Quotas
from app.storage.connection_records import ConnectionRecords
from app.storage.key_store import KeyStore
from tests.window.model_server import ModelServer


async def test_each_key_has_limits_of_its_own(factory, start, tmp_path):
    credentials, store = start(), KeyStore()
    connections = Connections(store, ConnectionRecords(tmp_path / "ways.json"), factory)
    quotas = Quotas(factory, connections, credentials)
    async with ModelServer() as server:
        model = ModelRef("openai_compatible", "alpha", server.base_url)
        ids: list[str] = []
        for label, key in (("work", "work-key-000001"), ("private", "private-key-0002")):
            saved = await credentials.check_and_save(model.provider, server.base_url, label, key)
            ids.append(saved.record.id)
        provider = await factory.get_provider(model.provider, "work-key-000001", server.base_url)
        provider._note_headers(
            {"x-ratelimit-remaining-requests": "3", "x-ratelimit-limit-requests": "60"}
        )
        assert quotas.of(model, ids[0]) == Quota(QuotaWindow(60, 3, None))
        assert quotas.of(model) == quotas.of(model, ids[0])
        assert quotas.of(model, ids[1]) == Quota()
        assert quotas.of(ModelRef("openai", "gpt")) == Quota()
    store.close()
