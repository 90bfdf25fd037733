"""`python -m plugins.weather`: asks for the weather once, for a timer or by hand."""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from plugins import cli
from plugins.core import schema, settings_file
from plugins.core.clock import zone_of
from plugins.weather.normals import read_normals
from plugins.weather.refresh import refresh
from plugins.weather.settings import WeatherSettings


def main(arguments: Sequence[str] | None = None) -> int:
    """0: a new snapshot; 1: none, the last one stands, or settings or data to mend; 2: a fault."""
    options = parser().parse_args(arguments)
    return cli.run(lambda: _do(options))


def parser() -> cli.Parser:
    whole = cli.Parser(prog="python -m plugins.weather", description="Lấy thời tiết mới, một lần.")
    whole.add_argument("--settings", default="pelicanconf.py", type=Path, help="tệp thiết lập")
    whole.add_argument("--timeout", type=float, help="số giây chờ mỗi nguồn, thay cho WEATHER['timeout']")
    return whole


def _do(options: argparse.Namespace) -> int:
    root = options.settings.resolve().parent
    values = settings_file.values(options.settings)
    settings = schema.checked(WeatherSettings, values.get("WEATHER", {}), "WEATHER", options.settings.name)
    if options.timeout:
        settings = replace(settings, timeout=options.timeout)
    outcome = refresh(root, settings, read_normals(root, settings.normals), zone_of(values))
    print(outcome.line, file=sys.stdout if outcome.done else sys.stderr)
    return cli.DONE if outcome.done else cli.MISTAKES


if __name__ == "__main__":
    sys.exit(main())
