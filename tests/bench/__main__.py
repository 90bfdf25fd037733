"""`python -m tests.bench --size 1000`: what `make bench` prints, part after part."""

import argparse
import importlib

# Modules of this package: run(size) gives the rows to print; main() prints by itself.
PARTS = (
    "build",
    "change",
    "check",
    "pictures",
    "preview",
    "search",
    "slow_line",
    "text_size",
    "views",
    "word_import",
    "public",
    "publish",
)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--size", type=int, default=1000, help="how many stories (default: 1000)")
    parser.add_argument("parts", nargs="*", help=f"only these parts of: {', '.join(PARTS)}")
    options = parser.parse_args()
    unknown = set(options.parts) - set(PARTS)
    if unknown or options.size < 1:
        parser.error(f"no such part: {', '.join(sorted(unknown))}" if unknown else "--size: at least 1")
    for name in options.parts or PARTS:
        part = importlib.import_module(f"tests.bench.{name}")
        if hasattr(part, "run"):
            print(*part.run(options.size), sep="\n", flush=True)
        else:
            part.main()


if __name__ == "__main__":
    main()
