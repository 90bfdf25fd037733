"""Stories: what editors write becomes clean, typed, complete; mistakes become sentences."""

import re
from datetime import date, datetime
from html import unescape
from pathlib import Path

import pytest

from plugins.core.mistakes import MistakesFound
from plugins.story import front_matter
from plugins.story.blocks import Figure, Gallery, Html, Table, Video
from plugins.story.body import BodyParser, plain_text
from plugins.story.dates import modified
from plugins.story.front_matter import StoryMatter
from plugins.story.links import internal_target
from plugins.story.plain_body import flat_html
from plugins.story.story import excerpt, read_story
from plugins.vietnamese.text import clean

HEAD = "title: Bài\ndate: 2024-06-06 14:41\ncategory: Y tế\nauthor: A\n"


def parse(text: str):
    return BodyParser().parse(text)


def matter(head: str) -> StoryMatter:
    return front_matter.parse(StoryMatter, head, "bai.md").matter


# --- Body -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Chữ trơn, không dấu gì.",
        "**Đậm**, *nghiêng*, `mã`, [liên kết](/tin/), ![ảnh](a.jpg) và \\*không nghiêng\\*",
        "Xuống dòng  \nở đây\nvà ở đây",
        "a < b & c &amp; d <b>đậm</b> <van-phong@xa.vn> <https://xa.vn>",
        "- mục *một*\n- mục hai\n\n| a | **b** |\n|---|---|\n| `c` | d_e_f |",
        "từ\n: nghĩa *nghiêng*\n\n> trích\n\n# Mục _một_\n\n[nhãn]\n\n[nhãn]: /tin/",
    ],
)
def test_plain_text_passed_over_is_text_that_markdown_would_leave_as_it_is(text):
    slow = BodyParser()
    slow._markdown.treeprocessors.deregister("plain")
    assert parse(text) == slow.parse(text)


def test_a_body_becomes_blocks_in_order():
    body = parse(
        'Mở đầu.\n\n![Chú thích](anh-1.jpg "Ảnh: A")\n\n![a](1.jpg)\n![b](2.jpg)\n\n'
        "| x | y |\n|---|--:|\n| 1 | 2 |\n\n[Video: Hội làng](https://youtu.be/abcdefghijk)\n\nKết."
    )
    assert [type(block) for block in body.blocks] == [Html, Figure, Gallery, Table, Video, Html]
    assert body.blocks[2].photos == (1, 2)
    assert [(p.name, p.caption, p.credit) for p in body.photos] == [
        ("anh-1.jpg", "Chú thích", "Ảnh: A"),
        ("1.jpg", "a", ""),
        ("2.jpg", "b", ""),
    ]
    assert body.photos[0].line == 3
    assert body.blocks[4].title == "Video: Hội làng" and body.blocks[4].host == "YouTube"
    assert body.plain == "Mở đầu."


OPENED = "Số: 145/TB-UBND  \nAn Khánh, ngày 20 tháng 11 năm 2026\n\nKính gửi: Các thôn\n\nXã cắt nước."
REMEMBERED = "Sáng nay, tại xã, ngày 5 tháng 6 năm 2026 được nhắc lại."


@pytest.mark.parametrize(
    "text, words",
    {
        OPENED: "Xã cắt nước.",
        "An Khánh, ngày 5 tháng 6 năm 2026\n\nXã họp.": "Xã họp.",
        "Số: 1/TB": "Số: 1/TB",
        "Số hộ nghèo giảm.\n\nCâu hai.": "Số hộ nghèo giảm.",
        f"{REMEMBERED}\n\nB": REMEMBERED,
    }.items(),
)
def test_what_stands_for_a_story_is_none_of_the_lines_that_open_a_document(text, words):
    assert parse(text).plain.replace("\u00a0", " ") == words


def test_an_image_needs_no_empty_line_around_it():
    body = parse("Chữ trên.\n![a](1.jpg)\nChữ dưới.")
    assert [type(block) for block in body.blocks] == [Html, Figure, Html]


