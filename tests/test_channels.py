"""A public story for other channels: read aloud, on Zalo, on the notice board; who is refused."""

import re
import shlex
from dataclasses import replace
from datetime import datetime

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from plugins.channels import zalo as of_zalo
from plugins.channels.__main__ import main
from plugins.channels.abbreviations import is_syllable
from plugins.channels.aloud import Doubts, Voice, aloud
from plugins.channels.board import REST, board, fitted
from plugins.channels.frame import first_words, without_frame
from plugins.channels.item import Item, Line, lines
from plugins.channels.loudspeaker import script
from plugins.channels.pack import item_of
from plugins.channels.short_forms import FULL
from plugins.channels.zalo import length, shortened, zalo
from plugins.core import schema, settings_file
from plugins.core.clock import AT_HOME
from plugins.portal.settings import PortalSettings
from plugins.story.body import BodyParser
from plugins.story.story import read_story
from plugins.vietnamese.numerals import Numerals
from tests.newsroom import SITEURL, make_newsroom
from tests.site import ROOT

SAMPLE = "content/tin/2024/06/so-ket-de-an-11/index.md"
HANDBOOK = (ROOT / "docs/bien-tap.md").read_text("utf-8")
CHAPTER = re.search(r"^## Zalo, loa, bảng tin$.*?(?=^## )", HANDBOOK, re.M | re.S)[0]
SPOKEN = (ROOT / "tests/spoken.txt").read_text("utf-8").splitlines()  # as written = as said
TU = Voice(words={"TU": "Thành ủy"})


@pytest.fixture(scope="module")
def sample() -> Item:
    settings = settings_file.values(ROOT / "pelicanconf.py")
    matter, story = read_story(ROOT / SAMPLE, SAMPLE, BodyParser(), datetime(2024, 6, 7).date(), AT_HOME)
    portal = schema.checked(PortalSettings, settings["PORTAL"], "PORTAL").organisation
    return item_of(matter, story, portal, settings["SITENAME"], SITEURL)


def read(text: str, voice: Voice = TU) -> str:
    return aloud(text, voice, Doubts())


@pytest.mark.parametrize("written, said", [row.split(" = ") for row in SPOKEN])
def test_it_is_written_as_it_is_said(written, said):
    assert read(written) == said


@pytest.mark.parametrize(
    "number, said",
    {
        0: "không",
        10: "mười",
        15: "mười lăm",
        21: "hai mươi mốt",
        24: "hai mươi tư",
        55: "năm mươi lăm",
        101: "một trăm linh một",
        110: "một trăm mười",
        1001: "một nghìn không trăm linh một",
        10_000: "mười nghìn",
        21_021: "hai mươi mốt nghìn không trăm hai mươi mốt",
        1_000_000: "một triệu",
        1_000_000_005: "một tỷ không trăm linh năm",
        2_500_000_000_000: "hai nghìn năm trăm tỷ",
    }.items(),
)
def test_numbers_are_said_as_in_school(number, said):
    assert Numerals().cardinal(number) == said
    assert Numerals("lẻ", "ngàn").cardinal(number) == said.replace("linh", "lẻ").replace("nghìn", "ngàn")


def test_what_may_be_read_wrong_is_told():
    doubts = Doubts()
    assert aloud("Đội XYZQ và GDP đạt 4/5 thôn", Voice(), doubts) == "Đội XYZQ và GDP đạt bốn trên năm thôn"
    assert (doubts.unknown, doubts.days) == (["XYZQ"], ["4/5"])


def test_no_abbreviation_that_is_a_word_of_ours_is_written_out_in_capitals():
    for short in filter(is_syllable, FULL):
        assert read(f"HỌP {short} TẠI XÃ") == f"HỌP {short} TẠI XÃ"


@given(st.text(st.sampled_from("0123456789abđTUXIV.,-/:%°hm (){}“”ngàythsố\n"), max_size=40))
def test_no_digit_is_left_and_nothing_breaks_whatever_was_typed(text):
    assert not re.search(r"[0-9]", read(text))


