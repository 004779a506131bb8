import sys
from pathlib import Path

from app.domain.messages import CompletionRequest
from app.providers import builtin_model
from app.providers.factory import ProviderFactory
from app.services.builtin_facts import builtin_facts

ASKED = CompletionRequest(builtin_model.MODEL_ID, ({"role": "user", "content": "Hello"},))


async def test_they_tell_of_the_file_and_start_nothing(factory: ProviderFactory):
    facts = await builtin_facts(factory)

    assert facts.path is not None
    assert facts.path.stat().st_size == facts.size > 10_000_000
    assert not facts.is_running


async def test_the_model_runs_once_it_was_asked(factory: ProviderFactory):
    provider = await factory.get_provider("builtin")
    await provider.count_tokens(ASKED)

    assert (await builtin_facts(factory)).is_running


async def test_a_package_that_is_not_installed_is_told(factory: ProviderFactory, monkeypatch):
    monkeypatch.setattr(builtin_model, "PACKAGE", "no_such_package")

    facts = await builtin_facts(factory)

    assert (facts.path, facts.size) == (None, 0)


async def test_a_file_that_is_gone_is_told(factory: ProviderFactory, monkeypatch, tmp_path: Path):
    monkeypatch.setattr(builtin_model, "FILE", "no such file")

    assert (await builtin_facts(factory)).path is None


async def test_in_a_bundle_the_file_is_looked_for_there(
    factory: ProviderFactory, monkeypatch, tmp_path: Path
):
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    bundled = tmp_path / builtin_model.PACKAGE / builtin_model.FILE
    bundled.parent.mkdir()
    bundled.write_bytes(b"12345")

    facts = await builtin_facts(factory)

    assert (facts.path, facts.size) == (bundled, 5)
