"""Numbers in running text in words: 1.250.000 đồng, 3,5%, 30°C, 10-15 người, 024 3386 1234."""

import re

from plugins.vietnamese.letters import SMALL
from plugins.vietnamese.numerals import Numerals, digits, roman
from plugins.vietnamese.telephone import telephones

UNITS = {
    "%": "phần trăm",
    "‰": "phần nghìn",
    "°C": "độ C",
    "⁰C": "độ C",
    "ºC": "độ C",
    "oC": "độ C",
    "°": "độ",
    "đ": "đồng",
    "VNĐ": "đồng",
    "VND": "đồng",
    "vnđ": "đồng",
    "USD": "đô la Mỹ",
    "km/h": "ki-lô-mét trên giờ",
    "km2": "ki-lô-mét vuông",
    "km²": "ki-lô-mét vuông",
    "m2": "mét vuông",
    "m²": "mét vuông",
    "m3": "mét khối",
    "m³": "mét khối",
    "dm2": "đề-xi-mét vuông",
    "dm²": "đề-xi-mét vuông",
    "dm3": "đề-xi-mét khối",
    "dm³": "đề-xi-mét khối",
    "cm2": "xen-ti-mét vuông",
    "cm²": "xen-ti-mét vuông",
    "cm3": "xen-ti-mét khối",
    "cm³": "xen-ti-mét khối",
    "mm2": "mi-li-mét vuông",
    "mm²": "mi-li-mét vuông",
    "km": "ki-lô-mét",
    "dm": "đề-xi-mét",
    "cm": "xen-ti-mét",
    "mm": "mi-li-mét",
    "m": "mét",
    "ha": "héc-ta",
    "kg": "ki-lô-gam",
    "mg": "mi-li-gam",
    "g": "gam",
    "l": "lít",
    "ml": "mi-li-lít",
    "kWh": "ki-lô-oát giờ",
    "kW": "ki-lô-oát",
    "MW": "mê-ga-oát",
    "kV": "ki-lô-vôn",
    "W": "oát",
    "V": "vôn",
    "MB": "mê-ga-bai",
    "GB": "gi-ga-bai",
    "TB": "tê-ra-bai",
    "s": "giây",
    "k": "nghìn",
    "tr": "triệu",
    "trđ": "triệu đồng",
    "tr.đ": "triệu đồng",
}
OF_LONGEST = "|".join(map(re.escape, sorted(UNITS, key=len, reverse=True)))
NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+,\d+|\d+\.\d{1,2}(?![\d.])|\d+"
AMOUNT = re.compile(rf"(?P<number>{NUMBER})(?: ?(?P<unit>{OF_LONGEST})(?!\w))?")
# Without a number: in the head of a table, "đồng/m²", "1,5 triệu m3".
ALONE = re.compile(
    rf"(?<![\w/])(?<!\d )(?:km/h|[kcd]?m[²³23]|mm[²2]|[°º⁰]C|[%‰])(?!\w)|(?<=[^\W\d_])[%‰]"
    rf"|(?<=\()(?:{OF_LONGEST})(?=\))"
)
MONEY = re.compile(r"(?i:\b(nghìn|ngàn|triệu|tỷ|tỉ)) ?đ(?!\w)")
RANGE = re.compile(rf"(?<=\d)(?P<unit> ?(?:{OF_LONGEST}))? ?[-–] ?(?=\d|ki-lô-mét \d)")
MINUS = re.compile(r"(?<![\w.,)])[-−](?=\d)")
TIMES = re.compile(r"(?<=\d)(?: ?(?:m|cm))? ?[x×] ?(?=\d)")
RATIO = re.compile(rf"(?:(?<=[0-9])|(?<={SMALL}))/(?=\d)|(?<=\d) ?: ?(?=\d)")
SCORE = re.compile(r"(?i:\b(tỷ số|tỉ số|thắng|thua|hòa|hoà)) (\d{1,3}) ?: ?(?=\d)")
PARTS = re.compile(r"(?<!lớp )(?<!ngõ )(?<!số )(?<!hẻm )(?<!tổ )(?<![\w/.,])([123])/([234])(?![\w/]|[.,]\d)")
EACH = re.compile(
    rf"(?<=[\w%])/(?:(?P<unit>{OF_LONGEST})(?!\w)|(?=(?:người|hộ|tháng|năm|ngày|giờ|phút|quý|tuần|lượt|buổi|con|cây|chiếc|cái|bộ|tấn|tạ"
    r"|yến|lít|xe|phòng|khẩu|trẻ|em|cháu|suất|sào|mẫu|thửa|đêm|học sinh|lớp|lần|vụ)(?!\w)))"
    rf"|(?<=đồng)/(?={SMALL})|(?<=\dđ)/(?={SMALL})"
)
HYPHENED = re.compile(rf"(?<={SMALL})-(?=\d)")
ORDINAL = re.compile(r"(?i:\b(thứ)) (\d{1,2})(?![\w/]|[.,]\d)")
ROMAN_AFTER = re.compile(
    r"(?P<cue>(?i:thứ|khóa|khoá|đại hội|quý|chương|phần|mục|thế kỷ|hạng|loại|cấp|bậc|nhóm|vùng|tập|đợt|kỳ"
    r"|vòng|khu vực|chuyên khoa|lần|phụ lục|biểu|điều|học kỳ|giai đoạn|tổ|khu|, |và|đến)) ?"
    r"\b(?P<roman>[IVX]+)(?!\w)"
)
ROMAN_ALONE = re.compile(r"(?<![\w.])(?P<cue>)(?P<roman>[IVX]{2,})(?!\w)")
FALLING = re.compile(r"(?<![\w.,/])(\d{1,3}) ?[-–] ?(\d{1,3})(?![\w/%]|[.,]\d)")
PLATE = re.compile(r"(?<!\w)(\d\d)([A-Z]{1,2})(\d?)-(\d{3}\.?\d{2}|\d{4})(?!\d)")
# 1m5 is a length, 1m2 an area but for what is deep or high.
METRES = re.compile(r"(?i:\b(cao|sâu|dày|ngập|dâng|dài)) (\d+)m(?=[23](?!\d))|(?<=\d)m(?=[14-9](?!\d))")
HOURS = re.compile(r"(?<=\d) ?h(?!\w)")
MILLIONS = re.compile(r"(?<=\d)tr(?=\d(?!\d))")
POWERS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
POWER = re.compile(r"(?<=\d)(⁻?)([⁰¹²³⁴⁵⁶⁷⁸⁹]+)(?!C)")
RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾"
NOTE_MARK = re.compile(rf"([^\W\d_]+|[.,;:!?”)])(?![⁰]C)([{RAISED}]+)")
BELOW = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789", "₊₋₌₍₎")
# One by one, since nobody hears them as an amount.
NAMED = re.compile(
    r"(?P<name>(?i:tài khoản|số tài khoản|mã số thuế|căn cước(?: công dân)?|chứng minh nhân dân|mã số"
    r"|mã hồ sơ)(?: số)?:? )(?P<number>\d[\d. -]{3,}\d)"
)
LONG = re.compile(r"(?<![\w.,])(?:0\d{2,}|\d{10,})(?![\w,]|\.\d)")


