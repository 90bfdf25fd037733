"""`make version`."""

import argparse
import sys
from pathlib import Path

from plugins.update.version import version_of


def main(arguments: list[str] | None = None) -> int:
    """0: done; 1: refused, nothing has changed."""
    parser = argparse.ArgumentParser(prog="python -m plugins.update", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("version", help="say which version of the software this is").set_defaults(
        run=_version
    )
    options = parser.parse_args(arguments)
    try:
        return options.run(options)
    except ValueError as error:
        print(f"Lỗi · {error}", file=sys.stderr)
        return 1


def _version(_options: argparse.Namespace) -> int:
    print(f"Trạm Tin {version_of(Path.cwd())}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
