"""What editors use: commands as the handbook prints them, text that was copied, bad input."""

import io
import re
import shlex
import shutil
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.check.run import check
from plugins.core import settings_file
from plugins.desk import html, text
from plugins.desk.__main__ import main
from plugins.desk.arrange import arranged
from plugins.desk.blocks import Item, Paragraph, Run
from plugins.desk.boilerplate import without
from plugins.desk.byline import byline_of
from plugins.desk.folder import LONGEST, head_of, short_slug
from plugins.desk.importing import Wish, bring
from plugins.desk.lines import apart
from plugins.desk.links import is_fine, settled
from plugins.desk.markdown import text_of
from plugins.portal.settings import Section
from plugins.story import front_matter
from plugins.story.body import BodyParser
from plugins.vietnamese.text import clean
from tests.office import blank
from tests.site import ROOT, make_site

HANDBOOK = (ROOT / "docs/bien-tap.md").read_text("utf-8")
CHAPTERS = "".join(re.findall(r"^## (?:Từ Word|Viết một bài mới)$.*?(?=^## )", HANDBOOK, re.M | re.S))
COMMANDS = re.findall(r"^make (?:import|new) .*$", CHAPTERS, re.MULTILINE)
NAMES = ("FILE", "TITLE", "SECTION", "AUTHOR", "PASTE", "STATUS")


@pytest.fixture
def desk(tmp_path, monkeypatch, capsys):
    """desk('make import FILE="a.docx"', ...): (exit code, what was said)."""
    site = make_site(tmp_path)
    (tmp_path / "settings.py").rename(tmp_path / "pelicanconf.py")
    monkeypatch.chdir(tmp_path)

    def run(command: str, given: bytes = b""):
        make, target, *typed = shlex.split(command)
        assert make == "make"
        for name in NAMES:
            monkeypatch.delenv(name, raising=False)
        for name, _, value in (each.partition("=") for each in typed):
            monkeypatch.setenv(name, value)
        monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(given)))
        code = main([target])
        said = capsys.readouterr()
        return code, said.out + said.err

    run.site, run.folder = site, tmp_path
    return run


def stories(folder: Path) -> list[Path]:
    return sorted((folder / "content/tin").rglob("index.md"))


def a_document(path: Path, title: str = "Ra quân dọn vệ sinh") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    document = blank()
    document.add_paragraph(title, style="Title")
    document.add_paragraph("Sáng 06/6, hơn 300 người ra quân dọn vệ sinh đường làng, ngõ xóm.")
    document.save(str(path))


@pytest.mark.parametrize("command", COMMANDS)
def test_the_handbooks_commands_make_a_story_that_builds(desk, command):
    for word in shlex.split(command):
        name, _, value = word.partition("=")
        if name == "FILE" and value.endswith(".docx"):
            a_document(desk.folder / value)
        elif name == "FILE":
            (desk.folder / value).write_text("Tin từ Zalo\n\nSáng nay họp dân ở nhà văn hóa.\n", "utf-8")
    code, said = desk(command)
    assert code == 0 and len(stories(desk.folder)) == 1, said
    (desk.folder / "pelicanconf.py").rename(desk.folder / "settings.py")
    built = desk.site.build()
    assert built.returncode == 0, built.stderr


def test_the_handbook_shows_each_name_that_import_and_new_know():
    assert len(COMMANDS) == 3
    assert all(f"{name}=" in CHAPTERS for name in NAMES)


@pytest.mark.parametrize(
    "status, is_draft", [("", True), ("nháp", True), ("draft", True), ("đăng", False), ("Đã đăng", False)]
)
def test_what_is_imported_is_a_draft_unless_it_was_asked_for(desk, status, is_draft):
    a_document(desk.folder / "a.docx")
    code, said = desk(f"make import FILE=a.docx STATUS='{status}'")
    [story] = stories(desk.folder)
    assert code == 0 and ("status: nháp" in story.read_text("utf-8")) == is_draft
    assert ("là bài nháp" in said and "bỏ dòng “status: nháp”" in said) == is_draft


