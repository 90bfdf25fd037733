"""A PNG that holds a picture alone is known without unpacking it; every other one is looked into."""

import zlib
from io import BytesIO

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from plugins.gallery.share_card import draw
from plugins.publish.checks.other_files import DAMAGED, picture_complaints, read_other
from plugins.publish.checks.png import SIGNATURE, is_bare
from tests.site import ROOT

FONT = next((ROOT / "theme/static/fonts").glob("*.woff2"))
XMP = '<x:xmpmeta xmlns:x="adobe:ns:meta/"><r exif:GPSLatitude="21,2N"/></x:xmpmeta>'


def saved(mode: str, **options) -> bytes:
    file = BytesIO()
    Image.effect_noise((40, 30), 60).convert(mode).save(file, "PNG", **options)
    return file.getvalue()


def chunk(kind: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4) + kind + data + zlib.crc32(kind + data).to_bytes(4)


def exif() -> bytes:
    found = Image.Exif()
    found[0x8825] = {1: "N", 2: (21.0, 2.0, 0.0)}
    return found.tobytes().removeprefix(b"Exif\0\0")


def behind_the_picture(data: bytes, kind: bytes, words: bytes) -> bytes:
    end = data.rindex(b"IEND") - 4
    return data[:end] + chunk(kind, words) + data[end:]


def words(**texts: str) -> PngInfo:
    info = PngInfo()
    for name, text in texts.items():
        info.add_itxt(name, text)
    return info


@pytest.mark.parametrize(
    "data",
    [
        draw("Cổng xã", "Xã khởi công đường mới", FONT),
        saved("RGB"),
        saved("RGBA"),
        saved("P", transparency=0),
        saved("1"),
    ],
)
def test_a_picture_alone_is_told_and_no_damage_passes_for_one(data, tmp_path):
    file = tmp_path / "anh.png"
    file.write_bytes(data)
    assert is_bare(data) and picture_complaints(file, is_made=True) == picture_complaints(file) == []
    for at in range(0, len(data), 7):
        assert not is_bare(data[:at])
        assert not is_bare(data[:at] + bytes((data[at] ^ 16,)) + data[at + 1 :])
    assert not is_bare(data + b"<script>")
    file.write_bytes(data[: len(data) // 2])
    assert picture_complaints(file, is_made=True) == [DAMAGED]


def test_a_picture_that_somebody_brought_is_unpacked(tmp_path):
    """Every checksum may be right and the picture none."""
    whole = saved("RGB")
    start, end = whole.index(b"IDAT") - 4, whole.rindex(b"IEND") - 4
    (tmp_path / "anh.png").write_bytes(data := whole[:start] + chunk(b"IDAT", b"x" * 40) + whole[end:])
    assert is_bare(data)
    assert read_other(tmp_path / "anh.png", "tin/2024/06/bai/anh.png", "").wrong


@pytest.mark.parametrize(
    "data",
    [
        saved("RGB", exif=exif()),
        behind_the_picture(saved("RGB"), b"eXIf", exif()),
        saved("RGB", pnginfo=words(**{"XML:com.adobe.xmp": XMP})),
    ],
)
def test_a_place_is_found_wherever_a_file_names_it(data, tmp_path):
    file = tmp_path / "anh.png"
    file.write_bytes(data)
    assert not is_bare(data)
    (told,) = picture_complaints(file, is_made=True)
    assert "nơi chụp (GPS)" in told


def test_chunks_in_no_order_are_no_picture():
    first, rest = saved("L")[len(SIGNATURE) :][:25], saved("L")[len(SIGNATURE) + 25 :]
    assert not is_bare(SIGNATURE + rest + first)
    assert not is_bare(SIGNATURE + first + chunk(b"IEND", b""))
    assert not is_bare(SIGNATURE + first) and not is_bare(SIGNATURE)
