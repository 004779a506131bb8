"""`make bench`: prints one line a benchmark."""

import asyncio

from bench import counting, streaming


async def main() -> None:
    """Run every benchmark in turn."""
    for benchmark in (streaming.measure, counting.measure):
        print(await benchmark(), flush=True)


if __name__ == "__main__":
    asyncio.run(main())
