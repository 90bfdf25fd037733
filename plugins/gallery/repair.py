"""Repair: files that every viewer shows whole although their bytes are not quite right.

Sources: the PNG specification (W3C), section 5, and ITU T.81, annex B. As browsers do, a PNG's
text and its additional chunks with a wrong checksum are passed over, and a JPEG may lack its end.
"""

import struct
import zlib
from io import BytesIO
from pathlib import Path

from PIL import Image, PngImagePlugin

PNG, JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
TEXT = (b"tEXt", b"zTXt", b"iTXt", b"tIME")
END_OF_IMAGE = b"\xff\xd9"
TRAILER = 1 << 16  # bytes that phones write behind the end of a picture
TAILS = (b"\x00" * 4096, b"\x55\xaa" * 2048)
LARGEST_PROFILE = 32_000_000

# Colour profiles of printers are larger than Pillow's limit of 1 MB for compressed text.
PngImagePlugin.MAX_TEXT_CHUNK = LARGEST_PROFILE


def repaired(path: Path, head: bytes) -> BytesIO | None:
    """The file at `path` as decoders want it; None when it can be read as it is.

    head: its first bytes. What is truly cut stays so, and is refused by the decoder.
    """
    if head.startswith(PNG):
        return _png(path)
    if head.startswith(JPEG):
        return _jpeg(path)
    return None


def _png(path: Path) -> BytesIO | None:
    """The PNG without text, and without additional chunks whose checksum is wrong."""
    parts, odd = [], False
    with path.open("rb") as file:
        file.seek(len(PNG))
        while len(frame := file.read(8)) == 8:
            length, kind = struct.unpack(">I4s", frame)
            start = file.tell() - 8
            additional = bool(kind[0] & 0x20)
            drop = kind in TEXT
            if additional and not drop and length <= LARGEST_PROFILE:
                body = file.read(length)
                drop = file.read(4) != struct.pack(">I", zlib.crc32(kind + body))
            odd |= drop
            if not drop:
                parts.append((start, length + 12))
            file.seek(start + length + 12)
            if kind == b"IEND":
                break
        if not odd:
            return None
        data = BytesIO()
        data.write(PNG)
        for start, length in parts:
            file.seek(start)
            data.write(file.read(length))
    data.seek(0)
    return data


def _jpeg(path: Path) -> BytesIO | None:
    """The JPEG with an end, where that is all it lacks."""
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(0, size - TRAILER))
        if END_OF_IMAGE in file.read():
            return None
    data = path.read_bytes().rstrip(b"\x00").removesuffix(b"\xff")
    # Whatever is laid behind a whole picture is passed over; in a cut one it becomes pixels.
    first, second = (_pixels(data + tail + END_OF_IMAGE) for tail in TAILS)
    return BytesIO(data + END_OF_IMAGE) if first is not None and first == second else None


def _pixels(data: bytes) -> bytes | None:
    """The pixels of a JPEG, a plain one made eight times smaller; None for one that no decoder takes."""
    try:
        with Image.open(BytesIO(data), formats=("JPEG",)) as image:
            if not image.info.get("progressive"):  # its last passes do not show in a small one
                image.draft(None, (image.width // 8, image.height // 8))
            return image.tobytes()
    except Exception:  # a broken file provokes anything
        return None
