"""Keys that the environment brings along: recognised and used, never copied."""

from collections.abc import Iterator, Mapping

from app.domain.keys import KeyPlace, KeyRecord, Secret

# As the vendors' own SDKs read them; of two for one provider the first counts.
VARIABLES = {
    "OPENAI_API_KEY": "openai",
    "ANTHROPIC_API_KEY": "anthropic",
    "GOOGLE_API_KEY": "google",
    "GEMINI_API_KEY": "google",
    "CO_API_KEY": "cohere",
    "COHERE_API_KEY": "cohere",
}


def keys_in(environment: Mapping[str, str]) -> Iterator[tuple[KeyRecord, Secret]]:
    """The keys in an environment; each is labelled with its variable."""
    for name, provider in VARIABLES.items():
        if value := environment.get(name, "").strip():
            secret = Secret(value)
            place = KeyPlace.ENVIRONMENT
            yield KeyRecord(name, provider, "", name, secret.last_four, place), secret
