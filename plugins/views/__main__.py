"""`python -m plugins.views`: the service, and what administrators do with the numbers."""

import argparse
import json
import os
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from plugins import cli
from plugins.core import make_variables
from plugins.core.mistakes import Mistake, MistakesFound
from plugins.views import article as articles
from plugins.views import old_numbers, snapshot
from plugins.views import settings as shapes
from plugins.views.arguments import parser
from plugins.views.day import day_of, days_before
from plugins.views.storage import backup, correction, in_use, integrity, pruning
from plugins.views.storage.database import TooNew, Unavailable
from plugins.views.storage.sqlite import Sqlite
from plugins.views.storage.store import Store, open_database

TAKEN = {"serve": ("PORT",), "import_": ("FILE",), "report": ("ARGS",)}  # of what make hands over
LONGEST = 3_660  # days in a report


def main(arguments: Sequence[str] | None = None) -> int:
    """0: done; 1: not done, and why; 2: wrong usage, or a fault."""
    options = parser().parse_args(arguments)
    return cli.run(lambda: _do(options))


def _do(options: argparse.Namespace) -> int:
    name = "views" if options.command == "serve" else f"views-{options.command.rstrip('_')}"
    make_variables.check(name, TAKEN.get(options.command, ()))
    try:
        return Desk(options).do()
    except (TooNew, backup.Occupied, backup.Unsound, correction.Refused, in_use.Other) as refused:
        raise MistakesFound(Mistake("", str(refused))) from None
    except Unavailable as error:
        raise MistakesFound(Mistake("", f"Cơ sở dữ liệu lượt xem không trả lời: {error}")) from None


