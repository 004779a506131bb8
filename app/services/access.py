"""Providers ready to be asked: each by the way that was chosen, with a key for that address."""

from collections.abc import Callable, Iterable

from app.domain.attachments import Attachment
from app.domain.errors import AuthenticationError
from app.domain.hops import HopReport
from app.domain.lane import ModelRef
from app.providers.base import BaseProvider
from app.providers.factory import ProviderFactory
from app.services.connections import Connections
from app.services.credentials import Credentials
from app.words import _


class Access:
    """Brings way and key together; a key goes to the address that it was entered for alone."""

    def __init__(
        self, factory: ProviderFactory, connections: Connections, credentials: Credentials
    ) -> None:
        self._factory = factory
        self._connections = connections
        self._credentials = credentials

    async def provider(self, model: ModelRef, key_id: str = "") -> BaseProvider:
        """The provider of a model, as it is reached now.

        Args:
            model: The model; its base URL is that of a server as it was added.
            key_id: The key that was chosen; one for another address does not count.

        Raises:
            ProviderError: Key or way can't be had; the sentence says why.
        """
        # First the way, then the key for where it leads: it may change while a keyring is asked.
        way = await self._connections.way_to(model.provider, model.base_url)
        key = await self._credentials.key(ModelRef(model.provider, "", way.base_url), key_id)
        if key is None:
            self._refuse_elsewhere(model, way.base_url)
        return await self._factory.get_provider(
            model.provider, key, way.base_url or None, way.connection
        )

    def takes(self, model: ModelRef, attachments: Iterable[Attachment]) -> bool:
        """Whether a model can be sent all of these files, as far as is known of its provider."""
        return all(self._factory.takes(model.provider, file.kind) for file in attachments)

    async def test(self, provider: str, base_url: str, on_hop: Callable[[HopReport], None]) -> bool:
        """Go the way to a provider hop by hop, with the key that it would be asked with.

        Returns:
            Whether the provider was reached and takes the key.

        Raises:
            ProviderError: Key or way can't be had; the sentence says why.
        """
        way = await self._connections.way_to(provider, base_url)
        key = await self._credentials.key(ModelRef(provider, "", way.base_url))
        return await self._factory.test_connection(
            provider, key, way.base_url or None, way.connection, on_hop=on_hop
        )

    def keys_elsewhere(self, provider: str, base_url: str) -> str:
        """A sentence if the keys of a vendor are for another address than it is reached at now."""
        address, ring = self._connections.address(provider, base_url), self._credentials.ring
        if provider not in self._factory.list_vendors() or ring.keys_for(provider, address):
            return ""
        if not any(key.provider == provider for key in ring.keys):
            return ""
        label = self._factory.label(provider)
        if not address:
            return _(
                "Your keys for {provider} were entered for another address, and Parley sends a key "
                "nowhere else. Enter one for its own address in Settings."
            ).format(provider=label)
        return _(
            "Your keys for {provider} were entered for another address, and Parley sends a key "
            "nowhere else. Enter one for {address} in Settings."
        ).format(provider=label, address=address)

    def _refuse_elsewhere(self, model: ModelRef, address: str) -> None:
        if sentence := self.keys_elsewhere(model.provider, model.base_url):
            raise AuthenticationError(sentence, provider=model.provider, detail=address)
