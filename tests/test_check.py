"""What `make check` tells: each rule by an example, nothing in good prose, all that a build tells."""

import io
import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from plugins.check import files, report
from plugins.check.__main__ import main
from plugins.check.one_text import Ways, look
from plugins.check.rules import RULES, table
from plugins.check.run import check
from plugins.check.settings import CheckSettings
from plugins.check.texts import Text
from plugins.core import schema
from plugins.core.clock import AT_HOME
from plugins.core.mistakes import MistakesFound
from plugins.story.body import BodyParser
from tests.site import ROOT, Site, make_site

HANDBOOK = (ROOT / "docs/bien-tap.md").read_text("utf-8")
GOOD = "Sáng 06/6, hơn 300 người ra quân dọn vệ sinh đường làng, ngõ xóm."
PHOTO = '![Dọn vệ sinh ở thôn An Thọ](a.jpg "Ảnh: Thanh Thạo")'


def picture(width: int, height: int = 600) -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (width, height), "white").save(data, "JPEG")
    return data.getvalue()


def scan() -> bytes:
    """A PDF of one picture."""
    data = io.BytesIO()
    image = Image.new("RGB", (600, 800), "white")
    ImageDraw.Draw(image).text((50, 50), "QUYET DINH")
    image.save(data, "PDF")
    return data.getvalue()


