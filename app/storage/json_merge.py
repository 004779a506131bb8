"""What to write to a file of which one doesn't understand everything."""

from typing import Any, cast

_IDENTITIES = ("id", "base_url")


def merged(raw: Any, loaded: Any, new: Any) -> Any:
    """The new value with all that was never understood of the old.

    Args:
        raw: JSON as it was read.
        loaded: What of it was understood, as JSON.
        new: What that is to be now. Where it is as before, `raw` stands as it is.
    """
    if new == loaded:
        return raw
    if all(isinstance(value, dict) for value in (raw, loaded, new)):
        return _merged_fields(raw, loaded, new)
    if all(isinstance(value, list) for value in (raw, loaded, new)) and len(raw) == len(loaded):
        return _merged_items(raw, loaded, new)
    return new


def _merged_fields(
    raw: dict[str, Any], loaded: dict[str, Any], new: dict[str, Any]
) -> dict[str, Any]:
    unknown = {name: value for name, value in raw.items() if name not in loaded}
    known = {
        name: merged(raw[name], loaded[name], value) if name in raw and name in loaded else value
        for name, value in new.items()
    }
    return {**known, **unknown}


def _merged_items(raw: list[Any], loaded: list[Any], new: list[Any]) -> list[Any]:
    items: list[Any] = []
    for place, item in enumerate(new):
        before = _before(loaded, item, place if len(new) == len(loaded) else None)
        items.append(item if before is None else merged(raw[before], loaded[before], item))
    return items


def _before(loaded: list[Any], item: Any, place: int | None) -> int | None:
    """Where an item stood: the same one, or else the one with its identity, or at its place."""
    if item in loaded:
        return loaded.index(item)
    identity = _identity(item)
    if identity is None:
        return place
    return next((i for i, other in enumerate(loaded) if _identity(other) == identity), None)


def _identity(item: Any) -> Any:
    if not isinstance(item, dict):
        return None
    fields = cast("dict[str, Any]", item)
    return next((fields[name] for name in _IDENTITIES if name in fields), None)
