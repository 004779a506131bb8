from dataclasses import replace

from app.domain.keys import KeyPlace, KeyRecord, KeyRing, Secret

CANARY = "sk-canary-8Hq2vX5mN1zR7tYw7"


def key(key_id: str, place: KeyPlace = KeyPlace.KEYRING, **changes: str) -> KeyRecord:
    return replace(KeyRecord(key_id, "openai", "", key_id, "", place), **changes)


def ids(keys: tuple[KeyRecord, ...]) -> list[str]:
    return [key.id for key in keys]


WORK, PRIVATE = key("work"), key("private")
VARIABLE = key("OPENAI_API_KEY", KeyPlace.ENVIRONMENT)
OTHER_SERVER = key("other", base_url="http://127.0.0.1:1/v1")


def test_a_secret_is_never_shown():
    assert CANARY not in f"{Secret(CANARY)} {Secret(CANARY)!r} {[Secret(CANARY)]}"


def test_four_characters_of_a_long_key_are_shown_and_none_of_a_short_one():
    assert Secret(CANARY).last_four == "tYw7"
    assert Secret("hunter2").last_four == ""


def test_the_first_key_is_the_default_until_another_is_chosen():
    ring = KeyRing().with_key(WORK).with_key(PRIVATE)
    assert ids(ring.keys_for("openai", "")) == ["work", "private"]
    assert ids(ring.with_default(PRIVATE).keys_for("openai", "")) == ["private", "work"]


def test_a_provider_has_one_default_and_another_server_its_own():
    ring = KeyRing((WORK, PRIVATE, OTHER_SERVER))
    ring = ring.with_default(OTHER_SERVER).with_default(PRIVATE).with_default(WORK)
    assert set(ring.defaults) == {"other", "work"}


def test_a_key_is_only_for_its_own_address():
    ring = KeyRing((WORK, OTHER_SERVER))
    assert ids(ring.keys_for("openai", "")) == ["work"]
    assert ids(ring.keys_for("openai", "http://127.0.0.1:1/v1")) == ["other"]
    assert ring.keys_for("anthropic", "") == ()


def test_a_key_that_was_entered_comes_before_the_environments():
    ring = KeyRing((VARIABLE,)).with_key(WORK).with_key(PRIVATE)
    assert ids(ring.keys) == ["work", "private", "OPENAI_API_KEY"]


def test_a_changed_key_keeps_its_place():
    ring = KeyRing((WORK, PRIVATE)).with_key(replace(WORK, label="office"))
    assert [key.label for key in ring.keys] == ["office", "private"]


def test_a_removed_key_is_no_default_any_more():
    ring = KeyRing((WORK, PRIVATE)).with_default(PRIVATE).without_key("private")
    assert ring == KeyRing((WORK,))
    assert ring.find("private") is None


def test_only_what_is_true_at_the_next_start_is_lasting():
    passing = key("passing", KeyPlace.SESSION)
    ring = KeyRing((WORK, passing, VARIABLE), ("passing", "OPENAI_API_KEY"))
    assert ring.lasting == KeyRing((WORK,), ("OPENAI_API_KEY",))