@pytest.mark.parametrize("command", ["make import FILE=a.docx", "make new TITLE=Một"])
def test_a_section_that_nobody_chose_is_remembered_until_somebody_looks(desk, command):
    a_document(desk.folder / "a.docx")
    assert desk(command)[0] == 0
    [story] = stories(desk.folder)
    text = story.read_text("utf-8")
    assert "# Để tạm chuyên mục: xem lại rồi xóa dòng này.\ncategory: " in text
    [found] = [each for each in check(desk.folder).findings if "còn để tạm" in each.mistake.sentence]
    assert text.split("\n")[found.mistake.line - 1].startswith("# Để tạm") and found.rule == "chu-mau"
    shutil.rmtree(story.parent)
    desk(f"{command} SECTION='Kinh tế'")
    assert "# Để tạm" not in stories(desk.folder)[0].read_text("utf-8")


def test_several_files_and_folders_are_brought_and_the_bad_one_is_named(desk):
    a_document(desk.folder / "bao cao/mot.docx", "Tin thứ nhất")
    a_document(desk.folder / "bao cao/hai.docx", "Tin thứ hai")
    (desk.folder / "bao cao/~$mot.docx").write_bytes(b"of an open Word")
    (desk.folder / "hong.docx").write_bytes(b"PK nothing")
    code, said = desk('make import FILE="bao cao; hong.docx; khong-co.docx"')
    assert code == 1 and len(stories(desk.folder)) == 2
    assert "hong.docx: Tệp hỏng" in said and "khong-co.docx: Không có tệp này" in said
    assert "Đã đưa vào 2 bài; 2 tệp chưa đưa được." in said and "~$" not in said


