"""The way to a provider as values: what is secret in it, and what stays with its address."""

from app.domain.connection import Connection, ConnectionChoice, ConnectionSecrets

PROXY = "http://me@proxy.example:3128"
SECRETS = ConnectionSecrets("p@ss", (("X-Team", "blue-4711"), ("X-Short", "ab")))


def test_what_must_never_be_shown_is_known_in_every_form_that_it_is_sent_in():
    choice = ConnectionChoice(proxy=PROXY, has_proxy_password=True, header_names=("X-Team",))
    connection = choice.with_secrets(SECRETS)
    assert connection.proxy == "http://me:p%40ss@proxy.example:3128"
    assert connection.secrets == ("p%40ss", "p@ss", "bWU6cEBzcw==", "blue-4711")
    assert Connection().secrets == ()


def test_a_proxy_without_a_name_takes_a_password_too():
    choice = ConnectionChoice(proxy="socks5://proxy.example", has_proxy_password=True)
    assert choice.with_secrets(SECRETS).proxy == "socks5://:p%40ss@proxy.example"


def test_a_choice_lacks_what_was_never_entered():
    choice = ConnectionChoice(has_proxy_password=True, header_names=("X-Team", "X-Cost"))
    assert choice.lacks(ConnectionSecrets())
    assert choice.lacks(SECRETS)
    assert not choice.lacks(ConnectionSecrets("p", (("X-Team", "a"), ("X-Cost", "b"))))


def test_secrets_stay_with_what_they_were_entered_for():
    before = ConnectionChoice(proxy=PROXY, has_proxy_password=True, header_names=("X-Team",))
    moved = ConnectionChoice(
        address="https://gateway.example",
        proxy=PROXY,
        has_proxy_password=True,
        header_names=("X-Team",),
    )
    assert moved.coming_from(before).header_names == ()
    assert moved.coming_from(before).has_proxy_password
    other = ConnectionChoice(proxy="direct", has_proxy_password=True, header_names=("X-Team",))
    assert other.coming_from(before) == ConnectionChoice(proxy="direct", header_names=("X-Team",))
