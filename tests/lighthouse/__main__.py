"""`python -m tests.lighthouse`: builds, serves, scores; 1 when a score is below its promise."""

import argparse
import sys
import tempfile
from pathlib import Path

from tests.lighthouse.lighthouse import LEAST, SCORED, MissingError, install, measured
from tests.sample import build_sample
from tests.server import serving


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.lighthouse", description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="of each page; the median counts (default: 5)")
    options = parser.parse_args()
    try:
        program = install()
    except MissingError as missing:
        print(missing, file=sys.stderr)
        return 2
    low = []
    with tempfile.TemporaryDirectory() as folder:
        build_sample(Path(folder) / "output")
        with serving(Path(folder) / "output", compress=True) as url:
            print(f"{'':10}" + "".join(f"{name:>16}" for name in LEAST))
            for name, address in SCORED.items():
                report = measured(program, url + address, options.runs)
                print(f"{name:10}" + "".join(f"{report.scores[each]:16}" for each in LEAST), flush=True)
                low += [f"{name}, {each}: {told}" for each, told in report.complaints()]
    print(*low, sep="\n")
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main())
