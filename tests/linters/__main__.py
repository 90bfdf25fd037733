"""`python -m tests.linters`: stylelint and ESLint over the theme; 1 when one complains."""

import shutil
import subprocess
import sys
from pathlib import Path

from tests.npm import MissingError, installed
from tests.site import ROOT

HERE = Path(__file__).parent
CONFIGS = ("eslint.config.mjs", "stylelint.config.mjs")


def main() -> int:
    try:
        modules = installed(HERE)
    except MissingError as missing:
        print(f"Styles and scripts were not checked: {missing}.", file=sys.stderr)
        return 0
    for name in CONFIGS:  # they import what lies beside them
        shutil.copy(HERE / name, modules.parent / name)
    eslint, stylelint = (
        ["node", str(modules / path)] for path in ("eslint/bin/eslint.js", "stylelint/bin/stylelint.mjs")
    )
    runs = (
        [*eslint, "--config", str(modules.parent / CONFIGS[0]), "theme/static/js"],
        [*stylelint, "--config", str(modules.parent / CONFIGS[1]), "theme/static/css/**/*.css"],
    )
    return max(subprocess.run(run, cwd=ROOT).returncode for run in runs) and 1


if __name__ == "__main__":
    sys.exit(main())