@pytest.mark.parametrize(
    ("pasted", "html"),
    [
        ("Có hai việc:\n- một\n- hai", "<p>Có hai việc:</p>\n<ul>\n<li>một</li>\n<li>hai</li>\n</ul>"),
        ("Hai việc:\n1. một\n2. hai", "<p>Hai việc:</p>\n<ol>\n<li>một</li>\n<li>hai</li>\n</ol>"),
        ("• một\n•\thai", "<ul>\n<li>một</li>\n<li>hai</li>\n</ul>"),
        ("- một\n- hai\ntiếp", "<ul>\n<li>một</li>\n<li>hai\ntiếp</li>\n</ul>"),
        ("- một\ntiếp\n- hai", "<ul>\n<li>một\ntiếp</li>\n<li>hai</li>\n</ul>"),
        ("từ năm\n2024. Tại hội nghị", "<p>từ năm\n2024. Tại hội nghị</p>"),
        ("    Đoạn thụt đầu dòng.\n\n\tĐoạn nữa.", "<p>Đoạn thụt đầu dòng.</p>\n<p>Đoạn nữa.</p>"),
        ("- một\n    - con", "<ul>\n<li>một<ul>\n<li>con</li>\n</ul>\n</li>\n</ul>"),
        ("5 * 3 = 15\n* không", "<p>5 * 3 = 15</p>\n<ul>\n<li>không</li>\n</ul>"),
    ],
)
def test_what_is_pasted_from_word_is_what_it_looked_like(pasted, html):
    assert "\n".join(block.html for block in parse(pasted).blocks) == html


def test_a_table_needs_no_empty_line_above_it():
    blocks = parse("Kết quả:\n| Xã | Hộ |\n|---|---|\n| A | 2 |").blocks
    assert [type(block) for block in blocks] == [Html, Table]


@pytest.mark.parametrize(
    "pasted",
    ["![Hội làng] (1.jpg “Ảnh: An”)", "![Hội làng](1.jpg “Ảnh: An”)", '![Hội làng] (1.jpg "Ảnh: An")'],
)
def test_a_photo_typed_in_word_is_a_photo(pasted):
    (photo,) = parse(f"Chữ.\n\n{pasted}").photos
    assert (photo.name, photo.caption, photo.credit, photo.line) == ("1.jpg", "Hội làng", "Ảnh: An", 3)


def test_an_image_inside_text_is_reported_and_not_drawn():
    body = parse("- mục có ![ảnh](1.jpg) ở giữa")
    assert body.misplaced[0].name == "1.jpg" and body.misplaced[0].line == 1
    assert "<img" not in body.blocks[0].html


def test_headings_begin_below_the_headline_and_skip_no_level():
    body = parse("# Một\n\n#### Hai\n\n## Một\n")
    assert [(h.level, h.anchor) for h in body.headings] == [(2, "mot"), (3, "hai"), (2, "mot-2")]


def test_cells_are_aligned_without_inline_style():
    html = parse("| x |\n|--:|\n| 1 |\n").blocks[0].html
    assert 'class="align-right"' in html and "style" not in html


@pytest.mark.parametrize(
    ("text", "removed"),
    [
        ("Chữ <script>alert(1)</script>.", "<script>"),
        ("<script src='https://xau.example/x.js'></script>\n\nChữ.", "<script>"),
        ('Chữ <b onmouseover="x()">đậm</b>.', "onmouseover="),
        ('<img src="x" onerror="x()">\n\nChữ.', "<img>"),
        ("[bấm](javascript:alert(1)) chữ.", "javascript:"),
        ("[bấm](JaVaScRiPt:alert(1)) chữ.", "javascript:"),
        ("[bấm](data:text/html;base64,xx) chữ.", "data:"),
        ('<iframe src="https://xau.example"></iframe>\n\nChữ.', "<iframe>"),
        ('<div style="position:fixed">che</div>\n\nChữ.', "<div>"),
        ('<svg onload="x()"><circle/></svg>\n\nChữ.', "<svg>"),
        ('<a href="java&#10;script:alert(1)">x</a> chữ.', "href="),
        ('<form action="/x"><input></form>\n\nChữ.', "<form>"),
    ],
)
def test_active_html_never_reaches_a_page_and_is_named(text, removed):
    body = parse(text)
    html = "".join(getattr(block, "html", "") for block in body.blocks)
    for danger in (
        "<script",
        "onerror",
        "onmouseover",
        "javascript:",
        "<iframe",
        "style=",
        "onload",
        "data:",
        "<form",
    ):
        assert danger not in html.lower()
    assert "Chữ" in html or "chữ" in html
    assert removed in [what for what, _ in body.removed]


