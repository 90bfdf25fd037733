"""BorgBackup, as Debian has it: run without a person, understood when it refuses."""

import os
import re
import shlex
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from plugins.backup.settings import Vault
from plugins.core.mistakes import Mistake, MistakesFound
from plugins.core.secrets import without_secrets

WAIT = 600  # seconds that another copy may take
# Borg sleeps for a tenth of what it is told to wait, up to a minute, beside a lock that is long free.
STEP = 5
LOCKED = "Failed to create/acquire the lock"
WARNING = 1  # its exit status when all is done and something was odd
# What borg says, and what an administrator is told.
SENTENCES = (
    (("does not exist", "is not a valid repository"), "Ở đó chưa có bản sao lưu nào."),
    (("BORG_PASSCOMMAND failed",), "Không đọc được tệp khóa. Hãy xem lại BACKUP['key'] hay KEY=."),
    (
        ("passphrase supplied", "acquire a passphrase", "Passcommand"),
        "Tệp khóa không mở được bản sao lưu này.",
    ),
    (
        ("newer than repository",),
        "Kho ở đó cũ hơn lần máy này ghi sau cùng: ai đó đã đặt một bản cũ vào chỗ nó.",
    ),
    ((LOCKED,), "Một lần sao lưu khác đang dùng chỗ này. Hãy chờ rồi thử lại."),
    (
        ("No space left", "Insufficient free space", "Disk quota"),
        "Hết chỗ, ở nơi để bản sao hay ở máy này. Hãy xem bằng df -h.",
    ),
    (("borg: command not found", "borg: not found"), "Máy ấy chưa có borg: sudo apt install borgbackup."),
    (
        ("Connection closed by remote host", "Is borg working on the server"),
        "Không nối được bằng ssh. Hãy thử: ssh tới máy ấy từ đúng người dùng này.",
    ),
    (("NotADirectoryError", "Too many levels of symbolic"), "Nơi ấy không phải một thư mục."),
    (("Permission denied",), "Không được phép đọc hay ghi ở đó."),
    (
        ("Data integrity error", "Index object count", "chunk", "valid configuration", "FileNotFoundError"),
        "Bản sao bị hỏng trên đĩa. Hãy lấy bản ở nơi khác, hay thử: borg check --repair",
    ),
)
CRASH = re.compile(r"^\w+(?:Error|Exception)\b.*", re.MULTILINE)  # the line of a crash that says why


class Borg:
    """Runs borg on one vault. base: a folder for its own caches, which may be lost."""

    def __init__(self, vault: Vault, base: Path):
        self.vault = vault
        if not (program := shutil.which("borg")):
            raise MistakesFound(Mistake("", "Máy chưa có borg. Hãy chạy: sudo apt install borgbackup"))
        self._program = program
        base.mkdir(parents=True, exist_ok=True)
        self._environment = os.environ | {
            "BORG_BASE_DIR": str(base),
            "BORG_RSH": f"{vault.ssh} -oBatchMode=yes",
            "BORG_RELOCATED_REPO_ACCESS_IS_OK": "yes",
            "BORG_UNKNOWN_UNENCRYPTED_REPO_ACCESS_IS_OK": "yes",
            "LC_ALL": "C.UTF-8",
        }
        # The words themselves never stand in a command line or in our environment.
        if vault.key:
            self._environment["BORG_PASSCOMMAND"] = f"cat {shlex.quote(str(vault.key))}"

    def run(self, *arguments: str, cwd: Path | None = None, data: bytes | None = None) -> bytes:
        """What `borg arguments…` writes; MistakesFound when it cannot do it."""
        until = time.monotonic() + WAIT
        while True:
            done = subprocess.run(
                [self._program, "--lock-wait", str(STEP), *arguments],
                cwd=cwd,
                env=self._environment,
                input=data if data is not None else b"",
                capture_output=True,
            )
            if done.returncode in (0, WARNING):
                return done.stdout
            said = done.stderr.decode("utf-8", "replace")
            if LOCKED not in said or time.monotonic() > until:
                raise self._refusal(said)

    def exists(self) -> bool:
        """Whether there are copies, or at least a place for them; MistakesFound when that is not known."""
        try:
            self.run("list", "--short", "--last", "1", self.vault.repository)
            return True
        except MistakesFound as found:
            if SENTENCES[0][1] in str(found):
                return False
            raise

    def archives(self, pattern: str = "*") -> list[str]:
        """Names of the copies, oldest first."""
        said = self.run("list", "--short", "--glob-archives", pattern, self.vault.repository)
        return said.decode().split()

    def at(self, archive: str) -> str:
        return f"{self.vault.repository}::{archive}"

    def paths(self, archive: str) -> Iterator[str]:
        """Every path of a copy."""
        said = self.run("list", "--format", "{path}{NUL}", self.at(archive))
        return (path.decode("utf-8", "surrogateescape") for path in said.split(b"\0") if path)

    def _refusal(self, said: str) -> MistakesFound:
        for signs, sentence in SENTENCES:
            if any(sign in said for sign in signs):
                return MistakesFound(Mistake(self.vault.name, sentence))
        lines = CRASH.findall(said) or said.strip().splitlines() or ["không nói gì"]
        last = without_secrets(lines[-1])
        return MistakesFound(Mistake(self.vault.name, f"borg từ chối: {last}"))
