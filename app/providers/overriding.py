"""`override`, at no cost: importing typing_extensions would take up most of the library's start."""

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from typing_extensions import override as override
else:
    T = TypeVar("T")

    def override(method: T) -> T:
        """Marks a method that overrides another; PEP 698, in `typing` since Python 3.12."""
        return method
