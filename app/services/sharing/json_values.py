"""Our values as JSON, and JSON as our values, by the types that the values declare."""

import base64
import binascii
import math
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, Field, fields, is_dataclass
from decimal import Decimal, InvalidOperation
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, cast, get_args, get_origin, get_type_hints, is_typeddict

Json = object
_MOST = 2**63  # what a database holds


class WrongShape(ValueError):  # noqa: N818  # it is about a file, not about the program
    """JSON that is not the value it should be.

    Attributes:
        path: Where in the file, such as "answers[3].metrics.cost".
    """

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


def to_json(value: Any) -> Json:
    """A value as what `json.dumps` takes: dataclasses, enums, decimals, bytes, lists and dicts."""
    if is_dataclass(value):
        return {f.name: to_json(getattr(value, f.name)) for f in fields(value) if f.init}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    if isinstance(value, Mapping):
        items = cast("Mapping[str, Any]", value).items()
        return {name: to_json(item) for name, item in items}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [to_json(item) for item in cast("Sequence[Any]", value)]
    return value


def from_json(kind: Any, data: Json, path: str = "") -> Any:
    """The value of a type that `to_json` made this of.

    Fields that the type doesn't know are passed over; those that are missing have their usual
    value.

    Args:
        kind: A dataclass, TypedDict, enum, tuple, union, literal or simple type.
        data: From `json.loads`.
        path: Where in the file it stands.

    Raises:
        WrongShape: It is something else.
    """
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        return _one_of(get_args(kind), data, path)
    if origin is Literal:
        return _checked(data in get_args(kind), data, path)
    if origin is tuple:
        items = _checked(isinstance(data, list), data, path)
        return tuple(from_json(get_args(kind)[0], v, f"{path}[{n}]") for n, v in enumerate(items))
    if is_dataclass(kind) or is_typeddict(kind):
        return _object(kind, data, path)
    return _simple(kind, data, path)


def _object(kind: Any, data: Json, path: str) -> Any:
    given = cast("dict[str, Json]", _checked(isinstance(data, dict), data, path))
    values: dict[str, Any] = {}
    for name, (hint, is_needed) in _fields_of(kind).items():
        if name in given:
            values[name] = from_json(hint, given[name], f"{path}.{name}" if path else name)
        elif is_needed:
            raise WrongShape(f"{path}.{name}" if path else name)
    try:
        return kind(**values)
    except ValueError:  # the value itself refuses it
        raise WrongShape(path) from None


@cache
def _fields_of(kind: Any) -> Mapping[str, tuple[Any, bool]]:
    """Each field's type, and whether it has to be there."""
    hints = get_type_hints(kind)
    if is_typeddict(kind):
        return {name: (hints[name], name in kind.__required_keys__) for name in hints}
    return {f.name: (hints[f.name], _is_needed(f)) for f in fields(kind) if f.init}


def _is_needed(field: "Field[Any]") -> bool:
    return field.default is MISSING and field.default_factory is MISSING


def _one_of(kinds: Sequence[Any], data: Json, path: str) -> Any:
    if data is None and NoneType in kinds:
        return None
    *others, last = (kind for kind in kinds if kind is not NoneType)
    for kind in others:
        try:
            return from_json(kind, data, path)
        except WrongShape:
            continue
    return from_json(last, data, path)


def _simple(kind: Any, data: Json, path: str) -> Any:
    try:
        if kind is float:
            number = _checked(isinstance(data, float | int) and data is not True, data, path)
            return _checked(math.isfinite(number), float(number), path)
        if kind is Decimal:
            amount = Decimal(_checked(isinstance(data, str), data, path))
            return _checked(amount.is_finite(), amount, path)
        if kind is bytes:
            return base64.b64decode(_checked(isinstance(data, str), data, path), validate=True)
        if issubclass(kind, Enum):
            return kind(data)
    except (ValueError, InvalidOperation, OverflowError, binascii.Error):
        raise WrongShape(path) from None
    is_small = not isinstance(data, int) or abs(data) < _MOST
    # JSON's true is an int to Python.
    return _checked(type(data) is kind and is_small, data, path)


def _checked(is_right: bool, value: Any, path: str) -> Any:
    if not is_right:
        raise WrongShape(path)
    return value
