"""Why a machine or a network refused is said in Vietnamese."""

import errno
import http.client
import socket
import ssl
from urllib.error import URLError

import pytest

from plugins.core.causes import cause_of


def untrusted(message: str) -> ssl.SSLCertVerificationError:
    error = ssl.SSLCertVerificationError(1, message)
    error.verify_message = message
    return error


@pytest.mark.parametrize(
    "error, words",
    [
        (socket.gaierror(-2, "Name or service not known"), "không tìm ra tên máy chủ"),
        (URLError(ConnectionRefusedError(111, "Connection refused")), "không nhận kết nối"),
        (URLError(TimeoutError("timed out")), "quá lâu"),
        (ConnectionResetError(104, "reset"), "bị ngắt"),
        (untrusted("certificate has expired"), "hết hạn"),
        (untrusted("Hostname mismatch, certificate is not valid for 'a'."), "mang tên khác"),
        (untrusted("unable to get issuer"), "không đúng"),
        (http.client.BadStatusLine("x"), "không phải HTTP"),
        (OSError(errno.EROFS, "Read-only file system"), "chỉ cho đọc"),
        (OSError(errno.ESTALE, "Stale file handle"), "mất kết nối"),
        (OSError("của máy"), "của máy"),
        (ValueError("không rõ"), "không rõ"),
        (OSError(), "OSError"),
    ],
)
def test_a_cause_is_told_in_words(error, words):
    assert words in cause_of(error)