@pytest.mark.parametrize(
    "command, told",
    [
        ("make import", "Hãy gõ thêm tệp"),
        ("make import FILE=khong-co.docx", "khong-co.docx: Không có tệp này"),
        ("make import FILE=content/du-lieu", "không có tệp Word"),
        ("make import FILE=a.docx SECTION=la", "Chuyên mục “la” không có"),
        ("make import FILE=a.docx STATUS=rút", "STATUS là “rút”: phải là nháp hoặc đăng"),
        ("make import PASTE=1 FILE=khong-co.txt", "khong-co.txt: Không có tệp này"),
        ("make import PASTE=1 FILE=a.docx", "Đây không phải chữ chép lại"),
        ("make new", "Hãy gõ tiêu đề"),
        ("make new TITLE=!!!", "Tiêu đề không có chữ nào"),
        ("make new TITLE=Một SECTION=la", "Chuyên mục “la” không có"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_nothing_is_made(desk, command, told):
    a_document(desk.folder / "a.docx")
    code, said = desk(command)
    assert code == 1 and told in said and said.count("Lỗi") == 1
    assert stories(desk.folder) == []


def test_a_document_without_words_makes_no_story(desk):
    blank().save(str(desk.folder / "trong.docx"))
    code, said = desk("make import FILE=trong.docx")
    assert (code, said) == (1, "Lỗi · trong.docx: Không có chữ nào trong văn bản.\n")
    assert stories(desk.folder) == []


def test_a_new_story_is_a_draft_and_is_never_made_twice(desk):
    code, said = desk('make new TITLE="Tin: một \\"hai\\" #ba" SECTION="kinh te" AUTHOR="Thanh Thạo"')
    assert code == 0 and "bài nháp" in said
    [story] = stories(desk.folder)
    parts = front_matter.split(story.read_text("utf-8"), "content/tin/a/index.md")
    matter = front_matter.parse(front_matter.StoryMatter, parts.head, "a").matter
    assert matter.title == 'Tin: một "hai" #ba' and matter.status == "draft"
    assert (matter.category, matter.author) == ("Kinh tế", "Thanh Thạo")
    story.write_text("của tôi", "utf-8")
    code, said = desk('make new TITLE="Tin: một hai ba"')
    assert code == 1 and "không chép đè" in said and story.read_text("utf-8") == "của tôi"


def test_a_head_holds_described_fields_alone_in_the_order_of_the_handbook():
    head = head_of({"author": "Lan", "title": "Bài", "tags": ""})
    assert head == "---\ntitle: Bài\nauthor: Lan\n---\n"
    with pytest.raises(ValueError):
        head_of({"mau": "đỏ"})


WORD = """<html xmlns:w="urn:schemas-microsoft-com:office:word"><head><style>p{}</style></head><body>
<p class=MsoTitle><b>Ra quân dọn vệ sinh</b></p>
<p class=MsoListParagraph style='text-indent:-.25in;mso-list:l0 level1 lfo1'><span
style='mso-list:Ignore'>·<span>&nbsp;&nbsp; </span></span>Quét đường</p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·</span>Trồng cây</p>
<table><tr><th>Thôn</th><th>Số người</th></tr>
<tr><td rowspan=2>An Thọ</td><td>12</td></tr><tr><td>5</td></tr></table>
<p>Xem <a href="https://example.org/">trang này</a><script>alert(1)</script>
<a href="javascript:alert(1)">kia</a> <img src="https://theo-doi.example/a.gif"></p></body></html>"""


def test_what_word_and_excel_copy_becomes_lists_tables_and_links():
    found = settled(html.read(WORD))
    written = text_of(found.blocks)
    assert "- Quét đường\n- Trồng cây" in written
    assert "| Thôn | Số người |\n| --- | ---: |\n| An Thọ | 12 |\n| An Thọ | 5 |" in written
    assert "[trang này](https://example.org/) kia" in written
    assert "alert" not in written and "theo-doi" not in written
    assert [str(loss) for loss in found.losses] == [
        "Ảnh không đi theo khi dán",
        "Liên kết “kia” (javascript:alert(1)), trên trang không mở được",
    ]


PDF = """Hội nghị triển khai nhiệm vụ phòng chống thiên tai và tìm kiếm cứu nạn năm
2027 được tổ chức sáng nay tại hội trường xã với sự tham dự của 120 đại biểu
là trưởng thôn.

- 1 -

Đồng chí Chủ tịch yêu cầu các thôn rà soát lực lượng, vật tư và phương tiện, có
phương án di dời từng hộ.

- 2 -

#AnKhanh #ThienTai
"""
CHAT = "Kính mời bà con\n8h sáng Chủ nhật\nNhà văn hóa thôn\n\n• Mang theo chổi\n• Đeo khẩu trang\n"


def test_lines_that_a_page_has_wrapped_are_joined_and_what_goes_is_told():
    found = text.read(PDF)
    assert [block.words for block in found.blocks] == [
        "Hội nghị triển khai nhiệm vụ phòng chống thiên tai và tìm kiếm cứu nạn năm 2027 được tổ chức sáng "
        "nay tại hội trường xã với sự tham dự của 120 đại biểu là trưởng thôn.",
        "Đồng chí Chủ tịch yêu cầu các thôn rà soát lực lượng, vật tư và phương tiện, có phương án di dời "
        "từng hộ.",
    ]
    assert len(found.notes) == 2 and "2 dòng chỉ có số trang" in found.notes[0]


def test_short_lines_of_a_chat_stay_lines():
    written = text_of(text.read(CHAT).blocks)
    assert written.startswith("Kính mời bà con  \n8h sáng Chủ nhật  \nNhà văn hóa thôn\n")
    assert written.endswith("- Mang theo chổi\n- Đeo khẩu trang\n")


TEXT = "Sáng nay, hội nghị có 100 đại biểu của xã An Khánh dự."
NOTICE = "THÔNG BÁO\nVề việc họp dân"
PAPER = "ỦY BAN NHÂN DÂN\nXÃ AN KHÁNH\nSố: 5/TB-UBND\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n{}\n"


@pytest.mark.parametrize(
    "written, title, said",
    [
        (f"UBND XÃ AN KHÁNH TỔ CHỨC TẬP HUẤN\n\n{TEXT}", "UBND xã An Khánh tổ chức tập huấn", TEXT),
        (f"HỘI NGHỊ TỔNG KẾT NĂM HỌC\n\n{TEXT}", "Hội nghị tổng kết năm học", TEXT),
        (f"Xã họp bàn trồng cây\n{TEXT}\nMỗi hộ một cây.\nTin, ảnh: Lan", "Xã họp bàn trồng cây", TEXT),
        (
            PAPER.format("ngày 05 tháng 11 năm 2026") + f"THÔNG BÁO\nVề việc họp dân\n\n{TEXT}",
            "Thông báo về việc họp dân",
            TEXT,
        ),
        (
            PAPER.format("ngày      tháng 11 năm 2026") + f"\nTHÔNG BÁO\n\nVề việc họp dân\n\n{TEXT}",
            "Thông báo về việc họp dân",
            TEXT,
        ),
        (
            PAPER.format("ngày 05/11/2026") + f"KẾ HOẠCH\n\nPhòng bệnh dại năm 2027\n\n{TEXT}",
            "Kế hoạch phòng bệnh dại năm 2027",
            TEXT,
        ),
        (
            PAPER.format("ngày 05/11/2026") + f"KẾ HOẠCH\n\nCăn cứ Luật Thú y\n\n{TEXT}",
            "Kế hoạch",
            "Luật Thú y",
        ),
        (PAPER.format("V/v phòng bệnh dại") + f"\n{TEXT}", "Về việc phòng bệnh dại", "Số: 5/TB-UBND"),
    ],
)
def test_a_headline_is_found_and_no_other_line_is_lost(written, title, said):
    story = arranged(text.read(written))
    assert story.title == title
    assert said in text_of([each for each in story.body if not hasattr(each, "picture")])


@pytest.mark.parametrize(
    "ending, author, source",
    [
        ("Nguyễn Lan", "Nguyễn Lan", ""),
        ("Tin và ảnh: Nguyễn Lan", "Nguyễn Lan", ""),
        ("TIN: NGUYỄN LAN – ẢNH: LÊ HOA", "Nguyễn Lan", ""),
        ("Nguyễn Lan - Đài TT xã", "Nguyễn Lan - Đài TT xã", ""),
        ("Nguyễn Lan – Công chức văn hóa xã", "Nguyễn Lan – Công chức văn hóa xã", ""),
        ("Nguyễn Lan (Đài truyền thanh xã)", "Nguyễn Lan (Đài truyền thanh xã)", ""),
        ("Nguyễn Lan\n\nCông chức Văn hóa - Xã hội", "Nguyễn Lan, Công chức Văn hóa - Xã hội", ""),
        ("Mời bà con đến dự.\n\nBan tổ chức kính mời.", "", ""),
        ("Nguyễn Lan\n\n(Theo Báo Hà Nội mới)", "Nguyễn Lan", "Báo Hà Nội mới"),
        ("Nguồn: Báo Hà Nội mới", "", "Báo Hà Nội mới"),
        ("TM. ỦY BAN NHÂN DÂN\n\nCHỦ TỊCH\n\nNguyễn Văn Hòa", "", ""),
    ],
)
def test_who_wrote_a_story_and_where_it_was_taken_from(ending, author, source):
    story = arranged(text.read(f"Xã họp bàn trồng cây\n\n{TEXT}\n\n{ending}"))
    assert (story.author, story.source) == (author, source)
    body = text_of([each for each in story.body if not hasattr(each, "picture")])
    assert ("Nguyễn Văn Hòa" in body) == ("Hòa" in ending), "who signs a paper stays in it"


RIGHT = Paragraph((Run("Trạm Y tế xã"),), right=True)


@pytest.mark.parametrize(
    "last, author, photos",
    [
        (Paragraph((Run("Tin, ảnh: Nguyễn Lan"),)), "Nguyễn Lan", "Nguyễn Lan"),
        (Paragraph((Run("Bài và ảnh: Nguyễn Lan"),)), "Nguyễn Lan", "Nguyễn Lan"),
        (Paragraph((Run("TIN: NGUYỄN LAN – ẢNH: LÊ HOA"),)), "Nguyễn Lan", "Lê Hoa"),
        (Paragraph((Run("Tin: Nguyễn Lan"),)), "Nguyễn Lan", ""),
        (RIGHT, "Trạm Y tế xã", ""),
        (Paragraph((Run("Văn phòng UBND xã"),), right=True), "Văn phòng UBND xã", ""),
        (Paragraph((Run("Trạm Y tế xã, điện thoại 024"),), right=True), "", ""),
        (Paragraph((Run("Trạm Y tế xã"),)), "", ""),
    ],
)
def test_who_wrote_a_story_may_have_taken_its_photos_and_may_be_a_body(last, author, photos):
    found = byline_of([Paragraph((Run(TEXT),)), Paragraph((Run(TEXT),)), last])
    assert (found.author, found.photos) == (author, photos)


@pytest.mark.parametrize(
    "title, section",
    [("Thông báo họp dân", "Thông báo"), ("Lịch tiêm chủng", "Thông báo"), ("Xã họp dân", "Kinh tế")],
)
def test_a_notice_is_laid_among_the_notices(tmp_path, title, section):
    sections = (Section("Kinh tế", "kinh-te"), Section("Thông báo", "thong-bao"))
    done = bring(text.read(f"{title}\n\n{TEXT}"), tmp_path, sections, Wish(), datetime(2026, 11, 28))
    assert f"category: {section}\n" in (done.place.path / "index.md").read_text("utf-8")
    assert any(f"“{section}”" in note for note in done.notes)


@pytest.mark.parametrize(
    "typed, items",
    [
        (("- Trồng cây", "- Dọn cỏ"), ["0 Trồng cây", "0 Dọn cỏ"]),
        (("- Trồng cây", "+ Xoan", "+ Lim", "- Dọn cỏ"), ["0 Trồng cây", "1 Xoan", "1 Lim", "0 Dọn cỏ"]),
        (("+ Xoan", "+ Lim"), ["0 Xoan", "0 Lim"]),
        (("• Xoan", "• Lim"), ["0 Xoan", "0 Lim"]),
        (("- Một dòng", "rồi thôi."), []),
        (("– Anh đi đâu?", "– Tôi đi chợ."), []),
        (("-5 độ", "-7 độ"), []),
    ],
)
def test_lines_that_begin_with_a_typed_sign_are_a_list(typed, items):
    blocks = apart([Paragraph((Run(line[:1]), Run(line[1:], bold=True))) for line in typed])
    found = [
        f"{each.depth} {''.join(run.text for run in each.runs)}" for each in blocks if isinstance(each, Item)
    ]
    assert found == items and len(blocks) == len(typed)


@pytest.mark.parametrize(
    "line, day",
    [
        ("An Khánh, ngày 5 tháng 11 năm 2026", "2026-11-05 00:00"),
        ("An Khánh, ngày 05/11/2026", "2026-11-05 00:00"),
        ("Thứ Năm, 05/11/2026 | 08:30 GMT+7", "2026-11-05 08:30"),
        ("Hạn nộp hồ sơ trước ngày 15/12/2026 tại bộ phận một cửa.", None),
        ("An Khánh, ngày 31/02/2026", None),
    ],
)
def test_the_day_of_a_document_is_read(line, day):
    story = arranged(text.read(f"Xã họp bàn trồng cây\n\n{line}\n\n{TEXT}"))
    assert (f"{story.day:%Y-%m-%d %H:%M}" if story.day else None) == day


def test_lines_with_tabs_are_rows_and_verses_stay_together():
    rows = "Ngày\tNgười tiếp\n\n05/11\tÔng Hòa\n\n12/11\tBà Lan"
    found = arranged(text.read(f"Lịch tiếp dân\n\n{TEXT}\n\n{rows}")).body
    assert "| Ngày | Người tiếp |\n| --- | --- |\n| 05/11 | Ông Hòa |" in text_of(found)
    poem = "Làng tôi\n\n1. Một lần hẹn ước\n2. Hai lần lỡ duyên\nBa lần gặp lại"
    assert "<ol" not in "".join(
        block.html for block in BodyParser().parse(text_of(text.read(poem).blocks)).blocks[1:]
    )


def test_a_copied_text_is_taken_from_the_standard_input(desk):
    code, said = desk("make import PASTE=1", f"Mời họp dân\n\n{CHAT}".encode())
    assert code == 0 and "Mời họp dân" in said
    assert "8h sáng Chủ nhật" in stories(desk.folder)[0].read_text("utf-8")


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300) | st.text(st.sampled_from("<p></tdrlib> =\"'&;a1\n"), max_size=200))
def test_nothing_that_is_pasted_is_a_fault(pasted):
    for read in (html.read, text.read):
        story = arranged(read(pasted))
        written = text_of([each for each in story.body if not hasattr(each, "picture")])
        assert written.endswith("\n") and "\n\n\n" not in written


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1, max_size=120))
def test_a_head_says_what_it_was_given(title):
    wanted = " ".join(clean(title).split())
    text_ = clean(head_of({"title": title, "date": "06/06/2024", "category": "Kinh tế", "author": "Lan"}))
    if not any(letter.isalnum() for letter in wanted):
        return
    parts = front_matter.split(text_, "content/tin/a/index.md")
    assert front_matter.parse(front_matter.StoryMatter, parts.head, "a").matter.title == wanted
    assert len(short_slug(title)) <= LONGEST


