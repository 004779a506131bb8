"""Language models of many providers behind one face; usable without a window.

    from app.providers import factory

    response = await factory.generate_completion(
        provider_name="openai_compatible",
        base_url="http://127.0.0.1:11434/v1",
        model="llama3.2",
        messages=[{"role": "user", "content": "Hello"}],
    )
    print(response["content"])

No SDK is imported before a provider is used, and no provider before it is asked for.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from app.domain.errors import (
    AuthenticationError,
    CertificateError,
    ConnectionFailedError,
    ContentFilteredError,
    ContextLengthError,
    InvalidRequestError,
    MalformedResponseError,
    ModelNotFoundError,
    OverloadedError,
    PermissionDeniedError,
    ProviderError,
    ProviderUnavailableError,
    QuotaExhaustedError,
    RateLimitError,
    ResponseTimeoutError,
    UnsupportedParameterError,
)
from app.providers.call import Call
from app.providers.factory import ProviderFactory
from app.providers.registry import ProviderRegistry

if TYPE_CHECKING:
    from app.domain.messages import (
        Chunk,
        Completion,
        CompletionRequest,
        Message,
        ModelInfo,
        Parameters,
        TokenCount,
        Usage,
    )
    from app.domain.retry import RetryStatus
    from app.providers.anthropic import AnthropicProvider
    from app.providers.base import BaseProvider
    from app.providers.builtin import BuiltinProvider
    from app.providers.cohere import CohereProvider
    from app.providers.completion_stream import CompletionStream
    from app.providers.google import GoogleProvider
    from app.providers.openai import OpenAIProvider
    from app.providers.openai_compatible import OpenAICompatibleProvider
    from app.providers.retry import RetryPolicy, run_with_retry

# Each provider by its name, which is also its file's, with its class.
_PROVIDERS = {
    "openai": "OpenAIProvider",
    "anthropic": "AnthropicProvider",
    "google": "GoogleProvider",
    "cohere": "CohereProvider",
    "openai_compatible": "OpenAICompatibleProvider",
    "builtin": "BuiltinProvider",
}

PROVIDER_REGISTRY = ProviderRegistry(_PROVIDERS)
factory = ProviderFactory(PROVIDER_REGISTRY)

# Imported when first named: with what they stand on, they take several times as long as the rest.
_LATE = {
    "BaseProvider": "app.providers.base",
    "Chunk": "app.domain.messages",
    "Completion": "app.domain.messages",
    "CompletionRequest": "app.domain.messages",
    "CompletionStream": "app.providers.completion_stream",
    "Message": "app.domain.messages",
    "ModelInfo": "app.domain.messages",
    "Parameters": "app.domain.messages",
    "RetryPolicy": "app.providers.retry",
    "RetryStatus": "app.domain.retry",
    "TokenCount": "app.domain.messages",
    "Usage": "app.domain.messages",
    "run_with_retry": "app.providers.retry",
    **{class_name: f"app.providers.{name}" for name, class_name in _PROVIDERS.items()},
}

if not TYPE_CHECKING:  # pragma: no branch  # which sees the imports above instead

    def __getattr__(name: str) -> object:
        if name not in _LATE:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(_LATE[name]), name)


__all__ = [
    "PROVIDER_REGISTRY",
    "AnthropicProvider",
    "AuthenticationError",
    "BaseProvider",
    "BuiltinProvider",
    "Call",
    "CertificateError",
    "Chunk",
    "CohereProvider",
    "Completion",
    "CompletionRequest",
    "CompletionStream",
    "ConnectionFailedError",
    "ContentFilteredError",
    "ContextLengthError",
    "GoogleProvider",
    "InvalidRequestError",
    "MalformedResponseError",
    "Message",
    "ModelInfo",
    "ModelNotFoundError",
    "OpenAICompatibleProvider",
    "OpenAIProvider",
    "OverloadedError",
    "Parameters",
    "PermissionDeniedError",
    "ProviderError",
    "ProviderFactory",
    "ProviderUnavailableError",
    "QuotaExhaustedError",
    "RateLimitError",
    "ResponseTimeoutError",
    "RetryPolicy",
    "RetryStatus",
    "TokenCount",
    "UnsupportedParameterError",
    "Usage",
    "factory",
    "run_with_retry",
]
