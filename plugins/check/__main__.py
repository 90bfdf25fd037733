"""`python -m plugins.check`: all that an editor can get wrong, told in Vietnamese."""

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from plugins import cli
from plugins.check import report
from plugins.check.run import check
from plugins.core import make_variables


def main(arguments: Sequence[str] | None = None) -> int:
    """0: no more than advice; 1: mistakes to mend; 2: wrong usage, or a fault of the software."""
    options = parser().parse_args(arguments)
    return cli.run(lambda: _do(options))


def parser() -> cli.Parser:
    whole = cli.Parser(
        prog="python -m plugins.check", description="Soát mọi bài, hay một bài, trước khi đăng."
    )
    words = "một bài: thư mục, địa chỉ hay tên"
    whole.add_argument("--story", default=os.environ.get("STORY", ""), metavar="bài", help=words)
    forms = whole.add_mutually_exclusive_group()
    forms.add_argument("--json", action="store_true", help="kể dạng JSON, cho chương trình khác")
    forms.add_argument("--github", action="store_true", help="kể dạng chú thích của GitHub, cho CI")
    return whole


def _do(options: argparse.Namespace) -> int:
    make_variables.check("check", ("STORY", "ARGS"))
    outcome = check(Path.cwd(), options.story)
    if options.json:
        print(report.as_json(outcome))
    else:
        print("\n".join((report.annotations if options.github else report.lines)(outcome)))
    if outcome.errors:
        cli.before_make()
    return cli.MISTAKES if outcome.errors else cli.DONE


if __name__ == "__main__":
    gc.disable()  # it lives for seconds
    sys.exit(main())
