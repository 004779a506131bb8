import json
from dataclasses import dataclass

import pytest

from app.services.sharing.json_values import WrongShape, from_json, to_json


@dataclass(frozen=True)
class Picture:
    data: bytes
    size: int | str | None = None


def test_bytes_come_back_as_they_were():
    written = json.dumps(to_json(Picture(b"\x00\xff")))
    assert from_json(Picture, json.loads(written)) == Picture(b"\x00\xff")


@pytest.mark.parametrize("data", ["not base64!", 3])
def test_what_is_no_base64_is_refused(data):
    with pytest.raises(WrongShape, match="data"):
        from_json(Picture, {"data": data})


@pytest.mark.parametrize("size", [3, "large", None])
def test_one_of_several_types_is_taken(size):
    assert from_json(Picture, {"data": "", "size": size}).size == size


def test_a_field_that_is_needed_is_named():
    with pytest.raises(WrongShape, match=r"pictures\.data"):
        from_json(Picture, {}, "pictures")