# A page with one line of text.
PDF = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj
4 0 obj<</Length 58>>stream
BT /F1 24 Tf 72 720 Td (Ke hoach tap huan ky nang so) Tj ET
endstream endobj
5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
trailer<</Root 1 0 R>>"""


# slug: (rule, words of the sentence, line or None, is it an error, values of the story, files beside it)
SLIPS = {
    "muc-la": (
        "phan-dau",
        "Chuyên mục “Kinh te xa hoi” không có",
        4,
        True,
        {"category": "Kinh te xa hoi"},
        {},
    ),
    "trong": ("phan-dau", "chưa có chữ", None, False, {"body": ""}, {}),
    "xa": ("ngay", "còn hơn một năm nữa", 3, False, {"date": "2092-06-06 08:00"}, {}),
    "het-han": ("ngay", "đứng trước ngày đăng", 6, True, {"expires": "01/01/2023"}, {}),
    "trung-dia-chi": ("", "", None, False, {}, {}),
    "trùng địa chỉ": ("dia-chi", "trùng với", None, True, {"title": "Khác"}, {}),
    "chu-de": ("chu-de", "trùng địa chỉ", 6, True, {"tags": "Đang bộ"}, {}),
    "a-chu-de": ("", "", None, False, {"tags": "Đảng bộ", "title": "Một chủ đề"}, {}),
    "rut": ("rut-bai", "chưa nói vì sao", 6, False, {"status": "rút"}, {}),
    "mau": (
        "chu-mau",
        "giống chữ để tạm",
        7,
        False,
        {"body": "Viết nội dung ở đây, mỗi đoạn cách nhau một dòng trống."},
        {},
    ),
    "tieu-de": (
        "tieu-de-trung",
        "a-chu-de",
        2,
        False,
        {"title": "MỘT chủ đề", "date": "2024-06-07 08:00"},
        {},
    ),
    "lien-ket": (
        "lien-ket",
        "không dẫn tới trang nào",
        7,
        True,
        {"body": "Xem [kế hoạch](/khong-co/) ấy."},
        {},
    ),
    "nhap": ("lien-ket", "không dẫn tới", 8, False, {"body": "[Đơn](/khong-co/)", "status": "nháp"}, {}),
    "tai-day": ("tai-day", "“xem tại đây”", 7, False, {"body": "[xem tại đây](/tin/)"}, {}),
    "thua": ("tep-thua", "mau.docx", None, False, {}, {"mau.docx": b"PK"}),
    "chup": ("pdf-chup", "bản chụp", 7, False, {"body": "[Quyết định](a.pdf)"}, {"a.pdf": scan()}),
    "chup-hong": (
        "pdf-chup",
        "không mở được",
        7,
        False,
        {"body": "[Quyết định](a.pdf)"},
        {"a.pdf": b"%PDF-1.7 x"},
    ),
    "nang": (
        "pdf-nang",
        "10,5 MB",
        7,
        False,
        {"body": "[Tờ khai](a.pdf)"},
        {"a.pdf": b"%PDF" + bytes(10_500_000)},
    ),
    "anh-mat": ("anh", "Không tìm thấy ảnh", 7, True, {"body": PHOTO}, {}),
    "anh-hong": ("anh", "cụt hoặc hỏng", 7, True, {"body": PHOTO}, {"a.jpg": picture(900)[:200]}),
    "anh-thua": ("anh", "không dùng đến", None, False, {}, {"b.jpg": picture(900)}),
    "anh-nho": ("anh-nho", "320 × 240", 7, False, {"body": PHOTO}, {"a.jpg": picture(320, 240)}),
    "khong-loi": (
        "chu-thich",
        "chưa có chú thích",
        7,
        True,
        {"body": '![](a.jpg "Ảnh: Lan")'},
        {"a.jpg": picture(900)},
    ),
    "anh-1": (
        "chu-thich-trong",
        "“Ảnh 1”",
        7,
        False,
        {"body": '![Ảnh 1](a.jpg "Ảnh: Lan")'},
        {"a.jpg": picture(900)},
    ),
    "vo-danh": (
        "nguoi-chup",
        "chưa ghi người chụp",
        7,
        False,
        {"body": "![Lễ hội](a.jpg)"},
        {"a.jpg": picture(900)},
    ),
    "album": ("album", "Không có album “le-hoi-lan”", 6, True, {"album": "le-hoi-lan"}, {}),
    "rieng": ("ca-nhan", "0912 345 678", 7, False, {"body": "Liên hệ anh Hùng, 0912 345 678."}, {}),
    "rieng-dau": ("ca-nhan", "0912 345 679", 6, False, {"summary": "Gọi anh Hùng 0912 345 679"}, {}),
    "de-muc": (
        "de-muc",
        "dùng ### thay cho ####",
        9,
        False,
        {"body": "## Hồ sơ\n\n#### Lệ phí\n\nMiễn."},
        {},
    ),
    "de-muc-dau": ("de-muc", "dùng ## thay cho ###", 7, False, {"body": "### Hồ sơ\n\nMiễn."}, {}),
    "tieu-de-hoa": ("viet-hoa", "Tiêu đề viết hoa", 2, False, {"title": "HỘI NGHỊ TỔNG KẾT NĂM 2026"}, {}),
    "de-muc-hoa": (
        "viet-hoa",
        "Đề mục “CÁC BƯỚC NỘP",
        7,
        False,
        {"body": "## CÁC BƯỚC NỘP HỒ SƠ\n\nMột."},
        {},
    ),
    "doan-hoa": ("viet-hoa", "Đoạn này viết hoa", 7, False, {"body": f"{GOOD} {GOOD}".upper()}, {}),
    "bang": (
        "bang",
        "3 ô mà bảng chỉ có 2 cột",
        9,
        True,
        {"body": "| a | b |\n|---|---|\n| 1 | 2 | 3 |"},
        {},
    ),
    "khong-chu": ("lien-ket-khong-chu", "chưa có chữ", 7, True, {"body": f"{GOOD} [](/tin/)"}, {}),
    "dan": ("dan", "số trang", 9, False, {"body": f"{GOOD}\n\n- 2 -\n\n{GOOD}"}, {}),
    "the": ("dan", "Đã bỏ <font>", 7, False, {"body": "<font color=red>Đỏ</font> lắm."}, {}),
    "chu-la": ("chu-la", "tiếng Nga", 7, False, {"body": "Một đoạn c\u043eông văn."}, {}),
    "tcvn3": ("bang-ma-cu", "TCVN3), có lẽ là “Cộng", 7, False, {"body": "Céng hßa x· héi chñ nghÜa"}, {}),
    "vni": ("bang-ma-cu", "VNI), có lẽ là “Cộng", 7, False, {"body": "Coäng hoøa xaõ hoäi"}, {}),
    "doc-nham": ("bang-ma-cu", "đọc nhầm mã", 7, False, {"body": "Cá»™ng hÃ²a xÃ£ há»™i"}, {}),
    "dat-dau": ("dat-dau", "“hoá” ở dòng 7, “Hòa” ở", 9, False, {"body": "Nhà hoá.\n\nHòa bình."}, {}),
    "am-tiet": ("am-tiet", "“nghành” viết như vậy", 7, False, {"body": "Các nghành vào cuộc."}, {}),
    "toi-rut": ("lien-ket", "nội dung đã rút", 7, False, {"body": "Xem [bài](/tin/2024/06/rut/)."}, {}),
    "toi-hen": ("lien-ket", "hẹn ngày 06/06/2092", 7, True, {"body": "Xem [bài](/tin/2092/06/xa/)."}, {}),
    "toi-nhap": ("lien-ket", "một bài nháp", 7, True, {"body": "Xem [bài](/tin/2024/06/nhap/)."}, {}),
    "toi-cu": ("lien-ket", "là địa chỉ cũ", 7, False, {"body": "Xem [bài](/cu/)."}, {}),
    "toi-trong": ("lien-ket", "hiện không có tin nào", 7, False, {"body": "Xem [tin](/tin/1999/01/)."}, {}),
    "toi-muc": ("lien-ket", "không dẫn tới mục nào", 7, True, {"body": "Xem [phí](#le-phi)."}, {}),
    "tep-mat": ("lien-ket", "Cạnh bài không có tệp", 7, True, {"body": "[Kế hoạch](a.pdf)"}, {}),
    "tep-hoa": ("lien-ket", "Có phải ý bạn là “A.PDF”?", 7, True, {"body": "[Đơn](a.pdf)"}, {"A.PDF": PDF}),
    "trong-may": ("lien-ket", "trên trang không mở được", 7, False, {"body": "Xem [đơn](C:\\a.pdf)."}, {}),
    "giua-dong": ("anh", "nằm giữa dòng chữ", 7, True, {"body": f"Chữ {PHOTO}."}, {"a.jpg": picture(900)}),
    "anh-sai": ("anh", "Có phải ý bạn là “a1.jpg”?", 7, True, {"body": PHOTO}, {"a1.jpg": picture(900)}),
    "bia-mat": ("anh", "Không tìm thấy ảnh “b.jpg”", None, True, {"cover": "b.jpg"}, {}),
    "xu-dung": ("chinh-ta", "Có phải ý bạn là “Sử dụng”?", 7, False, {"body": "Xử dụng điện an toàn."}, {}),
    "dinh-cau": ("dau-cach", "“tuổi.Thời”", 7, False, {"body": "Từ đủ 18 tuổi.Thời gian nộp hồ sơ."}, {}),
    "dut": (
        "cau-dut",
        "“… dân trên địa bàn” và “đã nộp đủ hồ …”",
        9,
        False,
        {"body": "Tính đến hết ngày, các hộ dân trên địa bàn\n\nđã nộp đủ hồ sơ."},
        {},
    ),
    "vet": ("vet-trang", "Dòng “Đã xem 12”", 9, False, {"body": "Câu một.\n\nĐã xem 12"}, {}),
    "dau-sai": ("am-tiet", "Có phải ý bạn là “hoàn”?", 7, False, {"body": "Đã hòan thành."}, {}),
    "dinh": ("am-tiet", "Có phải ý bạn là “được biết”?", 7, False, {"body": "Tin đượcbiết sáng nay."}, {}),
}


ALBUM = "---\ntitle: Lễ hội làng\ndate: 06/06/2024\n---\n"
# (file, text, rule, words of the sentence, is it an error)
OTHERS = [
    ("content/trang/khong-ten.md", "---\nsummary: a\n---\nMột đoạn.\n", "phan-dau", "title còn thiếu", True),
    ("content/trang/tin.md", "---\ntitle: Tin\n---\nMột đoạn.\n", "dia-chi", "dành riêng cho cổng", True),
    ("content/trang/hoa.md", "---\ntitle: Trang\n---\nMột nghành.\n", "am-tiet", "“nghành”", False),
    ("content/anh/trong/index.md", ALBUM, "phan-dau", "Album chưa có ảnh nào", True),
    ("content/anh/le-hoi/index.md", f"{ALBUM}![Ảnh 1](a.jpg)\n", "chu-thich-trong", "“Ảnh 1”", False),
    ("content/bai-le.md", "---\ntitle: a\n---\n", "tep-lac", "nằm ngoài tin/, trang/ và anh/", False),
]


def write_slips(site: Site) -> None:
    for slug, (*_, values, beside) in SLIPS.items():
        plain = {"title": f"Tin thử {slug.replace('-', ' ')}", "body": GOOD}
        story = site.story(slug=slug, **(plain | values))
        for name, data in beside.items():
            (story.parent / name).write_bytes(data)
    site.write("content/tin/2024/06/quen/bai.txt", "---\ntitle: a\n---\n")
    site.write("content/du-lieu/chuyen-huong.yaml", "- cũ: /cu/\n  mới: /gioi-thieu/\n")
    for name, text, *_ in OTHERS:
        site.write(name, text)
    site.write("content/anh/le-hoi/a.jpg", picture(900))


@pytest.fixture(scope="module")
def slips(tmp_path_factory) -> Site:
    site = make_site(tmp_path_factory.mktemp("slips"))
    write_slips(site)
    (site.folder / "pelicanconf.py").write_text((site.folder / "settings.py").read_text("utf-8"), "utf-8")
    return site


@pytest.fixture(scope="module")
def outcome(slips):
    return check(slips.folder)


def found_in(outcome, slug: str) -> list:
    return [each for each in outcome.findings if f"/{slug}/" in each.mistake.path]


@pytest.mark.parametrize("slug", [slug for slug, row in SLIPS.items() if row[0]])
def test_a_slip_is_told_by_its_rule_with_its_line(outcome, slug):
    rule, words, line, grave, *_ = SLIPS[slug]
    found = [each for each in found_in(outcome, slug) if each.rule == rule and words in each.mistake.sentence]
    assert len(found) == 1, [str(each.mistake) for each in found_in(outcome, slug)]
    mistake = found[0].mistake
    assert (mistake.line, not mistake.warning) == (line, grave), mistake


@pytest.mark.parametrize("name, text, rule, words, grave", OTHERS)
def test_pages_albums_and_stray_files_are_checked_too(outcome, name, text, rule, words, grave):
    found = [each for each in outcome.findings if each.mistake.path == name and each.rule == rule]
    assert len(found) == 1 and words in found[0].mistake.sentence and found[0].mistake.warning != grave


def test_no_slip_is_told_by_another_rule_too(outcome):
    for slug, (rule, *_) in SLIPS.items():
        found = found_in(outcome, slug)
        # What cannot be opened as a PDF is heavy and unreadable at once.
        assert {each.rule for each in found} - ({"pdf-chup"} if slug == "nang" else set()) <= {rule}, found


def test_every_rule_but_that_of_the_frame_is_among_them(outcome):
    assert {each.rule for each in outcome.findings} == set(RULES) - {"thiet-lap"}


def test_what_is_wrong_in_a_draft_is_an_error_only_where_it_is_asked_for(slips, outcome):
    (asked,) = check(slips.folder, "nhap").findings
    (among,) = found_in(outcome, "nhap")
    assert (asked.mistake.warning, among.mistake.warning) == (False, True)


def test_all_that_a_build_tells_is_told(slips, outcome):
    """But what follows from holding a story back: that others lead to it."""
    run = slips.build()
    lines = [line.partition(" · ")[2] for line in run.stderr.splitlines() if " · " in line]
    assert len(lines) > 20, run.stderr
    ours = "\n".join(str(each.mistake) for each in outcome.findings)
    assert [line for line in lines if line not in ours] == []


FRAME = [
    ("content/du-lieu/thong-bao.yaml", "- text: Bão\n  href: /khong-co/\n", "không có trang ấy", None),
    ("content/du-lieu/thong-bao.yaml", "- mau: Bão\n", "không phải là một mục có thật", 1),
    ("content/du-lieu/chuyen-huong.yaml", "- cũ: /a/\n", "cần “mới”", 1),
    ("content/du-lieu/lien-ket.yaml", "- a\n", "các mục có thể dùng", 1),
    (
        "content/du-lieu/ban-do/tu-2025-07-01.yaml",
        "units:\n  Xã Lạ:\n    area: 1\n",
        "“Xã Lạ” không có",
        None,
    ),
]


@pytest.mark.parametrize("name, text, words, line", FRAME)
def test_what_every_page_shows_is_checked_and_stories_are_all_the_same(tmp_path, name, text, words, line):
    site = make_site(tmp_path)
    (tmp_path / "settings.py").rename(tmp_path / "pelicanconf.py")
    site.write(name, text)
    site.story(title="HỘI NGHỊ TỔNG KẾT NĂM 2026")
    first, second = check(tmp_path).findings
    assert (first.rule, first.mistake.path, first.mistake.line) == ("thiet-lap", name, line)
    assert words in first.mistake.sentence and second.rule == "viet-hoa"


@pytest.mark.parametrize("published", [False, True])
def test_a_link_to_a_story_with_a_mistake_is_good_where_it_was_published(tmp_path, published):
    site = make_site(tmp_path)
    (tmp_path / "settings.py").rename(tmp_path / "pelicanconf.py")
    site.story(slug="sai", title="")
    site.story(slug="dung", body="Xem [bài](/tin/2024/06/sai/).")
    if published:
        row = {"content/tin/2024/06/sai/index.md": ["a" * 16, "tin/2024/06/sai/", {}]}
        site.write("data/published/list.json", json.dumps(row))
    told_ = [each.mistake.sentence for each in check(tmp_path).findings if "/dung/" in each.mistake.path]
    assert [("tạm là chữ thường" in sentence) for sentence in told_] == ([] if published else [True])


def test_good_prose_is_left_alone():
    """The sample's own words; its first story keeps the two spellings of its source."""
    found = check(ROOT).findings
    assert [(each.rule, each.mistake.path.split("/")[-2]) for each in found] == [
        ("dat-dau", "so-ket-de-an-11")
    ]


