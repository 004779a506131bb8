"""What tells each system that a saved chat opens in Parley, as packages install it."""

import configparser
import os
import plistlib
import re
import subprocess
import sys
from pathlib import Path

import pytest

from app.services.sharing.parley_file import SUFFIX

PACKAGING = Path(__file__).parents[1] / "packaging"
KIND = "application/x-parley+json"
ASK = """
import sys
from PySide6.QtCore import QMimeDatabase
for name in sys.argv[1:]:
    print(QMimeDatabase().mimeTypeForFile(name, QMimeDatabase.MatchMode.MatchExtension).name())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="shared-mime-info is for Linux")
def test_linux_knows_a_saved_chat_by_its_name(tmp_path):
    installed = tmp_path / "mime" / "packages" / "parley.xml"
    installed.parent.mkdir(parents=True)
    installed.write_bytes((PACKAGING / "linux" / "parley.xml").read_bytes())
    names = [f"moon{SUFFIX}", "moon.parley.json", "moon.json"]
    said = subprocess.run(
        [sys.executable, "-c", ASK, *names],
        env=os.environ | {"XDG_DATA_HOME": str(tmp_path)},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    assert said.stdout.split() == [KIND, KIND, "application/json"]


def test_linux_opens_a_saved_chat_with_parley():
    desktop = configparser.ConfigParser(interpolation=None)
    desktop.read(PACKAGING / "linux" / "parley.desktop")
    entry = desktop["Desktop Entry"]
    assert entry["Exec"] == "parley %f"
    assert KIND in entry["MimeType"].split(";")


def test_macos_is_told_the_kind_that_parley_owns():
    said = plistlib.loads((PACKAGING / "macos" / "Info.plist").read_bytes())
    (kind,) = said["UTExportedTypeDeclarations"]
    assert kind["UTTypeTagSpecification"] == {
        "public.filename-extension": [SUFFIX.removeprefix(".")],
        "public.mime-type": KIND,
    }
    own, former = said["CFBundleDocumentTypes"]
    assert own["LSItemContentTypes"] == [kind["UTTypeIdentifier"]]
    assert own["LSHandlerRank"] == "Owner"
    assert former["LSItemContentTypes"] == kind["UTTypeConformsTo"] == ["public.json"]


def test_windows_opens_a_saved_chat_with_parley():
    recipe = (PACKAGING / "windows" / "parley.iss").read_text("utf-8")
    lines = re.findall(
        r'^Root: HKA; Subkey: "Software\\Classes\\(.*?)";(.*)$', recipe, re.MULTILINE
    )
    keys = dict(reversed(lines))  # of an ending the first line says the kind
    kind = "Parley.Conversation"
    assert f'ValueData: "{kind}"' in keys[SUFFIX]
    command = keys[rf"{kind}\shell\open\command"]
    assert command.endswith('ValueData: """{app}\\Parley.exe"" ""%1"""')
