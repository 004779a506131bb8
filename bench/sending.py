"""How long a warm request takes to leave, through the library and through the bare SDK."""

import time
from collections.abc import Awaitable, Callable

from bench.server import doorbell_server
from bench.streaming import MESSAGES
from bench.wires import WIRES, make_provider

BOUND_MS = 3
WARM_UP = 5
ROUNDS = 40


async def measure(name: str) -> str:
    """Ask the same server both ways by turns, and see when its first byte comes."""
    async with doorbell_server(name) as (base_url, rings), WIRES[name].sdk(base_url) as ask:
        provider = make_provider(name, base_url)

        async def through_parley() -> None:
            await provider.generate_completion("model", MESSAGES)

        async def through_the_sdk() -> None:
            assert [text async for text in ask() if text]

        async def until_sent(work: Callable[[], Awaitable[None]]) -> float:
            rings.clear()
            started = time.perf_counter()
            await work()
            return (rings[0] - started) * 1_000

        try:
            rounds = [
                (await until_sent(through_parley), await until_sent(through_the_sdk))
                for _ in range(WARM_UP + ROUNDS)
            ][WARM_UP:]
        finally:
            await provider.aclose()
    # The best rounds: the others tell what else the machine did.
    ours, theirs = (min(times) for times in zip(*rounds, strict=True))
    return (
        f"{name}, until the request is on the wire: {ours - theirs:+.1f} ms over the bare SDK, to "
        f"be at most {BOUND_MS} ms ({ours:.1f} ms to {theirs:.1f} ms)"
    )