def test_new_packages_are_asked_for_by_import_alone():
    said = (ROOT / "Makefile").read_text("utf-8")
    assert re.search(r"^import: \.venv/desk ", said, re.M) and re.search(r"^new: \.venv/run ", said, re.M)
    assert settings_file.values(ROOT / "pelicanconf.py")["PLUGINS"].count("plugins.desk") == 0


@pytest.mark.parametrize(
    "href, fine",
    [
        ("https://vbpl.vn/a", True),
        ("mailto:a@b.vn", True),
        ("tel:113", True),
        ("file:///C:/a.docx", False),
        ("C:\\Users\\Lan\\a.docx", False),
        ("\\\\may-chu\\chung\\a.docx", False),
        ("a.docx", False),
        ("/tin/", False),
        ("http://[a", False),
        ("https:", False),
        ("data:text/html,x", False),
    ],
)
def test_a_link_that_no_page_may_have_becomes_words_and_is_told(href, fine):
    assert is_fine(href) == fine
    pasted = html.read(
        f'<p>Xem <a href="{href}">kế hoạch</a></p><table><tr><td><a href="{href}">kế</a></table>'
    )
    found = settled(pasted)
    assert ("](" in text_of(found.blocks)) == fine and [str(loss) for loss in found.losses] == (
        [] if fine else [str(found.losses[0])]
    )
    assert fine or ("kế hoạch" in str(found.losses[0]) and href.strip() in str(found.losses[0]))


