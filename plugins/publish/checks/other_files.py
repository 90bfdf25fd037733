"""What stands in files that are no pages: styles, feeds, drawings, data, pictures."""

import json
import re
from collections.abc import Callable, Sequence
from email.utils import parsedate_to_datetime
from pathlib import Path
from xml.etree import ElementTree

from PIL import Image

from plugins.core.addresses import MEDIA, SITEMAP, is_part_of_sitemap
from plugins.publish.address import internal
from plugins.publish.checks import png
from plugins.publish.checks.findings import Findings, emails, local_addresses
from plugins.publish.checks.page import read_page
from plugins.publish.checks.svg import ACTIVE, COMMENT, prologue, read_drawing

CSS_URL = re.compile(r"url\(\s*[\"']?([^\"')]+?)[\"']?\s*\)|@import\s*[\"']([^\"']+)[\"']", re.IGNORECASE)
KEYS = {"url", "src", "href", "address", "start_url"}
XMLS = (".xml", ".atom", ".rss")
TEXTS = (".css", ".js", ".mjs", *XMLS, ".svg", ".json", ".geojson", ".webmanifest", ".txt", ".csv", ".map")
DATES = {"published", "updated", "pubDate"}
BROKEN = "Tệp ảnh bị hỏng. Hãy thay ảnh khác."
DAMAGED = "Tệp ảnh bị hỏng. Máy làm ra nó: hãy xóa tệp ấy trong .cache/gallery rồi gõ lại."
GPS = 0x8825
XMP_PLACE = re.compile(rb"exif:GPS(Latitude|Longitude)|GPSLatitude=", re.IGNORECASE)
FORMATS = (
    "JPEG",
    "PNG",
    "WEBP",
    "AVIF",
    "GIF",
    "TIFF",
)  # that browsers show; no program of Pillow's else runs
PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".avif", ".tif", ".tiff", ".gif", ".heic")
# addresses as written, what is wrong, dates, and addresses that are known to be of this site
Found = tuple[list[str], list[str], list[str], Sequence[str]]


def read_other(file: Path, path: str, siteurl: str) -> Findings:
    """The findings of the file at `path` of the site."""
    suffix = Path(path).suffix.lower()
    if suffix in PICTURES:
        return Findings(wrong=tuple(picture_complaints(file, is_made=path.startswith(MEDIA))))
    if suffix not in TEXTS:
        return Findings()
    try:
        text = file.read_text("utf-8")
    except UnicodeDecodeError:
        return Findings(wrong=("Tệp không phải UTF-8. Hãy lưu lại với mã UTF-8.",))
    try:
        urls, wrong, dates, more = READERS.get(suffix, _nothing)(text, path, siteurl)
    except ElementTree.ParseError as error:
        urls, wrong, dates, more = [], [f"XML chưa đúng ({error})."], [], ()
    except ValueError as error:
        urls, wrong, dates, more = [], [f"Dữ liệu không đọc được ({error})."], [], ()
    targets = dict.fromkeys(more)
    for url in urls:
        found = _inside(url, path, siteurl, wrong)
        if found:
            targets[f"{found[0]}#{found[1]}" if found[1] and suffix != ".css" else found[0]] = None
    return Findings(
        targets=tuple(targets),
        wrong=(*wrong, *local_addresses(text)),
        emails=emails(text),
        dates=tuple(dates),
    )


def _inside(url: str, path: str, siteurl: str, wrong: list[str]) -> tuple[str, str] | None:
    try:
        return internal(url, "/" + path, siteurl)
    except ValueError:
        wrong.append(f"Địa chỉ “{url[:80]}” không đọc được. Hãy viết lại.")
        return None


def _nothing(*_: str) -> Found:
    return [], [], [], ()


def _style(text: str, path: str, siteurl: str) -> Found:
    urls = [a or b for a, b in CSS_URL.findall(COMMENT.sub(" ", text))]
    urls = [url for url in urls if not url.startswith(("data:", "#"))]
    foreign = [url for url in urls if internal(url, "/" + path, siteurl) is None]
    return (
        urls,
        [f"Kiểu chữ tải {url[:80]} từ nơi khác. Hãy đặt tệp ấy trên cổng này." for url in foreign],
        [],
        (),
    )


def _xml(text: str, path: str, siteurl: str) -> Found:
    urls: list[str] = []
    dates: list[str] = []
    more: list[str] = []
    if sentence := prologue(text, "Tệp"):
        return [], [sentence], [], ()
    wrong, places = [], list[str]()
    for element in ElementTree.fromstring(text).iter():
        tag = element.tag.rpartition("}")[2]
        if element.tag.startswith(ACTIVE) and tag != "link":
            wrong.append(f"Tệp có <{tag[:40]}>, thứ trình duyệt chạy như một trang. Hãy bỏ.")
        words = (element.text or "").strip()
        candidates = [
            words,
            *(element.attrib[name] for name in ("href", "url", "src") if name in element.attrib),
        ]
        urls += [each for each in candidates if each.startswith((siteurl, "/")) and " " not in each]
        if element.tag.endswith("}loc"):
            places.append(element.text or "")
        if tag in DATES and words:
            dates.append(_iso(words))
        if "<" in words:  # a story's HTML, escaped
            more += read_page(words, "/" + path, siteurl).targets
    if path == SITEMAP or is_part_of_sitemap(path):
        foreign = next((each for each in places if not each.startswith(siteurl + "/")), None)
        if foreign:
            wrong.append(f"Sơ đồ trang nêu {foreign}, không thuộc {siteurl}. Hãy dựng lại với SITEURL đúng.")
    return urls, wrong, dates, more


def _iso(words: str) -> str:
    return parsedate_to_datetime(words).isoformat() if "," in words else words


def _drawing(text: str, _path: str, _siteurl: str) -> Found:
    return [], read_drawing(text), [], ()


def _data(text: str, _path: str, siteurl: str) -> Found:
    named = list[object]()
    # What is noted of an object need not be kept: there are lists of thousands.
    json.loads(text, object_hook=lambda value: named.extend(map(value.get, KEYS & value.keys())))
    return [url for url in named if isinstance(url, str) and url.startswith(("/", siteurl))], [], [], ()


def _robots(text: str, path: str, _siteurl: str) -> Found:
    if path != "robots.txt":
        return _nothing()
    return re.findall(r"(?im)^sitemap:\s*(\S+)", text), [], [], ()


READERS: dict[str, Callable[[str, str, str], Found]] = {
    ".css": _style,
    ".svg": _drawing,
    ".txt": _robots,
    **dict.fromkeys(XMLS, _xml),
    **dict.fromkeys((".json", ".geojson", ".webmanifest"), _data),
}


def picture_complaints(file: Path, is_made: bool = False) -> list[str]:
    """Sentences about a picture that names a place, or that is none.

    is_made: by the portal itself, so that it can only have been damaged since
    """
    try:
        with Image.open(file, formats=FORMATS) as picture:
            bare = is_made and picture.format == "PNG" and png.is_bare(file.read_bytes())
            place = not bare and (GPS in picture.getexif() or _in_xmp(picture))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return [DAMAGED if is_made else BROKEN]
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
