"""The settings in force."""

import asyncio
from collections.abc import Coroutine
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

    def update(self, **changes: Any) -> Coroutine[Any, Any, None]:
        """Change fields of the settings, at once.

        Returns:
            Stores them when it is awaited, even if it is cancelled meanwhile.
        """
        self.settings: Settings = replace(self.settings, **changes)
        return self._stored()

    async def _stored(self) -> None:
        await asyncio.shield(self._save())

    async def _save(self) -> None:
        async with self._lock:
            await asyncio.to_thread(self._store.save, self.settings)