def test_the_handbooks_table_is_that_of_the_rules():
    chapter = re.search(r"^## Soát bài$.*?(?=^## )", HANDBOOK, re.M | re.S)[0]
    rows = [line for line in chapter.splitlines() if line.startswith("|")]
    assert "\n".join(rows) == table()


def run(site: Site, monkeypatch, capsys, *arguments: str) -> tuple[int, str]:
    monkeypatch.chdir(site.folder)
    code = main(list(arguments))
    said = capsys.readouterr()
    return code, said.out + said.err


@pytest.mark.parametrize(
    "story",
    [
        *("bang", "content/tin/2024/06/bang", "content/tin/2024/06/bang/index.md", "/tin/2024/06/bang/"),
        *(
            "2024/06/bang",
            "https://cong.example/tin/2024/06/bang/?a=1#b",
            "C:\\cong\\content\\tin\\2024\\06\\bang",
            "/nhap/2024/06/bang/",
            " 'Bảng' ",
        ),
    ],
)
def test_one_story_is_named_in_any_way(slips, monkeypatch, capsys, story):
    code, said = run(slips, monkeypatch, capsys, "--story", story)
    name, first, *_, last = said.splitlines()
    assert code == 1 and name == "content/tin/2024/06/bang/index.md:"
    assert first.startswith("Lỗi · dòng 9: Hàng này có 3 ô")
    assert first.endswith("[bang]") and last.startswith("Đã soát 1 bài") and last.endswith("1 lỗi.")


