"""The front door of the library: providers by name, made once and closed together."""

from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from types import CoroutineType
from typing import TYPE_CHECKING, Any, Literal, TypeVar, Unpack, overload

from app.domain.errors import Action, InvalidRequestError
from app.providers.call import Call
from app.words import _

if TYPE_CHECKING:
    import asyncio

    from app.domain.connection import Connection, Quota
    from app.domain.hops import HopReport
    from app.domain.messages import Completion, Message, ModelInfo, TokenCount
    from app.providers.base import BaseProvider
    from app.providers.completion_stream import CompletionStream
    from app.providers.limiter import Limiter
    from app.providers.options import Options
    from app.providers.retry import OnStatus

T = TypeVar("T")


class ProviderFactory:
    """Makes providers, keeps them for reuse, and asks them.

    Args:
        registry: Provider classes by name.
    """

    def __init__(self, registry: Mapping[str, type["BaseProvider"]]) -> None:
        self._registry = registry
        self._providers: dict[tuple[str, str, str, Connection], BaseProvider] = {}
        # By name, key and address: another way to a server is no other key.
        self._limiters: dict[tuple[str, str, str], Limiter] = {}
        self._retiring: dict[asyncio.Task[None], BaseProvider] = {}

    async def get_provider(
        self,
        provider_name: str,
        api_key: str | None = None,
        base_url: str | None = None,
        connection: "Connection | None" = None,
    ) -> "BaseProvider":
        """The provider of that name, key, address and way to it; the same one each time.

        Raises:
            InvalidRequestError: There is no such provider, or the address or a header is none.
            AuthenticationError: The key is missing, or can't be one.
        """
        # Imported late, as all that `import app.providers` can do without.
        from app.domain.connection import Connection

        connection = connection or Connection()
        cached = (provider_name, api_key or "", base_url or "", connection)
        if cached not in self._providers:
            provider_class = self._registry.get(provider_name)
            if provider_class is None:
                raise self._unknown(_("There is no provider “{name}”.").format(name=provider_name))
            provider = provider_class(api_key, base_url, connection)
            provider.limiter = self._limiters.setdefault(cached[:3], provider.limiter)
            self._providers[cached] = provider
        return self._providers[cached]

    @overload
    def generate_completion(
        self,
        *,
        model: str,
        messages: Sequence["Message"],
        provider_name: str | None = None,
        api_key: str | None = None,
        base_url: str | None = None,
        connection: "Connection | None" = None,
        stream: Literal[False] = False,
        **options: Unpack["Options"],
    ) -> "Call[Completion]": ...
    @overload
    def generate_completion(
        self,
        *,
        model: str,
        messages: Sequence["Message"],
        provider_name: str | None = None,
        api_key: str | None = None,
        base_url: str | None = None,
        connection: "Connection | None" = None,
        stream: Literal[True],
        **options: Unpack["Options"],
    ) -> "Call[CompletionStream]": ...
    def generate_completion(
        self,
        *,
        model: str,
        messages: Sequence["Message"],
        provider_name: str | None = None,
        api_key: str | None = None,
        base_url: str | None = None,
        connection: "Connection | None" = None,
        stream: bool = False,
        **options: Unpack["Options"],
    ) -> "Call[Completion] | Call[CompletionStream]":
        """Asks a model, once each time the call is awaited.

        Args:
            model: Its name at the provider.
            messages: The conversation, oldest first.
            provider_name: Detected from the model's name when left out.
            api_key: The person's key.
            base_url: The server's address.
            connection: The way to the server.
            stream: Give the answer as it comes, instead of whole.
            **options: As for `BaseProvider.generate_completion`.

        Returns:
            A call; awaiting it gives a `Completion`, or with `stream` a `CompletionStream`, and
            raises a `ProviderError` if nothing came.
        """
        name = provider_name or self.detect_provider(model)
        asked = tuple(messages)

        async def whole() -> "Completion":
            provider = await self.get_provider(name, api_key, base_url, connection)
            return await provider.generate_completion(model, asked, **options)

        async def streamed() -> "CompletionStream":
            provider = await self.get_provider(name, api_key, base_url, connection)
            return await provider.generate_completion(model, asked, stream=True, **options)

        return Call(streamed) if stream else Call(whole)

    async def run_with_rate_limit_handling(
        self,
        call: Call[T] | Callable[[], Awaitable[T]] | Coroutine[Any, Any, T],
        max_retries: int = 5,
        base_delay: float = 2.0,
        on_status: "OnStatus | None" = None,
    ) -> T:
        """The call's result, tried again where waiting can help.

        Args:
            call: What `generate_completion` returned, or a function that makes one attempt. A
                coroutine works too, but only once.
            max_retries: Attempts after the first one.
            base_delay: Longest first wait in seconds, where the server asks for none.
            on_status: Told when a wait begins, and once a second during it.

        Raises:
            ProviderError: The last failure.
        """
        from app.providers.retry import RetryPolicy, run_once, run_with_retry

        if isinstance(call, CoroutineType):
            return await run_once(call)

        attempt = call if callable(call) else lambda: call
        policy = RetryPolicy(attempts=max_retries + 1, base_delay=base_delay)
        return await run_with_retry(attempt, policy, on_status=on_status)

    def detect_provider(self, model: str) -> str:
        """The provider that a model's name belongs to: by its kind, or by the list of prices.

        Reading that list takes a second at first; the names of current models don't need it.

        Raises:
            InvalidRequestError: None is known for it.
        """
        for name, provider_class in self._registry.items():
            if provider_class.has_model(model):
                return name
        from app.providers.prices import is_listed

        for name in self._registry:
            if is_listed(name, model):
                return name
        raise self._unknown(_("It is not known who provides “{model}”.").format(model=model))

    async def list_models(
        self,
        provider_name: str,
        api_key: str | None = None,
        base_url: str | None = None,
        connection: "Connection | None" = None,
    ) -> "list[ModelInfo]":
        """The models that a provider offers.

        Raises:
            ProviderError: The provider did not say.
        """
        provider = await self.get_provider(provider_name, api_key, base_url, connection)
        return await provider.list_models()

    async def count_tokens(
        self,
        *,
        model: str,
        messages: Sequence["Message"],
        provider_name: str | None = None,
        api_key: str | None = None,
        base_url: str | None = None,
        connection: "Connection | None" = None,
    ) -> "TokenCount":
        """The tokens of a conversation for a model.

        Raises:
            ProviderError: The provider did not say.
        """
        from app.domain.messages import CompletionRequest

        name = provider_name or self.detect_provider(model)
        provider = await self.get_provider(name, api_key, base_url, connection)
        return await provider.count_tokens(CompletionRequest(model, tuple(messages)))

    def quota(self, provider_name: str, api_key: str, base_url: str) -> "Quota":
        """What a provider last said of a key's limits; nothing where it was not asked yet.

        Args:
            provider_name: As for `get_provider`.
            api_key: "" for none.
            base_url: The server's address; "" for the provider's own.
        """
        from app.domain.connection import Quota

        limiter = self._limiters.get((provider_name, api_key, base_url))
        return limiter.quota if limiter else Quota()

    def list_providers(self) -> list[str]:
        """The names of all providers."""
        return list(self._registry)

    def list_vendors(self) -> list[str]:
        """The names of the providers that are reached with a key alone."""
        return [name for name, provider in self._registry.items() if provider.needs_key]

    def takes(self, provider_name: str, kind: str) -> bool:
        """Whether the messages to a provider may have parts of a kind: "image", "document"."""
        return kind == "text" or kind in self._registry[provider_name].takes

    def label(self, provider_name: str) -> str:
        """What a provider is called on screen."""
        return _(self._registry[provider_name].label)

    async def test_connection(
        self,
        provider_name: str,
        api_key: str | None = None,
        base_url: str | None = None,
        connection: "Connection | None" = None,
        *,
        on_hop: Callable[["HopReport"], None],
    ) -> bool:
        """Goes the way to a provider hop by hop, and last asks it with the key.

        Args:
            provider_name: Its name.
            api_key: The person's key; without one, the way is gone all the same.
            base_url: The server's address.
            connection: The way to it.
            on_hop: Told when a hop begins, and again when it ends.

        Returns:
            Whether the provider was reached and takes the key.
        """
        # Imported late: what reads the system's proxies takes long enough to be felt.
        from app.domain.connection import Connection
        from app.providers.connection_test import ConnectionTest

        url = self._registry[provider_name].models_url(base_url)
        test = ConnectionTest(provider_name, url, connection or Connection(), on_hop)
        return await test.run(
            lambda: self.list_models(provider_name, api_key, base_url, connection)
        )

    def retire(self, provider_name: str, base_url: str) -> None:
        """Uses the providers at an address no more: each closes once nothing runs on it."""
        import asyncio

        for cached, provider in list(self._providers.items()):
            if (cached[0], cached[2]) == (provider_name, base_url):
                del self._providers[cached]
                task = asyncio.create_task(provider.aclose_when_idle(), name="retire a provider")
                self._retiring[task] = provider
                task.add_done_callback(self._retiring.pop)

    async def aclose(self) -> None:
        """Closes all providers; later calls make new ones."""
        for task, provider in list(self._retiring.items()):
            task.cancel()
            await provider.aclose()
        while self._providers:
            _, provider = self._providers.popitem()
            await provider.aclose()

    def _unknown(self, what: str) -> InvalidRequestError:
        known = ", ".join(self._registry)
        return InvalidRequestError(
            _("{what} Choose one of these providers: {known}.").format(what=what, known=known),
            action=Action.PICK_ANOTHER_MODEL,
        )