def test_plain_markdown_is_never_accused():
    body = parse(
        "Một & hai < ba, “ngoặc” 'đơn'; [liên kết](https://a.example/?a=1&b=2 \"tên\").\n\n"
        "> Trích.\n\n1. a\n2. b"
    )
    assert body.removed == ()


def test_an_address_in_angle_brackets_leads_to_no_page():
    (link,) = parse("Gửi <a@b.example>.").links
    assert link.href == "mailto:a@b.example" and internal_target(link.href, "tin/", "") is None


@pytest.mark.parametrize(
    "mark",
    [
        "&#xE000;0&#xE001;",
        "&#57344;0&#57345;",
        "&#xe0000000;0",
        "&#x&#xE000;E000;&#48;&#x&#xE001;E001;",
        "<p>&#57344&#55;&#57345</p>",
        "<p>&#xE000;7&#xE001;</p>",
    ],
)
def test_nobody_else_writes_the_marks_of_blocks(mark):
    body = parse(f"{mark}\n\n![a](1.jpg)")
    assert [type(block) for block in body.blocks].count(Figure) == 1
    assert not any(
        "\ue000" <= letter <= "\uf8ff" for block in body.blocks for letter in getattr(block, "html", "")
    )


@pytest.mark.parametrize("name", ["Nội dung", "Đính chính", "Chia sẻ", "Đầu trang", "Liên kết 1"])
def test_a_heading_takes_no_id_of_the_page_around_it(name):
    (heading,) = parse(f"## {name}\n\nChữ.").headings
    assert heading.anchor.startswith("muc-")


def test_links_in_raw_html_are_links_too():
    assert [link.href for link in parse('<a href="/khong-co/">x</a> và [y](/a/?b=1&c=2)').links] == [
        "/khong-co/",
        "/a/?b=1&c=2",
    ]


@pytest.mark.parametrize("href", ["C:\\Users\\A\\mau.pdf", "file:///C:/mau.pdf", "htps://a.example/"])
def test_a_link_that_no_page_may_have_is_told_with_its_line(href):
    body = parse(f"Đầu.\n\nTải [mẫu]({href}) về.")
    assert [(link.href, link.line) for link in body.refused] == [(href, 3)] and body.removed == ()


def test_a_photo_that_is_a_link_is_not_lost():
    body = parse("[![Lễ hội](anh-1.jpg)](https://youtu.be/abc)")
    assert [photo.name for photo in body.misplaced] == ["anh-1.jpg"]


def test_two_stories_share_a_parser_and_nothing_else():
    parser = BodyParser()
    parser.parse("![a](1.jpg)\n\n# Một")
    second = parser.parse("Chữ [x](/a/).")
    assert second.photos == () and second.headings == () and [link.href for link in second.links] == ["/a/"]


PAGE = "https://x.example/tin/2024/06/bai/"


def test_feeds_get_the_whole_story_as_plain_html():
    body = parse('Chữ.\n\n![a "b"](1.jpg)\n\n[Video](https://youtu.be/abcdefghijk)')
    html = flat_html(body, PAGE, lambda index: f"/media/{index}.jpg")
    assert '<img src="https://x.example/media/0.jpg" alt="a &quot;b&quot;">' in html
    assert '<a href="https://youtu.be/abcdefghijk">Video</a>' in html
    assert "<figure>" not in flat_html(body, PAGE)


@pytest.mark.parametrize(
    "written, read",
    [
        ("[a](mau-don.pdf)", f"{PAGE}mau-don.pdf"),
        ("[a](<mẫu đơn số 1.pdf>)", f"{PAGE}m%E1%BA%ABu%20%C4%91%C6%A1n%20s%E1%BB%91%201.pdf"),
        ("[a](mau%20don.pdf)", f"{PAGE}mau%20don.pdf"),
        ("[a](#muc-mot)", f"{PAGE}#muc-mot"),
        ("[a](../bai-khac/)", "https://x.example/tin/2024/06/bai-khac/"),
        ("[a](../bai-khac/index.html#muc)", "https://x.example/tin/2024/06/bai-khac/index.html#muc"),
        ("[a](/tin/2024/06/?a=1&b=2)", "https://x.example/tin/2024/06/?a=1&amp;b=2"),
        ("[a](?trang=2)", f"{PAGE}?trang=2"),
        ("[a](mailto:a@b.example)", "mailto:a@b.example"),
        ("[a](tel:024)", "tel:024"),
        ("[a](https://khac.example/x)", "https://khac.example/x"),
        ("- mục\n- [a](b.pdf)", f"{PAGE}b.pdf"),
        ("> [a](b.pdf)", f"{PAGE}b.pdf"),
        ("| x | y |\n|---|---|\n| [a](b.pdf) | 2 |", f"{PAGE}b.pdf"),
        ("## [a](b.pdf)", f"{PAGE}b.pdf"),
        ('<a title="a > b" href="b.pdf">x</a>', f"{PAGE}b.pdf"),
    ],
)
def test_what_leaves_its_page_carries_absolute_addresses(written, read):
    assert f'href="{read}"' in flat_html(parse(written), PAGE)