def test_the_handbooks_sample_story_has_nothing_to_mend(tmp_path):
    sample = re.search(r"^```markdown\n(---\n.*?)^```$", HANDBOOK, re.M | re.S)[1]
    place = re.search(r"`(content/tin/\d{4}/\d{2}/[a-z-]+)`", HANDBOOK)[1]
    site = make_site(tmp_path)
    (tmp_path / "settings.py").rename(tmp_path / "pelicanconf.py")
    story = site.write(f"{place}/index.md", sample)
    for name in re.findall(r"\]\(([\w-]+\.\w+)", sample):
        (story.parent / name).write_bytes(picture(900) if name.endswith(".jpg") else PDF)
    assert check(tmp_path).findings == []


def test_a_story_that_is_not_there_is_one_sentence(slips, monkeypatch, capsys):
    code, said = run(slips, monkeypatch, capsys, "--story", "bangg")
    assert code == 1 and said.count("\n") == 1 and "Có phải ý bạn là “bang”?" in said


def test_programs_and_ci_are_told_the_same(slips, outcome, monkeypatch, capsys):
    code, said = run(slips, monkeypatch, capsys, "--json")
    told = json.loads(said)
    assert code == 1 and told["errors"] == outcome.errors and len(told["findings"]) == len(outcome.findings)
    assert {each["rule"] for each in told["findings"]} <= set(RULES)
    code, said = run(slips, monkeypatch, capsys, "--github")
    lines = said.splitlines()
    assert code == 1 and len(lines) == len(outcome.findings)
    form = re.compile(r"::(error|warning) file=[^,:]+,(line=\d+,)?title=[a-z0-9-]+::.+")
    assert all(map(form.fullmatch, lines))


