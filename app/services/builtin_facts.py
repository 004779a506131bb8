"""What there is to say about the model that comes with Parley."""

import asyncio
from dataclasses import dataclass
from pathlib import Path

from app.providers.builtin import BuiltinProvider
from app.providers.builtin_model import MODEL, SLOTS, model_file
from app.providers.factory import ProviderFactory


@dataclass(frozen=True, slots=True)
class BuiltinFacts:
    """The built-in model.

    Attributes:
        note: What it is good for.
        path: Its file; None if it is missing.
        size: Of the file, in bytes.
        is_running: Whether its process is there.
        context: Tokens that its answers share.
        slots: Answers at a time; more wait for their turn.
    """

    label: str
    note: str
    path: Path | None
    size: int
    is_running: bool
    context: int
    slots: int


async def builtin_facts(factory: ProviderFactory) -> BuiltinFacts:
    """As things stand now; starts nothing."""
    provider = await factory.get_provider("builtin")
    path, size = await asyncio.to_thread(_file)
    return BuiltinFacts(
        label=MODEL.label,
        note=MODEL.note,
        path=path,
        size=size,
        is_running=isinstance(provider, BuiltinProvider) and provider.is_running,
        context=MODEL.context_window or 0,
        slots=SLOTS,
    )


def _file() -> tuple[Path | None, int]:
    path = model_file()
    try:
        return path, path.stat().st_size if path else 0
    except OSError:
        return None, 0
