"""A headline in capitals becomes a sentence with the capitals of its names; a story has the day it tells."""

from datetime import datetime

import pytest

from plugins.core import schema, settings_file
from plugins.desk import text
from plugins.desk.arrange import arranged
from plugins.desk.blocks import Heading, Paragraph, Run
from plugins.desk.capitals import Capitals, Unsure
from plugins.desk.days import dated
from plugins.desk.own_names import own_names
from plugins.portal.settings import PortalSettings
from tests.site import ROOT

BODY = (
    "Sáng 28/11, UBND xã Đức Giang phối hợp với Đoàn TNCS Hồ Chí Minh huyện Hoài Đức ra quân Chiến dịch Mùa "
    "hè xanh. Đồng chí Trần Quốc Bảo, Chủ tịch xã, dự. Mọi nhà trồng cây trên internet và ở chợ Sấu. "
    "Chúc toàn thể Nhân dân xã Đức Giang mạnh khỏe."
)


@pytest.mark.parametrize(
    "wall, sentence, guessed",
    [
        # Names as the text writes them.
        ("CHIẾN DỊCH MÙA HÈ XANH", "Chiến dịch Mùa hè xanh", []),
        ("XÃ ĐỨC GIANG, HUYỆN HOÀI ĐỨC RA QUÂN", "Xã Đức Giang, huyện Hoài Đức ra quân", []),
        ("HỌP CHỢ SẤU QUA INTERNET", "Họp chợ Sấu qua internet", []),
        ("BẢO VỆ ĐÊ, THĂM ÔNG TRẦN QUỐC BẢO", "Bảo vệ đê, thăm ông Trần Quốc Bảo", []),
        ("TRỒNG CÂY Ở MỌI NHÀ", "Trồng cây ở mọi nhà", []),
        # Of the country, of the portal.
        ("ĐẢNG BỘ HUYỆN HỌP VỚI UBND, HĐND", "Đảng bộ huyện họp với UBND, HĐND", []),
        ("HỘI LIÊN HIỆP PHỤ NỮ XÃ TỔ CHỨC NGÀY HỘI", "Hội Liên hiệp Phụ nữ xã tổ chức ngày hội", []),
        ("THƯ CỦA CHỦ TỊCH UBND XÃ LA PHÙ", "Thư của Chủ tịch UBND xã La Phù", []),
        ("ỦY BAN NHÂN DÂN XÃ ĐỨC GIANG HỌP", "Ủy ban nhân dân xã Đức Giang họp", []),
        ("XÃ LA PHÙ VUI TẾT NGUYÊN ĐÁN", "Xã La Phù vui Tết Nguyên đán", []),
        ("ỦY BAN NHÂN DÂN TỈNH BẮC NINH", "Ủy ban nhân dân tỉnh Bắc Ninh", []),
        # For the word before them alone: told.
        ("UBND XÃ LẠI YÊN TỔ CHỨC HỘI NGHỊ", "UBND xã Lại Yên tổ chức hội nghị", ["Lại Yên"]),
        ("LỄ HỘI CHÙA THẦY THÔN YÊN LŨNG", "Lễ hội chùa Thầy thôn Yên Lũng", ["Thầy", "Yên Lũng"]),
        ("ĐỒNG CHÍ LÊ THỊ HỒNG LAN NÓI", "Đồng chí Lê Thị Hồng Lan nói", ["Lê Thị Hồng Lan"]),
        ("TIN BUỒN: CỤ LÊ VĂN BẢY TỪ TRẦN", "Tin buồn: Cụ Lê Văn Bảy từ trần", ["Lê Văn Bảy"]),
        ("HUYỆN TRIỂN KHAI BẢO HIỂM XÃ HỘI", "Huyện triển khai bảo hiểm xã hội", []),
        ("TRẠM Y TẾ ĐÓN XUÂN ĐINH MÙI", "Trạm Y tế đón xuân Đinh Mùi", []),
        ("DÂN LÀM CHỦ", "Dân làm chủ", []),
        # Quotations, numbers, abbreviations.
        ("HƯỞNG ỨNG “TOÀN DÂN ĐOÀN KẾT”", "Hưởng ứng “Toàn dân đoàn kết”", []),
        ('HỘI THI "BÉ KHỎE"', 'Hội thi "Bé khỏe"', []),
        ("ĐẠI HỘI LẦN THỨ XXIV, QUÝ I VÀ QUÝ IV", "Đại hội lần thứ XXIV, quý I và quý IV", []),
        ("XỬ LÝ VI PHẠM, XI MĂNG KÉM", "Xử lý vi phạm, xi măng kém", []),
        ("KẾ HOẠCH SỐ 11-ĐA/TU, DỊCH COVID-19", "Kế hoạch số 11-ĐA/TU, dịch COVID-19", []),
        ("I. KẾT QUẢ THỰC HIỆN", "I. Kết quả thực hiện", []),
        # No wall.
        ("UBND xã họp về OCOP", "UBND xã họp về OCOP", []),
        ("UBND", "UBND", []),
    ],
)
def test_capitals_of_names_are_kept_and_guesses_are_told(wall, sentence, guessed):
    unsure = Unsure()
    assert Capitals([BODY], ["xã La Phù", "La Phù"]).sentence(wall, unsure) == sentence
    assert unsure.names == guessed and bool(unsure.told()) == (sentence != wall)
    assert all(name in unsure.told()[0] for name in guessed)