def test_an_address_in_the_words_of_a_story_stays_as_written():
    assert 'href="b.pdf"' in unescape(flat_html(parse('Gõ `<a href="b.pdf">` vào bài.'), PAGE))


@pytest.mark.parametrize(
    "extra, changed",
    [
        ("", None),
        ("modified: 2024-06-08 09:00\n", datetime(2024, 6, 8, 9)),
        ("corrections:\n  - date: 10/06/2024\n    text: x\n", datetime(2024, 6, 10)),
        ("modified: 2024-06-01 09:00\n", None),
        ("modified: 2024-07-01 09:00\n", None),
        ("corrections:\n  - date: 06/06/2024\n    text: x\n", None),
    ],
)
def test_a_story_changed_when_its_editors_say_so_and_never_in_days_to_come(extra, changed):
    assert modified(matter(HEAD + extra), date(2024, 6, 20)) == changed


# --- Stories --------------------------------------------------------------------


def written(tmp_path: Path, place: str, data: bytes) -> Path:
    path = tmp_path / "content" / "tin" / place / "index.md"
    path.parent.mkdir(parents=True)
    path.write_bytes(data)
    return path


def test_a_story_in_an_old_code_page_is_refused_with_its_line(tmp_path):
    path = written(tmp_path, "2024/06/bai", b"---\ntitle: x\n---\nCh\xf7 c\xf2\n")
    with pytest.raises(MistakesFound, match=r"dòng 4.*UTF-8"):
        read_story(path, "bai.md", BodyParser(), date(2024, 7, 1))


@pytest.mark.parametrize("place", ["2024/07/bai", "2023/06/bai"])
def test_a_folder_that_disagrees_with_the_date_is_refused(tmp_path, place):
    path = written(tmp_path, place, f"---\n{HEAD}---\nChữ.\n".encode())
    with pytest.raises(MistakesFound, match="06/06/2024"):
        read_story(path, "bai.md", BodyParser(), date(2024, 7, 1))


@pytest.mark.parametrize(("expires", "expired"), [("2024-06-30", True), ("2024-07-01", False)])
def test_a_story_expires_after_its_last_day(tmp_path, expires, expired):
    path = written(tmp_path, "2024/06/bai", f"---\n{HEAD}expires: {expires}\n---\nChữ.\n".encode())
    _, story = read_story(path, "bai.md", BodyParser(), date(2024, 7, 1))
    assert story.expired is expired


def test_an_excerpt_ends_at_a_word():
    text = "Từ ngữ " * 60
    assert len(excerpt(text)) <= 220 and excerpt(text).endswith("ngữ…")
    assert excerpt("Ngắn.") == "Ngắn."


@pytest.mark.parametrize(
    ("href", "target"),
    [
        ("/tin/2024/06/b/", "/tin/2024/06/b/"),
        ("../b/", "/tin/2024/06/b/"),
        ("mau-don.pdf", "/tin/2024/06/a/mau-don.pdf"),
        ("m%E1%BA%ABu.pdf", "/tin/2024/06/a/mẫu.pdf"),
        ("https://hoaiduc.example/tin/2024/06/b/", "/tin/2024/06/b/"),
        ("https://khac.example/", None),
        ("mailto:a@b.example", None),
        ("#muc", None),
    ],
)
def test_links_are_told_apart(href, target):
    assert internal_target(href, "tin/2024/06/a/", "https://hoaiduc.example") == target


# --- What nobody can see, and what is too much ------------------------------------


@pytest.mark.parametrize("text", ["a\vb", "a\u2028b", "a\x0cb"])
def test_a_line_break_of_word_is_a_line_break(text):
    assert clean(text) == "a\nb"


def test_what_xml_may_not_hold_never_enters():
    assert clean("a\x00\x1b\x85b\ufffe\uffffc") == "a\nbc"


