"""One line to whoever must know, by mail or by a command of the owner's."""

import shlex
import subprocess
from collections.abc import Sequence
from email.message import EmailMessage

SENDMAIL = "/usr/sbin/sendmail"
WAIT = 60  # seconds


def tell(receivers: Sequence[str], subject: str, line: str) -> list[str]:
    """Sends the line to each receiver; a sentence for each that could not be told.

    A command reads the line on its standard input: nothing of it stands in a command line.
    """
    faults = []
    for each in receivers:
        if each.startswith("mailto:"):
            command, data = [SENDMAIL, "-t", "-i"], _mail(each.removeprefix("mailto:"), subject, line)
        else:
            command, data = shlex.split(each), f"{line}\n".encode()
        try:
            done = subprocess.run(command, input=data, capture_output=True, timeout=WAIT)
            why = f"mã {done.returncode}" if done.returncode else ""
        except FileNotFoundError:
            why = f"không có {command[0]}"
        except (OSError, subprocess.TimeoutExpired) as error:
            why = type(error).__name__
        if why:
            faults.append(f"Chưa báo được cho {each.partition(' ')[0]} ({why}).")
    return faults


def _mail(to: str, subject: str, line: str) -> bytes:
    message = EmailMessage()
    message["To"], message["Subject"] = to, subject
    message["Auto-Submitted"] = "auto-generated"  # no answering machine answers it
    message.set_content(f"{line}\n")
    return message.as_bytes()
