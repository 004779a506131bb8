"""How each provider is reached: what was chosen, and what of it is secret."""

import asyncio
import json
import logging
from dataclasses import asdict, dataclass, replace
from typing import Any

from app.domain.connection import (
    Connection,
    ConnectionChoice,
    ConnectionRecord,
    ConnectionSecrets,
)
from app.domain.conversation import new_id
from app.domain.errors import Action, InvalidRequestError, KeyringError, StorageError
from app.domain.keys import KeyPlace, KeyRecord, Secret
from app.providers.factory import ProviderFactory
from app.storage.connection_records import ConnectionRecords
from app.storage.key_store import KeyStore
from app.words import N_, _

_log = logging.getLogger(__name__)

_NONE = ConnectionSecrets()
_GONE = N_(
    "The password of the proxy, or what a header holds, lasted until Parley was "
    "closed. Enter it again in Settings."
)

_STRAYS = N_(
    "What was entered for the old address stays with it: it is sent nowhere "
    "else, and was forgotten. Enter it again if it is meant for the new one."
)


@dataclass(frozen=True, slots=True)
class Way:
    """Where a provider is, and how it is reached.

    Attributes:
        base_url: Where requests go; "" for the provider's own address.
    """

    base_url: str
    connection: Connection


class Connections:
    """Holds the way to each provider, and to each server, which its base URL names.

    What is secret goes to the keyring or, where that can't hold it, lasts until the program ends;
    it never goes to a file.

    Args:
        store: The system's keyring.
        records: The file that has the rest.
        factory: Its providers are made anew when their way changes.

    Attributes:
        warning: A sentence if the records could not be read at the start.
    """

    def __init__(
        self, store: KeyStore, records: ConnectionRecords, factory: ProviderFactory
    ) -> None:
        self._store = store
        self._file = records
        self._factory = factory
        self._lock = asyncio.Lock()
        self._file_lock = asyncio.Lock()
        loaded, self.warning = records.load()
        self._records = {(record.provider, record.base_url): record for record in loaded}
        self._secrets: dict[tuple[str, str], ConnectionSecrets] = {}
        self._unkept: dict[tuple[str, str], StorageError] = {}
        self._notes: dict[tuple[str, str], str] = {}

    def choice(self, provider: str, base_url: str) -> ConnectionChoice:
        """What was chosen for a provider; the usual where nothing was."""
        return self._record(provider, base_url).choice

    def address(self, provider: str, base_url: str) -> str:
        """Where requests for a provider go; "" for its own address."""
        return self.choice(provider, base_url).address or base_url

    def base_url_of(self, provider: str, address: str) -> str:
        """The server, as it was added, that is reached at an address; "" for a vendor's own."""
        sources = (source for source in self._records if source[0] == provider)
        return next((s[1] for s in sources if self.address(*s) == address), address)

    def problem(self, provider: str, base_url: str) -> str:
        """What there is to say of the secrets: forgotten, or for this session only; or ""."""
        error = self._unkept.get((provider, base_url))
        unkept = (
            _("Password and headers last for this session only. {error}").format(error=error)
            if error
            else ""
        )
        return unkept or self._notes.get((provider, base_url), "")

    async def way_to(self, provider: str, base_url: str) -> Way:
        """The way to a provider as it is now, secrets included.

        Raises:
            InvalidRequestError: A secret that belongs to it can't be had; the sentence says why.
        """
        record = self._record(provider, base_url)
        choice = record.choice
        try:
            secrets = await self._read(record)
        except KeyringError as error:
            raise _incomplete(record, error.message) from None
        if choice.lacks(secrets):
            raise _incomplete(record, _(_GONE))
        return Way(choice.address or base_url, choice.with_secrets(secrets))

    async def way_at(self, provider: str, address: str) -> Way:
        """The way to an address of a provider, whether requests go there now or not.

        Raises:
            InvalidRequestError: As for `way_to`.
        """
        return await self.way_to(provider, self.base_url_of(provider, address))

    async def change(
        self,
        provider: str,
        base_url: str,
        entered: ConnectionSecrets = _NONE,
        **changes: Any,
    ) -> None:
        """Take another way from now on; answers that are arriving end on the old one.

        Args:
            provider: Registry name.
            base_url: The server as it was added; "" for the provider's own.
            entered: The secrets that were typed; the others stay as they are.
            **changes: Fields of the `ConnectionChoice` that are to be others.

        Raises:
            StorageError: It can't be written down, or the secrets that are to stay can't be read.
                Nothing has changed then.
        """
        async with self._lock:
            before = self._record(provider, base_url)
            wished = replace(before.choice, **changes).with_entered(entered)
            choice = wished.coming_from(before.choice)
            self._notes[provider, base_url] = "" if choice.has_secrets_of(wished) else _(_STRAYS)
            if entered == _NONE and choice.has_secrets_of(before.choice):
                await self._replace(before, replace(before, choice=choice))
                return
            secrets = _NONE.updated(entered, choice)
            if choice.lacks(secrets):
                secrets = (await self._read(before)).updated(entered, choice)
            await self._replace(before, await self._keep(before, choice, secrets))
            self._secrets[provider, base_url] = secrets

    async def forget(self, provider: str, base_url: str) -> None:
        """Go back to the usual way, and forget what was secret, in the keyring too.

        Raises:
            StorageError: It can't be written down; nothing has changed then.
        """
        await self.change(provider, base_url, **asdict(ConnectionChoice()))

    def _record(self, provider: str, base_url: str) -> ConnectionRecord:
        return self._records.get((provider, base_url)) or ConnectionRecord(provider, base_url)

    async def _read(self, record: ConnectionRecord) -> ConnectionSecrets:
        known = self._secrets.get((record.provider, record.base_url))
        if known or not record.entry:
            return known or _NONE
        stored = await self._store.read(_entry_of(record))
        # They may have been changed meanwhile.
        source = record.provider, record.base_url
        return self._secrets.setdefault(source, _secrets_in(stored).updated(_NONE, record.choice))

    async def _keep(
        self, before: ConnectionRecord, choice: ConnectionChoice, secrets: ConnectionSecrets
    ) -> ConnectionRecord:
        """Put the secrets into the keyring, as a new entry, if there are any and it takes them."""
        source = before.provider, before.base_url
        self._unkept.pop(source, None)
        if not choice.has_secrets:
            return replace(before, choice=choice, entry="", keyring="")
        after = replace(before, choice=choice, entry=new_id())
        try:
            keyring = await self._store.save(_entry_of(after), _secret_of(secrets))
        except KeyringError as error:
            self._unkept[source] = error
            return replace(before, choice=choice)
        return replace(after, keyring=keyring)

    async def _replace(self, before: ConnectionRecord, after: ConnectionRecord) -> None:
        old, source = self._records, (before.provider, before.base_url)
        self._records = {**old, source: after}
        try:
            # Cancelled, it is still written: two writes at once would spoil the file.
            await asyncio.shield(self._save())
        except StorageError:
            self._records = old
            await self._drop(after, unless=before)
            raise
        await self._drop(before, unless=after)
        self._factory.retire(before.provider, before.choice.address or before.base_url)

    async def _save(self) -> None:
        usual = ConnectionChoice()
        async with self._file_lock:
            records = [r for r in self._records.values() if r.choice != usual]
            await asyncio.to_thread(self._file.save, records)

    async def _drop(self, record: ConnectionRecord, *, unless: ConnectionRecord) -> None:
        """Remove an entry that no record names any more, if the keyring lets us."""
        if record.entry in ("", unless.entry):
            return
        try:
            await self._store.delete(_entry_of(record))
        except KeyringError as error:
            _log.warning("Old secrets of a connection are still in the keyring: %s", error)


def _incomplete(record: ConnectionRecord, sentence: str) -> InvalidRequestError:
    return InvalidRequestError(sentence, provider=record.provider, action=Action.CHECK_PROXY)


def _entry_of(record: ConnectionRecord) -> KeyRecord:
    return KeyRecord(
        id=record.entry,
        provider=record.provider,
        base_url=record.base_url,
        label="connection",
        last_four="",
        place=KeyPlace.KEYRING,
        keyring=record.keyring,
        entry=record.entry,
    )


def _secret_of(secrets: ConnectionSecrets) -> Secret:
    return Secret(json.dumps([secrets.proxy_password, secrets.headers]))


def _secrets_in(secret: Secret) -> ConnectionSecrets:
    password, headers = json.loads(secret.value)
    return ConnectionSecrets(password, tuple((name, value) for name, value in headers))