def test_a_rule_may_be_turned_off_and_names_be_known(tmp_path):
    site = make_site(tmp_path)
    site.settings(CHECK={"off": ["viet-hoa"], "names": ["Nghành", "hoá"]})
    (tmp_path / "settings.py").rename(tmp_path / "pelicanconf.py")
    site.story(title="HỘI NGHỊ TỔNG KẾT NĂM 2026", body="Ông Nghành nói: hòa bình, hoá chất.")
    assert check(tmp_path).findings == []
    with pytest.raises(MistakesFound, match="Có phải ý bạn là “viet-hoa”"):
        schema.checked(CheckSettings, {"off": ["viet-hoaa"]}, "CHECK")


def test_without_the_package_for_pdf_that_rule_is_told_as_not_run(slips, monkeypatch):
    monkeypatch.setattr(files, "NEEDS", "khong_co_goi_nay")
    outcome = check(slips.folder)
    assert "Chưa soát pdf-chup: máy chưa có gói" in "\n".join(report.lines(outcome))
    assert not any(each.rule == "pdf-chup" for each in outcome.findings)


def test_settings_that_cannot_be_used_are_told_in_every_form(tmp_path, monkeypatch, capsys):
    (tmp_path / "pelicanconf.py").write_text("PORTAL = {", "utf-8")
    monkeypatch.chdir(tmp_path)
    for arguments, words in (
        ((), "Lỗi · "),
        (("--json",), '"thiet-lap"'),
        (("--github",), "::error file=pelicanconf"),
    ):
        assert main(list(arguments)) == 1 and words in capsys.readouterr().out


