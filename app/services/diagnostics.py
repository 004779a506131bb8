"""What to send along with a report that something does not work."""

import platform
from pathlib import Path

from app import __version__

LOG_LINES = 200


def diagnostics(data_folder: Path) -> str:
    """Versions and the end of the log, which holds neither keys nor what was said in chats."""
    about = [
        f"Parley {__version__}",
        f"Python {platform.python_version()}",
        platform.platform(),
    ]
    log = data_folder / "logs" / "parley.log"
    lines = log.read_text("utf-8", errors="replace").splitlines() if log.exists() else []
    return "\n".join([*about, "", *(lines[-LOG_LINES:] or ["The log is empty."])])
