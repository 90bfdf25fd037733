"""Ranges: the part of a file that a player asks for. Source: RFC 9110, section 14."""

import re

ONE = re.compile(r"bytes=(\d*)-(\d*)")


def wanted(header: str | None, length: int) -> tuple[int, int] | None:
    """(first, behind the last) byte of the one range asked for; None: all of it.

    header: the value of Range. Raises ValueError for a range outside the file.
    """
    match = ONE.fullmatch((header or "").strip())
    if not match or not (match[1] or match[2]):
        return None
    if not match[1]:
        start, end = max(0, length - int(match[2])), length
    else:
        start, end = int(match[1]), min(length, int(match[2]) + 1) if match[2] else length
    if start >= end:
        raise ValueError(header)
    return start, end