@pytest.mark.parametrize("text", ["[" * 20_000, "![" * 20_000, "<a " * 20_000, "- " * 5000 + "x"])
def test_what_would_take_minutes_is_told_at_once(tmp_path, text):
    path = tmp_path / "tin/2024/06/bai/index.md"
    path.parent.mkdir(parents=True)
    path.write_text(f"---\n{HEAD}---\n{text}\n", "utf-8")
    with pytest.raises(MistakesFound, match=r"bai/index\.md"):
        read_story(path, "bai/index.md", BodyParser(), date(2024, 7, 1))


def test_a_long_run_of_spaces_takes_no_time(tmp_path):
    path = tmp_path / "tin/2024/06/bai/index.md"
    path.parent.mkdir(parents=True)
    path.write_text(f"---\n{HEAD}label:{' ' * 100_000}x\n---\n|a\n---|{' ' * 100_000}x\n", "utf-8")
    assert read_story(path, "bai/index.md", BodyParser(), date(2024, 7, 1))[0].label == "x"


@pytest.mark.parametrize(
    "line", ["[Nguồn]: VOV", "[Ghi chú]: Ảnh “minh họa”", "[1]: https://vbpl.vn/", "[^2]: Hai."]
)
@pytest.mark.parametrize("around", ["{}", "- {}", "1. {}", "> {}", "{0}\n\nCâu.\n\n{0}", "Câu.\n{}"])
def test_a_line_that_begins_with_brackets_is_not_lost(line, around):
    text = around.format(line)
    body = parse(f"Câu một.\n\n{text}\n\nCâu hai.")
    assert plain(body).count(line) == text.count(line) and not body.links


def plain(body) -> str:
    return "\n".join(plain_text(block.html) for block in body.blocks)


def test_a_definition_that_is_referred_to_is_a_link():
    head = "[Nguồn]: VOV\n[1]: https://vbpl.vn/ 'Văn bản'\n[Ghi chú]: Ảnh\n[cổng]: https://chinhphu.vn/"
    body = parse(f"Xem [luật][1] và [Cổng].\n\n{head}")
    assert [link.href for link in body.links] == ["https://vbpl.vn/", "https://chinhphu.vn/"]
    assert plain(body).split() == "Xem luật và Cổng. [Nguồn]: VOV [Ghi chú]: Ảnh".split()


def test_lists_and_tables_in_a_quote_need_no_empty_line_above():
    (quote,) = parse("> Lời nói:\n> - một\n> - hai").blocks
    bare = re.sub(r"\s+", "", quote.html)
    assert bare == "<blockquote><p>Lờinói:</p><ul><li>một</li><li>hai</li></ul></blockquote>"
    blocks = parse("> Bảng:\n> | a | b |\n> |---|---|\n> | 1 | 2 |").blocks
    assert "<td>1</td>" in "".join(block.html for block in blocks)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("Một đoạn.\n\n- mục", "Một đoạn."),
        ("- Nộp **hồ sơ**;\n- Nhận kết quả.", "Nộp hồ sơ. Nhận kết quả"),
        ("1. Một\n2. Hai", "Một. Hai"),
        ("| Ngày | Buổi |\n|---|---|\n| 06/6 | Sáng |", "Ngày. Buổi. 06/6. Sáng"),
        ('![Rước kiệu](a.jpg "Ảnh: A")', "Rước kiệu"),
        ('![Một](a.jpg "Ảnh: A")\n![Hai](b.jpg "Ảnh: A")', "Một. Hai"),
        ("## Lịch tiếp dân", "Lịch tiếp dân"),
        ("[Phóng sự: Mùa lúa chín](https://youtu.be/abcdefghijk)", "Phóng sự: Mùa lúa chín"),
        ("[Bản tin](ban-tin.mp3)", "Bản tin"),
        ("![](a.jpg)", "Bài"),
        ("***", "Bài"),
        ("", "Bài"),
    ],
)
def test_a_story_without_a_summary_has_one_of_its_own_words(tmp_path, body, said):
    file = tmp_path / "tin/2024/06/bai/index.md"
    file.parent.mkdir(parents=True)
    file.write_text(f"---\n{HEAD}---\n{body}\n", "utf-8")
    _, story = read_story(file, "bai.md", BodyParser(), date(2024, 6, 7))
    assert (story.lead, story.excerpt) == ("", said)
