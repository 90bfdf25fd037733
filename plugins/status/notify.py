"""One line to whoever must know, by mail or by a command of the owner's."""

import errno
import os
import shlex
import signal
import subprocess
from collections.abc import Sequence
from email.message import EmailMessage

SENDMAIL = "/usr/sbin/sendmail"
WAIT = 60  # seconds


def tell(receivers: Sequence[str], subject: str, line: str) -> dict[str, str]:
    """Sends the line to each receiver; {receiver: sentence} for those who could not be told.

    A command reads the line on its standard input: nothing of it stands in a command line. What a
    command says goes nowhere: it may be a secret, or without an end.
    """
    faults = {}
    for each in receivers:
        if each.startswith("mailto:"):
            command, data = [SENDMAIL, "-t", "-i"], _mail(each.removeprefix("mailto:"), subject, line)
        else:
            command, data = shlex.split(each), f"{line}\n".encode()
        if why := _run(command, data):
            name = each if each.startswith("mailto:") else command[0]
            faults[each] = f"Chưa báo được cho {name} ({why})."
    return faults


def _run(command: Sequence[str], data: bytes) -> str:
    """Gives `data` to a command; why it did not take it, or ''."""
    try:
        started = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except FileNotFoundError:
        return f"không có {command[0]}"
    except OSError as error:
        odd = error.errno == errno.ENOEXEC
        return "tệp ấy không phải một chương trình: thiếu dòng #!" if odd else "không được phép chạy lệnh ấy"
    with started:
        try:
            started.communicate(data, timeout=WAIT)
        except subprocess.TimeoutExpired:
            os.killpg(started.pid, signal.SIGKILL)  # with whatever it started itself
            return f"không xong sau {WAIT} giây"
    return f"lệnh kết thúc với mã {started.returncode}" if started.returncode else ""


def _mail(to: str, subject: str, line: str) -> bytes:
    message = EmailMessage()
    message["To"], message["Subject"] = to, subject
    message["Auto-Submitted"] = "auto-generated"  # no answering machine answers it
    message.set_content(f"{line}\n")
    return message.as_bytes()
