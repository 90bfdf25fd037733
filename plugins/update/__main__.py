"""`make version` and `make update`."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from plugins.update.source import fetch
from plugins.update.version import version_of

YES = ("c", "co", "có", "y", "yes", "1")


def main(arguments: list[str] | None = None, asked: Mapping[str, str] = os.environ) -> int:
    """0: done; 1: refused, nothing has changed.

    asked: FROM, TO, INTO, FORCE, DRY, BACK, YES, as make hands them over
    """
    parser = argparse.ArgumentParser(prog="python -m plugins.update", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("version", help="say which version of the software this is")
    commands.add_parser("update", help="bring a newer version here")
    apply = commands.add_parser("apply", help="bring this version to the portal in another folder")
    apply.add_argument("portal", type=Path)
    commands.add_parser("bring", help="bring an owner's things into a staged portal; for `apply`")
    options = parser.parse_args(arguments)
    try:
        if options.command == "version":
            print(f"Trạm Tin {version_of(Path.cwd())}")
        elif options.command == "update":
            return _update(Path.cwd(), asked)
        elif options.command == "bring":
            _bring()
        else:
            _apply(options.portal, asked)
    except ValueError as error:
        print(f"Lỗi · {error}", file=sys.stderr)
        return 1
    except OSError as error:
        where = f" {error.filename}" if error.filename else ""
        print(f"Lỗi · Không đọc hay ghi được{where} ({error.strerror or error}).", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nĐã dừng. Cổng vẫn như trước.", file=sys.stderr)
        return 130
    return 0


def _update(here: Path, asked: Mapping[str, str]) -> int:
    """Has the newer engine, wherever it is, do the work: it knows what changed."""
    if asked.get("BACK"):
        from plugins.update.apply import go_back

        go_back(here)
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
    from plugins.core.mistakes import MistakesFound
    from plugins.update.apply import Wish, update

    wish = Wish(bool(asked.get("FORCE")), bool(asked.get("DRY")), bool(asked.get("TO")))
    try:
        update(portal.resolve(), Path.cwd(), wish, _agreement(asked))
    except MistakesFound as found:
        raise ValueError("\n".join(map(str, found.mistakes))) from None


def _bring() -> None:
    from plugins.core.mistakes import MistakesFound
    from plugins.update import known
    from plugins.update.owners import bring

    old, next_, added, colours = json.load(sys.stdin)
    try:
        moved = bring(Path(old), Path(next_), tuple(added), colours, known.read(Path.cwd()))
    except MistakesFound as found:
        raise ValueError("\n".join(map(str, found.mistakes))) from None
    json.dump([moved.told, moved.files], sys.stdout)


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
