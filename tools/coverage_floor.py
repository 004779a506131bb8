"""Fails unless the layers without a window are covered whole, branches included.

Reads the coverage data that `make test` has just written, and prints what is missing.
"""

import sys

from coverage import Coverage
from coverage.exceptions import NoDataError

LAYERS = ("domain", "markdown", "providers", "services", "storage")


def main() -> int:
    """Report on the layers; 0 if nothing in them is missing, else 1."""
    coverage = Coverage()
    coverage.load()
    try:
        percent = coverage.report(
            include=[f"app/{layer}/**" for layer in LAYERS], show_missing=True, skip_covered=True
        )
    except NoDataError:
        sys.exit("No coverage data: run `make test` without ARGS first.")
    if percent < 100:
        print(f"app's {', '.join(LAYERS)} must be covered whole; it is {percent:.2f} %.")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
