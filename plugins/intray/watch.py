"""One look into the folder after another: what was the same twice is taken, each state of it once."""

import sys
from collections import Counter
from datetime import datetime
from pathlib import Path

from plugins import cli
from plugins.core.causes import cause_of
from plugins.intray import reply
from plugins.intray.drops import APPROVED, REPLY, Drop, Stamp, drops
from plugins.intray.handle_drop import Tray, take
from plugins.intray.ledger import Ledger
from plugins.intray.refusals import STATE
from plugins.intray.reply import Reply
from plugins.intray.word_sentences import in_word

OPEN = (
    "Word đang mở tệp này. Hãy lưu rồi đóng lại, máy sẽ nhận. "
    "Nếu không ai đang mở: mở tệp bằng Word rồi đóng lại một lần."
)
TWICE = "Trong khay có {} tệp cùng tên “{}”: tệp máy nhận sau thay cho tệp trước. Hãy đổi tên nếu là hai bài."
AWAY = "Không đọc được khay {} ({}). Máy thử lại."
NO_REPLY = "Không ghi được lời trả lời cạnh {} ({}). Bài vẫn được nhận."
LATER = 30  # looks after which a drop that the machine could not take is tried again


class Look:
    """Looks into the folder again and again."""

    def __init__(self, tray: Tray, folder: Path, ledger: Ledger):
        self._tray, self._folder, self._ledger = tray, folder, ledger
        self._seen: dict[Path, Stamp] = {}
        self._done: dict[Path, Stamp] = {}
        self._later: dict[Path, int] = {}
        self._away = False

    def again(self, now: datetime) -> bool:
        """One look; whether something is not whole yet. now: by the portal's clock"""
        try:
            found = drops(self._folder, self._ledger.knows)
            self._forget(found)
        except OSError as error:  # a share that went away comes back
            if not self._away:
                print(AWAY.format(self._folder, cause_of(error)), file=sys.stderr, flush=True)
            self._away = True
            return True
        self._away = False
        # What lies in “Đã duyệt” and its correction beside it have one name, and are meant so.
        names = Counter((drop.path.parent, drop.key) for drop in found)
        left = [not self._looked(drop, names[drop.path.parent, drop.key], now) for drop in found]
        return any(left)

    def _looked(self, drop: Drop, alike: int, now: datetime) -> bool:
        """Whether nothing is left to do for it."""
        if self._done.get(drop.path) == drop.stamp:
            return True
        before, self._seen[drop.path] = self._seen.get(drop.path), drop.stamp
        if drop.open:
            if before != drop.stamp:
                self._tell(drop, [Reply(drop.name, OPEN)], now)
            return False
        if before != drop.stamp:
            return False
        if self._later.get(drop.path):
            self._later[drop.path] -= 1
            return True
        try:
            replies = take(self._tray, self._ledger, drop, now)
        except FileNotFoundError:  # it was moved meanwhile
            return False
        except OSError as error:  # no drop keeps another out
            self._later[drop.path] = LATER
            replies = [Reply(drop.name, STATE, must=[in_word(cli.trouble(error).sentence)])]
        else:
            self._done[drop.path] = drop.stamp
        if alike > 1:
            replies[0].mend.append(TWICE.format(alike, drop.key))
        self._tell(drop, replies, now)
        for each in replies:
            print(f"{drop.name}: {each.state}", flush=True)
        return True

    def _tell(self, drop: Drop, replies: list[Reply], now: datetime) -> None:
        try:
            reply.write(drop.reply, drop.name, replies, f"{now:%H:%M %d/%m/%Y}")
        except OSError as error:  # a folder where only editors may write
            print(NO_REPLY.format(drop.name, cause_of(error)), file=sys.stderr, flush=True)

    def _forget(self, found: list[Drop]) -> None:
        """What was moved or taken away is new when it comes again; its reply goes."""
        there = {drop.path for drop in found}
        for path in self._seen.keys() - there:
            for known in (self._seen, self._done, self._later):
                known.pop(path, None)
        replies = {drop.reply for drop in found}
        for folder in {self._folder, self._folder / APPROVED, *(path.parent for path in there)}:
            for file in folder.glob(f"*{REPLY}"):
                if file not in replies and not file.with_name(file.name.removesuffix(REPLY)).exists():
                    file.unlink(missing_ok=True)
