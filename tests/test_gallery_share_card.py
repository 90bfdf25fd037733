"""The sharing picture: a well-cut cover, or a card whose headline always fits."""

import zlib
from dataclasses import astuple
from io import BytesIO
from math import ceil
from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageDraw, ImageFont

from plugins.gallery import share_card
from plugins.gallery.letters import (
    ASCENT,
    BLEED,
    COVERAGE,
    ELLIPSIS,
    LEADING,
    SHADES,
    Face,
    largest_fitting,
    measured,
)
from plugins.gallery.render import cropped
from plugins.gallery.share_card import LAST_BLOCK, ZLIB, Ground, Packed

FONT = next((Path(__file__).parents[1] / "theme/static/fonts").glob("*.woff2"))
FACE = Face(FONT)
MARKED = "aăâeêioôơuưy"
LETTERS = {
    normalize("NFC", letter + mark)
    for letter in MARKED + MARKED.upper()
    for mark in ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
} | set("đĐbcdghklmnpqrstvxBCDGHKLMNPQRSTVXfjwzFJWZ0123456789()[]/|“”.,;:?!@&%-–…")
PORTAL = "Cổng thông tin điện tử huyện Hoài Đức"
SHORT = "Sơ kết Đề án số 11-ĐA/TU"
LONG = (
    "Quyết định về việc phê duyệt nhiệm vụ và dự toán kinh phí lập quy hoạch chi tiết xây dựng tỷ lệ 1/500 "
    "Khu đô thị mới thuộc địa bàn các xã An Khánh, Song Phương, Vân Côn, An Thượng, Đông La, La Phù và thị "
    "trấn Trạm Trôi, huyện Hoài Đức, Thành phố Hà Nội đến năm 2030"
)


def drawn(portal, headline):
    with Image.open(BytesIO(share_card.draw(portal, headline, FONT))) as file:
        return file.convert("RGB")


def ink_box(image):
    """The box that holds everything in ink colour."""
    paper = Image.new("RGB", image.size, share_card.HOUSE.paper)
    return ImageChops.difference(image, paper).convert("L").point(lambda v: 255 * (v > 60)).getbbox()


@pytest.mark.parametrize("headline", [SHORT, LONG, "A", "ẤỆỖỮ " * 40, "không-một-dấu-cách" * 20])
def test_every_headline_fits_the_card(headline):
    image = drawn(PORTAL, headline)
    assert image.size == (1200, 630)
    written = image.crop((share_card.RED_EDGE, 0, *image.size))
    _, top, right, bottom = ink_box(written)
    assert top > 40 and bottom < 630 - 40 and right < 1200 - share_card.RED_EDGE - 40


@given(st.text(max_size=250))
@settings(max_examples=15, deadline=None)
def test_no_headline_breaks_the_card(headline):
    assert drawn(PORTAL, headline).size == (1200, 630)


def test_short_headline_is_larger_than_a_long_one():
    short, long = (largest_fitting(text, FACE, share_card.SIZES, 1040, 380) for text in (SHORT, LONG))
    assert short.size == 76 and 30 <= long.size < 60


def test_every_word_of_a_250_character_headline_is_there():
    assert 240 < len(LONG) <= 270
    set_text = largest_fitting(LONG, FACE, share_card.SIZES, 1040, 380)
    assert " ".join(set_text.lines) == LONG
    assert set_text.height <= 380


def test_lines_are_evenly_long():
    text = "Hoài Đức tổ chức hội nghị tổng kết công tác năm và triển khai nhiệm vụ"
    words, column = measured(text.split(), FACE), 1040 / 60
    greedy, even = words.wrapped(column), words.balanced(column)
    assert len(even) == len(greedy)
    lengths, before = ([FACE.width(line) for line in lines] for lines in (even, greedy))
    assert max(lengths) - min(lengths) < max(before) - min(before)


def test_decomposed_marks_are_drawn_like_composed_ones():
    composed, decomposed = (drawn(PORTAL, normalize(form, SHORT)) for form in ("NFC", "NFD"))
    assert composed.tobytes() == decomposed.tobytes()


@pytest.mark.parametrize("word", ["Đức", "11-ĐA/TU", "VAY", "Tự", "Wđ", "a\u0331b", "ﷺ", "😀"])
def test_letters_stand_as_far_apart_as_the_font_says(word):
    own = ImageFont.truetype(str(FONT), 1000).getlength(word) / 1000
    assert FACE.width(word) == pytest.approx(own, abs=0.002)


def in_shades(word, size):
    """The word alone, in shades of 0 to SHADES, BLEED pixels wider on both sides."""
    picture = Image.new("L", (ceil(FACE.width(word) * size) + 2 * BLEED, round(size * LEADING)))
    FACE.write(ImageDraw.Draw(picture), word, size, BLEED, 0)
    return picture