def test_the_names_of_the_portal_are_those_of_its_settings_and_its_map():
    settings = settings_file.values(ROOT / "pelicanconf.py")
    names = own_names(ROOT, settings, schema.checked(PortalSettings, settings["PORTAL"], "PORTAL"))
    assert {"Ủy ban nhân dân huyện Hoài Đức", "Hoài Đức", "xã Đức Giang", "Đức Giang", "Tây Mỗ"} <= {*names}
    bad = {"PORTAL": settings["PORTAL"], "MAP": {"layers": [{"slug": "a", "title": "a", "shapes": "b"}]}}
    assert len(own_names(ROOT, bad, schema.checked(PortalSettings, settings["PORTAL"], "PORTAL"))) == 5


def centred(*lines: str) -> list[Paragraph]:
    return [Paragraph((Run(line, bold=True),), centred=True) for line in lines]


LEAD = Paragraph((Run("Sáng 28/11, UBND xã Đức Giang ra quân, hơn 300 đoàn viên dự.", bold=True),))


def of(blocks):
    from plugins.desk.blocks import Document

    return arranged(Document([*blocks, Paragraph((Run(BODY),))]))


@pytest.mark.parametrize(
    "lines, title",
    [
        (
            ("XÃ ĐỨC GIANG RA QUÂN", "CHIẾN DỊCH “MÙA HÈ XANH”"),
            "Xã Đức Giang ra quân Chiến dịch “Mùa hè xanh”",
        ),
        (("THƯ CHÚC TẾT", "Kính gửi: Bà con xã Đức Giang!"), "Thư chúc Tết"),
        (("BÁO CÁO", "KẾT QUẢ RA QUÂN"), "Báo cáo kết quả ra quân"),
        (("BÁO CÁO", "Kết quả ra quân"), "Báo cáo kết quả ra quân"),
        (("KẾ HOẠCH", "Hoài Đức xanh năm 2027"), "Kế hoạch Hoài Đức xanh năm 2027"),
        (("LỊCH TIÊM CHỦNG THÁNG 12/2026", "TRẠM Y TẾ XÃ"), "Lịch tiêm chủng tháng 12/2026 – Trạm Y tế xã"),
        (("TIN BUỒN", "CỤ LÊ VĂN BẢY"), "Tin buồn: Cụ Lê Văn Bảy"),
        (("QUYẾT ĐỊNH", "V/v UBND xã giao việc"), "Quyết định về việc UBND xã giao việc"),
    ],
)
def test_a_headline_of_two_lines_is_one_sentence_and_the_bold_lead_below_it_no_part(lines, title):
    story = of([*centred(*lines), LEAD])
    assert story.title == title and (story.lead == LEAD.words or lines[1].startswith("Kính"))


