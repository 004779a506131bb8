"""Which providers there are: none is imported before it is asked for."""

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import TYPE_CHECKING

from app.providers.overriding import override

if TYPE_CHECKING:
    from app.providers.base import BaseProvider


class ProviderRegistry(Mapping[str, type["BaseProvider"]]):
    """Provider classes by name.

    Args:
        classes: What the class of each provider is called; its file is named as the provider.
    """

    def __init__(self, classes: Mapping[str, str]) -> None:
        self._classes = classes

    @override
    def __getitem__(self, name: str) -> type["BaseProvider"]:
        class_name = self._classes[name]
        return getattr(import_module(f"{__package__}.{name}"), class_name)

    @override
    def __iter__(self) -> Iterator[str]:
        return iter(self._classes)

    @override
    def __len__(self) -> int:
        return len(self._classes)
