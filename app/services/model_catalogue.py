"""The models that can be picked: built in, on this computer, at the vendors that have a key."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace

from app.domain.errors import ProviderError
from app.domain.lane import ModelRef
from app.domain.messages import ModelInfo
from app.domain.settings import SavedServer
from app.providers.discovery import LocalServer, find_local_servers
from app.providers.factory import ProviderFactory
from app.services.access import Access
from app.services.connections import Connections
from app.services.credentials import Credentials
from app.services.preferences import Preferences
from app.words import N_, _


@dataclass(frozen=True, slots=True)
class Source:
    """A place that offers models; `base_url` is "" for a vendor's own."""

    provider: str
    base_url: str
    label: str

    @property
    def name(self) -> str:
        """What it is called in the language in use; names of vendors and servers are the same."""
        return _(self.label) if self == BUILTIN else self.label


@dataclass(frozen=True, slots=True)
class OfferedModel:
    """A model, and where it is to be had."""

    ref: ModelRef
    info: ModelInfo
    source: Source


BUILTIN = Source("builtin", "", N_("Built in"))


class ModelCatalogue:
    """Knows the models on offer, source by source.

    Attributes:
        local_servers: The servers that were last found on this computer.
        errors: Why a source could not say what it offers, by source.
    """

    def __init__(
        self,
        factory: ProviderFactory,
        preferences: Preferences,
        credentials: Credentials,
        connections: Connections,
        find_servers: Callable[[], Awaitable[Sequence[LocalServer]]] = find_local_servers,
    ) -> None:
        self._factory = factory
        self._preferences = preferences
        self._credentials = credentials
        self._connections = connections
        self._access = Access(factory, connections, credentials)
        self._find_servers = find_servers
        self._offered: dict[Source, list[OfferedModel]] = {}
        self.local_servers: Sequence[LocalServer] = ()
        self.errors: dict[Source, ProviderError] = {}

    @property
    def offered(self) -> list[OfferedModel]:
        """What was found so far."""
        return [model for source in self.sources() for model in self._offered.get(source, ())]

    def models_of(self, source: Source) -> Sequence[OfferedModel]:
        """What one source offers, as far as it has said."""
        return self._offered.get(source, ())

    def sources(self) -> list[Source]:
        """All places that could offer models: built in, vendors with a key, servers."""
        ring, address = self._credentials.ring, self._connections.address
        vendors = [n for n in self._factory.list_vendors() if ring.keys_for(n, address(n, ""))]
        found = {server.base_url: server.name for server in self.local_servers}
        added = {server.base_url: server.label for server in self._preferences.settings.servers}
        return [
            BUILTIN,
            *(Source(name, "", self._factory.label(name)) for name in vendors),
            *(Source("openai_compatible", url, name) for url, name in (added | found).items()),
        ]

    async def refresh(self, on_change: Callable[[], None] = lambda: None) -> None:
        """Ask all sources at once.

        A source that doesn't answer offers nothing, and `errors` says why.

        Args:
            on_change: Called each time a source has answered, as slow ones hold up no others.
        """
        asked = [self._ask(source, on_change) for source in self.sources()]
        searching = asyncio.create_task(self._search(on_change), name="look for servers")
        await asyncio.gather(searching, *asked)

    async def add_server(self, label: str, base_url: str, api_key: str) -> None:
        """Check a server by asking for its models, then remember it and offer them.

        Raises:
            ProviderError: If it can't be reached or refuses; nothing is then remembered.
        """
        if api_key:
            await self._credentials.check_and_save("openai_compatible", base_url, "", api_key)
        else:
            way = await self._connections.way_to("openai_compatible", base_url)
            await self._factory.list_models(
                "openai_compatible", base_url=way.base_url, connection=way.connection
            )
        others = [s for s in self._preferences.settings.servers if s.base_url != base_url]
        await self._preferences.update(servers=(*others, SavedServer(label, base_url)))
        await self.refresh()

    def is_added(self, base_url: str) -> bool:
        """Whether the person has added a server at this address."""
        return any(server.base_url == base_url for server in self._preferences.settings.servers)

    async def rename_server(self, base_url: str, label: str) -> None:
        """Call an added server something else."""
        servers = self._preferences.settings.servers
        await self._preferences.update(
            servers=tuple(replace(s, label=label) if s.base_url == base_url else s for s in servers)
        )

    async def remove_server(self, base_url: str) -> None:
        """Forget an added server, its keys and the way to it; answers of it stay.

        Raises:
            StorageError: A key would not go out of the keyring; the server is then still there.
        """
        name, address = (
            "openai_compatible",
            self._connections.address("openai_compatible", base_url),
        )
        for where in {address, base_url}:
            for key in self._credentials.ring.keys_for(name, where):
                await self._credentials.remove(key.id)
        await self._connections.forget(name, base_url)
        others = [s for s in self._preferences.settings.servers if s.base_url != base_url]
        await self._preferences.update(servers=tuple(others))

    async def _search(self, on_change: Callable[[], None]) -> None:
        known = set(self.sources())
        self.local_servers = await self._find_servers()
        new = [source for source in self.sources() if source not in known]
        await asyncio.gather(*(self._ask(source, on_change) for source in new))

    async def _ask(self, source: Source, on_change: Callable[[], None]) -> None:
        self.errors.pop(source, None)
        try:
            provider = await self._access.provider(ModelRef(source.provider, "", source.base_url))
            infos = await provider.list_models()
        except ProviderError as error:
            self.errors[source] = error
            infos = []
        self._offered[source] = [
            OfferedModel(ModelRef(source.provider, info.id, source.base_url), info, source)
            for info in infos
        ]
        on_change()
