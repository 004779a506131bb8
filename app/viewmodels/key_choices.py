"""The keys that a lane can choose from."""

from collections.abc import Sequence

from app.domain.lane import Candidate, ModelRef
from app.services.connections import Connections
from app.services.credentials import Credentials
from app.viewmodels.rows import KeyChoice
from app.viewmodels.settings_rows import key_name


class KeyChoices:
    """Names the keys of a model's provider."""

    def __init__(self, credentials: Credentials, connections: Connections) -> None:
        self._credentials = credentials
        self._connections = connections

    def of(self, model: ModelRef) -> Sequence[KeyChoice]:
        """Its provider's keys, the default first."""
        address = self._connections.address(model.provider, model.base_url)
        keys = self._credentials.ring.keys_for(model.provider, address)
        return [KeyChoice(key.id, key_name(key.label, key.last_four)) for key in keys]

    def others(self, asked: Candidate) -> Sequence[KeyChoice]:
        """All but the one that a model is asked with."""
        keys = self.of(asked.model)
        used = asked.key_id or next((key.key_id for key in keys), "")
        return [key for key in keys if key.key_id != used]