class Desk:
    """One command at work."""

    def __init__(self, options: argparse.Namespace):
        self._options = options
        self._root: Path = options.settings.resolve().parent
        self._settings, self._zone = shapes.read_with_zone(options.settings)
        if options.folder:  # numbers of its own, whatever the environment says
            self._settings = replace(self._settings, folder=str(options.folder))
            self._url, self._shared = shapes.sqlite_file(self._root, self._settings), ""
        else:
            self._url = shapes.database_url(self._root, self._settings)
            self._shared = shapes.shared_memory_url()
        self._now = time.time()
        paths = [options.articles] if options.articles else self._settings.articles
        self._lists = [self._root / path for path in paths]

    def do(self) -> int:
        return getattr(self, self._options.command)() or 0

    def serve(self) -> None:
        from plugins.views.service.serve import TOLD, Options

        told = Options(
            database=self._url,
            shared=self._shared,
            articles=tuple(map(str, self._lists)),
            zone=self._zone.key,
            window=self._settings.window * 60,
            remember=self._settings.remember,
            agents=self._settings.agents,
            path=str(self._options.socket or ""),
            port=self._options.port,
            handle=self._options.fd,
            quiet=self._options.quiet,
        )
        place = str(self._options.socket.absolute()) if self._options.socket else str(self._options.port)
        in_use.hold(self._folder, self._name, "" if self._options.fd is not None else place)
        sys.stdout.flush()
        environment = os.environ | {TOLD: json.dumps(asdict(told))}
        os.execve(sys.executable, [sys.executable, "-m", "plugins.views.service.serve"], environment)

    def export(self) -> None:
        in_use.must_be(self._folder, self._name)
        if not self._has_numbers():
            print("Chưa đếm lượt xem nào; các trang dùng số ghi trong bài.")
            return
        taken = snapshot.take(self._store(), self._now, self._zone)
        path = self._root / self._settings.snapshot
        snapshot.write(path, taken)
        print(f"Đã chép số lượt xem của {len(taken.counted)} bài vào {self._settings.snapshot}.")

    def import_(self) -> None:
        listed = articles.first(self._lists)
        numbers = old_numbers.read(self._options.file, str(self._options.file), listed)
        store = self._store()
        store.know(listed)
        store.bring(numbers)
        print(f"Đã nhận số lượt xem cũ của {len(numbers)} bài.")

    def report(self) -> None:
        from plugins.views import report

        last = self._options.to or day_of(self._now, self._zone)
        first = self._options.first or days_before(last, 29)
        if not first <= last or days_before(last, LONGEST) > first:
            raise MistakesFound(Mistake("", "Ngày đầu phải trước ngày cuối, và cách không quá mười năm."))
        folder = self._options.output or self._folder / "bao-cao"
        theme = self._root / "theme"
        made = report.write(self._store(), first, last, theme, self._root, folder)
        print(f"{made.total} lượt xem từ {first} đến {last}: {folder / report.TABLE}, {folder / report.PAGE}")

    def backup(self) -> None:
        stamp = datetime.fromtimestamp(self._now, self._zone).strftime("%Y-%m-%d-%H%M%S")
        path = self._options.file or self._folder / "sao-luu" / f"views-{stamp}.sqlite"
        store = self._existing()
        rows = backup.back_up(store, path)
        print(f"Đã sao lưu {rows} dòng số liệu của {self._name} vào {path}. Bản sao toàn vẹn.")

    def move(self) -> int:
        if in_use.running(self._folder):
            raise backup.Occupied("Dịch vụ đếm đang chạy. Hãy dừng nó rồi mới chuyển số liệu.")
        if not self._has_numbers():
            raise backup.Occupied(f"Chưa có số liệu lượt xem ở {self._url}.")
        # Whichever database the service used: this command is how that changes.
        to = self._target()
        source, target = Store(open_database(self._url)), Store(open_database(to))
        backup.copy_all(source, target)
        if self._folder.is_dir():
            in_use.moved(self._folder, in_use.name(self._root, to))
        found = integrity.faults(target)
        print(
            f"Đã chép mọi số liệu sang {target.database.name}; số liệu ở {source.database.name} còn nguyên."
        )
        return self._tell(found)

    def _target(self) -> str:
        given = self._options.target or os.environ.get("TARGET_URL", "").strip()
        if not given:
            raise MistakesFound(
                Mistake("", "Hãy nói chép sang đâu: move postgresql://… hay TARGET_URL=… move.")
            )
        if self._options.target and (urlsplit(given).password or "password=" in given):
            sentence = (
                "Người dùng khác của máy đọc được mật khẩu ghi trong dòng lệnh. "
                "Hãy để nó trong ~/.pgpass, hay đặt cả địa chỉ vào biến TARGET_URL."
            )
            raise MistakesFound(Mistake("", sentence))
        return given

    def check(self) -> int:
        store = self._existing()
        found = store.database.faults() if isinstance(store.database, Sqlite) else []
        found += integrity.faults(store)
        if not found:
            print("Số liệu khớp: tổng của mỗi bài bằng các ngày cộng lại.")
        return self._tell(found)

    def prune(self) -> int:
        listed = articles.first(self._lists)
        if not listed:
            print("Chưa có danh sách bài nên không bỏ gì. Hãy dựng trang trước: make build.", file=sys.stderr)
            return 1
        store = self._existing()
        gone = pruning.departed(store, {article.id for article in listed})
        for each in gone:
            print(f"{each.id}: {each.views} lượt xem. {each.title}")
        if not gone:
            print("Mọi bài có số liệu đều còn trên trang.")
        elif self._options.yes:
            pruning.remove(store, gone)
            print(f"Đã bỏ số liệu của {len(gone)} bài không còn trên trang.")
        else:
            print(
                f"{len(gone)} bài không còn trên trang. Hãy sao lưu, rồi thêm --yes để bỏ số liệu của chúng."
            )
        return 0

    def correct(self) -> None:
        options = self._options
        total = correction.correct(
            self._existing(), options.article, options.day, options.minus, options.reason,
            datetime.fromtimestamp(self._now, self._zone),
        )  # fmt: skip
        print(f"Đã trừ {options.minus} lượt ngày {options.day}. Bài còn {total} lượt được đếm.")

    @property
    def _folder(self) -> Path:
        return self._root / self._settings.folder

    @property
    def _name(self) -> str:
        return in_use.name(self._root, self._url)

    def _store(self) -> Store:
        in_use.must_be(self._folder, self._name)
        return Store(open_database(self._url))

    def _existing(self) -> Store:
        in_use.must_be(self._folder, self._name)
        if not self._has_numbers():
            raise backup.Occupied(f"Chưa có số liệu lượt xem ở {self._url}.")
        return self._store()

    def _has_numbers(self) -> bool:
        return "://" in self._url or Path(self._url).is_file()

    @staticmethod
    def _tell(found: list[str]) -> int:
        for sentence in found:
            print(sentence, file=sys.stderr)
        return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
