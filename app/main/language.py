"""The language that the window speaks: what the person chose, or else the system's."""

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from app import words
from app.domain.settings import Language


def speak(app: QCoreApplication, language: Language) -> None:
    """Have Parley and Qt say everything in a language from now on; what is shown stays as it is.

    Numbers and dates are written as the system writes them, if that is the language.
    """
    system = QLocale.system()
    code = _system_code(system) if language is Language.SYSTEM else language.value
    locale = system if _code(system) == code else QLocale(code)
    words.use(code)
    QLocale.setDefault(locale)
    translator = app.findChild(QTranslator) or QTranslator(app)
    app.removeTranslator(translator)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(locale, "qtbase", "_", folder):
        app.installTranslator(translator)


def _system_code(system: QLocale) -> str:
    """The first of the languages that the system prefers which Parley speaks, or English."""
    preferred = (_code(QLocale(name)) for name in system.uiLanguages())
    return next((code for code in preferred if code in set(Language)), Language.ENGLISH)


def _code(locale: QLocale) -> str:
    return QLocale.languageToCode(locale.language())
