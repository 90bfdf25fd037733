"""Photos from an editor's folder to the page: albums, captions, covers, mistakes."""

import re
from datetime import date, datetime
from io import BytesIO
from types import SimpleNamespace
from unicodedata import normalize

import pytest
from justhtml import JustHTML
from PIL import Image

from plugins.core.mistakes import MistakesFound
from plugins.core.published import Published
from plugins.core.schema import checked
from plugins.core.sources import Sources
from plugins.gallery.album import album_of, read_albums
from plugins.gallery.cache import Cache
from plugins.gallery.derivatives import fitting
from plugins.gallery.folder import look_into
from plugins.gallery.page_photos import PagePhotos, collect
from plugins.gallery.photo import ASPECTS, aspect_of, row_widths
from plugins.gallery.pipeline import Pipeline
from plugins.gallery.refusal import Refused
from plugins.gallery.render import COLOURS, placeholder_of
from plugins.gallery.settings import GallerySettings
from plugins.story.blocks import PhotoReference
from tests.site import ROOT, make_site

ALBUM = "---\ntitle: {title}\ndate: {date}\n---\n{body}\n"
CSS = ROOT / "theme/static/css"
FONT = next((ROOT / "theme/static/fonts").glob("*.woff2"))


def jpeg(size=(800, 600), colour="#88a0b0", **options) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, colour).save(out, "JPEG", **options)
    return out.getvalue()


