"""`make bench`: prints one line a benchmark."""

import asyncio

from app.providers import PROVIDER_REGISTRY
from bench import counting, differences, importing, sending, streaming, transcript
from bench.wires import WIRES


async def main() -> None:
    """Run every benchmark in turn, those of the providers for each that has a wire of its own."""
    print(importing.measure(), flush=True)
    print(await counting.measure(), flush=True)
    for name, provider in PROVIDER_REGISTRY.items():
        if "stream" not in vars(provider):
            continue  # measured with the one that it inherits from
        if name not in WIRES:
            print(f"{name}: not measured; name its wire in bench/wires.py", flush=True)
            continue
        for benchmark in (sending.measure, streaming.measure):
            print(await benchmark(name), flush=True)
    print(await differences.measure(), flush=True)
    print(await transcript.measure(), flush=True)


if __name__ == "__main__":
    asyncio.run(main())
