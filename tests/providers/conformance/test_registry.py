"""A provider can't be forgotten: not in the registry, not in these tests."""

import importlib
import pkgutil

import pytest

import app.providers
from app.providers import PROVIDER_REGISTRY, BaseProvider
from tests.providers.conformance.payloads import (
    FOLDER,
    PROVIDERS,
    WIRE_PROVIDERS,
    Payloads,
    case_id,
)


def all_subclasses(base):
    for subclass in base.__subclasses__():
        yield subclass
        yield from all_subclasses(subclass)


def test_every_provider_is_registered_under_its_name():
    for module in pkgutil.iter_modules(app.providers.__path__):
        importlib.import_module(f"app.providers.{module.name}")
    written = {p for p in all_subclasses(BaseProvider) if p.__module__.startswith("app.")}
    assert written == set(PROVIDER_REGISTRY.values())
    assert all(name == provider.name for name, provider in PROVIDER_REGISTRY.items())


@pytest.mark.parametrize("provider", WIRE_PROVIDERS, ids=case_id)
def test_every_provider_has_recorded_payloads(provider):
    names = {path.name for path in (FOLDER / provider.name).iterdir()}
    assert {
        "SOURCE.md",
        "stream.sse",
        "length.sse",
        "models.json",
        "expected.json",
        "errors.json",
        "error_events.json",
    } <= names


@pytest.mark.parametrize("provider", PROVIDERS, ids=case_id)
def test_every_refusal_that_there_is_was_recorded(provider):
    recorded = {case["status"] for case in Payloads(provider.name).json("errors")}
    assert recorded >= {400, 401, 402, 403, 404, 408, 413, 429, 500, 503, 529}


@pytest.mark.parametrize("provider", PROVIDERS, ids=case_id)
def test_recorded_answers_hold_what_streams_break(provider):
    stream = Payloads(provider.name).json("expected")["answers"]["stream"]
    assert any(ord(character) > 0xFFFF for character in stream["content"])
    assert stream["usage"]


def test_every_recording_belongs_to_a_provider():
    assert {path.name for path in FOLDER.iterdir()} == {p.name for p in WIRE_PROVIDERS}