def said(text: str, numerals: Numerals) -> str:
    """`text` with its numbers written out; telephone numbers first: see `called`."""
    text = NAMED.sub(lambda found: found["name"] + digits(found["number"]), text)
    text = NOTE_MARK.sub(lambda found: found[0] if found[0] in UNITS else found[1], text.translate(BELOW))
    text = POWER.sub(lambda found: f" mũ {'âm ' * bool(found[1])}{found[2].translate(POWERS)}", text)
    text = HOURS.sub(" giờ", text)
    text = MILLIONS.sub(" triệu ", MONEY.sub(r"\1 đồng", text))
    text = PLATE.sub(
        _plate, METRES.sub(lambda found: f"{found[1]} {found[2]} mét " if found[1] else " mét ", text)
    )
    text = LONG.sub(lambda found: digits(found[0]), text)
    text = ORDINAL.sub(lambda found: f"{found[1]} {numerals.ordinal(int(found[2]))}", text)
    text = _romans(text, numerals)
    text = PARTS.sub(
        lambda found: f"{_below_ten(found[1], numerals)} phần {_below_ten(found[2], numerals)}", text
    )
    text = TIMES.sub(" nhân ", RATIO.sub(" trên ", SCORE.sub(r"\1 \2, ", text)))
    text = FALLING.sub(_falling, text)
    text = EACH.sub(_each, RANGE.sub(lambda found: f"{found['unit'] or ''} đến ", text))
    text = MINUS.sub("âm ", text)
    text = ALONE.sub(_unit, text)
    return AMOUNT.sub(lambda found: _amount(found, numerals), HYPHENED.sub(" ", text))


