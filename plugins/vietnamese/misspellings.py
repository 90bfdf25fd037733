"""Words that offices often write wrong, each in syllables that are right: "xử dụng" for "sử dụng".

A form stands here only where it is never right ("dành giải" may be, "dành chiến thắng" is not), but
beside the words of AFTER and BEFORE. Of "sáp nhập", "chẩn đoán", "tham quan" and the like the form is
that of Hoàng Phê's dictionary.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

# What is meant: what is written.
TABLE = """
sử dụng: xử dụng, sữ dụng
xử lý: sử lý, xữ lý
xử phạt: sử phạt
sáp nhập: sát nhập
chẩn đoán: chuẩn đoán
khắt khe: khắc khe
xuất sắc: xuất xắc, suất sắc, suất xắc
bổ sung: bổ xung, bỗ sung
sơ suất: sơ xuất, xơ suất, xơ xuất
trải qua: trãi qua
trải nghiệm: trãi nghiệm
kỷ niệm: kỹ niệm, kĩ niệm
kỷ luật: kỹ luật
kỷ lục: kỹ lục
kỷ cương: kỹ cương
kỹ thuật: kỷ thuật
kỹ năng: kỷ năng
kỹ sư: kỷ sư
vô hình trung: vô hình chung
tựu trung: tựu chung
tham quan: thăm quan
chia sẻ: chia xẻ
dở khóc dở cười: giở khóc giở cười, dỡ khóc dỡ cười
độc giả: đọc giả
cọ xát: cọ sát
súc tích: xúc tích
hàm súc: hàm xúc
chín muồi: chín mùi
dành riêng: giành riêng
dành tặng: giành tặng
dành thời gian: giành thời gian
dành dụm: giành dụm
giành chiến thắng: dành chiến thắng
giành thắng lợi: dành thắng lợi
giành huy chương: dành huy chương
giành chính quyền: dành chính quyền
giành độc lập: dành độc lập
tranh giành: tranh dành
xán lạn: sáng lạn, sáng lạng, xán lạng
đường sá: đường xá
phố xá: phố sá
xổ số: sổ xố
sắp xếp: sắp sếp, xắp xếp, xắp sếp
xoay xở: xoay sở
suất ăn: xuất ăn
suất quà: xuất quà
suất học bổng: xuất học bổng
năng suất: năng xuất
công suất: công xuất
lãi suất: lãi xuất
hiệu suất: hiệu xuất
tần suất: tần xuất
xác suất: sác xuất, xác xuất
đột xuất: đột suất
sản xuất: sản suất
đề xuất: đề suất
trau dồi: trau giồi, trao dồi, trao giồi
tháo gỡ: tháo gở
tháo dỡ: tháo dở
phá dỡ: phá dở
gìn giữ: gìn giử
dữ liệu: giữ liệu, dử liệu
đảm bảo: đãm bảo
bảo vệ: bão vệ
bảo hiểm: bão hiểm
bảo dưỡng: bảo dưởng
nuôi dưỡng: nuôi dưởng
hỗ trợ: hổ trợ
hướng dẫn: hướng dẩn
dẫn đến: dẩn đến
mỗi người: mổi người
mỗi ngày: mổi ngày
tại chỗ: tại chổ
chỗ ở: chổ ở
nỗ lực: nổ lực
cũng như: củng như
chính xác: chính sác
xác định: sác định
xác nhận: sác nhận
sâu sắc: xâu sắc, sâu xắc
sứ mệnh: xứ mệnh
xung phong: sung phong
chân thành: trân thành
trân trọng: chân trọng
triển khai: chiển khai, triễn khai
triển lãm: triễn lãm
phát triển: phát triễn
truyền thống: chuyền thống
tuyên truyền: tuyên chuyền
chương trình: trương trình
chủ trương: chủ chương
chú trọng: trú trọng
che giấu: che dấu
cất giấu: cất dấu
giúp đỡ: giúp đở
lãng phí: lảng phí
nghĩa vụ: nghỉa vụ
bãi bỏ: bải bỏ
giải quyết: giãi quyết
kiểm tra: kiễm tra
kiểm soát: kiễm soát
quảng cáo: quãng cáo
quãng đường: quảng đường
sửa chữa: sữa chữa, sửa chửa
sửa đổi: sữa đổi
lỗ hổng: lổ hổng, lỗ hỗng
biểu diễn: biễu diễn, biểu diển
diễn ra: diển ra
lễ hội: lể hội
tập trung: tập chung
mảnh đất: mãnh đất
điều chỉnh: điều chĩnh
chuyển đổi: chuyễn đổi
tuyển dụng: tuyễn dụng
tuyển sinh: tuyễn sinh
cổ vũ: cổ vủ
những: nhửng
một cửa: một cữa
lĩnh vực: lỉnh vực
lãnh đạo: lảnh đạo
mâu thuẫn: mâu thuẩn
tiêu chuẩn: tiêu chuẫn
chuẩn bị: chuẫn bị
ủng hộ: ũng hộ
giảm nghèo: giãm nghèo
"""
RIGHT = {
    wrong.strip(): right
    for right, _, forms in (row.partition(": ") for row in TABLE.strip().split("\n"))
    for wrong in forms.split(",")
}
# Right after all beside one of these: "lịch sử lý luận", "khả năng xuất khẩu", "cảm xúc tích cực".
AFTER = {
    "sử lý": "lịch",
    "sử phạt": "lịch",
    "sát nhập": "giám khảo quan trinh cảnh",
    "sơ xuất": "hồ",
    "trãi qua": "nguyễn",
    "tựu chung": "thành",
    "xúc tích": "cảm",
    "xuất ăn": "sản đề trích",
    "xuất quà": "sản đề trích",
    "xuất học bổng": "đề trích",
    "sung phong": "bổ",
    "trương trình": "chủ khai",
    "tập chung": "học luyện bài thực diễn",
}
BEFORE = {
    "chủ chương": "trình",
    "tập chung": "kết",
    "sát nhập": "cuộc khẩu",
    "xuất ăn": "uống",
    "nổ lực": "lượng sĩ",
    "đọc giả": "thuyết định",
    "chín mùi": "thơm",
    "xúc tích": "cực tụ",
    "tranh dành": "cho tặng riêng để được",
    "bão hiểm": "nguy họa ác trở",
    "bão vệ": "tinh",
    "chuyền thống": "nhất kê",
    "trú trọng": "điểm tâm tài",
    "che dấu": "vết hiệu tích",
    "thăm quan": "khách tài chức",
    "sữa chữa": "bệnh",
}
OF_XUAT = "khẩu xứ hiện phát bản sắc nhập trình hóa hoá cảnh kho viện siêu bán hàng cấp chuồng ngũ thân khoa"


def _pattern() -> re.Pattern[str]:
    """All forms, those of one first syllable together."""
    by_first: dict[str, list[str]] = {}
    for wrong in RIGHT:
        first, _, rest = wrong.partition(" ")
        by_first.setdefault(first, []).append(f" {rest}" if rest else "")
    parts = (f"{first}(?:{'|'.join(map(re.escape, rests))})" for first, rests in by_first.items())
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)")


WRONG = _pattern()
WORD = re.compile(r"\w+")
LAST, NEXT = re.compile(r"(\w+) $"), re.compile(r" (\w+)")
STARTS = frozenset(tuple(wrong.split()[:2]) for wrong in RIGHT if " " in wrong)
ALONE = frozenset(wrong for wrong in RIGHT if " " not in wrong)


def may_have_misspellings(text: str) -> bool:
    """Whether two words that begin a form stand together; a third of the time that a search takes."""
    words = WORD.findall(text.lower())
    return not (STARTS.isdisjoint(pairwise(words)) and ALONE.isdisjoint(words))


def misspellings(text: str) -> Iterator[tuple[str, str]]:
    """(as it is written, as it is meant) of each, in order, in the capitals it has."""
    small = text.lower()
    if len(small) != len(text):  # a letter of another language
        return
    for found in WRONG.finditer(small):
        if _is_right(found):
            continue
        written, meant = text[found.start() : found.end()], RIGHT[found[0]]
        first = meant[0].upper() if written[0].isupper() else meant[0]
        yield written, meant.upper() if written.isupper() else first + meant[1:]


def _is_right(found: re.Match[str]) -> bool:
    """Whether the word before or after makes other words of the form."""
    form, before, after = found[0], found.string[: found.start()], found.string[found.end() :]
    last, following = LAST.search(before), NEXT.match(after)
    passed = BEFORE.get(form, "") + (f" {OF_XUAT}" if form.endswith("xuất") else "")
    return bool(
        (last and last[1] in AFTER.get(form, "").split()) or (following and following[1] in passed.split())
    )
