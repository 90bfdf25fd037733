"""`python -m plugins.weather`: asks for the weather once, for a timer or by hand."""

import argparse
import sys
from dataclasses import replace
from pathlib import Path

from plugins.core import schema, settings_file
from plugins.core.clock import zone_of
from plugins.core.mistakes import MistakesFound
from plugins.weather.normals import read_normals
from plugins.weather.refresh import refresh
from plugins.weather.settings import Settings


def main(arguments: list[str] | None = None) -> int:
    """0: a new snapshot; 1: none, the last one stands; 2: settings or data to mend."""
    parser = argparse.ArgumentParser(prog="python -m plugins.weather", description=__doc__)
    parser.add_argument("--settings", default="pelicanconf.py", type=Path)
    parser.add_argument("--timeout", type=float, help="seconds for each source, instead of WEATHER's")
    options = parser.parse_args(arguments)
    root = options.settings.resolve().parent
    try:
        values = settings_file.values(options.settings)
        settings = schema.checked(Settings, values.get("WEATHER", {}), "WEATHER", options.settings.name)
        if options.timeout:
            settings = replace(settings, timeout=options.timeout)
        outcome = refresh(root, settings, read_normals(root, settings.normals), zone_of(values))
    except MistakesFound as found:
        print(found, file=sys.stderr)
        return 2
    print(outcome.line, file=sys.stdout if outcome.done else sys.stderr)
    return 0 if outcome.done else 1


if __name__ == "__main__":
    sys.exit(main())
