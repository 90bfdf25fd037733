"""Whether a picture tells where it was taken."""

import re
from pathlib import Path

from PIL import Image

GPS = 0x8825
XMP_PLACE = re.compile(rb"exif:GPS(Latitude|Longitude)|GPSLatitude=", re.IGNORECASE)
PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".avif", ".tif", ".tiff", ".gif", ".heic")


def complaints(file: Path) -> list[str]:
    """Sentences about a picture that names a place, or that is none."""
    try:
        with Image.open(file) as picture:
            place = GPS in picture.getexif() or _in_xmp(picture)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return ["Tệp ảnh bị hỏng. Hãy thay ảnh khác."]
    return (
        ["Ảnh còn ghi nơi chụp (GPS). Hãy đặt ảnh cạnh bài để máy tự bỏ, hoặc xóa thông tin ấy."]
        if place
        else []
    )


def _in_xmp(picture: Image.Image) -> bool:
    for name in ("xmp", "XML:com.adobe.xmp"):
        value = picture.info.get(name) or b""
        if XMP_PLACE.search(value.encode() if isinstance(value, str) else value):
            return True
    return False
