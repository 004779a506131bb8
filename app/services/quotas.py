"""What is left of each key's limits, as the providers' answers have said."""

from dataclasses import replace

from app.domain.connection import Quota
from app.domain.lane import ModelRef
from app.providers.factory import ProviderFactory
from app.services.connections import Connections
from app.services.credentials import Credentials


class Quotas:
    """Asks nobody: it knows what was said with the last answers."""

    def __init__(
        self, factory: ProviderFactory, connections: Connections, credentials: Credentials
    ) -> None:
        self._factory = factory
        self._connections = connections
        self._credentials = credentials

    def of(self, model: ModelRef, key_id: str = "") -> Quota:
        """The limits of the key that a model is asked with; nothing where nothing was said.

        Args:
            model: Its provider and address count.
            key_id: The key that was chosen; "" for the provider's default.
        """
        address = self._connections.address(model.provider, model.base_url)
        secret = self._credentials.known(replace(model, base_url=address), key_id)
        return self._factory.quota(model.provider, secret.value if secret else "", address)