@pytest.mark.parametrize("size", [30, 48, 76])
def test_word_put_together_of_letters_is_the_word(size):
    word, font = "Trường", ImageFont.truetype(str(FONT), size)
    found = in_shades(word, size)
    whole = Image.new("L", found.size)
    ImageDraw.Draw(whole).text((BLEED, round(size * ASCENT)), word, 255, font, anchor="ls")
    apart = ImageChops.difference(found.point(lambda v: v * 255 // SHADES), whole)
    assert sum(apart.histogram()[128:]) < 0.03 * sum(whole.histogram()[128:])


@pytest.mark.parametrize("size", sorted({*share_card.SIZES, *share_card.NAME_SIZES}))
def test_no_letter_is_cut_at_its_line(size):
    font = ImageFont.truetype(str(FONT), size)
    for letter in LETTERS:
        ample = Image.new("L", (size * 3, size * 4))
        ImageDraw.Draw(ample).text((size, size * 2), letter, 255, font, anchor="ls")
        whole = ample.tobytes().translate(COVERAGE)
        assert sum(in_shades(letter, size).tobytes()) == sum(whole), letter


def test_what_cannot_fit_ends_in_an_ellipsis():
    text = largest_fitting("chữ " * 2000, FACE, range(40, 29, -2), 500, 200)
    assert text.lines[-1].endswith(ELLIPSIS) and text.height <= 200


def test_card_is_in_the_colours_of_the_house():
    image = drawn(PORTAL, SHORT)
    colours = {colour for _, colour in image.getcolors(1 << 24)}
    for wanted in astuple(share_card.HOUSE):
        assert tuple(bytes.fromhex(wanted[1:])) in colours


def portrait(face_at):
    """A tall plain photo with one busy place, at a share of its height."""
    image = Image.new("RGB", (1200, 1800), "#88a0b0")
    pen = ImageDraw.Draw(image)
    for radius in range(10, 210, 10):
        pen.circle((600, face_at * 1800), radius, outline="black", width=4)
    return image


@pytest.mark.parametrize("face_at", [0.2, 0.35, 0.5, 0.8])
def test_crop_of_a_tall_photo_keeps_what_is_to_be_seen(face_at):
    before, after = portrait(face_at), cropped(portrait(face_at))
    assert after.size == (1200, 630)
    lines = [image.convert("L").point(lambda v: 255 * (v < 60)).histogram()[255] for image in (before, after)]
    assert lines[1] > 0.8 * lines[0]


@pytest.mark.parametrize("size", [(600, 315), (4000, 3000), (6000, 700), (700, 6000)])
def test_crop_never_distorts(size):
    image = Image.new("RGB", size, "white")
    ImageDraw.Draw(image).circle((size[0] // 2, size[1] // 2), min(size) // 6, fill="black")
    box = cropped(image).convert("L").point(lambda v: 255 * (v < 128)).getbbox()
    if box[0] > 0 and box[1] > 0 and box[2] < 1200 and box[3] < 630:
        assert abs((box[2] - box[0]) - (box[3] - box[1])) <= 0.03 * (box[2] - box[0]) + 2


@pytest.mark.parametrize("headline", [SHORT, LONG, ""])
def test_file_of_a_card_is_a_whole_png(headline):
    file = BytesIO(share_card.draw(PORTAL, headline, FONT))
    with Image.open(file) as image:
        image.verify()
    with Image.open(file) as image:
        assert image.format == "PNG" and image.size == (1200, 630) and len(image.getcolors()) <= 16


@pytest.mark.parametrize("size", [(1, 1), (2, 31), (7, 60), (1200, 29)])
@pytest.mark.parametrize("share", [0, 0.4, 1])
def test_file_holds_ground_and_band_pixel_for_pixel(size, share):
    height = round(size[1] * share)
    top = (size[1] - height) // 2
    ground, band = Image.new("P", size), Image.new("P", (size[0], height))
    for image, step in ((ground, 1), (band, 5)):
        image.putpalette(share_card.palette(share_card.HOUSE))
        image.putdata([number * step % 16 for number in range(image.width * image.height)])
    with Image.open(BytesIO(Ground(ground).under(band, top))) as file:
        found = file.convert("RGB")
    ground.paste(band, (0, top))
    assert found.tobytes() == ground.convert("RGB").tobytes()


@pytest.mark.parametrize(
    "rows", [(b"", b""), (b"\0" * 70_000, b"\xff" * 70_000), (b"a", b""), (b"", b"b" * 601)]
)
def test_what_is_packed_in_parts_has_the_sum_of_the_whole(rows):
    first, second = map(Packed.of, rows)
    data = ZLIB + (first + second).data + LAST_BLOCK + (first + second).check.to_bytes(4)
    assert zlib.decompress(data) == b"".join(rows)


def test_letters_that_the_font_lacks_are_not_drawn_as_boxes():
    assert drawn(PORTAL, f"🎉 {SHORT} 河內 ❤️") == drawn(PORTAL, SHORT)
    assert drawn(PORTAL, "🎉") == drawn(PORTAL, PORTAL)


def test_a_font_is_asked_once_whether_it_has_a_letter(monkeypatch):
    face, asked = Face(FONT), []
    monkeypatch.setattr(face, "_font", lambda size: asked.append(size) or Face._font(face, size))
    for _ in range(3):
        assert face.drawable("Ủy ban 河 Ủy ban") == "Ủy ban Ủy ban"
    assert len(asked) == len(set("Ủy ban 河"))
