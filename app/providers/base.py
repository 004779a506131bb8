"""What every provider is: three methods and an error mapping to write, the rest given."""

import asyncio
import functools
from abc import ABC, abstractmethod
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, contextmanager
from types import CoroutineType
from typing import Any, ClassVar, Concatenate, Literal, ParamSpec, TypeVar, Unpack, overload

from app.domain.connection import Connection, Quota
from app.domain.errors import MalformedResponseError, ProviderError, UnsupportedParameterError
from app.domain.messages import (
    Completion,
    CompletionRequest,
    Message,
    ModelInfo,
    TokenCount,
)
from app.providers.call import Call
from app.providers.capabilities import Capabilities
from app.providers.checks import check_headers, checked_key
from app.providers.completion_stream import CompletionStream, OpenAnswer
from app.providers.failure import limit_error
from app.providers.limiter import Limiter, LimitReachedError
from app.providers.options import Options, parameters_of
from app.providers.quota import QuotaBook
from app.providers.scrub import hide_secrets, scrub
from app.providers.transport_errors import transport_error
from app.words import _

P = ParamSpec("P")
T = TypeVar("T")
Provider = TypeVar("Provider", bound="BaseProvider")


def translated(
    method: "Callable[Concatenate[Provider, P], CoroutineType[Any, Any, T]]",
) -> "Callable[Concatenate[Provider, P], CoroutineType[Any, Any, T]]":
    """Makes a provider's method raise errors of our tree only."""

    @functools.wraps(method)
    async def wrapper(self: Provider, *args: P.args, **kwargs: P.kwargs) -> T:
        try:
            with self.in_use():
                return await method(self, *args, **kwargs)
        # The outermost edge of the SDKs: whatever they raise must end here.
        except Exception as exc:  # noqa: BLE001
            error = self.translate(exc)
        # Raised outside the handler: the SDK's exception holds the key, so it must not be chained.
        raise error

    return wrapper


