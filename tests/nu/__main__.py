"""`python -m tests.nu`: builds the sample and checks each of its pages; 1 when one has an error."""

import json
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.npm import MissingError, installed
from tests.sample import build_sample

HERE = Path(__file__).parent
MOST = 20  # different errors that are shown


def main() -> int:
    try:
        checker = installed(HERE, "java") / "vnu-jar/build/dist/vnu.jar"
    except MissingError as missing:
        print(missing, file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "output"
        build_sample(output)
        told, checked = errors(checker, output), len(list(output.rglob("*.html")))
    pages, kinds = Counter(page for page, _ in told), Counter(message for _, message in told)
    for message, times in kinds.most_common(MOST):
        page = next(page for page, each in told if each == message)
        print(f"{times} x {message} ({page})")
    print(f"{len(told)} errors on {len(pages)} of {checked} pages")
    return 1 if told else 0


def errors(checker: Path, output: Path) -> list[tuple[str, str]]:
    """(page, message) of each error in the HTML files below `output`."""
    options = ["--format", "json", "--errors-only", "--skip-non-html", "--exit-zero-always", "--stdout"]
    run = subprocess.run(
        ["java", "-Xss1m", "-jar", str(checker), *options, str(output)],
        check=True,
        capture_output=True,
        text=True,
    )
    messages = json.loads(run.stdout)["messages"]
    return [(each["url"].partition("/output")[2], each["message"]) for each in messages]


if __name__ == "__main__":
    sys.exit(main())