def _unit(found: re.Match[str]) -> str:
    gap = " " if found.string[: found.start()][-1:].isalpha() else ""
    return gap + UNITS[found[0]]


def called(text: str) -> str:
    """`text` with its telephone numbers digit by digit, a comma where whoever wrote it left a gap."""
    parts, end = [], 0
    for start, stop, _ in telephones(text):
        number = text[start:stop]
        groups = [group for group in re.split(r"\D+", number) if group]
        if len(groups) == 1 and len(groups[0]) > 6:
            whole = groups[0]
            rest = whole[4:]
            last = 4 if len(rest) % 3 == 1 else 3  # no digit stands alone
            cuts = [*range(0, max(len(rest) - last, 0) + 1, 3)]
            groups = [whole[:4], *(rest[at : at + 3] for at in cuts[:-1]), rest[cuts[-1] :]]
        elif len(groups[-1]) in (7, 8):
            groups[-1:] = [groups[-1][:-4], groups[-1][-4:]]
        plus = "cộng " if "+" in number else ""
        parts += [text[end:start], plus + ", ".join(map(digits, groups))]
        end = stop
    return "".join([*parts, text[end:]])


def _romans(text: str, numerals: Numerals) -> str:
    def words(found: re.Match[str]) -> str:
        number = roman(found["roman"])
        if not number:
            return found[0]
        read = numerals.ordinal if found["cue"].lower() == "thứ" else numerals.cardinal
        gap = " " if found["cue"] and found["cue"][-1] != " " else ""
        return f"{found['cue']}{gap}{read(number)}"

    if text.upper() == text:  # in capitals VI is a word too
        return text
    return ROMAN_ALONE.sub(words, ROMAN_AFTER.sub(words, text))


def _falling(found: re.Match[str]) -> str:
    """A score is no range."""
    return f"{found[1]}, {found[2]}" if int(found[1]) > int(found[2]) else found[0]


def _plate(found: re.Match[str]) -> str:
    place, letters, row, number = found.groups()
    return " ".join(filter(None, (digits(place), letters, digits(row)))) + f", {digits(number)}"


def _each(found: re.Match[str]) -> str:
    return f" mỗi {UNITS[found['unit']]}" if found["unit"] else " mỗi "


def _amount(found: re.Match[str], numerals: Numerals) -> str:
    number, unit = found["number"], found["unit"]
    before = " " if found.string[: found.start()][-1:].isalpha() else ""
    after = " " if found.string[found.end() :][:1].isalpha() else ""
    return before + _number(number, numerals) + (f" {UNITS[unit]}" if unit else "") + after


def _number(text: str, numerals: Numerals) -> str:
    if re.fullmatch(r"\d+\.\d{1,2}", text):  # of another language, or a paragraph: 2.1
        whole, _, part = text.partition(".")
        return f"{numerals.cardinal(int(whole))} chấm {numerals.cardinal(int(part))}"
    whole, _, fraction = text.replace(".", "").partition(",")
    return numerals.decimal(int(whole), fraction) if fraction else numerals.cardinal(int(whole))


def _below_ten(text: str, numerals: Numerals) -> str:
    return numerals.cardinal(int(text)) if text != "4" else "tư"
