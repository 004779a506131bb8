"""The settings in force."""

import asyncio
from dataclasses import replace
from typing import Any

from app.domain.settings import Settings
from app.storage.settings import SettingsStore


class Preferences:
    """Holds the settings and stores each change off the event loop's thread."""

    def __init__(self, store: SettingsStore) -> None:
        self._store = store
        self._lock = asyncio.Lock()
        self.settings, self.warning = store.load()

    async def update(self, **changes: Any) -> Settings:
        """Change fields of the settings, at once, and store them, even if cancelled meanwhile."""
        self.settings = replace(self.settings, **changes)
        await asyncio.shield(self._save())
        return self.settings

    async def _save(self) -> None:
        async with self._lock:
            await asyncio.to_thread(self._store.save, self.settings)
