"""Odd files show in the portal as Chromium shows them, or are refused with a way out."""

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image, ImageCms

from plugins.gallery import decode
from plugins.gallery.refusal import Refused
from tests.server import serving

SIZE = (64, 48)
PATCH = 16  # pixels on a side; colours are compared in the middle of each
SLACK = 10  # of 255: rounding, JPEG, and what two colour engines make of one profile
COLOURS = [
    ((230, 40, 40), (40, 200, 60), (30, 60, 220), (240, 220, 40)),
    ((0, 0, 0), (255, 255, 255), (128, 128, 128), (64, 64, 64)),
    ((200, 120, 90), (120, 180, 200), (90, 40, 90), (220, 230, 210)),
]


def scene(mode="RGB"):
    image = Image.new("RGB", SIZE)
    for row, colours in enumerate(COLOURS):
        for column, colour in enumerate(colours):
            x, y = column * PATCH, row * PATCH
            image.paste(colour, (x, y, x + PATCH, y + PATCH))
    return image.convert(mode)


def saved(image, format, **options):
    file = BytesIO()
    image.save(file, format, **options)
    return file.getvalue()


def chunk(kind: bytes, data: bytes, wrong: int = 0) -> bytes:
    crc = zlib.crc32(kind + data) ^ wrong
    return len(data).to_bytes(4) + kind + data + crc.to_bytes(4)


def png(bits, colour, rows, *extra):
    """A PNG of `rows`, bytes each, that no library needs to know how to write."""
    header = struct.pack(">IIBBBBB", *SIZE, bits, colour, 0, 0, 0)
    data = zlib.compress(b"".join(b"\0" + row for row in rows))
    return b"".join(
        (b"\x89PNG\r\n\x1a\n", chunk(b"IHDR", header), *extra, chunk(b"IDAT", data), chunk(b"IEND", b""))
    )


def with_chunk(data: bytes, *extra: bytes, end=False) -> bytes:
    at = data.index(b"IEND") - 4 if end else 33
    return data[:at] + b"".join(extra) + data[at:]


def s15(value: float) -> bytes:
    return struct.pack(">i", round(value * 65536))


def profile(space: bytes, tags: dict[bytes, bytes], kind=b"mntr", pcs=b"XYZ ") -> bytes:
    """An ICC profile, version 2. Source: ICC.1:2001-04, sections 6.1 to 6.3."""
    body, table, start = b"", b"", 128 + 4 + 12 * len(tags)
    for name, data in tags.items():
        table += name + struct.pack(">II", start + len(body), len(data))
        body += data + b"\0" * (-len(data) % 4)
    head = struct.pack(">I4s4s4s4s4s", start + len(body), b"\0" * 4, b"\x02\x40\0\0", kind, space, pcs)
    head += struct.pack(">6H", 2026, 1, 1, 0, 0, 0) + b"acsp" + b"\0" * 28
    head += s15(0.9642) + s15(1.0) + s15(0.8249)
    return head.ljust(128, b"\0") + struct.pack(">I", len(tags)) + table + body


def xyz(*values):
    return b"XYZ \0\0\0\0" + b"".join(map(s15, values))


def gamma(value):
    return b"curv\0\0\0\0" + struct.pack(">IH", 1, round(value * 256))


def words(text):
    return b"desc\0\0\0\0" + struct.pack(">I", len(text) + 1) + text + b"\0" * 79


WHITE = {b"desc": words(b"odd"), b"cprt": b"text\0\0\0\0none\0", b"wtpt": xyz(0.9642, 1.0, 0.8249)}


def rgb_profile(red, green, blue, curve):
    columns = {b"rXYZ": xyz(*red), b"gXYZ": xyz(*green), b"bXYZ": xyz(*blue)}
    return profile(b"RGB ", WHITE | columns | dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), gamma(curve)))


# Primaries as seen under D50.
ADOBE = rgb_profile(
    (0.60974, 0.31111, 0.01947), (0.20528, 0.62567, 0.06087), (0.14919, 0.06322, 0.74457), 2.2
)
P3 = rgb_profile((0.51512, 0.24120, -0.00105), (0.29198, 0.69225, 0.04189), (0.15710, 0.06657, 0.78407), 2.2)
GRAY = profile(b"GRAY", WHITE | {b"kTRC": gamma(1.8)})
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
LARGE = ADOBE + bytes(range(256)) * 6000


def deep(channels):
    """Rows of 16 bits a channel."""
    pixels = scene("RGB" if channels == 3 else "L").tobytes()
    wide = b"".join(bytes((value, 37)) for value in pixels)
    length = SIZE[0] * channels * 2
    return [wide[start : start + length] for start in range(0, len(wide), length)]


