import ast
import re
import runpy
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from app import paths, words
from app.domain.settings import Language
from app.words import N_, _, decimal, language, ngettext, number, us_dollars

TOOL = Path(__file__).parent.parent / "tools" / "words.py"
COPIES = ("{n} copy", "{n} copies")
KOPIEN = ("{n} Kopie", "{n} Kopien")


@pytest.fixture
def speak(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Changes the language, with a bundle's German catalogue of a few words as the only one."""
    german = Catalog("de")
    german.add("Copy", "Kopieren")
    german.add(COPIES, KOPIEN)
    german.add("1,000", "1.000")
    german.add("${amount}", "{amount} $")
    german.add("0.5", "0,5")
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


def test_numbers_are_written_as_the_language_writes_them(speak: Callable[[str], None]) -> None:
    assert (number(1234567), number(999), decimal(0.25, 1)) == ("1,234,567", "999", "0.2")
    assert (decimal(1.5, 2, "+"), us_dollars(1234.5)) == ("+1.50", "$1,234.50")

    speak("de")

    assert (number(1234567), number(999), decimal(2.5, 2)) == ("1.234.567", "999", "2,50")
    assert (decimal(1.5, 2, "+"), us_dollars(1234.5)) == ("+1,50", "1.234,50 $")


def test_the_language_in_use_has_a_name(speak: Callable[[str], None]) -> None:
    assert language() == "en"

    speak("de")

    assert language() == "de"


def test_no_text_stands_inside_an_f_string_where_the_tools_do_not_look() -> None:
    def names(tree: ast.AST) -> list[str]:
        calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
        texts = [call for call in calls if any(isinstance(a, ast.Constant) for a in call.args)]
        return [call.func.id for call in texts if isinstance(call.func, ast.Name)]

    hidden = [
        f"{path}:{node.lineno}"
        for path in Path(words.__file__).parent.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.JoinedStr) and {"_", "N_", "ngettext"} & set(names(node))
    ]

    assert hidden == []


def test_every_translation_has_the_placeholders_of_its_text() -> None:
    def gaps(texts: str | tuple[str, ...] | list[str]) -> set[str]:
        return set(re.findall(r"{.*?}", texts if isinstance(texts, str) else texts[-1]))

    wrong: list[object] = []
    for file in paths.resource("locale").glob("*/LC_MESSAGES/parley.po"):
        with file.open("rb") as lines:
            translated = [m for m in read_po(lines) if m.string and all(m.string)]
            wrong += [m.id for m in translated if gaps(m.id) != gaps(m.string)]

    assert wrong == []


@pytest.fixture(scope="module")
def tool() -> dict[str, Any]:
    return runpy.run_path(str(TOOL))


@pytest.mark.parametrize("code", sorted(set(Language) - {Language.SYSTEM, Language.ENGLISH}))
def test_a_catalogue_has_every_text_of_the_code_and_says_it(
    code: str, tool: dict[str, Any]
) -> None:
    catalogue = tool["updated"](code)

    assert [m.id for m in catalogue if m.id and not all(tool["strings"](m.string))] == []
    assert tool["content"](catalogue).decode() == tool["po_file"](code).read_text(encoding="utf-8")
