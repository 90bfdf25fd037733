"""Why the machine or the network refused, in Vietnamese where the cause is a common one."""

import errno

CERTIFICATES = (
    ("expired", "chứng chỉ bảo mật của máy chủ ấy đã hết hạn"),
    ("self-signed", "chứng chỉ bảo mật của máy chủ ấy do nó tự cấp"),
    ("self signed", "chứng chỉ bảo mật của máy chủ ấy do nó tự cấp"),
    ("ostname mismatch", "chứng chỉ bảo mật của máy chủ ấy mang tên khác"),
)
NUMBERS = {
    errno.ENOSPC: "đĩa đã đầy",
    errno.EDQUOT: "đĩa đã đầy",
    errno.EROFS: "ổ đĩa chỉ cho đọc",
    errno.EACCES: "máy không cho đọc hay ghi ở đó",
    errno.EPERM: "máy không cho đọc hay ghi ở đó",
    errno.ENOENT: "không có tệp hay thư mục ấy",
    errno.ENOTDIR: "đó không phải là thư mục",
    errno.EADDRINUSE: "chỗ ấy đang có chương trình khác dùng",
    errno.ENETUNREACH: "không có đường mạng tới máy chủ ấy",
    errno.EHOSTUNREACH: "không có đường mạng tới máy chủ ấy",
    errno.EIO: "ổ đĩa đọc ghi lỗi",
    errno.ENOTCONN: "thư mục mạng đã mất kết nối",
    errno.ESTALE: "thư mục mạng đã mất kết nối",
    errno.EHOSTDOWN: "thư mục mạng đã mất kết nối",
}


def cause_of(error: object) -> str:
    """The shortest words for it; those of the system where it is a rare one."""
    # Loaded here: every command can tell causes, few meet one.
    import ssl
    from http.client import HTTPException
    from socket import gaierror
    from urllib.error import URLError

    kinds: tuple[tuple[type[Exception], str], ...] = (
        (gaierror, "không tìm ra tên máy chủ, có lẽ máy này đang không có mạng"),
        (ConnectionRefusedError, "máy chủ ấy không nhận kết nối"),
        (TimeoutError, "quá lâu không trả lời"),
        (ConnectionError, "đường truyền bị ngắt"),
        (ssl.SSLError, "chứng chỉ bảo mật của máy chủ ấy không đúng"),
        (HTTPException, "trả lời đứt quãng hoặc không phải HTTP"),
    )
    reason = error.reason if isinstance(error, URLError) else error
    if isinstance(reason, ssl.SSLCertVerificationError):
        found = next((words for sign, words in CERTIFICATES if sign in reason.verify_message), "")
        if found:
            return found
    if words := next((words for kind, words in kinds if isinstance(reason, kind)), ""):
        return words
    number = reason.errno if isinstance(reason, OSError) else None
    own = getattr(reason, "strerror", None) or str(reason)
    return NUMBERS.get(number or 0) or own or type(reason).__name__