def test_links_of_a_page_to_its_own_site_are_told_as_one():
    hrefs = {"/tin/": "Tin", "../b": "Bài", "?c=1": "Mục", "\\\\may\\a": "tệp"}
    page = "".join(f'<p><a href="{href}">{words}</a></p>' for href, words in hrefs.items())
    assert [str(loss) for loss in settled(html.read(page)).losses] == [
        "Liên kết “tệp” dẫn tới tệp trong máy (\\\\may\\a): hãy đặt tệp cạnh bài rồi liên kết lại",
        "3 liên kết của trang nguồn, như “Tin” (/tin/)",
    ]


LONG = f"<h1>Xã họp bàn trồng cây</h1>{f'<p>{TEXT}</p>' * 4}"


@pytest.mark.parametrize(
    "page, kept",
    [
        (f"<header>Báo Hà Nội mới</header><article>{LONG}</article><aside>Giá vàng</aside>", "Giá vàng"),
        (f"<div>Giá vàng</div><main>{LONG}</main>", "Giá vàng"),
        (f"<div>Giá vàng</div><div role=main>{LONG}</div>", "Giá vàng"),
        (f"<article>{LONG}</article><article>Giá vàng</article>", ""),
        (f"<div>{LONG}</div><main>Giá vàng</main>", ""),
    ],
)
def test_of_a_whole_page_its_one_text_is_taken(page, kept):
    found = html.read(page)
    assert text_of(found.blocks).count(TEXT) == 4
    assert ("Giá vàng" in text_of(found.blocks)) == (not kept)
    assert [note.startswith("Chỉ lấy phần bài viết") for note in found.notes] == [True] * bool(kept)