def test_the_sample_story_is_read_without_digits_abbreviations_and_in_its_time(sample):
    told = script(sample, TU)
    text = told.text().partition("\n\n")[2]
    assert not re.search(r"[0-9%“”()/]", text) and told.doubts == Doubts()
    assert "Sáng ngày sáu tháng sáu, Ban Thường vụ Huyện uỷ" in text and "HĐND" not in text
    assert told.duration == "khoảng 9 phút 30 giây" and 1500 < told.syllables < 1700
    assert all(line[-1] in ".!?:" for line in told.lines)


def test_lists_and_tables_are_said_one_after_the_other():
    body = BodyParser().parse(
        "## Hồ sơ\n\n- Đơn\n    - bản chính\n- Ảnh\n\n1. Nộp\n2. Nhận\n\n"
        "| Việc | Nơi |\n|---|---|\n| Nộp | Xã |\n\n> Câu nói\n\n![Ảnh](a.jpg)"
    )
    assert lines(body) == (
        Line("Hồ sơ", "heading"),
        *(Line(text, "entry") for text in ("- Đơn", "- bản chính", "- Ảnh", "1. Nộp", "2. Nhận")),
        *(Line("Việc: Nộp; Nơi: Xã", "row"), Line("Câu nói")),
    )


@pytest.mark.parametrize("head", ["TT", "STT", "Số TT", "tt", "Số thứ tự"])
def test_a_column_that_counts_the_rows_is_said_as_their_number(head):
    body = BodyParser().parse(f"| {head} | Thôn |\n|---|---|\n| 1 | Lai Xá |\n| 02. | Yên Lũng |")
    assert [line.text for line in lines(body)] == ["1. Thôn: Lai Xá", "02. Thôn: Yên Lũng"]


RAISED = {
    "100 m<sup>2</sup>": "100 m²",
    "12 km<sup>2</sup>": "12 km²",
    "5 m³": "5 m³",
    "30<sup>o</sup>C": "30°C",
    "10<sup>-3</sup>": "10⁻³",
    "CO<sub>2</sub>": "CO₂",
    "chú thích<sup>(1)</sup>": "chú thích⁽¹⁾",
    "H<sub>max</sub> và a<sup>2b</sup>": "Hmax và a2b",
}


@pytest.mark.parametrize("written, plain", RAISED.items())
def test_raised_figures_stay_raised_in_plain_words(written, plain):
    body = BodyParser().parse(f"Rộng {written}.\n\n| Đất |\n|---|\n| {written} |")
    assert [line.text.replace("\u00a0", " ") for line in lines(body)] == [f"Rộng {plain}.", f"Đất: {plain}"]


SIGNED = """Số: 145/TB-UBND
An Khánh, ngày 20 tháng 11 năm 2026
Kính gửi: Các thôn
Cắt nước từ 8 giờ.
Nơi nhận:
- Như trên;
Đảng ủy xã (để b/c);
- Lưu: VT, VHXH.
TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
(Đã ký)
Nguyễn Văn Hải
Phụ lục kèm theo.
TRƯỞNG BAN
Thượng tá Trần Thị Lan
HIỆU TRƯỞNG
LÊ THỊ HOA"""
NOT_SIGNED = [
    "CHỦ TỊCH XÃ ĐI KIỂM TRA ĐÊ",
    "Nguyễn Văn Hải",
    "TM là chữ viết tắt.",
    "Nơi nhận hồ sơ: một cửa",
    "LỊCH TIẾP DÂN",
]


def test_who_signed_and_who_gets_a_copy_is_not_read_out():
    said = [Line(text) for text in SIGNED.split("\n")]
    assert [line.text for line in without_frame(said)] == [*SIGNED.split("\n")[:4], "Phụ lục kèm theo."]
    assert first_words(said) == "Cắt nước từ 8 giờ."
    for text in NOT_SIGNED:
        story = (Line(text), Line("Sáng nay, xã họp."))
        assert without_frame(story) == story