class BaseProvider(ABC):
    """A place that answers completion requests.

    A subclass writes `stream`, `list_models`, `count_tokens` and `map_error`, imports its SDK on a
    worker thread when it first needs it, gives it a client of `http.py` that tells its headers to
    `_note_headers`, and leaves what has to be closed on `_closing`.

    Args:
        api_key: The person's key.
        base_url: The server's address; the provider's own when left out.
        connection: The way to the server.

    Raises:
        AuthenticationError: The key is missing, or can't be one.
        InvalidRequestError: One of the connection's headers can't be one.

    Attributes:
        name: In the registry.
        label: On screen.
        api_url: Its own address, if it has one.
        needs_key: Whether there is no use in asking without a key.
        needs_base_url: Whether the provider has no address of its own.
        model_prefixes: How the names of its models begin, in lower case.
        takes: The parts beside text that a message may have: "image", "document".
        limiter: The gate in front of this key; providers that ask with one key share it.
    """

    name: ClassVar[str]
    label: ClassVar[str]
    api_url: ClassVar[str] = ""
    needs_key: ClassVar[bool] = True
    needs_base_url: ClassVar[bool] = False
    model_prefixes: ClassVar[tuple[str, ...]] = ()
    takes: ClassVar[frozenset[str]] = frozenset({"image", "document"})

    def __init__(
        self,
        api_key: str | None = None,
        base_url: str | None = None,
        connection: Connection | None = None,
    ) -> None:
        self._api_key = checked_key(api_key, self.name, self.label, is_needed=self.needs_key)
        self._base_url = base_url
        self._connection = connection or Connection()
        check_headers(self._connection.headers, self.name, self.label)
        self._closing = AsyncExitStack()
        self._users = 0
        self._idle = asyncio.Event()
        self.limiter = Limiter(QuotaBook())
        self._capabilities = Capabilities(self.name)

    @abstractmethod
    def stream(self, request: CompletionRequest) -> AbstractAsyncContextManager[OpenAnswer]:
        """Asks once, and gives the events of the answer with what reads them.

        The last chunk that is read has a finish reason. Anything may be raised; leaving it closes
        the connection. For callers there are `open_stream` and `generate_completion`.
        """

    @abstractmethod
    async def list_models(self) -> list[ModelInfo]:
        """The models on offer. Subclasses decorate it with `translated`.

        Raises:
            ProviderError: The provider did not say.
        """

    @abstractmethod
    async def count_tokens(self, request: CompletionRequest) -> TokenCount:
        """The tokens of a request's messages. Subclasses decorate it with `translated`.

        Raises:
            ProviderError: The provider did not say.
        """

    @abstractmethod
    def map_error(self, exc: Exception) -> ProviderError | None:
        """The error of our tree for one that the SDK raised; None for one that it doesn't know."""

    @classmethod
    def has_model(cls, model: str) -> bool:
        """Whether a model's name is one of this provider's kind."""
        return model.lower().startswith(cls.model_prefixes)

    @classmethod
    def models_url(cls, base_url: str | None) -> str:
        """Where the models are listed, at an address or at the provider's own."""
        return f"{(base_url or cls.api_url).rstrip('/')}/models"

    @property
    def subject(self) -> str:
        """What a sentence about this provider begins with."""
        if not self._base_url or self._base_url == self.api_url:
            return _(self.label)
        host = self._base_url.partition("://")[2].partition("/")[0]
        return _("The server at {host}").format(host=host.rpartition("@")[2])

    @property
    def quota(self) -> Quota:
        """What the provider last said of this key's limits."""
        return self.limiter.quota

    @overload
    def generate_completion(
        self,
        model: str,
        messages: Sequence[Message],
        *,
        stream: Literal[False] = False,
        **options: Unpack[Options],
    ) -> Call[Completion]: ...
    @overload
    def generate_completion(
        self,
        model: str,
        messages: Sequence[Message],
        *,
        stream: Literal[True],
        **options: Unpack[Options],
    ) -> Call[CompletionStream]: ...
    def generate_completion(
        self,
        model: str,
        messages: Sequence[Message],
        *,
        stream: bool = False,
        **options: Unpack[Options],
    ) -> Call[Completion] | Call[CompletionStream]:
        """Asks a model, once each time the call is awaited.

        Args:
            model: Its name at the provider.
            messages: The conversation, oldest first.
            stream: Give the answer as it comes, instead of whole.
            **options: As `Options` names them.

        Returns:
            A call; awaiting it gives a `Completion`, or with `stream` a `CompletionStream`, and
            raises a `ProviderError` if nothing came.
        """
        request = CompletionRequest(model, tuple(messages), parameters_of(**options))
        if stream:
            return Call(functools.partial(self.open_stream, request))
        return Call(functools.partial(self.complete, request))

    async def open_stream(
        self, request: CompletionRequest, *, insist: bool = False
    ) -> CompletionStream:
        """The answer as it comes, once its first piece is there.

        A parameter that the model refuses is left out, and told in the stream's `notices`.

        Args:
            request: What to ask.
            insist: Send it even where a known limit leaves no room for it.

        Raises:
            ProviderError: The provider failed before it.
        """
        fitted, notices = self._capabilities.fit(request)
        try:
            return await self._attempt(fitted, notices, insist=insist)
        except UnsupportedParameterError as refusal:
            if not self._capabilities.learn(fitted, refusal):
                raise
        return await self._attempt(*self._capabilities.fit(request), insist=insist)

    async def complete(self, request: CompletionRequest) -> Completion:
        """The whole answer; its `error` is true where it was cut off.

        Raises:
            ProviderError: The provider failed before the first piece.
        """
        stream = await self.open_stream(request)
        return await stream.collect()

    async def check_key(self) -> None:
        """Asks the provider whether it takes the key.

        Raises:
            ProviderError: It doesn't (`AuthenticationError`), or did not say.
        """
        await self.list_models()

    @contextmanager
    def in_use(self) -> Generator[None]:
        """While something runs on it, `aclose_when_idle` waits."""
        self._users += 1
        try:
            yield
        finally:
            self._users -= 1
            self._idle.set()

    async def aclose_when_idle(self) -> None:
        """Closes all connections once nothing runs on them."""
        while self._users:
            self._idle.clear()
            await self._idle.wait()
        await self.aclose()

    async def aclose(self) -> None:
        """Closes all connections; the provider is of no use afterwards."""
        await self._closing.aclose()

    def translate(self, exc: Exception) -> ProviderError:
        """The error of our tree for anything that was raised."""
        if isinstance(exc, ProviderError):
            return exc
        known = self.map_error(exc) or transport_error(
            exc, provider=self.name, subject=self.subject, api_key=self._api_key
        )
        error = known or MalformedResponseError(
            _("{subject} sent something that is no answer. Check the address in Settings.").format(
                subject=self.subject
            ),
            provider=self.name,
            detail=scrub(f"{type(exc).__name__}: {exc}", self._api_key),
        )
        hide_secrets(error, self._connection.secrets)
        return error

    def error_without_end(self) -> MalformedResponseError:
        """The error of a stream that stopped without a finish reason."""
        return MalformedResponseError(
            _(
                "{subject} stopped without ending its answer. Try again; if it stays so, "
                "check the address in Settings."
            ).format(subject=self.subject),
            provider=self.name,
        )

    async def _attempt(
        self, request: CompletionRequest, notices: tuple[str, ...], *, insist: bool
    ) -> CompletionStream:
        stream = CompletionStream(self, request, notices)
        try:
            with self.limiter.attempt(insist=insist):
                await stream.open()
        except LimitReachedError as limit:
            raise limit_error(limit.retry_after, self.name, self.subject) from None
        return stream

    def _note_headers(self, headers: Mapping[str, str]) -> None:
        """Reads the limits out of a response's headers: `on_headers` for the HTTP clients."""
        self.limiter.note(headers)
