"""What is told of a client's failure."""

import pytest

from app.providers.transport_errors import transport_error
from tests.providers.loopback import KEY


async def failure_of(awaitable):
    """The error of our tree for what a client raises."""
    with pytest.raises(Exception) as raised:  # noqa: PT011 - either generation's; mapped below
        await awaitable
    return transport_error(raised.value, provider="p", subject="The server", api_key=KEY)
