"""Keys in the system's keyring, read and kept without ever holding up the window or the exit."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from app.domain.errors import KeyringError, KeyringProblem
from app.domain.keys import KeyRecord, Secret
from app.storage.daemon_thread import DaemonThread
from app.storage.keyring_errors import KeyringProblemError, keyring_error, translated

if TYPE_CHECKING:
    from app.storage.system_keyring import SystemKeyring

_T = TypeVar("_T")
_log = logging.getLogger(__name__)

# A keyring answers within milliseconds unless it hangs; a person who is asked takes longer.
ANSWER_S = 5.0
PROMPT_S = 120.0


@dataclass(frozen=True, slots=True)
class KeyringStatus:
    """What can be said about the keyring now.

    Attributes:
        name: What the person calls it; "" if none can be reached.
        is_locked: None where that can't be told.
        error: Why it can't be used; None if it can.
    """

    name: str = ""
    is_locked: bool | None = None
    error: KeyringError | None = None


def _find() -> "SystemKeyring":
    # Importing keyring takes long enough to be felt; here it happens in the thread.
    from app.storage.system_keyring import find_keyring

    return find_keyring()


class KeyStore:
    """Each key is an entry of its own, never changed: a new value is a new entry.

    All calls are made in one thread, each with a time limit. A call that passes it goes on in the
    thread; the later ones then wait for it no longer than their own limit.

    Args:
        find: Gives the keyring; called anew each time, as a session's keyring comes and goes.
        answer_s: Seconds in which a keyring has to say that it is there.
        prompt_s: Seconds that the person has for an answer to the keyring's question.
    """

    def __init__(
        self,
        find: "Callable[[], SystemKeyring]" = _find,
        *,
        answer_s: float = ANSWER_S,
        prompt_s: float = PROMPT_S,
    ) -> None:
        self._find = find
        self._answer_s = answer_s
        self._prompt_s = prompt_s
        self._thread = DaemonThread("keyring")
        self._turn = asyncio.Lock()
        self._name = ""

    async def status(self) -> KeyringStatus:
        """What can be said about the keyring, without asking the person for anything."""
        async with self._turn:
            try:
                keyring = await self._found()
            except KeyringError as error:
                return KeyringStatus(error=error)
        return KeyringStatus(keyring.name, keyring.is_locked)

    async def read(self, record: KeyRecord) -> Secret:
        """The key of a record; the keyring may ask the person to unlock it.

        Raises:
            KeyringError: It can't be had; what is in the keyring stays there.
        """
        async with self._turn:
            keyring = await self._unlocked()
            secret = await self._ask(partial(_read, keyring, record), self._prompt_s)
        if secret is None:
            raise keyring_error(KeyringProblem.ENTRY_VANISHED, record.keyring or keyring.name)
        return secret

    async def save(self, record: KeyRecord, secret: Secret) -> str:
        """Keep a key as the record's entry, which must be a new one, and read it back.

        Returns:
            What the keyring is called that has it now.

        Raises:
            KeyringError: It could not be kept; no half-made entry stays behind.
        """
        async with self._turn:
            keyring = await self._unlocked()
            if keyring.limit is not None and _utf16_length(secret.value) > keyring.limit:
                raise keyring_error(KeyringProblem.TOO_LONG, keyring.name, limit=keyring.limit)
            try:
                await self._ask(partial(_write, keyring, record, secret), self._prompt_s)
            except BaseException:
                # Made in its turn: after a write that hangs, should that ever come back.
                self._thread.submit(partial(_delete, keyring, record))
                raise
        return keyring.name

    async def delete(self, record: KeyRecord) -> None:
        """Remove a key from the keyring, if it is there.

        Raises:
            KeyringError: It may still be there.
        """
        async with self._turn:
            keyring = await self._unlocked()
            await self._ask(partial(_delete, keyring, record), self._prompt_s)

    def close(self) -> None:
        """End the thread, without waiting for a keyring that hangs."""
        self._thread.close()

    async def _unlocked(self) -> "SystemKeyring":
        keyring = await self._found()
        await self._ask(keyring.unlock, self._prompt_s)
        return keyring

    async def _found(self) -> "SystemKeyring":
        keyring = await self._ask(self._find, self._answer_s)
        self._name = keyring.name
        return keyring

    async def _ask(self, call: Callable[[], _T], seconds: float) -> _T:
        try:
            async with asyncio.timeout(seconds):
                return await asyncio.wrap_future(self._thread.submit(call))
        # The outermost edge of the keyrings: each raises what it likes.
        except Exception as error:  # noqa: BLE001
            failure = translated(error, self._name)
            kind = type(error).__name__
        # Neither logged nor chained: a foreign error may hold the key.
        _log.warning("The keyring failed: %s (%s)", failure.problem, kind)
        raise failure


def _read(keyring: "SystemKeyring", record: KeyRecord) -> Secret | None:
    value = keyring.read(_service(record), record.provider)
    return None if value is None else Secret(value)


def _write(keyring: "SystemKeyring", record: KeyRecord, secret: Secret) -> None:
    keyring.write(_service(record), record.provider, secret.value)
    if _read(keyring, record) != secret:
        raise KeyringProblemError(KeyringProblem.NOT_KEPT)


def _delete(keyring: "SystemKeyring", record: KeyRecord) -> None:
    keyring.delete(_service(record), record.provider)


def _service(record: KeyRecord) -> str:
    # One for each entry: Windows moves entries about that share a service.
    return f"Parley {record.entry}"


def _utf16_length(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
