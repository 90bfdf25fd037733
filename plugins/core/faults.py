"""A fault of the software itself: one sentence for people, all of it in a log for developers."""

import traceback
from pathlib import Path

from plugins.core.secrets import without_secrets

LOG = Path(".cache/loi.log")


def unforeseen(fault: Exception, root: Path | None = None) -> str:
    """A Vietnamese sentence about `fault`, whose traceback goes to LOG in the project's folder `root`."""
    sentence = f"Phần mềm gặp lỗi ngoài dự tính ({type(fault).__name__}: {without_secrets(str(fault))})."
    log = (root or Path()) / LOG
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        log.write_text(without_secrets("".join(traceback.format_exception(fault))), "utf-8")
    except OSError:
        return sentence
    return f"{sentence} Chi tiết ở {LOG}; hãy gửi tệp ấy cho người quản trị."
