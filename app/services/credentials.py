"""The keys in use: where each is kept, which one a model is asked with."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from time import time

from app.domain.conversation import new_id
from app.domain.errors import AuthenticationError, KeyringError, StorageError
from app.domain.keys import KeyPlace, KeyRecord, KeyRing, Secret
from app.domain.lane import ModelRef
from app.providers.factory import ProviderFactory
from app.services.connections import Connections, Way
from app.services.environment_keys import keys_in
from app.storage.key_records import KeyRecords
from app.storage.key_store import KeyringStatus, KeyStore
from app.words import _

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SavedKey:
    """A key that can be used from now on.

    Attributes:
        record: What is known of it; its `place` says how long it lasts.
        error: Why it is not in the keyring and lasts for the session only; None if it is there.
    """

    record: KeyRecord
    error: StorageError | None = None


class Credentials:
    """Holds the records of all keys, and of the keys themselves those that were needed so far.

    A key goes to the keyring or, where that can't hold it, lasts until the program ends; it never
    goes to a file.

    Args:
        store: The system's keyring.
        records: The file that says which keys are in it.
        factory: Asks providers whether they take a key.
        connections: How they are reached.
        environment: The variables that the program was started with.
        clock: Gives Unix seconds.

    Attributes:
        warning: A sentence if the records could not be read at the start.
    """

    def __init__(
        self,
        store: KeyStore,
        records: KeyRecords,
        factory: ProviderFactory,
        connections: Connections,
        environment: Mapping[str, str],
        clock: Callable[[], float] = time,
    ) -> None:
        self._store = store
        self._records = records
        self._factory = factory
        self._connections = connections
        self._clock = clock
        self._lock = asyncio.Lock()
        self._file_lock = asyncio.Lock()
        self._secrets: dict[str, Secret] = {}
        # A key of the session may stand before the one in the keyring that it is to replace.
        self._stored, self.warning = records.load()
        self._ring = self._stored
        for record, secret in keys_in(environment):
            self._ring = self._ring.with_key(record)
            self._secrets[record.id] = secret

    @property
    def ring(self) -> KeyRing:
        """The records of all keys: in the keyring, of this session, in the environment."""
        return self._ring

    async def keyring(self) -> KeyringStatus:
        """What can be said about the keyring now, without asking the person for anything."""
        return await self._store.status()

    async def key(self, model: ModelRef, key_id: str = "") -> str | None:
        """The key to ask a model with; None if there is none for its provider.

        Args:
            model: The model.
            key_id: The key that was chosen; one of another provider does not count.

        Raises:
            AuthenticationError: There is one, but it can't be had; the sentence says why.
        """
        if key_id and self._ring.find(key_id) is None:
            raise AuthenticationError(
                _("The key that was chosen here is no longer there. Choose another one."),
                provider=model.provider,
            )
        chosen = self._chosen(model, key_id)
        return (await self._secret(chosen)).value if chosen else None

    async def check_and_save(self, provider: str, base_url: str, label: str, key: str) -> SavedKey:
        """Ask the provider for its models with a key, which costs nothing; then keep the key.

        It replaces the key of the same provider, address and label, if there is one. It is for the
        address at which the provider is reached now, and is sent to no other.

        Raises:
            ProviderError: The provider refused it or did not answer; nothing has changed then.
        """
        secret = Secret(key.strip())
        way = await self._connections.way_to(provider, base_url)
        base_url = way.base_url
        models = await self._count_models(provider, way, secret)
        async with self._lock:
            replaced = self._entered(provider, base_url, label)
            record = KeyRecord(
                id=replaced.id if replaced else new_id(),
                provider=provider,
                base_url=base_url,
                label=label,
                last_four=secret.last_four,
                place=KeyPlace.SESSION,
                checked_at=self._clock(),
                models=models,
            )
            self._ring = self._ring.with_key(record)
            self._secrets[record.id] = secret
            return await self._keep(record)

    async def keep(self, key_id: str) -> SavedKey:
        """Try again to put a key of this session into the keyring."""
        async with self._lock:
            return await self._keep(self._record(key_id))

    async def check(self, key_id: str) -> KeyRecord:
        """Ask the provider whether it still takes a key.

        Returns:
            The record, with the time and the number of models.

        Raises:
            ProviderError: It refuses it or did not answer, or the key can't be had.
            StorageError: The result can't be written down.
        """
        record = self._record(key_id)
        secret = await self._secret(record)
        way = await self._connections.way_at(record.provider, record.base_url)
        models = await self._count_models(record.provider, way, secret)
        return await self._change(key_id, checked_at=self._clock(), models=models)

    async def rename(self, key_id: str, label: str) -> None:
        """Give a key that was entered another label.

        Raises:
            StorageError: It can't be written down.
        """
        await self._change(key_id, label=label)

    async def choose(self, key_id: str) -> None:
        """Make a key the one that its provider is asked with, unless a lane says otherwise.

        Raises:
            StorageError: It can't be written down.
        """
        async with self._lock:
            self._ring = self._ring.with_default(self._record(key_id))
            await self._write()

    async def remove(self, key_id: str) -> None:
        """Forget a key that was entered, in the keyring too.

        Raises:
            KeyringError: The keyring would not let go of it; nothing has changed then.
            StorageError: It can't be written down.
        """
        async with self._lock:
            if stored := self._stored.find(key_id):
                await self._store.delete(stored)
            self._secrets.pop(key_id, None)
            self._ring = self._ring.without_key(key_id)
            self._stored = self._stored.without_key(key_id)
            await self._write()

    def known(self, model: ModelRef, key_id: str = "") -> Secret | None:
        """The key that a model is asked with, if it was needed before; the keyring isn't asked."""
        chosen = self._chosen(model, key_id)
        return self._secrets.get(chosen.id) if chosen else None

    def close(self) -> None:
        """Let go of the keyring."""
        self._store.close()

    def _record(self, key_id: str) -> KeyRecord:
        return next(key for key in self._ring.keys if key.id == key_id)

    def _chosen(self, model: ModelRef, key_id: str) -> KeyRecord | None:
        chosen = self._ring.find(key_id)
        if chosen and chosen.is_for(model.provider, model.base_url):
            return chosen
        return next(iter(self._ring.keys_for(model.provider, model.base_url)), None)

    def _entered(self, provider: str, base_url: str, label: str) -> KeyRecord | None:
        keys = self._ring.keys_for(provider, base_url)
        entered = (key for key in keys if key.place is not KeyPlace.ENVIRONMENT)
        return next((key for key in entered if key.label == label), None)

    async def _secret(self, record: KeyRecord) -> Secret:
        if secret := self._secrets.get(record.id):
            return secret
        try:
            secret = await self._store.read(record)
        except KeyringError as error:
            raise AuthenticationError(error.message, provider=record.provider) from None
        # The key may have been replaced meanwhile.
        return self._secrets.setdefault(record.id, secret)

    async def _count_models(self, provider: str, way: Way, secret: Secret) -> int:
        models = await self._factory.list_models(
            provider, secret.value or None, way.base_url or None, way.connection
        )
        return len(models)

    async def _keep(self, record: KeyRecord) -> SavedKey:
        entry = replace(record, entry=new_id())
        try:
            keyring = await self._store.save(entry, self._secrets[record.id])
        except KeyringError as error:
            return SavedKey(record, error)
        before, kept = self._stored, replace(entry, place=KeyPlace.KEYRING, keyring=keyring)
        self._stored = before.with_key(kept)
        try:
            await self._write()
        except StorageError as error:
            self._stored = before
            await self._drop(kept)
            return SavedKey(record, error)
        self._ring = self._ring.with_key(kept)
        if replaced := before.find(record.id):
            await self._drop(replaced)
        return SavedKey(kept)

    async def _drop(self, record: KeyRecord) -> None:
        """Remove an entry that no record names any more, if the keyring lets us."""
        try:
            await self._store.delete(record)
        except KeyringError as error:
            _log.warning("An old key is still in the keyring: %s", error)

    async def _change(self, key_id: str, **changes: str | float) -> KeyRecord:
        async with self._lock:
            record = replace(self._record(key_id), **changes)
            self._ring = self._ring.with_key(record)
            if record.place is KeyPlace.KEYRING:
                self._stored = self._stored.with_key(record)
                await self._write()
            return record

    async def _write(self) -> None:
        # Cancelled, it is still written: two writes at once would spoil the file.
        await asyncio.shield(self._save())

    async def _save(self) -> None:
        async with self._file_lock:
            ring = replace(self._stored, defaults=self._ring.lasting.defaults)
            await asyncio.to_thread(self._records.save, ring)