def add_album(site, name="le-hoi", title="Lễ hội làng", date="2024-05-01", count=2, body=None):
    for number in range(1, count + 1):
        site.write(f"content/anh/{name}/anh-{number}.jpg", jpeg((600 + number, 400)))
    lines = "\n\n".join(f"![Ảnh thứ {n} của {title}](anh-{n}.jpg)" for n in range(1, count + 1))
    site.write(f"content/anh/{name}/index.md", ALBUM.format(title=title, date=date, body=body or lines))


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A site with a story of five photos that points to an album, and a story without photos."""
    site = make_site(tmp_path_factory.mktemp("gallery"))
    for number in range(1, 5):
        site.write(f"content/tin/2024/06/bai-thu/anh-{number}.jpg", jpeg((1300, 900 + number)))
    site.write("content/tin/2024/06/bai-thu/Cao Điểm.JPG", jpeg((700, 1400)))
    body = (
        "Mở đầu.\n\n"
        '![Đại biểu dự hội nghị](anh-1.jpg "Ảnh: Thanh Thạo")\n\n'
        "![Một “góc” & chợ](anh-2.jpg)\n![Hai](anh-3.jpg)\n![Ba](anh-4.jpg)\n\n"
        "![Cao điểm](cao%20điểm.jpg)\n"
    )
    site.story(body=body, cover="anh-2.jpg", album="le-hoi")
    site.story("bai-chu", "Bài không có ảnh", "2024-06-05 08:00", body="Chỉ có chữ.")
    add_album(site)
    add_album(site, "hoi-sach", "Hội sách", "2024-06-20", 3)
    site.settings(PUBLISHING=True)
    run = site.build()
    assert run.returncode == 0, run.stderr
    assert "Lưu ý" not in run.stderr
    return site


@pytest.fixture
def story(built):
    return JustHTML(built.page("/tin/2024/06/bai-thu/"), sanitize=False)


def mistakes_of(site, publishing=False):
    site.settings(PUBLISHING=publishing)
    run = site.build()
    return [line for line in run.stderr.splitlines() if line.startswith(("Lỗi", "Lưu ý"))], run.returncode


# --- A story -----------------------------------------------------------------------------


def test_story_shows_its_photos_in_order_under_their_captions(story):
    captions = [each.to_text().strip() for each in story.query("figure [data-caption]")]
    assert captions == ["Đại biểu dự hội nghị", "Một “góc” & chợ", "Hai", "Ba", "Cao điểm"]
    assert story.query("figure [data-credit]")[0].to_text() == "Ảnh: Thanh Thạo"


def test_caption_is_not_said_again_by_the_picture(story):
    for figure in story.query("figure"):
        (image,) = figure.query("img")
        caption = figure.query("[data-caption]")[0].to_text()
        assert image.attrs["alt"].startswith("Xem ảnh") and caption not in image.attrs["alt"]


def test_browser_is_offered_every_size_and_told_the_room(story):
    image = story.query("figure img")[0]
    assert (image.attrs["width"], image.attrs["height"]) == ("1300", "901")
    (source,) = story.query("figure picture")[0].query("source")
    assert re.findall(r"(\d+)w", source.attrs["srcset"]) == ["320", "640", "960", "1280"]
    assert source.attrs["type"] == "image/webp" and "44rem" in source.attrs["sizes"]
    assert re.fullmatch(r"/media/[0-9a-f]{16}-1280\.jpg", image.attrs["src"])


def test_only_the_first_photo_of_a_story_is_not_lazy(story):
    lazy = [image.attrs.get("loading") for image in story.query("figure img")]
    assert lazy == [None, "lazy", "lazy", "lazy", "lazy"]
    assert story.query("figure img")[0].attrs["fetchpriority"] == "high"


def test_several_photos_of_one_paragraph_are_a_gallery(story):
    assert len(story.query(".gallery figure")) == 3


def test_photo_links_to_its_largest_size_without_scripts(story, built):
    for link in story.query("a[data-gallery]"):
        assert (built.output / link.attrs["href"].lstrip("/")).is_file()
        assert "data-original" not in link.attrs


def test_every_address_of_a_picture_exists_and_none_is_left_over(built):
    named = set()
    for page in built.output.rglob("*.html"):
        named |= set(re.findall(r"/media/[\w.-]+", page.read_text("utf-8")))
    published = {f"/media/{path.name}" for path in (built.output / "media").iterdir()}
    assert named <= published
    # The JPEG of a photo is named where it is shown, and every WebP in its srcset.
    assert {name for name in published - named if "-1200." not in name} == set()


def test_cover_stands_for_the_story_in_lists_and_where_it_is_shared(built, story):
    (image,) = story.query('meta[property="og:image"]')
    name = image.attrs["content"].rpartition("/")[2]
    with Image.open(built.output / "media" / name) as card:
        assert card.size == (1200, 630) and card.format == "JPEG"
    home = JustHTML(built.page("/"), sanitize=False)
    second = story.query("figure img")[1].attrs["src"]
    assert second in {each.attrs["src"] for each in home.query("img")}


def test_story_without_photos_is_shared_with_a_drawn_card(built):
    page = JustHTML(built.page("/tin/2024/06/bai-chu/"), sanitize=False)
    (image,) = page.query('meta[property="og:image"]')
    with Image.open(built.output / "media" / image.attrs["content"].rpartition("/")[2]) as card:
        assert card.size == (1200, 630) and card.format == "PNG"


def test_no_page_carries_an_inline_style(built):
    for page in built.output.rglob("*.html"):
        assert "style=" not in page.read_text("utf-8")


def test_second_build_makes_no_picture(built):
    cache = built.folder / ".cache/gallery"

    def made():
        return {path.name: path.stat().st_mtime_ns for path in cache.iterdir() if path.suffix != ".json"}

    before = made()
    assert built.build().returncode == 0
    assert made() == before


# --- Albums ------------------------------------------------------------------------------


def test_library_lists_albums_newest_first(built):
    page = JustHTML(built.page("/thu-vien-anh/"), sanitize=False)
    assert page.query("h1")[0].to_text() == "THƯ VIỆN ẢNH"
    assert [link.attrs["href"] for link in page.query(".album a")] == ["/anh/hoi-sach/", "/anh/le-hoi/"]
    assert "3 ảnh" in page.query(".album__meta")[0].to_text()


def test_album_shows_its_photos_and_older_albums_only(built):
    newer, older = (JustHTML(built.page(f"/anh/{name}/"), sanitize=False) for name in ("hoi-sach", "le-hoi"))
    assert len(newer.query("a[data-gallery]")) == 3
    assert newer.query(".older a[href='/anh/le-hoi/']")
    assert not older.query("a[href='/anh/hoi-sach/']")


def test_picture_of_an_album_has_its_caption_as_words(built):
    page = JustHTML(built.page("/anh/le-hoi/"), sanitize=False)
    assert [image.attrs["alt"] for image in page.query(".gallery img")] == [
        "Ảnh thứ 1 của Lễ hội làng",
        "Ảnh thứ 2 của Lễ hội làng",
    ]
    assert all(each.attrs["aria-hidden"] == "true" for each in page.query(".gallery__caption"))


def test_site_without_albums_has_an_empty_library(site):
    site.story()
    assert site.build().returncode == 0
    assert "Chưa có album nào." in site.page("/thu-vien-anh/")


def read(site, today=date(2024, 6, 6)):
    """(published albums, mistakes of those held back)."""
    sources = Sources(site.folder, Published(site.folder / "data/published"))
    albums, _waiting = read_albums(sources, today)
    return albums, sources.mistakes()


@pytest.mark.parametrize(
    ("name", "body", "words"),
    [
        ("chữ lẫn vào", "Một đoạn văn.\n\n![a](anh-1.jpg)", "Album chỉ gồm ảnh"),
        ("ảnh giữa dòng", "chữ ![a](anh-1.jpg) chữ", "Album chỉ gồm ảnh"),
        ("không ảnh", " ", "chưa có ảnh nào"),
    ],
)
def test_album_of_anything_but_photos_is_a_mistake(site, name, body, words):
    add_album(site, body=body)
    albums, (mistake,) = read(site)
    assert not albums and words in mistake.sentence and mistake.path == "content/anh/le-hoi/index.md"


def test_draft_and_future_albums_wait(site):
    add_album(site, "mai", date="2024-06-07")
    add_album(site, "nhap", date="2024-06-01\nstatus: draft")
    assert read(site) == ((), [])


def test_two_albums_of_one_address_are_named(site):
    add_album(site, "le-hoi")
    add_album(site, "Lễ Hội")
    _, (mistake,) = read(site)
    assert "trùng" in mistake.sentence and {"Lễ Hội", "le-hoi"} <= set(
        re.findall(r"anh/([^/]+)/index", str(mistake))
    )


def test_story_points_to_an_album_by_any_spelling_and_unknown_ones_are_named(site):
    add_album(site)
    albums, _ = read(site)
    mistakes = []
    assert album_of(SimpleNamespace(album="Lễ hội"), albums, mistakes) is albums[0]
    assert album_of(SimpleNamespace(album=""), albums, mistakes) is None
    assert mistakes == []
    assert album_of(SimpleNamespace(album="le-hooi", path="x", lines={"album": 7}), albums, mistakes) is None
    assert "Có phải ý bạn là “le-hoi”" in mistakes[0].sentence and mistakes[0].line == 7


@pytest.mark.parametrize("day, told", [(5, 1), (6, 0), (7, 0), (None, 1)])
def test_an_album_that_waits_is_told_only_of_a_story_that_appears_before_it(site, day, told):
    add_album(site, date="2024-06-06")
    albums, _ = read(site)
    story, mistakes = SimpleNamespace(album="le-hoi", path="x", lines={}), []
    assert album_of(story, (), mistakes, (), albums, day and datetime(2024, 6, day, 8)) is None
    assert len(mistakes) == told and all(each.warning for each in mistakes)


# --- Mistakes of editors -----------------------------------------------------------------


def test_photo_without_words_stops_publishing_but_not_the_preview(site):
    site.write("content/tin/2024/06/bai-thu/anh.jpg", jpeg())
    site.story(body='Chữ.\n\n![](anh.jpg "Ảnh: A")')
    (line,), code = mistakes_of(site)
    assert line.startswith(
        "Lưu ý · content/tin/2024/06/bai-thu/index.md, dòng 9: Ảnh anh.jpg chưa có chú thích"
    )
    assert code == 0
    (line,), code = mistakes_of(site, publishing=True)
    assert line.startswith("Lỗi") and code == 3


@pytest.mark.parametrize(
    ("reference", "words"),
    [
        ("anh-9.jpg", "Không tìm thấy ảnh “anh-9.jpg” cạnh index.md. Có phải ý bạn là “anh-1.jpg”?"),
        ("../anh-1.jpg", "phải nằm ngay cạnh index.md"),
        ("/etc/passwd", "phải nằm ngay cạnh index.md"),
        ("https://example.org/a.jpg", "nằm ở trang khác"),
        ("hong.jpg", "hong.jpg: Tệp này không phải là ảnh"),
        ("ve.svg", "ve.svg: Ảnh SVG có thể chứa mã lệnh"),
        ("trong.jpg", "trong.jpg: Tệp ảnh trống"),
    ],
)
def test_photo_that_cannot_be_shown_is_named_with_its_line(site, reference, words):
    site.write("bai/anh-1.jpg", jpeg())
    site.write("bai/hong.jpg", b"khong phai anh")
    site.write("bai/ve.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>")
    site.write("bai/trong.jpg", b"")
    references = (PhotoReference("anh-1.jpg", "Một", "", 7), PhotoReference(reference, "Hai", "", 9))
    page = PagePhotos("content/tin/bai/index.md", site.folder / "bai", "Bài", references)
    pipeline = Pipeline(GallerySettings(workers=1), Cache(site.folder / "cache"), site.output, FONT)
    _, mistakes = collect([page], pipeline.session(), "Cổng", publishing=False)
    (grave,) = (mistake for mistake in mistakes if not mistake.warning)
    assert words in grave.sentence and (grave.path, grave.line) == (page.path, 9)


def test_photo_no_story_shows_is_named(site):
    site.write("content/tin/2024/06/bai-thu/bo-quen.jpg", jpeg())
    site.story()
    (line,), code = mistakes_of(site, publishing=True)
    assert code == 0 and "bo-quen.jpg nằm cạnh bài nhưng bài không dùng đến" in line


def test_moving_picture_is_shown_still_and_named(site):
    path = site.write("content/tin/2024/06/bai-thu/dong.gif", b"")
    Image.new("RGB", (90, 90)).save(path, save_all=True, append_images=[Image.new("RGB", (90, 90), "red")])
    site.story(body='![Hình](dong.gif "Ảnh: A")')
    (line,), code = mistakes_of(site)
    assert code == 0 and "dong.gif là ảnh động" in line


def test_missing_cover_is_told_once(site):
    site.story(body="![Một](khong-co.jpg)", cover="khong-co.jpg")
    found, _ = mistakes_of(site)
    assert len(found) == 1


def test_no_picture_is_made_for_a_site_that_will_not_be_built(site):
    site.write("content/tin/2024/06/bai-thu/anh-1.jpg", jpeg())
    site.story(body="![Chợ](anh-1.jpg)")
    site.settings(**{"PORTAL.menu": [{"text": "A", "href": "/khong-co/"}]})
    assert site.build().returncode == 1
    assert not list((site.folder / ".cache").rglob("*.webp"))


def test_small_cover_is_shared_as_it_is(site):
    site.write("content/tin/2024/06/bai-thu/nho.jpg", jpeg((400, 300)))
    site.story(body="![Nhỏ](nho.jpg)")
    assert site.build().returncode == 0
    page = site.page("/tin/2024/06/bai-thu/")
    assert '<meta property="og:image:width" content="400">' in page


def test_draft_publishes_no_picture(site):
    site.write("content/tin/2024/06/bai-thu/anh.jpg", jpeg())
    site.story(body="![Một](anh.jpg)", status="draft")
    site.settings(PUBLISHING=True)
    assert site.build().returncode == 0
    assert not list(site.output.glob("media/*.webp"))


def test_originals_are_offered_where_the_setting_allows(site):
    exif = Image.Exif()
    exif[0x010F] = "Secret Phone"
    site.write("content/tin/2024/06/bai-thu/anh.jpg", jpeg((2500, 1500), exif=exif))
    site.story(body="![Một](anh.jpg)")
    site.settings(GALLERY={"originals": True, "avif": True})
    assert site.build().returncode == 0
    page = JustHTML(site.page("/tin/2024/06/bai-thu/"), sanitize=False)
    (link,) = page.query("a[data-gallery]")
    original = site.output / link.attrs["data-original"].lstrip("/")
    with Image.open(original) as image:
        assert image.size == (2500, 1500) and not image.getexif()
    assert b"Secret" not in original.read_bytes()
    assert [each.attrs["type"] for each in page.query("figure source")] == ["image/avif", "image/webp"]


def test_wrong_setting_stops_the_build_with_a_sentence(site):
    site.story()
    site.settings(GALLERY={"webp_qualty": 80})
    run = site.build()
    assert run.returncode == 1
    assert (
        "GALLERY['webp_qualty'] không phải là một mục có thật. Có phải ý bạn là “webp_quality”?" in run.stderr
    )
    site.settings(GALLERY={"font": "khong/co.ttf"})
    assert "không có tệp ấy" in site.build().stderr


@pytest.mark.parametrize(
    "raw",
    [
        {"widths": []},
        {"widths": [640, 320]},
        {"webp_method": 7},
        {"memory": 10},
        {"avif_quality": 0},
        {"workers": -1},
    ],
)
def test_settings_are_checked(raw):
    with pytest.raises(MistakesFound):
        checked(GallerySettings, raw, "GALLERY")


# --- Lists that Python and CSS share ------------------------------------------------------


def test_placeholders_of_python_and_css_agree():
    tokens = (CSS / "tokens.css").read_text("utf-8")
    found = re.findall(r"\.placeholder-(\d+) { --placeholder: (#[0-9a-f]{6}); }", tokens)
    assert found == [(str(number), colour) for number, colour in enumerate(COLOURS)]


@pytest.mark.parametrize("number", range(len(COLOURS)))
def test_each_placeholder_is_its_own_nearest(number):
    assert placeholder_of(Image.new("RGB", (40, 30), COLOURS[number])) == number


def test_aspects_of_python_and_css_agree():
    css = (CSS / "components/gallery.css").read_text("utf-8")
    found = re.findall(r"\.aspect-(\d+) {\s*--aspect: (\d+) / (\d+);", css)
    assert found == [(str(number), str(wide), str(high)) for number, (wide, high) in enumerate(ASPECTS)]


@pytest.mark.parametrize(
    ("size", "aspect"),
    [
        ((4000, 3000), (4, 3)),
        ((6000, 4000), (3, 2)),
        ((1080, 1920), (9, 16)),
        ((99, 100), (1, 1)),
        ((9, 900), (1, 2)),
        ((900, 9), (3, 1)),
    ],
)
def test_aspect_is_the_nearest(size, aspect):
    assert ASPECTS[aspect_of(*size)] == aspect


@pytest.mark.parametrize(
    ("size", "widths"),
    [
        ((4000, 3000), (320, 640, 960, 1280, 1920)),
        ((1920, 1080), (320, 640, 960, 1280, 1920)),
        ((1919, 1080), (320, 640, 960, 1280, 1919)),
        ((1500, 1000), (320, 640, 960, 1280)),
        ((800, 600), (320, 640, 800)),
        ((330, 500), (320,)),
        ((200, 100), (200,)),
        ((1000, 40000), (320, 409)),
    ],
)
def test_widths_never_exceed_the_photo_and_use_what_it_has(size, widths):
    assert fitting(GallerySettings().widths, *size) == widths


@pytest.mark.parametrize(
    ("on_disk", "typed"),
    [
        ("Screenshot 2024-06-06 at 2.41.00\u202fPM.png", "Screenshot 2024-06-06 at 2.41.00 PM.png"),
        ("\u200eWhatsApp Image.jpeg", "WhatsApp Image.jpeg"),
        ("Ảnh\u00a01.jpg", "Ảnh%201.jpg"),
        ("Ảnh 50\uff05.jpg", "Ảnh 50%.jpg"),
        (normalize("NFD", "Lễ hội.JPG"), "lễ hội.jpg"),
        ("a  b.jpg", "a b.jpg"),
    ],
)
def test_a_photo_is_found_by_the_name_people_see(tmp_path, on_disk, typed):
    (tmp_path / on_disk).write_bytes(b"x")
    assert look_into(tmp_path).find(typed) == tmp_path / on_disk


def test_of_two_names_that_look_alike_the_exact_one_wins_and_else_both_are_told(tmp_path):
    for name in ("a b.jpg", "a\u202fb.jpg"):
        (tmp_path / name).write_bytes(b"x")
    folder = look_into(tmp_path)
    assert folder.find("a b.jpg").name == "a b.jpg"
    with pytest.raises(Refused, match="trùng tên"):
        folder.find("A b.jpg")


@pytest.mark.parametrize(
    "ratios, last_grows, widths",
    [
        ([(1, 1)] * 3, True, [8 / 3] * 3),
        ([(1, 1)] * 3, False, [2] * 3),
        ([(1, 1)] * 4, True, [8 / 3] * 3 + [10]),
        ([(1, 1)] * 4, False, [8 / 3] * 3 + [2]),
        ([(3, 1), (1, 1), (1, 2)], True, [27 / 4, 9 / 4, 10]),
        ([(3, 1)] * 2, True, [10, 10]),
        ([(1, 2)], False, [1]),
        ([], True, []),
    ],
)
def test_photos_side_by_side_are_asked_for_as_wide_as_their_row_makes_them(ratios, last_grows, widths):
    photos = [SimpleNamespace(aspect=ASPECTS.index(ratio)) for ratio in ratios]
    found = row_widths(photos, range(len(photos)), room=10, height=2, gap=1, last_grows=last_grows)
    assert found == pytest.approx(widths)
