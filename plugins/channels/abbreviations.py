"""What offices write short, in full."""

import re
from collections.abc import Mapping
from functools import lru_cache

from plugins.vietnamese.syllable import SYLLABLE, split_tone

# By what is written; each in the words that are said. TU is of a province or of a city: see `of_place`.
FULL = {
    "UBND": "Ủy ban nhân dân",
    "HĐND": "Hội đồng nhân dân",
    "MTTQ": "Mặt trận Tổ quốc",
    "UBMTTQ": "Ủy ban Mặt trận Tổ quốc",
    "UBMTTQVN": "Ủy ban Mặt trận Tổ quốc Việt Nam",
    "UBKT": "Ủy ban Kiểm tra",
    "UBTVQH": "Ủy ban Thường vụ Quốc hội",
    "ĐBQH": "đại biểu Quốc hội",
    "TAND": "Tòa án nhân dân",
    "VKSND": "Viện kiểm sát nhân dân",
    "THADS": "Thi hành án dân sự",
    "BCH": "Ban Chấp hành",
    "BTV": "Ban Thường vụ",
    "BCĐ": "Ban Chỉ đạo",
    "BTC": "Ban Tổ chức",
    "BQL": "Ban Quản lý",
    "BCHQS": "Ban Chỉ huy Quân sự",
    "UV": "Ủy viên",
    "UVBTV": "Ủy viên Ban Thường vụ",
    "CT": "Chủ tịch",
    "PCT": "Phó Chủ tịch",
    "TW": "Trung ương",
    "TƯ": "Trung ương",
    "HU": "Huyện ủy",
    "CCB": "Cựu chiến binh",
    "LHPN": "Liên hiệp Phụ nữ",
    "ĐTN": "Đoàn Thanh niên",
    "TNCS": "Thanh niên Cộng sản",
    "LĐLĐ": "Liên đoàn Lao động",
    "HCM": "Hồ Chí Minh",
    "CAND": "Công an nhân dân",
    "QĐND": "Quân đội nhân dân",
    "CSGT": "cảnh sát giao thông",
    "ANTT": "an ninh trật tự",
    "TTATGT": "trật tự an toàn giao thông",
    "TTATXH": "trật tự an toàn xã hội",
    "ATGT": "an toàn giao thông",
    "TNGT": "tai nạn giao thông",
    "PCCC": "phòng cháy chữa cháy",
    "CNCH": "cứu nạn cứu hộ",
    "PCTT": "phòng chống thiên tai",
    "TKCN": "tìm kiếm cứu nạn",
    "NVQS": "nghĩa vụ quân sự",
    "DQTV": "dân quân tự vệ",
    "ANQP": "an ninh quốc phòng",
    "QPAN": "quốc phòng an ninh",
    "KT-XH": "kinh tế - xã hội",
    "KTXH": "kinh tế xã hội",
    "XHCN": "xã hội chủ nghĩa",
    "CHXHCN": "Cộng hòa xã hội chủ nghĩa",
    "NTM": "nông thôn mới",
    "OCOP": "ô cốp",
    "HTX": "hợp tác xã",
    "DNNVV": "doanh nghiệp nhỏ và vừa",
    "KCN": "khu công nghiệp",
    "CCN": "cụm công nghiệp",
    "KĐT": "khu đô thị",
    "GPMB": "giải phóng mặt bằng",
    "QSDĐ": "quyền sử dụng đất",
    "GCN": "giấy chứng nhận",
    "GCNQSDĐ": "giấy chứng nhận quyền sử dụng đất",
    "TTHC": "thủ tục hành chính",
    "CCHC": "cải cách hành chính",
    "DVC": "dịch vụ công",
    "DVCTT": "dịch vụ công trực tuyến",
    "CNTT": "công nghệ thông tin",
    "CĐS": "chuyển đổi số",
    "CSDL": "cơ sở dữ liệu",
    "CCCD": "căn cước công dân",
    "CMND": "chứng minh nhân dân",
    "CBCC": "cán bộ, công chức",
    "CBCCVC": "cán bộ, công chức, viên chức",
    "CBNV": "cán bộ, nhân viên",
    "BHYT": "bảo hiểm y tế",
    "BHXH": "bảo hiểm xã hội",
    "BHTN": "bảo hiểm thất nghiệp",
    "ATTP": "an toàn thực phẩm",
    "VSATTP": "vệ sinh an toàn thực phẩm",
    "VSMT": "vệ sinh môi trường",
    "BVMT": "bảo vệ môi trường",
    "TTYT": "Trung tâm Y tế",
    "SXH": "sốt xuất huyết",
    "KHHGĐ": "kế hoạch hóa gia đình",
    "THCS": "trung học cơ sở",
    "THPT": "trung học phổ thông",
    "TH": "tiểu học",
    "GDTX": "giáo dục thường xuyên",
    "GDNN": "giáo dục nghề nghiệp",
    "GD&ĐT": "Giáo dục và Đào tạo",
    "GDĐT": "Giáo dục và Đào tạo",
    "LĐTB&XH": "Lao động, Thương binh và Xã hội",
    "LĐ-TB&XH": "Lao động, Thương binh và Xã hội",
    "TN&MT": "Tài nguyên và Môi trường",
    "NN&PTNT": "Nông nghiệp và Phát triển nông thôn",
    "NN&MT": "Nông nghiệp và Môi trường",
    "KH&ĐT": "Kế hoạch và Đầu tư",
    "KH&CN": "Khoa học và Công nghệ",
    "TC-KH": "Tài chính - Kế hoạch",
    "VH&TT": "Văn hóa và Thông tin",
    "VH-TT": "Văn hóa - Thông tin",
    "VHTT": "Văn hóa Thông tin",
    "VH-XH": "Văn hóa - Xã hội",
    "TDTT": "thể dục thể thao",
    "VHVN": "văn hóa văn nghệ",
    "CLB": "câu lạc bộ",
    "TDP": "tổ dân phố",
    "TTCN": "tiểu thủ công nghiệp",
    "SXKD": "sản xuất kinh doanh",
    "SXNN": "sản xuất nông nghiệp",
    "NSNN": "ngân sách nhà nước",
    "XDCB": "xây dựng cơ bản",
    "KBNN": "Kho bạc Nhà nước",
    "NHCSXH": "Ngân hàng Chính sách xã hội",
    "MST": "mã số thuế",
    "STK": "số tài khoản",
    "SĐT": "số điện thoại",
    "ĐT": "điện thoại",
    "KPI": "ka pi ai",
    "TNHH": "trách nhiệm hữu hạn",
    "MTV": "một thành viên",
    "CTCP": "công ty cổ phần",
    "HSSV": "học sinh, sinh viên",
    "BVĐK": "bệnh viện đa khoa",
    "TYT": "trạm y tế",
    "NVH": "nhà văn hóa",
    "QLNN": "quản lý nhà nước",
    "QLTT": "quản lý thị trường",
    "VPĐKĐĐ": "văn phòng đăng ký đất đai",
    "QR": "quy a",
    "TP.HCM": "Thành phố Hồ Chí Minh",
    "TP. HCM": "Thành phố Hồ Chí Minh",
    "TP HCM": "Thành phố Hồ Chí Minh",
    "TPHCM": "Thành phố Hồ Chí Minh",
    "đ/c": "đồng chí",
    "Đ/c": "Đồng chí",
    "v/v": "về việc",
    "V/v": "Về việc",
    "ThS": "thạc sĩ",
    "NSND": "Nghệ sĩ nhân dân",
    "NSƯT": "Nghệ sĩ ưu tú",
    "LLVT": "lực lượng vũ trang",
    "BĐBP": "Bộ đội Biên phòng",
    "BVHTTDL": "Bộ Văn hóa, Thể thao và Du lịch",
}
# Before a name alone: "TP. Hà Nội", "P. Xuân La".
BEFORE_NAMES = {
    "TP": "thành phố",
    "Tp": "thành phố",
    "TX": "thị xã",
    "TT": "thị trấn",
    "Q": "quận",
    "H": "huyện",
    "P": "phường",
    "X": "xã",
    "TS": "tiến sĩ",
    "GS": "giáo sư",
    "PGS": "phó giáo sư",
    "BS": "bác sĩ",
    "KS": "kỹ sư",
}
# Before a number alone: "QL32", "ĐT.422".
BEFORE_NUMBERS = {"QL": "quốc lộ", "TL": "tỉnh lộ", "ĐT": "đường tỉnh", "ĐH": "đường huyện", "HL": "hương lộ"}

