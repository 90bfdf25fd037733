"""What a check says of sentences: words written wrong, gaps, breaks, remains of pages."""

import pytest

from plugins.check.sentences import of_sentences
from plugins.check.word_findings import running
from plugins.desk.new import BODY
from plugins.vietnamese.misspellings import RIGHT, may_have_misspellings, misspellings
from plugins.vietnamese.spelling import is_syllable, misspelt

LONG = "Tính đến hết ngày hôm qua, các hộ dân trên địa bàn"


def rules(text: str, names=()) -> list[str]:
    lines = list(enumerate(text.split("\n"), 1))
    return [each.rule for each in of_sentences("a", running(lines), (), lines, names)]


@pytest.mark.parametrize(
    "text, meant",
    {
        "Xử dụng": "Sử dụng",
        "SÁT NHẬP": "SÁP NHẬP",
        "nhửng": "những",
        "(dành chiến thắng)": "giành chiến thắng",
        "giở khóc giở cười": "dở khóc dở cười",
        "Hổ trợ": "Hỗ trợ",
        "đã tập chung.": "tập trung",
    }.items(),
)
def test_words_that_offices_write_wrong_are_told_with_what_is_meant(text, meant):
    assert [each for _, each in misspellings(text)] == [meant] and may_have_misspellings(text)


def test_every_form_is_found_and_is_no_right_one():
    assert len(RIGHT) > 120 and not RIGHT.keys() & {*RIGHT.values()}
    for wrong, right in RIGHT.items():
        assert may_have_misspellings(wrong) and [*misspellings(wrong)] == [(wrong, right)]
        assert all(map(is_syllable, f"{wrong} {right}".split()))


@pytest.mark.parametrize(
    "word, meant", [("nghành", "ngành"), ("Ngiêm", "Nghiêm"), ("kông", "công"), ("gế", "ghế")]
)
def test_a_letter_too_many_at_the_start_of_a_syllable_is_understood(word, meant):
    assert [*misspelt(word)] == [(word, meant)]


RIGHT_SO = (
    "Lịch sử lý luận; giám sát nhập khẩu; hồ sơ xuất cảnh; Nguyễn Trãi qua đời; thành tựu chung.",
    "Cảm xúc tích cực; khả năng xuất khẩu; nhãn hiệu xuất xứ; sản xuất quà tặng; đề xuất học bổng.",
    "Bổ sung phong trào; bức tranh dành cho; chủ trương trình Quốc hội; học tập chung; bùng nổ lực lượng.",
    "Lưu trú trọng điểm; che dấu vết; ai cũng cố gắng; uống sữa chữa bệnh; xử lí.",
    "Ban chủ chương trình; sát nhập cuộc; dành giải Nhất cho em A; giành cho bằng được; xử lý, sử dụng.",
    "Xem dichvucong.gov.vn, TP.HCM, Q.1, Tp.Hà Nội, ThS.Nguyễn, PGS.TS, v.v., 1.250.000đ, 8:30, tệp a.Pdf.",
    "Mở a.pdf, xem www.a.vn, hỏi b@a.vn, rồi thôi.",
    "Liên hệ van.thu@hanoi.gov.vn hay www.hoaiduc.gov.vn/tin,anh; [Mẫu](mau,don.pdf); Km3+200; A/H5N1.",
    "Câu một… Câu hai! Câu ba? (Câu bốn.) “Câu năm.” Sáu ... bảy",
    f"{LONG}:\n\n- nộp hồ sơ;\n- nhận kết quả",
    f"{LONG}.\n\nđồng chí Nguyễn Văn A dự.",
    f"{LONG}\n\na) Nộp hồ sơ\n\nb. Nhận kết quả",
    f"## {LONG}\n\nnhững điều cần biết",
    "Ta về ta tắm ao ta\n\ndù trong dù đục ao nhà vẫn hơn",
    "Chia sẻ với bà con vùng lũ\n\nTheo dõi sức khỏe\n\n## Tin liên quan\n\n- 8:30\n\nTrả lời:",
    "| Số : | , |\n|---|---|\n| a ; | b |",
    "Đơn vị đang cập nhật số liệu; bạn đọc viết ở đây cũng được. [Tên đơn vị](/lien-he/)",
)


@pytest.mark.parametrize("text", RIGHT_SO)
def test_what_is_right_stays_quiet(text):
    assert rules(text) == []


@pytest.mark.parametrize(
    "text, rule",
    {
        "Từ 18 tuổi.Thời gian": "dau-cach",
        "Xã,huyện cùng làm": "dau-cach",
        "Ông An (chủ tịch xã):Cảm ơn": "dau-cach",
        "Bà con nhân dân , các hộ": "dau-cach",
        "Đã xong . Câu hai": "dau-cach",
        f"{LONG},\n\nđã nộp hồ sơ.": "cau-dut",
        f"{LONG}\n\n![Ảnh](a.jpg)\n\nđã nộp hồ sơ.": "cau-dut",
        "Đã xem 12": "vet-trang",
        "Lượt xem: 1.024": "vet-trang",
        "Chia sẻ": "vet-trang",
        "In bài viết | Gửi email": "vet-trang",
        "Đọc thêm": "vet-trang",
        "Tin liên quan:": "vet-trang",
        "Trang chủ > Tin tức > Xã hội": "vet-trang",
        "© 2026 Cổng thông tin": "vet-trang",
        "Lorem ipsum dolor": "chu-mau",
        "Đang cập nhật": "chu-mau",
        "Kính gửi: [tên đơn vị]": "chu-mau",
        BODY.strip(): "chu-mau",
        "Xử dụng điện": "chinh-ta",
    }.items(),
)
def test_what_was_typed_or_pasted_badly_is_told_once(text, rule):
    assert rules(text) == [rule]


def test_more_of_a_kind_are_counted_and_a_name_is_right_as_it_is():
    lines = [(1, "Một,hai và ba,bốn."), (2, "Năm,sáu.")]
    [found] = of_sentences("a", lines, (), lines, ())
    assert found.mistake.line == 1 and "còn 2 chỗ" in found.mistake.sentence
    assert rules("Quán Hổ Trợ", ("Hổ trợ",)) == []