def test_links_inside_a_document_are_words_without_a_word():
    found = settled(html.read('<p><a href="#_Toc1">Mục lục</a></p>'))
    assert (text_of(found.blocks), found.losses) == ("Mục lục\n", [])


PAGE = f"""<nav><a href=/>Trang chủ</a> <a href=/b>Bản đồ</a></nav>
<p>Trang chủ > Tin tức > Xã hội</p><h1>Xã họp bàn trồng cây</h1><p>{TEXT}</p>
<p>Mỗi hộ một cây.</p><p>Bà con chia sẻ kinh nghiệm.</p><ul><li>Chia sẻ
<li>Bình luận<li>In bài viết</ul><h3>Tin liên quan</h3><ul><li><a href=/x>Xã làm đường</a><li>Xã mở chợ</ul>
<p>© 2026 Báo Hà Nội mới</p><p>Giấy phép số 12/GP</p>"""
ZALO = f"Xã họp bàn trồng cây\n\n{TEXT}\n\nMỗi hộ một cây.\n\nĐã gửi từ Zalo\n14:05\nĐã xem"
MENU = "Trang chủ\nGiới thiệu\nBản tin\nLiên hệ"
WEB = f"{MENU}\n\nXã họp bàn trồng cây\n\n{TEXT}\n\nMỗi hộ một cây.\n\nThích\nBình luận"


