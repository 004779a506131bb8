"""Which way leads to a server."""

import pytest

from app.domain.errors import Action, ProxyError
from app.providers.proxies import proxy_for

SYSTEM = "http://proxy.example:3128"
SERVER = "https://models.example/v1"


@pytest.fixture(autouse=True)
def no_proxies(monkeypatch):
    for name in ("http", "https", "all", "no"):
        monkeypatch.delenv(f"{name}_proxy", raising=False)
        monkeypatch.delenv(f"{name}_PROXY".upper(), raising=False)


@pytest.mark.parametrize("variable", ["HTTPS_PROXY", "https_proxy", "ALL_PROXY"])
def test_the_systems_proxy_is_used(monkeypatch, variable):
    monkeypatch.setenv(variable, SYSTEM)
    assert proxy_for(SERVER) == SYSTEM


def test_without_one_the_way_is_direct():
    assert proxy_for(SERVER) is None


def test_the_proxy_of_another_scheme_is_not_used(monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", SYSTEM)
    assert proxy_for(SERVER) is None


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.8.0.1", "localhost", "ollama.localhost", "[::1]"]
)
def test_this_computer_is_never_reached_through_one(monkeypatch, host):
    monkeypatch.setenv("ALL_PROXY", SYSTEM)
    assert proxy_for(f"http://{host}:11434/v1") is None
    assert proxy_for(f"http://{host}:11434/v1", "http://chosen.example:1") is None


@pytest.mark.parametrize(
    ("exceptions", "host"),
    [
        ("*", "models.example"),
        ("models.example", "models.example"),
        (".example,other.test", "models.example"),
        ("10.0.0.0/8", "10.1.2.3"),
        ("nonsense/99, 192.168.7.0/24", "192.168.7.9"),
        ("fd00::/8", "[fd00::7]"),
    ],
)
def test_the_systems_exceptions_are_kept(monkeypatch, exceptions, host):
    monkeypatch.setenv("ALL_PROXY", SYSTEM)
    monkeypatch.setenv("NO_PROXY", exceptions)
    assert proxy_for(f"https://{host}/v1") is None


@pytest.mark.parametrize("host", ["models.example", "192.168.8.9"])
def test_others_are_no_exception(monkeypatch, host):
    monkeypatch.setenv("ALL_PROXY", SYSTEM)
    monkeypatch.setenv("NO_PROXY", "192.168.7.0/24,other.example")
    assert proxy_for(f"https://{host}/v1") == SYSTEM


def test_a_chosen_proxy_wins_over_the_systems_and_its_exceptions(monkeypatch):
    monkeypatch.setenv("ALL_PROXY", SYSTEM)
    monkeypatch.setenv("NO_PROXY", "*")
    assert proxy_for(SERVER, "socks5://chosen.example:1080") == "socks5://chosen.example:1080"


def test_direct_means_none(monkeypatch):
    monkeypatch.setenv("ALL_PROXY", SYSTEM)
    assert proxy_for(SERVER, "direct") is None


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("proxy.example:3128", "http://proxy.example:3128"),
        ("socks://proxy.example:1080/", "socks5://proxy.example:1080/"),
    ],
)
def test_addresses_are_read_as_they_are_meant(monkeypatch, written, meant):
    monkeypatch.setenv("ALL_PROXY", written)
    assert proxy_for(SERVER) == meant


@pytest.mark.parametrize("address", ["socks4://p:1", "http://", "http://p:99999", "http://[p"])
def test_an_address_that_can_be_none_is_told(address):
    with pytest.raises(ProxyError, match="The proxy's address can't be used") as raised:
        proxy_for(SERVER, address)
    assert raised.value.action is Action.CHECK_PROXY