CAPITAL = "[A-ZĐÀ-Ỹ]"
NAMED = re.compile(
    rf"(?<!\w)(?:(?P<dotted>{'|'.join(BEFORE_NAMES)})\.\s?|(?P<bare>TP|Tp|TX)\s)(?=(?:{CAPITAL}|\d))(?!HCM)"
)
NUMBERED = re.compile(rf"(?<!\w)({'|'.join(BEFORE_NUMBERS)})[. ]?(?=\d)")
SHORT = re.compile(r"(?<![\w.@/])[A-ZĐƯ][A-ZĐƯ&]+(?:[A-ZĐƯ0-9&-]*[A-ZĐƯ])?(?![\w@])")
SAID_SO = frozenset(
    {"COVID", "SARS", "AIDS", "HIV", "GDP", "GRDP", "ATM", "SMS", "USB", "VTV", "VOV", "ASEAN"}
)


def of_place(parent: str) -> dict[str, str]:
    """What depends on where the portal is; parent: the unit above it, as "Thành phố Hà Nội"."""
    return {"TU": "Thành ủy" if parent.lower().startswith("thành phố") else "Tỉnh ủy"}


def in_full(text: str, own: Mapping[str, str]) -> str:
    """`text` with what is known written out; own: more of them, which win."""
    text = NUMBERED.sub(lambda found: f"{BEFORE_NUMBERS[found[1]]} ", text)
    text = NAMED.sub(lambda found: f"{BEFORE_NAMES[found['dotted'] or found['bare']]} ", text)
    words = {**FULL, **own}
    shouted = text.upper() == text
    return _pattern(tuple(words)).sub(
        lambda found: found[0] if shouted and is_syllable(found[0]) else words[found[0]], text
    )


def unknown(text: str) -> list[str]:
    """What looks written short and is not known, each once."""
    if text.upper() == text:
        return []
    found = (each[0] for each in SHORT.finditer(text))
    return list(dict.fromkeys(each for each in found if each not in SAID_SO and not is_syllable(each)))


def is_syllable(word: str) -> bool:
    return SYLLABLE.fullmatch("".join(split_tone(letter)[0] for letter in word).lower()) is not None


@lru_cache(maxsize=4)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    longest = sorted(words, key=len, reverse=True)
    return re.compile(rf"(?<![\w&])(?:{'|'.join(map(re.escape, longest))})(?![\w&])")
