"""The models that can be picked: built in, on this computer, and at servers that were added."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from app.domain.conversation import ModelRef
from app.domain.errors import ProviderError
from app.domain.messages import ModelInfo
from app.domain.settings import SavedServer
from app.providers.discovery import LocalServer, find_local_servers
from app.providers.factory import ProviderFactory
from app.services.credentials import Credentials
from app.services.preferences import Preferences


@dataclass(frozen=True, slots=True)
class OfferedModel:
    """A model, where it is to be had, and what that place is called."""

    ref: ModelRef
    info: ModelInfo
    source: str


class ModelCatalogue:
    """Knows the models on offer. `offered` is what was found so far."""

    def __init__(
        self,
        factory: ProviderFactory,
        preferences: Preferences,
        credentials: Credentials,
        find_servers: Callable[[], Awaitable[Sequence[LocalServer]]] = find_local_servers,
    ) -> None:
        self._factory = factory
        self._preferences = preferences
        self._credentials = credentials
        self._find_servers = find_servers
        self.offered: tuple[OfferedModel, ...] = ()

    async def refresh(self) -> None:
        """Ask the built-in provider, the servers on this computer and the added ones, at once.

        A server that doesn't answer has no models to offer; that is no error here.
        """
        builtin, found = await asyncio.gather(
            self._models(SavedServer("Built in", ""), "builtin"), self._find_servers()
        )
        servers = [SavedServer(server.name, server.base_url) for server in found]
        known = {server.base_url for server in servers}
        servers += [s for s in self._preferences.settings.servers if s.base_url not in known]
        lists = await asyncio.gather(*(self._models(s, "openai_compatible") for s in servers))
        self.offered = tuple(model for models in [builtin, *lists] for model in models)

    async def add_server(self, label: str, base_url: str, api_key: str) -> None:
        """Check a server by asking for its models, then remember it and offer them.

        Raises:
            ProviderError: If it can't be reached or refuses; nothing is then remembered.
        """
        if api_key:
            await self._credentials.check_and_save("openai_compatible", base_url, "", api_key)
        else:
            await self._factory.list_models("openai_compatible", base_url=base_url)
        others = [s for s in self._preferences.settings.servers if s.base_url != base_url]
        await self._preferences.update(servers=(*others, SavedServer(label, base_url)))
        await self.refresh()

    async def _models(self, server: SavedServer, provider: str) -> list[OfferedModel]:
        try:
            key = await self._credentials.key(ModelRef(provider, "", server.base_url))
            infos = await self._factory.list_models(
                provider, api_key=key, base_url=server.base_url or None
            )
        except ProviderError:
            return []
        return [
            OfferedModel(ModelRef(provider, info.id, server.base_url), info, server.label)
            for info in infos
        ]