def test_a_paper_that_tells_of_a_death_is_named_for_the_person_and_who_tells_it_stays():
    blocks = centred("TIN BUỒN", "ĐẢNG ỦY XÃ ĐỨC GIANG", "CỤ LÊ VĂN BẢY")
    story = of([*blocks[:2], Paragraph((Run("Vô cùng thương tiếc báo tin:"),)), blocks[2]])
    assert (story.title, story.lead) == ("Tin buồn: Cụ Lê Văn Bảy", "")
    assert [each.text for each in story.body[::2]] == ["Đảng ủy xã Đức Giang", "Cụ Lê Văn Bảy"]


def test_the_lead_of_a_paper_stands_below_its_number_and_day():
    head = [Paragraph((Run("Số: 5/BC-UBND"),)), Paragraph((Run("Đức Giang, ngày 28 tháng 11 năm 2026"),))]
    story = of([*head, *centred("BÁO CÁO", "Kết quả ra quân"), LEAD])
    assert (story.title, story.lead) == ("Báo cáo kết quả ra quân", LEAD.words)
    assert story.body[0].text == "Số: 5/BC-UBND\nĐức Giang, ngày 28 tháng 11 năm 2026"


def test_headings_in_capitals_are_sentences_too():
    story = of([*centred("Xã ra quân"), LEAD, Heading(2, (Run("II. CHIẾN DỊCH MÙA HÈ XANH"),))])
    assert story.body[0].runs[0].text == "II. Chiến dịch Mùa hè xanh"
    assert any("Chữ viết hoa" in note for note in story.notes)


@pytest.mark.parametrize(
    "line, day, opening",
    [
        ("Đức Giang, ngày 28 tháng 11 năm 2026", "2026-11-28", None),
        ("xã Đức Giang, ngày 28/11/2026", "2026-11-28", None),
        ("Ngày 28.11.2026", "2026-11-28", "2026-11-28"),
        ("Số: 5/TB-UBND\nĐức Giang, ngày 28 tháng 11 năm 2026", "2026-11-28", None),
        ("Chiến dịch kéo dài đến hết ngày 31/12/2026.", None, None),
        ("Hạn nộp hồ sơ, ngày 31/12/2026.", None, None),
        ("Căn cứ Nghị quyết số 5, ngày 12/5/2025", None, None),
        ("Sáng ngày 28/11/2026, UBND xã ra quân.", None, "2026-11-28"),
        ("(HĐ) - Chiều thứ Bảy, ngày 28/11/2026, xã họp.", None, "2026-11-28"),
        ("Hôm nay (28/11/2026), xã họp.", None, "2026-11-28"),
        ("Hôm nay, hồi 19h30 ngày 25/11/2026, chúng tôi gồm:", None, "2026-11-25"),
        ("Vào hồi 14 giờ 00 phút, ngày 25 tháng 11 năm 2026, họp.", None, "2026-11-25"),
        ("Thực hiện Kế hoạch ngày 05/01/2026, xã họp.", None, None),
        ("Ngày 31/02/2026, xã họp.", None, None),
    ],
)
def test_a_day_is_that_of_the_paper_or_that_the_text_begins_with(line, day, opening):
    found = dated([Paragraph((Run(line),)), Paragraph((Run(BODY),))])
    told = (f"{each:%Y-%m-%d}" if isinstance(each, datetime) else None for each in (found.day, found.opening))
    assert (*told,) == (day, opening)
    assert dated(text.read(f"{BODY}\n\n{line}").blocks).day == found.day
