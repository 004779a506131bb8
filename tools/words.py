"""Brings the catalogues in resources/locale up to date with the texts of app/, and compiles them.

    python tools/words.py               `make words`: after texts were added or changed
    python tools/words.py fr            the same, with a new catalogue for French
    python tools/words.py --compile     what was translated, for the next start

A catalogue's texts are in the order of the alphabet and name no lines of code, so that changes of
two people seldom meet. The compiled ones are not in the repository: setting up .venv compiles
them, as building a wheel does, and `make` whenever a catalogue is newer.
"""

import argparse
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "resources" / "locale"
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}
# What Babel writes into each header: dates, at which every two branches would meet, and blanks.
DROPPED = tuple(
    f'"{name}: '.encode()
    for name in (
        *("Project-Id-Version", "Report-Msgid-Bugs-To", "POT-Creation-Date", "PO-Revision-Date"),
        *("Last-Translator", "Language-Team", "Generated-By"),
    )
)


def main() -> None:
    """Do what the command line asks for, and say what is left to translate."""
    parser = argparse.ArgumentParser(description="Update and compile the catalogues.")
    parser.add_argument("languages", nargs="*", metavar="LANGUAGE", help="a new one, such as fr")
    parser.add_argument("--compile", action="store_true", help="only compile")
    arguments = parser.parse_args()
    if not arguments.compile:
        for language in sorted({*languages(), *arguments.languages}):
            catalogue = updated(language)
            write(catalogue, language)
            missing = [m.id for m in catalogue if m.id and not all(strings(m.string))]
            print(f"{language}: {len(catalogue)} texts, {len(missing)} not translated")
    compile_all()


def po_file(language: str) -> Path:
    """Where a language's catalogue lies."""
    return LOCALE / language / "LC_MESSAGES" / "parley.po"


def languages() -> list[str]:
    """The codes of the languages that have a catalogue."""
    return [po.parent.parent.name for po in LOCALE.glob("*/LC_MESSAGES/parley.po")]


def extracted() -> Catalog:
    """The texts of app/ that a person reads."""
    texts = Catalog()
    for _, _, text, _, _ in extract_from_dir(ROOT / "app", keywords=KEYWORDS):
        texts.add(text)
    return texts


def read(language: str) -> Catalog:
    """A catalogue as it is on the disk; an empty one for a new language."""
    if not po_file(language).exists():
        return Catalog(language, header_comment="", fuzzy=False)
    with po_file(language).open("rb") as file:
        return read_po(file, language, abort_invalid=True)


def updated(language: str) -> Catalog:
    """A catalogue with the texts that app/ has now, and what is translated of them."""
    catalogue = read(language)
    catalogue.update(extracted(), no_fuzzy_matching=True, update_creation_date=False)
    return catalogue


def content(catalogue: Catalog) -> bytes:
    """What a catalogue's file holds."""
    file = BytesIO()
    write_po(file, catalogue, width=100, no_location=True, sort_output=True, ignore_obsolete=True)
    lines = file.getvalue().lstrip().splitlines(keepends=True)
    return b"".join(line for line in lines if not line.startswith(DROPPED))


def write(catalogue: Catalog, language: str) -> None:
    """Store a catalogue."""
    po_file(language).parent.mkdir(parents=True, exist_ok=True)
    po_file(language).write_bytes(content(catalogue))


def compile_all() -> None:
    """Write what gettext reads, beside each catalogue."""
    for language in languages():
        with po_file(language).with_suffix(".mo").open("wb") as file:
            write_mo(file, read(language))


def strings(string: str | tuple[str, ...] | None) -> tuple[str, ...]:
    """The forms of a translation: one, or one for each plural form; "" for a new text."""
    return string if isinstance(string, tuple) else (string or "",)


class CompileHook(BuildHookInterface):
    """Has hatchling compile the catalogues, for a wheel as for an editable installation."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile them before anything is collected."""
        compile_all()
        build_data["artifacts"].append("*.mo")


if __name__ == "__main__":
    main()
