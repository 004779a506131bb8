"""The names of where models run, and of the keys that they were asked with."""

from app.domain.lane import ModelRef
from app.providers.factory import ProviderFactory
from app.services.credentials import Credentials
from app.services.model_catalogue import ModelCatalogue
from app.viewmodels.settings_rows import key_name
from app.words import _


class SourceNames:
    """Names vendors and servers, also those that are set up no more.

    Args:
        factory: It knows the vendors.
        catalogue: It knows the servers.
        credentials: They know the keys.
    """

    def __init__(
        self, factory: ProviderFactory, catalogue: ModelCatalogue, credentials: Credentials
    ) -> None:
        self._factory = factory
        self._catalogue = catalogue
        self._credentials = credentials

    def label(self, model: ModelRef) -> str:
        """Where a model runs: a vendor's name, a server's, or at least its address."""
        place = (model.provider, model.base_url)
        sources = self._catalogue.sources()
        named = (source.name for source in sources if (source.provider, source.base_url) == place)
        return next(named, model.base_url or self._factory.label(model.provider))

    def key_label(self, model: ModelRef, key_id: str) -> str:
        """Where a model runs, and the key that it was asked with; "" is the usual one there."""
        place = self.label(model)
        ring = self._credentials.ring
        if not key_id and not ring.keys_for(model.provider, model.base_url):
            return place  # It takes none, as far as is known.
        if not key_id:
            return _("{place}: usual key").format(place=place)
        key = ring.find(key_id)
        if key is None:
            return _("{place}: a key that was removed").format(place=place)
        return _("{place}: {key}").format(place=place, key=key_name(key.label, key.last_four))
