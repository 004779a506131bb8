import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from app import words
from app.words import N_, _, ngettext

COPIES = ("{n} copy", "{n} copies")
KOPIEN = ("{n} Kopie", "{n} Kopien")


@pytest.fixture
def speak(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Changes the language, with a bundle's German catalogue of a few words as the only one."""
    german = Catalog("de")
    german.add("Copy", "Kopieren")
    german.add(COPIES, KOPIEN)
    compiled = tmp_path / "resources" / "locale" / "de" / "LC_MESSAGES" / "parley.mo"
    compiled.parent.mkdir(parents=True)
    with compiled.open("wb") as file:
        write_mo(file, german)
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    yield words.use
    words.use("en")


def test_a_text_is_said_in_the_language_in_use(speak: Callable[[str], None]) -> None:
    assert _("Copy") == "Copy"

    speak("de")

    assert _("Copy") == "Kopieren"

    speak("en")

    assert _("Copy") == "Copy"


@pytest.mark.parametrize("language", ["fr", "", "de_XX.unknown@", "../de"])
def test_an_unknown_language_leaves_the_texts_in_english(
    language: str, speak: Callable[[str], None]
) -> None:
    speak(language)

    assert _("Stop") == "Stop"
    assert ngettext("{n} lane", "{n} lanes", 2) == "{n} lanes"


def test_a_number_takes_the_plural_form_of_the_language(speak: Callable[[str], None]) -> None:
    assert [ngettext(*COPIES, n) for n in (0, 1, 2)] == [COPIES[1], COPIES[0], COPIES[1]]

    speak("de")

    assert [ngettext(*COPIES, n) for n in (0, 1, 2)] == [KOPIEN[1], KOPIEN[0], KOPIEN[1]]


def test_a_marked_constant_is_translated_where_it_is_used(speak: Callable[[str], None]) -> None:
    label = N_("Copy")

    speak("de")

    assert label == "Copy"
    assert _(label) == "Kopieren"


def test_no_text_is_no_text_in_any_language(speak: Callable[[str], None]) -> None:
    speak("de")

    assert _("") == ""