def test_what_changed_since_is_seen_and_damage_is_not_believed(tmp_path):
    site = make_site(tmp_path)
    (tmp_path / "settings.py").rename(tmp_path / "pelicanconf.py")
    story = site.story(body=PHOTO)
    (story.parent / "a.jpg").write_bytes(picture(320))

    def rules() -> list[str]:
        return [each.rule for each in check(tmp_path).findings]

    assert rules() == ["anh-nho"]
    (story.parent / "a.jpg").write_bytes(picture(900))
    assert rules() == []
    site.story(body=f"{PHOTO}\n\n### Lệ phí\n\nMiễn.")
    assert rules() == ["de-muc"]
    for kept in (tmp_path / ".cache").glob("check*.sqlite"):
        kept.write_bytes(b"no database")
    assert rules() == ["de-muc"]


SIGNS = st.sampled_from(
    [*"-:#[]{}'\"|>&*!%@`=,;?\\~ \t\n()/.<_0aĐƠ", "\u0301", "\u200b", "](", "../", "\x00"]
)
VALUE = st.lists(SIGNS, max_size=30).map("".join)
NAMES = st.sampled_from(["title", "date", "tags", "cover", "status", "Ngày", "album", ""])
PLACES = st.sampled_from(["tin/2024/06/a/index.md", "trang/a.md", "anh/a/index.md"])


FILE_NAMES = st.sampled_from(
    ["index.md", "a.jpg", "a.pdf", "b.md", "index.md.txt", "Ảnh 1.PNG", "~$a.docx", ".a"]
)
FOLDERS = st.sampled_from(
    ["tin/2024/06/a", "tin/2024/06/é è", "tin/2024/6/a", "tin", "anh/a", "anh/a/b", "trang", "x"]
)
HEAD = "title: Bài\ndate: 06/06/2024\ncategory: Y tế\nauthor: A\n"
THROWN = f"---\n{HEAD}---\n{PHOTO}\n\n[Kế hoạch](a.pdf)\n".encode()
DATA = st.binary(max_size=60) | st.sampled_from(
    [THROWN, PDF, PDF[:200], picture(40, 30), b"%PDF", b"\xff\xd8\xff"]
)


@settings(max_examples=12, deadline=None)
@given(st.lists(st.tuples(FOLDERS, FILE_NAMES, DATA), min_size=1, max_size=8))
def test_no_folder_is_a_fault(tmp_path_factory, thrown):
    site = make_site(tmp_path_factory.mktemp("thrown"))
    (site.folder / "settings.py").rename(site.folder / "pelicanconf.py")
    for folder, name, data in thrown:
        site.write(f"content/{folder}/{name}", data)
    for each in check(site.folder).findings:
        assert each.rule in RULES and "ngoài dự tính" not in each.mistake.sentence, each


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(NAMES, VALUE), max_size=5), VALUE, st.text(max_size=80), PLACES)
def test_no_text_is_a_fault(tmp_path_factory, entries, body, words, place):
    path = tmp_path_factory.getbasetemp() / "thrown.md"
    head = HEAD if len(entries) < 2 else ""
    text = head + "".join(f"{name}: {value}\n" for name, value in entries)
    path.write_text(f"---\n{text}---\n{body}\n{words}", "utf-8", "replace")
    looked = look(Text(path, f"content/{place}"), Ways(AT_HOME), BodyParser())
    for each in looked.findings:
        assert each.rule in RULES and "ngoài dự tính" not in each.mistake.sentence, each