def test_the_sample_story_keeps_the_limits_of_zalo(sample):
    made = zalo(sample)
    assert len(sample.title) > of_zalo.TITLE  # or it would show nothing
    assert length(made.title) <= of_zalo.TITLE and made.title.endswith("…")
    assert length(made.abstract) <= of_zalo.ABSTRACT and length(made.author) <= of_zalo.AUTHOR
    assert length(made.message) <= of_zalo.MESSAGE and made.message.endswith(sample.address)
    assert made.body.startswith("Sáng 06/6") and sample.paragraphs[-1] in made.body
    assert "TIÊU ĐỀ (147/150 ký tự)" in made.text("a.jpg")


@given(st.text(max_size=400), st.integers(20, 300))
def test_what_is_shortened_is_never_too_long(text, most):
    assert length(shortened(text, most)) <= most


@pytest.mark.parametrize("kind", ["the sample", "two lines", "a long headline", "one endless paragraph"])
def test_the_notice_board_has_one_sheet_whatever_the_story(sample, page, kind):
    item = {
        "the sample": sample,
        "two lines": replace(sample, lines=(Line("Cắt điện từ 8h."), Line("Mời bà con chuẩn bị."))),
        "a long headline": replace(sample, title=sample.title * 2),
        "one endless paragraph": replace(sample, lines=(Line("Chữ dài ngắn khác nhau lắm. " * 400),)),
    }[kind]
    page.goto("about:blank")
    page.set_content(board(item, ""))
    spare = page.evaluate(
        "[...document.querySelectorAll('main, article')].map(e => e.clientHeight - e.scrollHeight)"
    )
    assert min(spare) >= 0, spare
    assert page.evaluate("document.querySelector('footer').getBoundingClientRect().bottom") <= 1123
    assert (fitted(item).rest == REST) is (kind != "two lines")
    assert page.locator("footer svg path").count() >= 1
    assert page.locator(".address").inner_text() == sample.short_address


LONG = Line(
    "Câu này đủ dài để chiếm một dòng rưỡi trên tờ giấy, và có nhiều câu như vậy nối nhau cho đầy. " * 3
)
ROW = "Điểm lấy nước: Nhà văn hóa thôn; Số lượng: 120"


@pytest.mark.parametrize("before", range(6, 16))
@pytest.mark.parametrize("announced", [Line("Hồ sơ", "heading"), Line("Danh sách các điểm lấy nước:")])
def test_the_notice_board_ends_with_nothing_that_announces_what_is_not_there(sample, before, announced):
    for after in ((LONG,) * 20, tuple(Line(f"{n}. {ROW}", "row") for n in range(60))):
        item = replace(sample, lead="", lines=(LONG,) * before + (announced, *after))
        kept = fitted(item).lines
        assert kept[-1] != announced and fitted(item).rest


def test_a_table_or_list_that_is_cut_says_how_much_of_it_is_left(sample):
    for kind, said in (("row", "Bảng còn {} dòng"), ("entry", "Danh sách còn {} mục")):
        rows = tuple(Line(f"{number}. {ROW}", kind) for number in range(80))
        made = fitted(replace(sample, lead="", lines=(*rows, Line("Câu cuối."))))
        assert said.format(80 - len(made.lines)) in made.rest
        assert all(line.text.endswith("120") for line in made.lines)  # none is torn


@pytest.mark.parametrize(
    "address, typed",
    {
        "https://www.hoaiduc.gov.vn/tin/2026/11/cat-nuoc/": "hoaiduc.gov.vn/tin/2026/11/cat-nuoc",
        f"https://hoaiduc.gov.vn/tin/2026/11/{'cat-nuoc-' * 6}/": "hoaiduc.gov.vn/tin/2026/11",
        "http://localhost:8000/tin/2026/11/a/": "localhost:8000/tin/2026/11/a",
    }.items(),
)
def test_the_address_to_type_is_short(sample, address, typed):
    assert replace(sample, address=address).short_address == typed