FACEBOOK = f"""Xã họp bàn trồng cây

28 tháng 11 lúc 14:05 ·

{TEXT}

Mỗi hộ một cây.

Tất cả cảm xúc:
Bạn và 24 người khác
3 bình luận
Thích
"""


@pytest.mark.parametrize("pasted, count", [(PAGE, 9), (ZALO, 3), (WEB, 6), (FACEBOOK, 5)])
def test_menus_buttons_and_footers_go_and_are_told(pasted, count):
    found = without((html if pasted.startswith("<") else text).read(pasted))
    written = text_of(found.blocks).replace("# ", "")
    assert f"{TEXT}\n\nMỗi hộ một cây.\n" in written and "Xã họp bàn trồng cây" in written
    gone = (
        "Trang chủ",
        "Bình luận",
        "Liên hệ",
        "Xã mở chợ",
        "©",
        "Giấy phép",
        "Zalo",
        "14:05",
        "Bản đồ",
        "cảm xúc",
    )
    assert not any(word in written for word in gone), written
    assert found.notes[-1].startswith(f"Đã bỏ {count} dòng của trang web hay ứng dụng")


@pytest.mark.parametrize(
    "kept",
    [
        f"Liên hệ\n\n{TEXT}",
        "Trang chủ",
        f"{TEXT}\n\nGiới thiệu\n\n{TEXT}\n\nChị Lan thích đọc sách, chia sẻ với bạn bè.",
        f"Các tin khác\n\n{TEXT}\n\n{TEXT}\n\n{TEXT}",
        f"{TEXT}\n\nLễ khai mạc 8h00, bế mạc 11h30\n\nBản quyền thuộc về ai? {TEXT}" + f"\n\n{TEXT}" * 4,
    ],
)
def test_lines_of_a_text_are_no_menu(kept):
    assert without(text.read(kept)) == text.read(kept)


@pytest.mark.parametrize(
    "title, name",
    [
        (
            "Huyện uỷ Sơ kết 03 năm thực hiện Đề án số 11-ĐA/TU, ngày 06/12/2021 của Ban Thường vụ Thành ủy",
            "huyen-uy-so-ket-03-nam-thuc-hien-de-an-so-11-da-tu",
        ),
        (
            "Thông báo về việc tổ chức lễ hội truyền thống đình làng An Thọ và hội thi nấu cơm năm 2026",
            "thong-bao-ve-viec-to-chuc-le-hoi-truyen-thong-dinh-lang-an-tho",
        ),
        ("Ra quân dọn vệ sinh: hơn ba trăm người cùng tham gia làm sạch đường làng", "ra-quan-don-ve-sinh"),
        (
            "Kế hoạch tuyên truyền phổ biến giáo dục pháp luật quý bốn năm hai nghìn không trăm hai mươi",
            "ke-hoach-tuyen-truyen-pho-bien-giao-duc-phap-luat-quy-bon",
        ),
        ("a" * 100, "a" * 70),
    ],
)
def test_a_folder_is_named_after_a_whole_phrase(title, name):
    assert short_slug(title) == name
