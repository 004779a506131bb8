"""Writes pictures of every kind of block: both themes, 1440 and 900 wide, at 100 and 200 %.

QT_QPA_PLATFORM=offscreen .venv/bin/python tools/showcase.py DIR
"""

import sys
from itertools import product
from pathlib import Path

from PySide6.QtTest import QTest

from app.domain.answer import AnswerStatus
from app.domain.metrics import Metrics
from app.main.application import make_application
from app.ui.stylesheet import apply_theme
from app.ui.theme import Appearance
from app.ui.transcript import TranscriptView
from app.ui.transcript.message_view import MessageView
from app.viewmodels.rows import AnswerRow, TurnRow

TEXT = Path(__file__).parent.parent / "tests/ui/transcript/showcase.md"
PROMPT = "How should a client retry after HTTP 429? Show me a small Python function."
SETTLED_MS = 300


def main(directory: Path) -> None:
    """Write one picture each, as high as the whole transcript."""
    app = make_application()
    directory.mkdir(parents=True, exist_ok=True)
    answer = AnswerRow(
        "answer",
        "lane",
        "SmolLM2",
        AnswerStatus.DONE,
        attempt=2,
        attempts=3,
        text=TEXT.read_text(encoding="utf-8"),
        reasoning="Every kind of block should be in it.",
        metrics=Metrics(first_token_s=0.6, total_s=5.5),
    )
    for mode, width, zoom in product(("light", "dark"), (1440, 900), (100, 200)):
        appearance = Appearance(app, mode, zoom)
        apply_theme(app, appearance.theme)
        transcript = TranscriptView(appearance, shows_last_prompt=True)
        transcript.resize(width, 900)
        transcript.show()
        transcript.set_path([TurnRow("turn", PROMPT, answer=answer)])
        view = transcript.findChild(MessageView)
        for _ in range(3):  # Heights are estimates until a part has been in sight.
            transcript.resize(width, view.column.total)
            QTest.qWait(SETTLED_MS)
        transcript.grab().save(str(directory / f"{mode}-{width}-{zoom}.png"))
        transcript.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