@pytest.fixture
def channels(tmp_path, monkeypatch, capsys):
    """channels("bai-thu"): (exit code, what was said); in a newsroom that has published."""
    newsroom = make_newsroom(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TYPED", "")

    def run(story: str):
        monkeypatch.setenv("STORY", story)
        code = main(["--settings", "settings.py", "pack"])
        said = capsys.readouterr()
        return code, said.out + said.err

    run.newsroom = newsroom
    return run


def test_a_published_story_becomes_a_pack_beside_what_is_published(channels, photo):
    newsroom = channels.newsroom
    story = newsroom.site.story(
        body="Sáng 06/6, **UBND** họp.\n\n![Hội nghị](a.jpg)", date="2024-06-06 14:41"
    )
    story.with_name("a.jpg").write_bytes(photo)
    assert channels("bai-thu")[1].count("Máy này chưa đăng lần nào") == 1
    newsroom.published()
    folder = newsroom.folder / "kenh/2024-06-bai-thu"
    for named in (
        *("bai-thu", "content/tin/2024/06/bai-thu", "content/tin/2024/06/bai-thu/index.md"),
        *("/tin/2024/06/bai-thu/", f"{SITEURL}/tin/2024/06/bai-thu/?utm=a#b", " 2024/06/bai-thu "),
    ):
        code, said = channels(named)
        assert code == 0 and "kenh/2024-06-bai-thu/" in said, said
    assert {"zalo.txt", "loa.txt", "bang-tin.html"} < {path.name for path in folder.iterdir()}
    assert "Sáng ngày sáu tháng sáu, Ủy ban nhân dân họp." in (folder / "loa.txt").read_text("utf-8")
    assert f"{SITEURL}/tin/2024/06/bai-thu/" in (folder / "zalo.txt").read_text("utf-8")
    (folder / "loa.txt").write_text("Lời đã sửa tay", "utf-8")
    story.write_text(story.read_text("utf-8").replace("họp", "họp kín"), "utf-8")
    code, said = channels("bai-thu")
    assert "giữ ở loa.txt.cu" in said and "Bài đã được sửa sau lần đăng cuối" in said
    assert (folder / "loa.txt.cu").read_text("utf-8") == "Lời đã sửa tay"
    assert "họp kín" not in (folder / "loa.txt").read_text("utf-8")
    (folder / "loa.txt").write_text("Sửa lần nữa", "utf-8")
    assert "giữ ở loa.txt.cu2" in channels("bai-thu")[1]
    assert (folder / "loa.txt.cu").read_text("utf-8") == "Lời đã sửa tay"
    built = [path.name for path in newsroom.local.current.rglob("*")]
    assert not {"loa.txt", "zalo.txt", "bang-tin.html"} & {*built}


def test_the_owners_file_says_how_the_place_reads(channels):
    channels.newsroom.site.story(body="HTX Hoa Sen có 105 hộ, 2.000 con.")
    file = channels.newsroom.site.write("content/du-lieu/cach-doc.yaml", "")
    file.write_text(re.search(r"^```yaml\n(.*?)^```$", CHAPTER, re.M | re.S)[1], "utf-8")
    channels("bai-thu")
    script = (channels.newsroom.folder / "kenh/2024-06-bai-thu/loa.txt").read_text("utf-8")
    assert "Hợp tác xã kiểu mới Hoa Sen có một trăm lẻ năm hộ, hai ngàn con." in script
    for wrong in ("- a\n- b\n", "HTX:\n  a: b\n", "HTX: 'a\n"):
        file.write_text(wrong, "utf-8")
        code, said = channels("bai-thu")
        assert code == 1 and "content/du-lieu/cach-doc.yaml" in said and said.count("Lỗi") == 1, said


@time_machine.travel("2024-06-10T08:00+07:00", tick=False)
def test_what_nobody_can_read_is_refused_in_one_sentence(channels):
    site = channels.newsroom.site
    site.story("mot")
    channels.newsroom.published()
    site.story("nhap", status="nháp")
    site.story("hen", date="2024-06-11 08:00")
    site.story("moi")
    site.story("rut", status="withdrawn", reason="Sai")
    site.story("mot", date="2024-05-06 14:41")
    site.story("hong", category="Không có")
    for story, told in {
        "nhap": "còn là bản nháp",
        "hen": "hẹn đến 08:00 ngày 11/06/2024",
        "moi": "Hãy gõ make publish trước",
        "rut": "đã rút",
        "mot": "Có 2 bài cùng tên “mot”: content/tin/2024/05/mot, content/tin/2024/06/mot",
        "mott": "Có phải ý bạn là “mot”?",
        "": "make channels STORY=",
        "/gioi-thieu/": "Không có bài nào",
        "content/trang/gioi-thieu.md": "không phải là bài",
    }.items():
        code, said = channels(story)
        assert code == 1 and told in said and said.count("Lỗi") == 1, (story, said)
    assert not (channels.newsroom.folder / "kenh").exists()


def test_the_handbook_prints_the_command_and_the_files():
    typed = shlex.split(re.search(r"^make channels .*$", CHAPTER, re.M)[0])
    assert typed[2].startswith("STORY=")
    for each in (
        "zalo.txt",
        "loa.txt",
        "bang-tin.html",
        "the-chia-se",
        str(of_zalo.TITLE),
        str(of_zalo.ABSTRACT),
    ):
        assert each in CHAPTER
    assert "/kenh/" in (ROOT / ".gitignore").read_text("utf-8").splitlines()


def body_of(markdown: str) -> tuple[Line, ...]:
    return lines(BodyParser().parse(markdown))


def test_a_row_of_totals_and_a_day_are_said_as_what_they_are():
    table = "| Ngày | Thôn | Số hộ |\n| --- | --- | --- |\n| 01/12/2026 | An Trai | 3 |\n| Tổng cộng | | 8 |"
    assert [line.text for line in body_of(table)] == [
        "01/12/2026; Thôn: An Trai; Số hộ: 3",
        "Tổng cộng: Số hộ: 8",
    ]


@pytest.mark.parametrize(
    "row, said",
    [
        ("| Tổng cộng | Tổng cộng | 8 |", "Tổng cộng: Số hộ: 8"),
        ("| Tổng cộng | | |", "Tổng cộng"),
        ("| Cộng: | | 8 |", "Cộng: Số hộ: 8"),
    ],
)
def test_a_total_is_said_once_and_with_what_it_is_of(row, said):
    table = f"| TT | Thôn | Số hộ |\n| --- | --- | --- |\n| 1 | An Trai | 3 |\n{row}"
    assert body_of(table)[-1].text == said


def test_the_first_words_of_a_story_go_on_behind_a_colon():
    said = body_of("Kính gửi: Quý khách\n\nLịch tiêm như sau:\n\n- Thứ Bảy: Hậu Ái\n- Chủ nhật: An Trai")
    assert first_words(said) == "Lịch tiêm như sau: Thứ Bảy: Hậu Ái; Chủ nhật: An Trai"
    assert first_words(body_of("Lịch như sau:\n\nSáng thứ Bảy.")) == "Lịch như sau: Sáng thứ Bảy."
    assert first_words(body_of("Lịch như sau:")) == "Lịch như sau."


@pytest.mark.parametrize("small", ["TM. ủy ban", "KT. ông", "TL. đã"])
def test_a_small_letter_with_a_mark_is_no_capital(small):
    said = (Line("Một câu."), Line(small), Line("Hai câu."))
    assert without_frame(said) == said


def test_who_leads_a_team_and_signed_is_not_read_out():
    said = tuple(map(Line, ("Xin cảm ơn.", "ĐỘI TRƯỞNG", "(Đã ký)", "Đỗ Văn Quyết")))
    assert without_frame(said) == said[:1]
