import json
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.errors import StorageError
from app.domain.lane import Candidate, ModelRef
from app.domain.messages import Parameters
from app.domain.settings import ColorMode, LaneSetup, LineUp, SavedServer, Settings
from app.storage.settings import SettingsStore

CHOSEN = Settings(
    appearance=ColorMode.DARK,
    zoom=125,
    servers=(SavedServer("Workshop", "http://127.0.0.1:9/v1"),),
    lineup=(
        LaneSetup(
            ModelRef("openai_compatible", "big", "http://127.0.0.1:9/v1"),
            Parameters(
                temperature=0.5,
                top_p=1,
                max_tokens=100,
                stop=("END",),
                seed=7,
                reasoning_effort="low",
                thinking_budget=9,
            ),
            "Be brief.",
            "private",
            fallbacks=(Candidate(ModelRef("builtin", "tiny"), "spare"),),
            switches=True,
        ),
        LaneSetup(ModelRef("builtin", "tiny")),
    ),
    line_ups=(LineUp("7", "Calm", (LaneSetup(ModelRef("builtin", "tiny")),)), LineUp("8", "", ())),
    default_line_up="7",
    window="AdnQywAD",
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "settings.json"


def test_without_a_file_there_are_the_usual_settings_and_no_warning(path: Path):
    assert SettingsStore(path).load() == (Settings(), None)


def test_settings_come_back_as_they_were_saved(path: Path):
    SettingsStore(path).save(CHOSEN)

    assert SettingsStore(path).load() == (CHOSEN, None)
    assert list(path.parent.iterdir()) == [path]


def test_a_field_that_is_missing_has_its_usual_value(path: Path):
    path.write_text('{"appearance": "light"}')

    assert SettingsStore(path).load() == (Settings(appearance=ColorMode.LIGHT), None)


def test_fields_of_a_newer_version_survive(path: Path):
    path.write_text('{"appearance": "light", "hologram": {"depth": 3}}')
    store = SettingsStore(path)
    store.load()

    store.save(CHOSEN)

    assert json.loads(path.read_text())["hologram"] == {"depth": 3}
    assert SettingsStore(path).load() == (CHOSEN, None)


def test_what_a_newer_version_says_inside_of_what_is_known_survives(path: Path):
    lane = {"model": {"provider": "builtin", "model": "tiny", "region": "eu"}, "mood": "calm"}
    path.write_text(
        json.dumps(
            {
                "lineup": [lane],
                "servers": [
                    {"label": "Old", "base_url": "http://127.0.0.1:1", "colour": "red"},
                    {"label": "New", "base_url": "http://127.0.0.1:2", "colour": "blue"},
                ],
            }
        )
    )
    store = SettingsStore(path)
    settings, _ = store.load()
    (tiny,) = settings.lineup
    renamed = replace(settings.servers[1], label="Best")

    store.save(
        replace(settings, lineup=(replace(tiny, system_prompt="Be brief."),), servers=(renamed,))
    )

    written = json.loads(path.read_text())
    assert written["lineup"][0]["mood"] == "calm"
    assert written["lineup"][0]["model"]["region"] == "eu"
    assert written["lineup"][0]["system_prompt"] == "Be brief."
    assert written["servers"] == [
        {"label": "Best", "base_url": "http://127.0.0.1:2", "colour": "blue"}
    ]


def test_what_is_added_to_and_removed_from_a_list_is_so_in_the_file(path: Path):
    tiny, big = (LaneSetup(ModelRef("builtin", name)) for name in ("tiny", "big"))
    path.write_text('{"lineup": [{"model": {"provider": "builtin", "model": "tiny"}, "mood": 1}]}')
    store = SettingsStore(path)
    settings, _ = store.load()

    store.save(replace(settings, lineup=(big, tiny)))

    moods = [lane.get("mood") for lane in json.loads(path.read_text())["lineup"]]
    assert moods == [None, 1]
    store.save(replace(settings, lineup=(big,)))
    assert SettingsStore(path).load() == (Settings(lineup=(big,)), None)


def test_a_value_that_a_newer_version_knows_is_said_and_survives(path: Path):
    path.write_text('{"appearance": "plaid", "window": "AdnQ"}')
    store = SettingsStore(path)

    settings, warning = store.load()

    assert settings == Settings(window="AdnQ")
    assert "appearance" in warning
    store.save(replace(settings, window=""))
    assert json.loads(path.read_text())["appearance"] == "plaid"
    assert list(path.parent.iterdir()) == [path]


def test_before_a_new_value_takes_the_place_of_one_not_understood_the_file_is_set_aside(
    path: Path,
):
    path.write_text('{"appearance": "plaid"}')
    store = SettingsStore(path)
    settings, _ = store.load()

    for mode in (ColorMode.DARK, ColorMode.LIGHT):
        store.save(replace(settings, appearance=mode))

    assert SettingsStore(path).load() == (Settings(appearance=ColorMode.LIGHT), None)
    kept = path.with_name("settings-unreadable-1.json")
    assert json.loads(kept.read_text()) == {"appearance": "plaid"}
    assert len(list(path.parent.iterdir())) == 2


@pytest.mark.parametrize("content", ["", '{"appearance": "li', "[]", '{"window": ' + "[" * 100_000])
def test_what_cannot_be_understood_is_set_aside_and_said(path: Path, content: str):
    path.write_text(content)

    settings, warning = SettingsStore(path).load()

    assert settings == Settings()
    assert "kept as settings-unreadable-1.json" in warning
    assert path.with_name("settings-unreadable-1.json").read_text() == content
    assert not path.exists()


@pytest.mark.parametrize(
    "field",
    [
        '"servers": {}',
        '"servers": ["here"]',
        '"lineup": [{"model": "tiny"}]',
        '"lineup": [{"model": {"provider": "", "model": ""}, "parameters": {"seed": 0.5}}]',
        '"lineup": [{"model": {"provider": "", "model": ""}, "parameters": {"stop": [1]}}]',
        '"line_ups": [{"lanes": 1}]',
        '"window": 1',
    ],
)
def test_a_field_of_the_wrong_kind_leaves_all_others_as_they_are(path: Path, field: str):
    path.write_text(f'{{{field}, "appearance": "dark"}}')

    settings, warning = SettingsStore(path).load()

    assert settings == Settings(appearance=ColorMode.DARK)
    assert "the file keeps what it says" in warning


def test_a_file_that_is_no_text_is_set_aside(path: Path):
    path.write_bytes(b"\xff\xfe\x00")

    _, warning = SettingsStore(path).load()

    assert "kept as settings-unreadable-1.json" in warning


def test_what_was_set_aside_before_is_not_overwritten(path: Path):
    for content in ("first", "second"):
        path.write_text(content)
        SettingsStore(path).load()

    assert path.with_name("settings-unreadable-1.json").read_text() == "first"
    assert path.with_name("settings-unreadable-2.json").read_text() == "second"


def test_a_save_that_fails_is_said_and_the_old_file_stands(path: Path):
    SettingsStore(path).save(CHOSEN)
    path.with_name("settings.json.partial").mkdir()

    with pytest.raises(StorageError, match="old ones are still there"):
        SettingsStore(path).save(Settings())

    assert SettingsStore(path).load() == (CHOSEN, None)


def test_a_file_that_can_be_neither_read_nor_set_aside_is_said(tmp_path: Path):
    no_folder = tmp_path / "file"
    no_folder.write_text("")

    with pytest.raises(StorageError, match="Nothing was deleted"):
        SettingsStore(no_folder / "settings.json").load()


@pytest.mark.parametrize(
    ("content", "scale"),
    [
        ('{"scale": 125}', 125),
        ('{"scale": 5000}', 100),
        ('{"scale": "big"}', 100),
        ("{}", 100),
        ("[]", 100),
        ('{"scale', 100),
    ],
)
def test_the_scale_is_read_before_all_else_and_leaves_the_file_as_it_is(
    path: Path, content: str, scale: int
):
    path.write_text(content)

    assert SettingsStore(path).scale() == scale
    assert path.read_text() == content


def test_without_a_file_the_scale_is_the_usual(path: Path):
    assert SettingsStore(path).scale() == 100


def test_words_in_a_list_are_replaced(path: Path):
    store = SettingsStore(path)
    store.save(CHOSEN)
    settings, _ = store.load()
    first, *others = settings.lineup
    stopping = replace(first, parameters=replace(first.parameters, stop=("HALT",)))

    store.save(replace(settings, lineup=(stopping, *others)))

    assert SettingsStore(path).load()[0].lineup[0].parameters.stop == ("HALT",)
