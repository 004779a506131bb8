"""What Settings shows of providers and keys, and what one can do with them."""

from collections.abc import Callable, Coroutine, Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.domain.dates import date_words
from app.domain.error_details import ErrorDetails
from app.domain.errors import ProviderError, StorageError
from app.domain.key_shapes import recognise
from app.domain.keys import KeyPlace, KeyRecord
from app.domain.lane import ModelRef
from app.services.access import Access
from app.services.connections import Connections
from app.services.credentials import Credentials
from app.services.model_catalogue import BUILTIN, ModelCatalogue, Source
from app.viewmodels.quotas import QuotasViewModel
from app.viewmodels.settings_rows import (
    KeyRow,
    ProviderRow,
    ProviderState,
    SecretStoreRow,
    key_name,
)
from app.viewmodels.tasks import Tasks
from app.words import _, ngettext, number

# Where each vendor lets one make keys.
KEY_PAGES = {
    "openai": "https://platform.openai.com/api-keys",
    "anthropic": "https://platform.claude.com/settings/keys",
    "google": "https://aistudio.google.com/apikey",
    "cohere": "https://dashboard.cohere.com/api-keys",
}


class ProvidersViewModel(QObject):
    """Providers, their keys, and the keyring.

    Attributes:
        quotas: What is left of the keys' limits.

    Signals:
        changed: Read `providers` and `secret_store` again.
        checking: (provider, base URL) whose key is being checked.
        key_checked: (provider, base URL, sentence, whether it is an error, its `ErrorDetails` or
            None).
        keys_changed: Which models are on offer may have changed.
    """

    changed = Signal()
    checking = Signal(str, str)
    key_checked = Signal(str, str, str, bool, object)
    keys_changed = Signal()

    def __init__(
        self,
        credentials: Credentials,
        connections: Connections,
        access: Access,
        catalogue: ModelCatalogue,
        vendors: Sequence[Source],
        quotas: QuotasViewModel,
        tasks: Tasks,
        now: Callable[[], datetime] = datetime.now,
    ) -> None:
        super().__init__()
        self._credentials = credentials
        self._connections = connections
        self._access = access
        self._catalogue = catalogue
        self._vendors = vendors
        self.quotas = quotas
        quotas.changed.connect(self.changed)
        self._tasks = tasks
        self._now = now
        self.secret_store = SecretStoreRow("")

    @property
    def providers(self) -> list[ProviderRow]:
        """The vendors, then the servers, then the built-in model."""
        servers = [s for s in self._catalogue.sources() if s.base_url]
        return [self._row(source) for source in (*self._vendors, *servers, BUILTIN)]

    def vendor_of(self, key: str) -> tuple[str | None, Sequence[tuple[str, str]]]:
        """Whose key it looks like, if that is certain, and whose it may be: names and labels."""
        shape = recognise(key)
        labels = {source.provider: source.label for source in self._vendors}
        if shape and shape.is_certain:
            return shape.provider, [(shape.provider, labels[shape.provider])]
        likely = [shape.provider] if shape else []
        others = [name for name in labels if name not in likely]
        return None, [(name, labels[name]) for name in (*likely, *others)] if key.strip() else []

    def refresh(self) -> None:
        """Look at the keyring again."""
        self._tasks.spawn(self._refresh(), "look at the keyring")

    def save_key(self, provider: str, base_url: str, label: str, key: str) -> None:
        """Ask the provider whether it takes a key, then keep it."""
        self.checking.emit(provider, base_url)
        self._tasks.spawn(self._save_key(provider, base_url, label, key), "check a key")

    def choose_key(self, key_id: str) -> None:
        """Ask a key's provider with it from now on."""
        self._change(self._credentials.choose(key_id), "choose a key")

    def check_key(self, key_id: str) -> None:
        """Ask a key's provider whether it still takes it."""
        self._tasks.spawn(self._check_key(self._record(key_id)), "check a key again")

    def rename_key(self, key_id: str, label: str) -> None:
        """Give a key another label; none may be there twice."""
        record = self._record(key_id)
        keys = self._credentials.ring.keys_for(record.provider, record.base_url)
        if any(key.label == label for key in keys if key.id != key_id):
            self._say(
                record,
                _("Another key is called “{label}” already.").format(label=label),
                is_error=True,
            )
        else:
            self._change(self._credentials.rename(key_id, label), "rename a key")

    def keep_key(self, key_id: str) -> None:
        """Try again to put a key of this session into the keyring."""
        self._tasks.spawn(self._keep_key(self._record(key_id)), "keep a key")

    def remove_key(self, key_id: str) -> None:
        """Forget a key, in the keyring too."""
        self._change(self._credentials.remove(key_id), "remove a key")

    def _change(self, change: Coroutine[Any, Any, None], name: str) -> None:
        async def run() -> None:
            await change
            self.changed.emit()
            self.keys_changed.emit()

        self._tasks.spawn(run(), name)

    def _record(self, key_id: str) -> KeyRecord:
        return next(key for key in self._credentials.ring.keys if key.id == key_id)

    def _say(
        self,
        record: KeyRecord,
        sentence: str,
        *,
        is_error: bool,
        failure: ErrorDetails | None = None,
    ) -> None:
        self.changed.emit()
        base_url = self._connections.base_url_of(record.provider, record.base_url)
        self.key_checked.emit(record.provider, base_url, sentence, is_error, failure)

    async def _check_key(self, record: KeyRecord) -> None:
        self.checking.emit(record.provider, record.base_url)
        name = key_name(record.label, record.last_four)
        try:
            checked = await self._credentials.check(record.id)
        except (ProviderError, StorageError) as error:
            self._say(record, f"{name}: {error}", is_error=True, failure=_details(error))
        else:
            models = _models(checked.models or 0)
            works = _("{key} works: {models}.").format(key=name, models=models)
            self._say(record, works, is_error=False)

    async def _keep_key(self, record: KeyRecord) -> None:
        saved = await self._credentials.keep(record.id)
        if saved.error:
            self._say(
                record,
                _("Still for this session only. {error}").format(error=saved.error),
                is_error=True,
            )
        else:
            self._say(
                record,
                _("The key is kept in {keyring} now.").format(keyring=saved.record.keyring),
                is_error=False,
            )
        await self._refresh()

    async def _refresh(self) -> None:
        status = await self._credentials.keyring()
        sentence = status.error.message if status.error else ""
        self.secret_store = SecretStoreRow(status.name, bool(status.is_locked), sentence)
        self.changed.emit()

    async def _save_key(self, provider: str, base_url: str, label: str, key: str) -> None:
        try:
            saved = await self._credentials.check_and_save(provider, base_url, label, key)
        except (ProviderError, StorageError) as error:
            self.key_checked.emit(provider, base_url, str(error), True, _details(error))
            return
        if saved.error:
            sentence = _("The key works, for this session only. {error}").format(error=saved.error)
        else:
            models = _models(saved.record.models or 0)
            sentence = _("The key works: {models}.").format(models=models)
        self.changed.emit()
        self.key_checked.emit(provider, base_url, sentence, bool(saved.error), None)
        self.keys_changed.emit()

    def _row(self, source: Source) -> ProviderRow:
        where = source.provider, source.base_url
        keys = self._credentials.ring.keys_for(source.provider, self._connections.address(*where))
        is_local = source == BUILTIN or bool(source.base_url)
        error = self._catalogue.errors.get(source)
        return ProviderRow(
            source.provider,
            source.base_url,
            source.name,
            status=self._status(source, keys),
            state=_state(source, has_key=bool(keys) or is_local, has_error=error is not None),
            keys=tuple(self._key_row(key, is_default=key is keys[0]) for key in keys),
            help_url=KEY_PAGES.get(source.provider, ""),
            takes_key=source != BUILTIN,
            sentence=error.message if error else self._access.keys_elsewhere(*where),
            failure=_details(error) if error else None,
            connection=None if source == BUILTIN else self._connections.choice(*where),
            has_organization=source.provider == "openai",
            connection_problem=self._connections.problem(*where),
            is_added=self._catalogue.is_added(source.base_url),
        )

    def _status(self, source: Source, keys: Sequence[KeyRecord]) -> str:
        offered = self._catalogue.models_of(source)
        if source == BUILTIN:
            return (
                _("{model} · works offline, no key").format(model=offered[0].info.label)
                if offered
                else _("No key needed")
            )
        parts = [_models(len(offered))] if offered else []
        if source.base_url in {server.base_url for server in self._catalogue.local_servers}:
            parts.insert(0, _("Found on this computer"))
        elif address := self._connections.address(source.provider, source.base_url):
            parts.insert(0, address)
        if keys and keys[0].last_four:
            parts.append(_("key ending in ·{last_four}").format(last_four=keys[0].last_four))
        if keys and keys[0].checked_at:
            parts.append(_("checked {when}").format(when=self._when(keys[0].checked_at)))
        return " · ".join(parts) or _("Not set up")

    def _key_row(self, key: KeyRecord, *, is_default: bool) -> KeyRow:
        return KeyRow(
            key.id,
            key.label,
            key.last_four,
            key.place,
            keyring=key.keyring if key.place is KeyPlace.KEYRING else "",
            checked=self._when(key.checked_at) if key.checked_at else "",
            is_default=is_default,
            quota=self.quotas.row(ModelRef(key.provider, "", key.base_url), key.id),
        )

    def _when(self, seconds: float) -> str:
        """How long ago, in words."""
        then, now = datetime.fromtimestamp(seconds), self._now()
        if (now - then).total_seconds() < 90:
            return _("just now")
        if then.date() == now.date():
            return _("today at {time}").format(time=f"{then:%H:%M}")
        return _("on {date}").format(date=date_words(then))


def _state(source: Source, *, has_key: bool, has_error: bool) -> ProviderState:
    if has_error:
        return ProviderState.ERROR
    if source == BUILTIN:
        return ProviderState.READY
    if source.base_url:
        return ProviderState.RUNNING
    return ProviderState.CONNECTED if has_key else ProviderState.NOT_SET_UP


def _details(error: ProviderError | StorageError) -> ErrorDetails | None:
    return ErrorDetails.of(error) if isinstance(error, ProviderError) else None


def _models(count: int) -> str:
    return ngettext("{n} model", "{n} models", count).format(n=number(count))
