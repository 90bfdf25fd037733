"""`make version` and `make update`."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from plugins import cli
from plugins.core import make_variables
from plugins.core.mistakes import Mistake, MistakesFound
from plugins.update.source import fetch
from plugins.update.version import version_of

TAKEN = ("FROM", "TO", "INTO", "FORCE", "DRY", "YES", "BACK")
YES = ("c", "co", "có", "y", "yes", "1")


def main(arguments: Sequence[str] | None = None, asked: Mapping[str, str] = os.environ) -> int:
    """0: done; 1: refused, nothing has changed; 2: wrong usage, or a fault.

    asked: what make hands over, see TAKEN
    """
    options = parser().parse_args(arguments)
    stands = "Cổng vẫn như trước." if options.command == "apply" else ""
    return cli.run(lambda: _do(options, asked), stands)


def parser() -> cli.Parser:
    whole = cli.Parser(prog="python -m plugins.update", description="Phiên bản của phần mềm, và bản mới hơn.")
    commands = whole.commands()

    def add(name: str, words: str) -> cli.Parser:
        return commands.add_parser(name, help=words, description=words)

    add("version", "đang dùng bản nào")
    add("update", "lên bản mới (FROM= TO= INTO= DRY=1 YES=1 BACK=1)")
    apply = add("apply", "đưa bản này tới cổng ở thư mục khác")
    apply.add_argument("portal", type=Path, metavar="thư-mục", help="thư mục của cổng ấy")
    add("bring", "phần việc riêng của lệnh apply")
    return whole


def _do(options: argparse.Namespace, asked: Mapping[str, str]) -> int:
    try:
        if options.command == "version":
            print(f"Trạm Tin {version_of(Path.cwd())}")
        elif options.command == "update":
            make_variables.check("update", TAKEN)
            return _update(Path.cwd(), asked)
        elif options.command == "bring":
            _bring()
        else:
            _apply(options.portal, asked)
    except ValueError as error:
        raise MistakesFound(Mistake("", str(error))) from None
    except EOFError:  # Ctrl-D
        raise KeyboardInterrupt from None
    return cli.DONE


def _update(here: Path, asked: Mapping[str, str]) -> int:
    """Has the newer engine, wherever it is, do the work: it knows what changed."""
    if asked.get("BACK"):
        from plugins.update.apply import go_back

        go_back(here, asked.get("TO", "").strip())
        return 0
    if into := asked.get("INTO", ""):
        portal = (here / Path(into).expanduser()).resolve()
        version_of(portal)
        return _run(here, portal)
    with tempfile.TemporaryDirectory(prefix="tram-tin-") as folder:
        newer = fetch(asked.get("FROM", ""), asked.get("TO", "").strip(), here, Path(folder))
        if not (newer / "plugins/update/apply.py").is_file():
            raise ValueError(f"Bản {version_of(newer)} chưa biết tự cập nhật. Hãy chọn bản mới hơn.")
        return _run(newer, here)


def _run(newer: Path, portal: Path) -> int:
    command = [sys.executable, "-m", "plugins.update", "apply", str(portal)]
    return subprocess.run(command, cwd=newer, env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}).returncode


def _apply(portal: Path, asked: Mapping[str, str]) -> None:
    from plugins.update.apply import Wish, update

    wish = Wish(bool(asked.get("FORCE")), bool(asked.get("DRY")), bool(asked.get("TO")))
    update(portal.resolve(), Path.cwd(), wish, _agreement(asked))


def _bring() -> None:
    from plugins.update import known
    from plugins.update.owners import bring

    old, next_, added, colours = json.load(sys.stdin)
    moved = bring(Path(old), Path(next_), tuple(added), colours, known.read(Path.cwd()))
    json.dump([moved.told, moved.files, moved.plugins], sys.stdout)


def _agreement(asked: Mapping[str, str]) -> Callable[[], bool]:
    def agreed() -> bool:
        if asked.get("YES"):
            return asked["YES"].strip().lower() in YES
        if not sys.stdin.isatty():
            print("Không có người trả lời. Đồng ý thì thêm YES=1.")
            return False
        return input("Thay bản mới vào? (c/k) [k]: ").strip().lower() in YES

    return agreed


if __name__ == "__main__":
    sys.exit(main())
