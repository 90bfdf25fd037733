"""Any file an editor may drop beside a story becomes a clean picture or a clear sentence."""

import io
import os
import struct
import zlib

import pytest
from PIL import Image, ImageCms, ImageDraw, ImageOps

from plugins.gallery import decode, refusal
from plugins.gallery.cache import Cache
from plugins.gallery.decode import PAPER
from plugins.gallery.refusal import Refused
from plugins.gallery.render import render
from plugins.gallery.settings import GallerySettings

ORIENTATION, GPS, MAKER = 0x0112, 0x8825, 0x010F


@pytest.fixture
def cache(tmp_path):
    return Cache(tmp_path / "cache")


def made(path, cache, **changes):
    """(record, {name: image}) of the photo at `path`."""
    record = render(path, cache, GallerySettings(**changes), card=True, alone=False)
    return record, {name: Image.open(io.BytesIO((cache.folder / name).read_bytes())) for name in record.files}


def scene(size=(800, 600), mode="RGB"):
    """Red above, blue below, a green corner at the top left."""
    image = Image.new("RGB", size, "#b02020")
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, size[1] // 2, *size), fill="#2030b0")
    pen.rectangle((0, 0, size[0] // 4, size[1] // 4), fill="#20a040")
    return image.convert(mode)


def near(colour, wanted, slack=12):
    return all(abs(a - b) <= slack for a, b in zip(colour, wanted, strict=True))


def with_exif(path, orientation=1, **options):
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    exif[MAKER] = "Secret Phone"
    exif.get_ifd(GPS)[1] = "N"
    exif.get_ifd(GPS)[2] = (21.0, 2.0, 30.0)
    scene().save(path, exif=exif, **options)


def refusal_of(path, cache, **changes):
    with pytest.raises(Refused) as refused:
        made(path, cache, **changes)
    return str(refused.value)


# --- Files that must work ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "format"),
    [
        ("anh.jpg", "JPEG"),
        ("ANH.JPG", "JPEG"),
        ("anh.png", "PNG"),
        ("anh.webp", "WEBP"),
        ("anh.gif", "GIF"),
        ("anh.tif", "TIFF"),
        ("anh.bmp", "BMP"),
        ("anh.avif", "AVIF"),
        ("anh.heic", "HEIF"),
        ("thật-ra-là-png.jpg", "PNG"),
        ("thật-ra-là-jpeg.png", "JPEG"),
    ],
)
def test_every_common_format_is_shown_whatever_its_file_is_called(tmp_path, cache, name, format):
    if format == "HEIF":
        pytest.importorskip("pillow_heif").register_heif_opener()
    path = tmp_path / name
    scene().save(path, format)
    record, files = made(path, cache)
    assert (record.width, record.height) == (800, 600)
    for image in files.values():
        assert image.mode == "RGB"
        assert near(image.getpixel((image.width - 9, 9)), (0xB0, 0x20, 0x20), 20)


@pytest.mark.parametrize("mode", ["L", "1", "P", "LA", "CMYK", "RGBA", "PA", "LAB", "I;16"])
def test_every_kind_of_pixel_is_shown(tmp_path, cache, mode):
    image = Image.linear_gradient("L")
    if mode == "I;16":
        image = image.convert("I").point(lambda value: value * 257).convert("I;16")
    elif mode == "LAB":
        image = ImageCms.profileToProfile(
            image.convert("RGB"),
            ImageCms.createProfile("sRGB"),
            ImageCms.createProfile("LAB"),
            outputMode="LAB",
        )
    else:
        image = image.convert("RGBA").convert(mode) if mode != "PA" else image.convert("RGBA").quantize()
    path = tmp_path / "anh.tif"
    image.save(path)
    _, files = made(path, cache)
    (shown,) = (image for name, image in files.items() if name.endswith("256.webp"))
    assert near(shown.getpixel((9, 2)), (0, 0, 0), 30)
    assert near(shown.getpixel((9, 253)), (255, 255, 255), 30)
    if mode != "1":
        assert near(shown.getpixel((9, 128)), (128, 128, 128), 14)


def test_sixteen_bit_colour_png_is_shown(tmp_path, cache):
    row = b"\0" + struct.pack(">HHH", 65535, 32768, 0) * 400
    path = tmp_path / "anh.png"
    path.write_bytes(png(400, 300, zlib.compress(row * 300), depth=16))
    _, files = made(path, cache)
    assert all(near(image.getpixel((99, 99)), (255, 128, 0)) for image in files.values())


def test_printers_cmyk_jpeg_keeps_its_colours(tmp_path, cache):
    path = tmp_path / "anh.jpg"
    scene(mode="CMYK").save(path, quality=95)
    _, files = made(path, cache)
    assert all(near(image.getpixel((image.width - 9, 9)), (0xB0, 0x20, 0x20), 16) for image in files.values())


def test_transparent_picture_lies_on_paper(tmp_path, cache):
    image = Image.new("RGBA", (2500, 800), (200, 0, 0, 0))
    image.paste((200, 0, 0, 255), (0, 0, 1250, 800))
    path = tmp_path / "anh.png"
    image.save(path)
    _, files = made(path, cache)
    for image in files.values():
        assert near(image.getpixel((image.width - 3, 3)), PAPER)
        assert near(image.getpixel((3, 3)), (200, 0, 0))


def test_palette_with_a_transparent_colour_lies_on_paper(tmp_path, cache):
    image = scene().quantize(8)
    path = tmp_path / "anh.gif"
    image.save(path, transparency=image.getpixel((799, 599)))
    _, files = made(path, cache)
    assert all(near(image.getpixel((image.width - 3, image.height - 3)), PAPER) for image in files.values())


@pytest.mark.parametrize("ending", ["gif", "webp", "png"])
def test_animation_shows_its_first_picture_and_says_so(tmp_path, cache, ending):
    path = tmp_path / f"anh.{ending}"
    scene().save(path, save_all=True, append_images=[ImageOps.invert(scene())], duration=100)
    record, files = made(path, cache)
    assert record.animated
    assert all(near(image.getpixel((image.width - 9, 9)), (0xB0, 0x20, 0x20), 20) for image in files.values())
    assert not any(getattr(image, "is_animated", False) for image in files.values())


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("ending", ["jpg", "png", "webp", "tif", "avif"])
def test_photo_stands_upright_however_the_camera_was_held(tmp_path, cache, orientation, ending):
    """What the camera recorded, turned as EXIF says, is what everybody sees."""
    undo = {5: "TRANSPOSE", 6: "ROTATE_90", 7: "TRANSVERSE", 8: "ROTATE_270"}
    undo |= {2: "FLIP_LEFT_RIGHT", 3: "ROTATE_180", 4: "FLIP_TOP_BOTTOM"}
    held = scene()
    if orientation in undo:
        held = held.transpose(Image.Transpose[undo[orientation]])
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    path = tmp_path / f"anh.{ending}"
    held.save(path, exif=exif)
    record, files = made(path, cache)
    assert (record.width, record.height) == (800, 600)
    for image in files.values():
        if image.size == (1200, 630):
            continue  # the crop for sharing
        assert image.width * 3 == image.height * 4
        assert near(image.getpixel((image.width // 8, image.height // 9)), (0x20, 0xA0, 0x40), 25)
        assert near(image.getpixel((image.width - 5, image.height - 5)), (0x20, 0x30, 0xB0), 25)


@pytest.mark.parametrize("ending", ["jpg", "png", "webp", "tif", "avif"])
def test_no_published_file_carries_metadata(tmp_path, cache, ending):
    path = tmp_path / f"anh.{ending}"
    with_exif(path)
    _, files = made(path, cache, avif=True, originals=True)
    assert len(files) > 5
    for name, image in files.items():
        assert not image.getexif(), name
        assert not {"exif", "xmp", "comment", "icc_profile", "photoshop"} & set(image.info), name
        assert b"Secret" not in (cache.folder / name).read_bytes()


def test_comment_thumbnail_and_trailing_data_are_not_published(tmp_path, cache):
    out = io.BytesIO()
    scene().save(out, "JPEG", comment=b"Secret comment")
    path = tmp_path / "anh.jpg"
    path.write_bytes(out.getvalue() + b"Secret second picture after the end" * 99)
    _, files = made(path, cache, originals=True)
    assert not any(b"Secret" in (cache.folder / name).read_bytes() for name in files)


def test_embedded_profile_is_converted_to_srgb(tmp_path, cache):
    """sRGB with red and green exchanged and renamed: what the numbers call red is green."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for old, new in (
        (b"rXYZ", b"?"),
        (b"gXYZ", b"rXYZ"),
        (b"?", b"gXYZ"),
        ("sRGB".encode("utf-16-be"), "oRGB".encode("utf-16-be")),
    ):
        profile = profile.replace(old, new)
    path = tmp_path / "anh.jpg"
    Image.new("RGB", (700, 500), (200, 30, 30)).save(path, icc_profile=profile, quality=95)
    _, files = made(path, cache)
    assert all(near(image.getpixel((9, 9)), (30, 200, 30)) for image in files.values())


def test_damaged_profile_or_exif_does_not_cost_the_photo(tmp_path, cache):
    path = tmp_path / "anh.jpg"
    scene().save(path, icc_profile=b"nonsense", exif=b"Exif\0\0MM\0*\xff\xff\xff\xff")
    record, _ = made(path, cache)
    assert record.width == 800


@pytest.mark.parametrize("size", [(1, 1), (1, 900), (900, 1), (5000, 40), (40, 20000)])
def test_odd_shapes_work(tmp_path, cache, size):
    path = tmp_path / "anh.png"
    Image.new("RGB", size, "red").save(path)
    record, files = made(path, cache, originals=True)
    assert (record.width, record.height) == size
    assert all(image.width <= size[0] or image.size == (1200, 630) for image in files.values())


def test_no_file_is_wider_than_the_photo(tmp_path, cache):
    path = tmp_path / "anh.jpg"
    scene((1000, 700)).save(path)
    _, files = made(path, cache)
    assert sorted(image.width for name, image in files.items() if name.endswith("webp")) == [320, 640, 960]


# --- Files that must be refused ----------------------------------------------------------


def png(width, height, data, depth=8):
    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, depth, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def jpeg():
    out = io.BytesIO()
    Image.effect_noise((900, 700), 90).save(out, "JPEG")
    return out.getvalue()


SVG = b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'

BAD = {
    "trống": ("anh.jpg", b"", refusal.EMPTY),
    "cụt ở giữa": ("anh.jpg", jpeg()[: len(jpeg()) // 2], refusal.DAMAGED),
    "cụt ở đầu": ("anh.jpg", jpeg()[:15], refusal.DAMAGED),
    "png cụt": ("anh.png", png(300, 300, zlib.compress(bytes(901 * 300)))[:60], refusal.DAMAGED),
    "png hỏng": ("anh.png", png(300, 300, b"not deflate at all"), refusal.DAMAGED),
    "chữ": ("anh.jpg", b"Khong phai anh" * 99, refusal.NOT_A_PICTURE),
    "pdf": ("anh.jpg", b"%PDF-1.7\n%...", refusal.NOT_A_PICTURE),
    "html": ("anh.jpg", b"<!doctype html><script>alert(1)</script>", refusal.NOT_A_PICTURE),
    "eps": ("anh.jpg", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", refusal.NOT_A_PICTURE),
    "svg": ("anh.svg", SVG, refusal.SVG),
    "svg đội lốt": ("anh.jpg", b"\xef\xbb\xbf \n" + SVG, refusal.SVG),
    "svg trơn": ("anh.png", b"<svg onload='alert(1)'/>", refusal.SVG),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_file_is_refused_with_a_sentence(tmp_path, cache, case):
    name, content, sentence = BAD[case]
    path = tmp_path / name
    path.write_bytes(content)
    assert refusal_of(path, cache) == sentence
    assert not list(tmp_path.glob("cache/*"))


def test_decompression_bomb_is_refused_before_it_is_unpacked(tmp_path, cache):
    path = tmp_path / "anh.png"
    path.write_bytes(png(12_000, 12_000, zlib.compress(bytes(1000))))
    assert "12000 × 12000" in refusal_of(path, cache)
    assert "tối đa 120 triệu" in refusal_of(path, cache)


def test_thirty_two_bit_pixels_are_refused(tmp_path, cache):
    path = tmp_path / "anh.tif"
    Image.new("F", (90, 90), 0.5).save(path)
    assert refusal_of(path, cache) == refusal.ODD_PIXELS


def test_heic_without_its_reader_tells_how_to_save_as_jpeg(tmp_path, cache, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "pillow_heif", None)
    path = tmp_path / "anh.heic"
    path.write_bytes(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(99))
    assert refusal_of(path, cache) == refusal.HEIC
    assert "JPEG" in refusal.HEIC


def test_damaged_heic_is_refused(tmp_path, cache):
    pytest.importorskip("pillow_heif")
    path = tmp_path / "anh.heic"
    path.write_bytes(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(99))
    assert refusal_of(path, cache) in (refusal.DAMAGED, refusal.NOT_A_PICTURE)


@pytest.mark.parametrize("seed", range(40))
def test_scrambled_files_never_crash_or_warn(tmp_path, cache, seed):
    """Bytes changed at random in a good file: a picture or a sentence, nothing else."""
    format = ["JPEG", "PNG", "WEBP", "GIF", "TIFF"][seed % 5]
    out = io.BytesIO()
    scene((200, 150)).save(out, format)
    content = bytearray(out.getvalue())
    dice = __import__("random").Random(seed)
    for _ in range(12):
        content[dice.randrange(len(content))] = dice.randrange(256)
    path = tmp_path / "anh.jpg"
    path.write_bytes(content)
    try:
        made(path, cache)
    except Refused as refused:
        assert str(refused).endswith(".")


def test_decoding_a_jpeg_for_the_web_takes_a_fraction_of_its_size(tmp_path):
    path = tmp_path / "anh.jpg"
    Image.new("RGB", (8000, 6000)).save(path)
    with decode.opened(path, 120_000_000) as image:
        assert decode.prepare(image, 1920) < 20_000_000
    Image.new("RGB", (8000, 6000)).save(path, progressive=True)
    with decode.opened(path, 120_000_000) as image:
        assert decode.prepare(image, 1920) > 144_000_000


def test_file_that_vanishes_is_an_error_of_the_caller_not_a_picture(tmp_path, cache):
    with pytest.raises(FileNotFoundError):
        made(tmp_path / os.devnull.lstrip("/") / "anh.jpg", cache)
