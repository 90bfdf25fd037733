"""Media: sound and films beside a story, played in its page by the browser itself."""

from dataclasses import dataclass
from pathlib import Path

# The kinds that every browser plays: ending to element.
PLAYED = {"mp3": "audio", "m4a": "audio", "mp4": "video"}
NOT_IT = (
    "bên trong không phải {0}, nên trình duyệt không phát được. Hãy xuất lại thành {0} bằng phần mềm "
    "âm thanh hay phim, đừng chỉ đổi đuôi tệp."
)
CUT = "tệp bị cụt, có lẽ chép chưa xong. Hãy chép lại từ máy gốc."
HEVC = (
    "phim nén kiểu H.265, nhiều máy không phát được. Hãy xuất lại thành MP4 kiểu H.264 "
    "(iPhone: Cài đặt, Camera, Định dạng, Tương thích nhất)."
)
LONGEST_HEAD = 32_000_000  # bytes of the part of a film that says how it is packed


@dataclass(frozen=True)
class Fault:
    sentence: str
    warning: bool = False


def fault_of(file: Path, suffix: str) -> Fault | None:
    """Why browsers cannot play a file, by its content; suffix: its ending in lower case.

    Sources: ISO/IEC 14496-12, 4.2 (boxes); ISO/IEC 11172-3, 2.4.1 (frames); id3.org (ID3v2).
    """
    with file.open("rb") as opened:
        head = opened.read(12)
    if suffix == "mp3":
        frame = len(head) > 1 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2  # layer III
        return None if frame or head.startswith(b"ID3") else Fault(NOT_IT.format("MP3"))
    if head[4:8] != b"ftyp" or head[8:10] == b"qt" or head[8:11] in (b"hei", b"avi"):
        return Fault(NOT_IT.format("MP4" if suffix == "mp4" else "M4A"))
    packing, whole = _packing(file)
    if not whole or packing is None:
        return Fault(CUT)
    if suffix == "mp4" and (b"hvc1" in packing or b"hev1" in packing):
        return Fault(HEVC, warning=True)
    return None


def _packing(file: Path) -> tuple[bytes | None, bool]:
    """(the box "moov" of a film, whether all its boxes lie within the file)"""
    size, at, packing = file.stat().st_size, 0, None
    with file.open("rb") as opened:
        while at + 8 <= size:
            opened.seek(at)
            head = opened.read(16)
            length, kind = int.from_bytes(head[:4]), head[4:8]
            if length == 1:
                length = int.from_bytes(head[8:16])
            elif length == 0:  # to the end
                length = size - at
            if length < 8 or at + length > size:
                return packing, False
            if kind == b"moov":
                opened.seek(at)
                packing = opened.read(min(length, LONGEST_HEAD))
            at += length
    return packing, True
