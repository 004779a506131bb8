"""The words on screen, in the language of the person: gettext over resources/locale.

Which language that is, is the one thing that every module may ask for without being handed it:
a sentence is written where it is known what happened, be it in the domain or in a widget.
"""

import gettext
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # The provider library does without it.
    from decimal import Decimal

_catalogue = gettext.NullTranslations()


def use(language: str | None = None) -> None:
    """Have all texts that are asked for from now on in another language.

    Args:
        language: An ISO 639-1 code, such as "de"; when left out, what the environment says (LANG).
            English where there is no catalogue for it.
    """
    global _catalogue  # the one state of a module: ARCHITECTURE.md says why
    # Imported late: the provider library alone does without it.
    from app import paths

    folder = paths.resource("locale")
    wanted = None if language is None else [language]
    _catalogue = gettext.translation("parley", folder, wanted, fallback=True)


def language() -> str:
    """The code of the language in use."""
    return _catalogue.info().get("language", "en")


def _(text: str) -> str:
    """A text in the language in use; itself where that has no other words for it."""
    # The catalogue keeps its own header under "".
    return _catalogue.gettext(text) if text else ""


def ngettext(one: str, many: str, n: int) -> str:
    """The form of a text that goes with a number, in the language in use."""
    return _catalogue.ngettext(one, many, n)


def number(n: int) -> str:
    """A whole number with its thousands set apart as the language in use does it."""
    # What stands between the digits of the example that is translated.
    return f"{n:,}".replace(",", _("1,000")[1:-3])


def decimal(x: "float | Decimal", places: int, form: str = "") -> str:
    """A number with so many decimals, with the comma or point of the language in use.

    Args:
        x: The number.
        places: How many decimals.
        form: "+" for a plus too, "," for thousands that are set apart.
    """
    marks = {",": _("1,000")[1:-3], ".": _("0.5")[1:-1]}
    return f"{x:{form}.{places}f}".translate(str.maketrans(marks))


def us_dollars(amount: "float | Decimal", places: int = 2) -> str:
    """An amount of money, with so many decimals."""
    return _("${amount}").format(amount=decimal(amount, places, ","))


def N_(text: str) -> str:  # noqa: N802  The name that tools look for.
    """The text itself: marks a constant that `_` translates where it is used."""
    return text
