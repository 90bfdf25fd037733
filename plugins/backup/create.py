"""One copy: gathered, stored, checked; then those that are older than anyone needs are dropped."""

import json
import secrets
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

from plugins.backup import collect
from plugins.backup.borg import Borg
from plugins.backup.settings import BackupSettings, Vault
from plugins.core.files import store
from plugins.core.json_records import is_moment, parse, typed
from plugins.core.lock import locked
from plugins.core.mistakes import Mistake, MistakesFound
from plugins.publish.settings import Portal
from plugins.publish.steps import Steps

RECORD = "data/backup.json"
FORM = "%Y-%m-%d-%H%M%S"
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Record:
    """What the last copy came to.

    made, read: ISO; read: when every byte of a copy was last read again
    database, rows: of the numbers in it; why: why there are none, or ''
    """

    made: str
    name: str
    to: str
    database: str
    rows: int
    read: str
    why: str = ""


def record(root: Path) -> Record | None:
    try:
        found = typed(Record, parse((root / RECORD).read_bytes()))
    except (OSError, ValueError):
        return None
    return found if is_moment(found.made) and is_moment(found.read or found.made) else None


def label(portal: Portal) -> str:
    """With what the names of this portal's copies begin."""
    return urlsplit(portal.siteurl).hostname or "cong"


def borg_of(portal: Portal, vault: Vault) -> Borg:
    return Borg(vault, portal.root / ".cache/backup/borg")


def back_up(portal: Portal, settings: BackupSettings, vault: Vault, now: datetime, steps: Steps) -> int:
    """0: a whole copy, checked; 1: one without the numbers, and why; MistakesFound when there is none."""
    with locked(portal.root / ".cache/backup/lock", 60, steps.tell, "lần sao lưu"):
        borg = borg_of(portal, vault)
        _prepare(borg, vault, steps)
        steps.tell("Gom số lượt xem, lời hứa địa chỉ, cấu hình …")
        about = collect.take(portal, now)
        name = f"{label(portal)}-{now.strftime(FORM)}"
        steps.tell(f"Sao lưu vào {vault.name} …")
        _create(borg, portal, name, now)
        steps.tell("Soát bản sao …")
        last = record(portal.root)
        due = (
            not last
            or last.to != vault.name
            or not last.read
            or now - datetime.fromisoformat(last.read) > WEEK
        )
        _verify(borg, portal, name, about, whole=due)
        collect.drop(portal)
        borg.run(
            "prune", "--glob-archives", f"{label(portal)}-*", "--keep-within", "2d",
            "--keep-daily", str(settings.days), "--keep-weekly", str(settings.weeks),
            "--keep-monthly", str(settings.months), vault.repository,
        )  # fmt: skip
        borg.run("compact", vault.repository)
        made = Record(
            about.made,
            name,
            vault.name,
            about.database,
            about.rows,
            about.made if due or not last else last.read,
            about.why,
        )
        store(portal.root / RECORD, json.dumps(asdict(made), ensure_ascii=False).encode())
    return _tell(about, name, vault, due, steps)


def _tell(about: collect.About, name: str, vault: Vault, due: bool, steps: Steps) -> int:
    if about.why:
        steps.warn(f"Bản sao này không có số lượt xem: {about.why}")
        return 1
    numbers = f"{about.rows} dòng số lượt xem từ {about.database}" if about.database else "chưa có lượt xem"
    read = " Đã đọc lại từng byte." if due else ""
    steps.tell(f"Đã sao lưu {name} vào {vault.name} ({numbers}) trong {steps.seconds:.0f} giây.{read}")
    return 0


def _prepare(borg: Borg, vault: Vault, steps: Steps) -> None:
    """Makes the place of the copies, and its key, when there is none yet."""
    if vault.here:
        Path(vault.repository).parent.mkdir(parents=True, exist_ok=True)
    if vault.key and not vault.key.exists():
        vault.key.parent.mkdir(parents=True, exist_ok=True)
        vault.key.touch(0o600)
        vault.key.write_text(secrets.token_urlsafe(32) + "\n", "ascii")
        steps.tell(f"Đã tạo khóa {vault.key}. Hãy chép tệp ấy ra nơi khác: mất nó là mất mọi bản sao.")
    if not borg.exists():
        kind = "repokey-blake2" if vault.key else "none"
        borg.run("init", "--make-parent-dirs", "--encryption", kind, vault.repository)
        steps.tell(f"Đã mở nơi sao lưu mới ở {vault.name}.")


def _create(borg: Borg, portal: Portal, name: str, now: datetime) -> None:
    without = [part for path in collect.excluded(portal) for part in ("--exclude", f"pf:{path}")]
    borg.run(
        "create", "--compression", "auto,zstd", *without,
        "--timestamp", now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S"), borg.at(name),
        *collect.present(portal), cwd=portal.root,
    )  # fmt: skip


def _verify(borg: Borg, portal: Portal, name: str, about: collect.About, whole: bool) -> None:
    """MistakesFound when the copy lacks a file, or does not give back what went in.

    whole: every byte of it is read; else what ties its files together, and the numbers.
    """
    held = set(borg.paths(name))
    missing = [path for path in collect.files(portal) if path not in held and (portal.root / path).is_file()]
    if missing:
        more = f" và {len(missing) - 1} tệp khác" if len(missing) > 1 else ""
        raise MistakesFound(
            Mistake(missing[0], f"Bản sao thiếu tệp này{more}: người dùng này có đọc được nó không?")
        )
    borg.run("check", "--archives-only", "--last", "1", borg.vault.repository)
    if about.numbers:
        given = borg.run("extract", "--stdout", borg.at(name), f"{collect.TAKEN}/{collect.NUMBERS}")
        if sha256(given).hexdigest() != about.numbers:
            raise MistakesFound(Mistake(borg.vault.name, "Bản sao trả lại số lượt xem khác lúc chép vào."))
    if whole:
        borg.run("extract", "--dry-run", borg.at(name))