def packed(bits):
    """Rows of gray in 1, 2 or 4 bits."""
    pixels, rows = scene("L").tobytes(), []
    for start in range(0, len(pixels), SIZE[0]):
        value = 0
        for pixel in pixels[start : start + SIZE[0]]:
            value = value << bits | pixel >> (8 - bits)
        rows.append(value.to_bytes(SIZE[0] * bits // 8))
    return rows


def see_through():
    image = scene("RGBA")
    image.putalpha(Image.linear_gradient("L").resize(SIZE))
    return image


def palette(alpha=False):
    image = scene().quantize(16)
    return saved(image, "PNG", **({"transparency": bytes(range(0, 256, 16))} if alpha else {}))


def turned(orientation):
    exif = Image.Exif()
    exif[0x0112] = orientation
    return exif


JPEG = {"quality": 95, "subsampling": 0}
FILES = {
    "adobe.jpg": lambda: saved(scene(), "JPEG", icc_profile=ADOBE, **JPEG),
    "p3.jpg": lambda: saved(scene(), "JPEG", icc_profile=P3, **JPEG),
    "p3.png": lambda: saved(scene(), "PNG", icc_profile=P3),
    "adobe.webp": lambda: saved(scene(), "WEBP", lossless=True, icc_profile=ADOBE),
    "whole.jpg": lambda: saved(scene(), "JPEG", **JPEG),
    "srgb.jpg": lambda: saved(scene(), "JPEG", icc_profile=SRGB, **JPEG),
    "cmyk.jpg": lambda: saved(scene("CMYK"), "JPEG", **JPEG),
    "gray.jpg": lambda: saved(scene("L"), "JPEG", icc_profile=GRAY, **JPEG),
    "gray.png": lambda: saved(scene("L"), "PNG", icc_profile=GRAY),
    "rgb-with-gray-profile.jpg": lambda: saved(scene(), "JPEG", icc_profile=GRAY, **JPEG),
    "gray-with-rgb-profile.jpg": lambda: saved(scene("L"), "JPEG", icc_profile=ADOBE, **JPEG),
    "gray-with-rgb-profile.png": lambda: saved(scene("L"), "PNG", icc_profile=ADOBE),
    "damaged-profile.jpg": lambda: saved(scene(), "JPEG", icc_profile=ADOBE[:200], **JPEG),
    "palette-with-profile.png": lambda: saved(scene().quantize(16), "PNG", icc_profile=ADOBE),
    "large-profile.png": lambda: saved(scene(), "PNG", icc_profile=LARGE),
    "gray-1.png": lambda: png(1, 0, packed(1)),
    "gray-2.png": lambda: png(2, 0, packed(2)),
    "gray-4.png": lambda: png(4, 0, packed(4)),
    "gray-16.png": lambda: png(16, 0, deep(1)),
    "rgb-16.png": lambda: png(16, 2, deep(3)),
    "gray-with-one-clear.png": lambda: png(4, 0, packed(4), chunk(b"tRNS", b"\0\x0f")),
    "rgb-16-with-one-clear.png": lambda: png(16, 2, deep(3), chunk(b"tRNS", bytes((0, 37)) * 3)),
    "gray-16-with-one-clear.png": lambda: png(16, 0, deep(1), chunk(b"tRNS", bytes((0, 37)))),
    "palette.png": palette,
    "palette-with-alpha.png": lambda: palette(alpha=True),
    "alpha.png": lambda: saved(see_through(), "PNG"),
    "gray-alpha.png": lambda: saved(see_through().convert("LA"), "PNG"),
    "alpha.webp": lambda: saved(see_through(), "WEBP", lossless=True),
    "clear.gif": lambda: saved(scene().quantize(16), "GIF", transparency=0),
    "progressive.jpg": lambda: saved(scene(), "JPEG", progressive=True, **JPEG),
    "turned.jpg": lambda: saved(scene(), "JPEG", exif=turned(6), **JPEG),
    "turned.png": lambda: saved(scene(), "PNG", exif=turned(8)),
    "gray-with-one-clear-8.png": lambda: saved(scene("L"), "PNG", transparency=0),
    "rgb-with-one-clear.png": lambda: saved(scene(), "PNG", transparency=(0, 0, 0)),
    "no-end.jpg": lambda: saved(scene(), "JPEG", **JPEG)[:-2],
    "no-end-progressive.jpg": lambda: saved(scene(), "JPEG", progressive=True, **JPEG)[:-2],
    "half-an-end.jpg": lambda: saved(scene(), "JPEG", **JPEG)[:-1],
    "zeros-behind.jpg": lambda: saved(scene(), "JPEG", **JPEG)[:-2] + b"\0" * 4096,
    "no-end.png": lambda: saved(scene(), "PNG")[:-12],
    "text.png": lambda: with_chunk(
        saved(scene(), "PNG"), chunk(b"zTXt", b"XML\0\0" + zlib.compress(b"x" * 3_000_000))
    ),
    "text-behind.png": lambda: with_chunk(
        saved(scene(), "PNG"), chunk(b"iTXt", b"XML\0\1\0\0\0" + zlib.compress(b"x" * 3_000_000)), end=True
    ),
    "many-texts.png": lambda: with_chunk(
        saved(scene(), "PNG"), *[chunk(b"zTXt", b"a\0\0" + zlib.compress(b"x" * 900_000))] * 90
    ),
    "wrong-sum-of-text.png": lambda: with_chunk(saved(scene(), "PNG"), chunk(b"tEXt", b"Comment\0x", 1)),
    "wrong-sum-behind.png": lambda: with_chunk(saved(scene(), "PNG"), chunk(b"teSt", b"x", 1), end=True),
    "wrong-sum-of-density.png": lambda: with_chunk(saved(scene(), "PNG"), chunk(b"pHYs", b"\0" * 9, 1)),
    "gamma.png": lambda: with_chunk(saved(scene(), "PNG"), chunk(b"gAMA", (55555).to_bytes(4))),
    "bitmap.bmp": lambda: saved(scene(), "BMP"),
    "photo.avif": lambda: saved(scene(), "AVIF", quality=95, subsampling="4:4:4"),
}
# Chromium decodes these but leaves out the last rows of so small a picture.
UNTIL_ITS_END = ("no-end.jpg", "half-an-end.jpg")
CUT = {
    "half.jpg": lambda: saved(scene(), "JPEG", **JPEG)[:-300],
    "half-progressive.jpg": lambda: saved(scene(), "JPEG", progressive=True, **JPEG)[:480],
    "half.png": lambda: saved(scene().rotate(7), "PNG")[:300],
    "wrong-sum-of-pixels.png": lambda: png(8, 2, [b"\0" * 192] * 48)[:-18] + b"\0" * 6 + chunk(b"IEND", b""),
}
SEEN = """async ([names, paper]) => {
  const seen = {};
  for (const name of names) {
    const image = new Image();
    image.src = "/" + name;
    try { await image.decode(); } catch { seen[name] = null; continue; }
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
    const pen = canvas.getContext("2d", { colorSpace: "srgb" });
    pen.fillStyle = paper;
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(image, 0, 0);
    const { data } = pen.getImageData(0, 0, canvas.width, canvas.height);
    seen[name] = [canvas.width, canvas.height, Array.from(data)];
  }
  return seen;
}"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("odd")
    for name, make in (FILES | CUT).items():
        (folder / name).write_bytes(make())
    (folder / "index.html").write_text("<!doctype html><title>x</title>", "utf-8")
    return folder


@pytest.fixture(scope="module")
def shown(folder, browser):
    page = browser.new_page()
    with serving(folder) as address:
        page.goto(address + "/index.html")
        seen = page.evaluate(SEEN, [list(FILES | CUT), "rgb(255, 253, 249)"])
    page.close()
    return seen


def read(path):
    with decode.opened(path, 10**8) as image:
        return decode.decoded(image, image.width)


@pytest.mark.parametrize("name", FILES)
def test_an_odd_file_is_shown_as_chromium_shows_it(folder, shown, name):
    assert shown[name], "Chromium itself does not show it"
    width, height, data = shown["whole.jpg" if name in UNTIL_ITS_END else name]
    ours = read(folder / name)
    assert ours.size == (width, height)
    worst = 0
    for y in range(PATCH // 2, height, PATCH):
        for x in range(PATCH // 2, width, PATCH):
            at = (y * width + x) * 4
            theirs, own = data[at : at + 3], ours.getpixel((x, y))
            worst = max(worst, *(abs(a - b) for a, b in zip(theirs, own, strict=True)))
    assert worst <= SLACK


@pytest.mark.parametrize("name", CUT)
def test_a_file_that_is_truly_cut_is_refused_with_two_ways_out(folder, name):
    with pytest.raises(Refused, match=r"chép lại ảnh từ máy gốc, hoặc mở ảnh .* lưu lại thành JPEG"):
        read(folder / name)
