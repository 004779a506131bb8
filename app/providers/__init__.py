"""Language models of many providers behind one face; usable without a window.

    from app.providers import factory

    response = await factory.generate_completion(
        provider_name="openai_compatible",
        base_url="http://127.0.0.1:11434/v1",
        model="llama3.2",
        messages=[{"role": "user", "content": "Hello"}],
    )
    print(response["content"])

No SDK is imported before a provider is used.
"""

from collections.abc import Mapping

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
from app.providers.call import Call
from app.providers.cohere import CohereProvider
from app.providers.completion_stream import CompletionStream
from app.providers.factory import ProviderFactory
from app.providers.google import GoogleProvider
from app.providers.openai import OpenAIProvider
from app.providers.openai_compatible import OpenAICompatibleProvider
from app.providers.retry import RetryPolicy, run_with_retry

PROVIDER_REGISTRY: Mapping[str, type[BaseProvider]] = {
    provider.name: provider
    for provider in (
        OpenAIProvider,
        AnthropicProvider,
        GoogleProvider,
        CohereProvider,
        OpenAICompatibleProvider,
        BuiltinProvider,
    )
}

factory = ProviderFactory(PROVIDER_REGISTRY)

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
