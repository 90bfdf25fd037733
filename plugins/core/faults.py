"""A fault of the software itself: one sentence for people, all of it in a log for developers."""

import traceback
from pathlib import Path

LOG = Path(".cache/loi.log")


def unforeseen(fault: Exception) -> str:
    """A Vietnamese sentence about `fault`, whose traceback goes to LOG."""
    sentence = f"Phần mềm gặp lỗi ngoài dự tính ({type(fault).__name__}: {fault})."
    try:
        LOG.parent.mkdir(parents=True, exist_ok=True)
        LOG.write_text("".join(traceback.format_exception(fault)), "utf-8")
    except OSError:
        return sentence
    return f"{sentence} Chi tiết ở {LOG}; hãy gửi tệp ấy cho người quản trị."
