import os
import sys

import pytest
from hypothesis import HealthCheck, settings

# Tests need no screen; set before anything imports Qt.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# Nor the language of who runs them.
os.environ["LC_ALL"] = "C.UTF-8"
os.environ.pop("LANGUAGE", None)

# Nor the keys of who runs them: not those of the keyring, nor those of the environment.
for name in ("DBUS_SESSION_BUS_ADDRESS", *(n for n in os.environ if n.endswith("_API_KEY"))):
    os.environ.pop(name, None)

# How long an example takes says how busy the machine is.
settings.register_profile("parley", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("parley")


@pytest.fixture
def german():
    """All texts in German."""
    from app import words

    words.use("de")
    yield
    words.use("en")


def pytest_collection_modifyitems(items):
    """Those of the whole window first: files of few long tests at the end leave a core idle."""
    items.sort(key=lambda item: "window" not in item.path.parts)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """What is not Unicode in a captured log can't be sent from the process that ran the test."""
    report = yield
    report.sections = [
        (title, text.encode("utf-8", "backslashreplace").decode())
        for title, text in report.sections
    ]
    return report


def pytest_sessionfinish():
    """Without a screen, Qt keeps what is copied until Python is gone, and it may be Python's."""
    gui = sys.modules.get("PySide6.QtGui")
    if gui and gui.QGuiApplication.instance():
        gui.QGuiApplication.clipboard().clear()
