"""Where Parley keeps its data and finds what it ships."""

import os
import sys
from pathlib import Path

import platformdirs


def data_dir() -> Path:
    """The folder of all state: `PARLEY_HOME`, else the user's data folder. Made if missing."""
    home = os.environ.get("PARLEY_HOME")
    path = Path(home) if home else platformdirs.user_data_path("Parley", appauthor=False)
    path.mkdir(parents=True, exist_ok=True)
    return path


def resource(name: str) -> Path:
    """A file under resources/, in a checkout and in a bundle alike."""
    bundle: str | None = getattr(sys, "_MEIPASS", None)
    root = Path(bundle) if bundle else Path(__file__).parent.parent
    return root / "resources" / name
