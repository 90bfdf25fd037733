"""`python -m tests.lighthouse`: builds, serves, scores; 1 when a score is below its promise."""

import argparse
import sys
import tempfile
from pathlib import Path

from tests.lighthouse.lighthouse import ASKED, LEAST, MOST, SCORED, UNLISTED, install, measured
from tests.npm import MissingError
from tests.sample import addresses_of_kinds, build_sample, read_pages
from tests.server import serving


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.lighthouse", description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="of each page; the median counts (default: 5)")
    parser.add_argument("kinds", nargs="*", choices=[[], *SCORED], help="pages to score (default: all)")
    options = parser.parse_args()
    try:
        program = install()
    except MissingError as missing:
        print(missing, file=sys.stderr)
        return 2
    low = []
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "output"
        build_sample(output)
        addresses = addresses_of_kinds(read_pages(output))
        with serving(output, compress=True) as url:
            print(
                f"{'':10}" + "".join(f"{name:>16}" for name in LEAST) + "".join(f"{name:>9}" for name in MOST)
            )
            for kind in options.kinds or SCORED:
                report = measured(program, url + addresses[kind] + ASKED.get(kind, ""), options.runs)
                scores = "".join(f"{report.scores[each]:16}" for each in LEAST)
                print(f"{kind:10}{scores}" + "".join(f"{report.load[each]:9}" for each in MOST), flush=True)
                low += [f"{kind}, {told}" for told in report.complaints(kind in UNLISTED)]
    print(*low, sep="\n")
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main())
