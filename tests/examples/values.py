"""Made-up values of the types that the plugins give the theme."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pelicanconf
from plugins.archive.listing import Month
from plugins.core.schema import build
from plugins.front.front import Day
from plugins.gallery.album import Album
from plugins.gallery.photo import Photo, Rendition
from plugins.map.load_map import load_map
from plugins.map.settings import MapSettings
from plugins.portal.notice import Notice
from plugins.portal.settings import Link, LinkGroup, Organisation, Section
from plugins.portal.theme_values import Portal
from plugins.story.blocks import Body, Figure, Gallery, Heading, Html, Player, Table, Video
from plugins.story.front_matter import Correction
from plugins.story.story import Story
from plugins.views.theme_values import Period, StoryViews, Views, Visits
from plugins.weather.display import tell
from plugins.weather.normals import read_normals
from plugins.weather.settings import WeatherSettings
from plugins.weather.theme_values import Weather
from tests.site import ROOT

PHOTO_FILE = "/media/anh.svg"
HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
TODAY = date(2024, 6, 6)
HEADLINE = "Uỷ ban nhân dân huyện trả kết quả thủ tục hành chính ngay trong ngày Thứ Bảy"
TABLE = (
    "<table><thead><tr><th>Xã</th><th class='align-right'>Hộ</th><th>Cán bộ phụ trách thôn</th></tr></thead>"
    "<tbody><tr><td>Đắc Sở</td><td class='align-right'>1.234</td><td>Tổ 1</td></tr></tbody></table>"
)


def photo(number: int, caption="Đại biểu dự hội nghị", credit="Ảnh minh họa") -> Photo:
    width, height = 1200, 800
    files = tuple(Rendition(PHOTO_FILE, w, w * height // width, "image/webp") for w in (320, 640))
    return Photo(
        name=f"anh-{number}.jpg",
        caption=caption,
        credit=credit,
        width=width,
        height=height,
        placeholder=number,
        webp=files,
        avif=(),
        jpeg=files[-1],
        card=Rendition(PHOTO_FILE, 1200, 630, "image/jpeg"),
    )


def portal() -> Portal:
    links = (
        Link("Quản lý văn bản và điều hành", "https://van-ban.example/", "Cán bộ đăng nhập"),
        Link("Dịch vụ công trực tuyến", "https://dich-vu.example/"),
    )
    return Portal(
        organisation=Organisation(
            level="huyện",
            name="Hoài Đức",
            body="Ủy ban nhân dân huyện Hoài Đức",
            address="Thị trấn Trạm Trôi",
            telephone="024 0000 0000",
            email="vanphong@tram-tin.example",
            parent="Thành phố Hà Nội",
            responsible="Chánh Văn phòng",
        ),
        sections=(Section("Kinh tế", "kinh-te"), Section("Văn hóa - Xã hội", "van-hoa-xa-hoi")),
        menu=(Link("Giới thiệu", "/gioi-thieu/"), Link("Liên hệ", "/lien-he/")),
        links=(LinkGroup("PHẦN MỀM TÁC NGHIỆP", links),),
        notices=(
            Notice("Bão số 3 đổ bộ chiều nay.", href="/tin/"),
            Notice("Cổng tạm ngừng từ 22:00 đến 23:00.", "bao-tri"),
        ),
        mourning=False,
        sample="Đây là trang mẫu.",
    )


def body() -> Body:
    headings = tuple(Heading(2, f"Mục thứ {n}", f"muc-{n}") for n in range(1, 7))
    sections = tuple(Html(f'<h2 id="{h.anchor}">{h.text}</h2><p>Một đoạn văn.</p>') for h in headings)
    return Body(
        blocks=(
            Html("<p>Đoạn mở đầu có <a href='/tin/'>liên kết</a>.</p><blockquote><p>Trích.</p></blockquote>"),
            Table(TABLE, "Xã, Hộ, Cán bộ phụ trách thôn", 3, "wide"),
            Figure(0),
            Gallery((1, 2, 3)),
            Video("https://www.youtube.com/watch?v=x", "Phóng sự: mùa gặt ở Song Phương", "YouTube"),
            *sections,
            Html("<ul><li>Một</li><li>Hai</li></ul><hr>"),
        ),
        photos=(),
        links=(),
        headings=headings,
        plain="Đoạn mở đầu có liên kết.",
        removed=(),
        misplaced=(),
    )


def story(**changes) -> Story:
    facts = {
        "path": "content/tin/2024/06/vi-du/index.md",
        "folder": Path("content/tin/2024/06/vi-du"),
        "body": body(),
        "lead": "Người dân không phải nghỉ làm để đi làm giấy tờ.",
        "excerpt": "Người dân không phải nghỉ làm để đi làm giấy tờ.",
        "source": "Cổng thông tin huyện",
        "label": "Bài mẫu",
        "views_base": 1158,
        "corrections": (Correction(TODAY, "Sửa số liệu ở đoạn hai."),),
    }
    return Story(**facts | changes)


def article(title=HEADLINE, pictured=True, **changes) -> SimpleNamespace:
    """A story as Pelican gives it, with what the plugins have put on it."""
    photos = tuple(photo(number) for number in range(4))
    told = story(**changes)
    return SimpleNamespace(
        title=title,
        url="tin/2024/06/vi-du/",
        date=datetime(2024, 6, 6, 14, 41, tzinfo=HANOI),
        status="published",
        section=Section("Kinh tế", "kinh-te"),
        author=SimpleNamespace(name="Ban Biên tập"),
        tags=[SimpleNamespace(name="Thủ tục hành chính", url="the/thu-tuc-hanh-chinh/", slug="thu-tuc")],
        story=told,
        excerpt=told.excerpt,
        photos=photos if pictured else (),
        cover=photos[0] if pictured else None,
        card=photos[0].card,
        older=(),
        views=StoryViews("2024-06-vi-du", 1158, 1204),
    )


def views() -> Views:
    periods = (
        Period(7, ((article(), 1204), (article(title=f"{HEADLINE}, " * 3), 87), (article(title="Ngắn"), 1))),
        Period(30, ((article(), 12_345),)),
    )
    return Views(periods, Visits(1_234, 45_678, 9_012_345, datetime(2024, 6, 6, 14, 41, tzinfo=HANOI)))


def album() -> Album:
    photos = tuple(photo(number) for number in range(4))
    return Album(
        slug="mua-lua-chin",
        title="Mùa lúa chín",
        date=datetime(2024, 6, 6, 14, 41, tzinfo=HANOI),
        summary="Cánh đồng Song Phương đầu tháng Sáu.",
        path="content/anh/mua-lua-chin/index.md",
        folder=Path("content/anh/mua-lua-chin"),
        references=(),
        digest="",
        photos=photos,
        cover=photos[0],
        card=photos[0].card,
    )


def climate() -> Weather:
    settings = WeatherSettings()
    told = tell(None, read_normals(ROOT, settings.normals), settings, datetime(2024, 6, 6, tzinfo=HANOI))
    # No address of live values: the page itself is no JSON, so what stands here stays.
    return replace(told, url="/sidebar.html")


def values() -> dict:
    """Everything examples may name."""
    plain, long = article(title="Bài không có ảnh", pictured=False), article(title=f"{HEADLINE}, " * 3)
    articles = [article(), plain, long]
    months = tuple(Month(2024, n, f"/tin/2024/{n:02d}/", tuple(articles)) for n in (6, 5, 4))
    return {
        "portal": portal(),
        "article": articles[0],
        "articles": articles,
        "story": articles[0].story,
        "players": (
            Player("/ban-tin.mp3", "Bản tin ngày 6/6", "audio", "MP3, 1,2 MB"),
            Player("/hoi-nghi.mp4", "Toàn cảnh hội nghị sơ kết", "video", "MP4, 14,8 MB"),
        ),
        "days": (Day(TODAY, tuple(articles[:2])), Day(date(2024, 6, 5), tuple(articles[2:]))),
        "months": months,
        "drafts": articles[:1],
        "albums": (album(), album()),
        "weather": climate(),
        "views": views(),
        "map": load_map(ROOT, build(MapSettings, pelicanconf.MAP)),
    }
