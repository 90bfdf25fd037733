"""Days and hours in words: 5/7/2024 14h30 is "ngày năm tháng bảy năm hai nghìn …, mười bốn giờ …"."""

import re

from plugins.vietnamese.numerals import Numerals

DAY, MONTH = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])"
NOT_WITHIN = r"(?<![\w/.,-])"
WHOLE = re.compile(rf"{NOT_WITHIN}({DAY})([/.-])({MONTH})\2(\d{{4}})(?![\w/]|-\d(?!\d?[/.]\d))")
SPAN = re.compile(rf"{NOT_WITHIN}({DAY}) ?[-–] ?({DAY})/({MONTH})(?:/(\d{{4}}))?(?![\w/])")
SHORT = re.compile(rf"{NOT_WITHIN}({DAY})/({MONTH})(?![\w/%]|,\d)")
OF_YEAR = re.compile(r"(?i:\b(tháng|quý)) (0?\d|1[0-2]|[IV]+) ?[/-] ?(\d{4})(?!\d)")
OF_MONTH = re.compile(r"(?i:(\btháng)) (0?[1-9]|1[0-2])(?![\w/]|[.,]\d)")
# In "8 giờ 30 người" 30 are no minutes.
COUNTED = r"(?! ?(?:%|[°º]|km|m\b|ha\b|kg|người|hộ|ca\b|em\b|cháu|con\b|cây|xe\b|vụ|đơn vị|thôn|xã))"
CLOCK = re.compile(
    r"(?<![\w.,:/])(?P<hour>[01]?\d|2[0-4])(?:(?: ?[hg:]|h | ?giờ ?)(?P<minute>[0-5]\d)"
    rf"(?: ?(?:phút|p)\b|{COUNTED})| ?h| giờ 0 phút)(?![\w:]|[.,]\d)"
)
# Said before a day, they leave no doubt that it is one.
DAY_WORD = re.compile(
    r"(?i:ngày|mùng|mồng|sáng|trưa|chiều|tối|đêm|hôm nay|hôm qua|hôm|từ|đến|tới|hết|trước|sau|chủ nhật"
    r"|thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|dịp|lễ|quốc khánh|kỷ niệm|bắt đầu|kết thúc|thời gian|hạn)[ ,:(]*$"
)
ALREADY = re.compile(r"(?i:ngày|mùng|mồng) *$")
DAYS = re.compile(rf"(?i:(\bngày)) ((?:{DAY}, ?)+)({DAY})/({MONTH})(?:/(\d{{4}}))?(?![\w/])")
DOTTED = re.compile(
    rf"(?i:(\b(?:ngày|mùng|mồng|dịp|lễ|sáng|trưa|chiều|tối|đêm)) ?)({DAY})\.({MONTH})"
    rf"(?:( ?[-–] ?| và | đến )({DAY})\.({MONTH}))?(?![\d.]|,\d)"
)
OF_YEARS = re.compile(
    r"(?i:\b((?:tháng|quý) [\dIV]+(?:(?:, ?| và | đến | ?[-–] ?)[\dIV]+)+)) ?/ ?(\d{4})(?!\d)"
)
# The fourth of May, as newspapers wrote it; else a range.
HYPHENED = re.compile(rf"{NOT_WITHIN}({DAY})-({MONTH})(?![\w/-]|[.,]\d)")
FEAST = re.compile(r"(?i:ngày|mùng|mồng|dịp|lễ|quốc khánh) *$")
HOLIDAYS = frozenset(
    "30/4 1/5 2/9 19/5 8/3 20/11 27/7 22/12 20/10 3/2 27/2 26/3 19/8 10/10 21/6 28/6 1/6".split()
)
FROM_HOUR = re.compile(r"(?<=[\dhg]) ?[-–] ?(?=\d{1,2} ?(?:[hg]|:\d\d(?![.,]\d)|giờ))")
FROM_DAY = re.compile(rf"(?<=[/.-]\d{{4}}) ?[-–] ?(?={DAY}[/.-]{MONTH}[/.-]\d{{4}})")
FROM_MONTH = re.compile(
    r"(?i:\b(tháng|quý)) (\d{1,2}|[IV]+) ?[-–] ?(?=(?:\d{1,2}|[IV]+)(?: ?/ ?\d{4}|(?![\w/])))"
)
SAME = re.compile(r"(?i:\b(thứ|tháng|quý|lớp|khóa)) (\w+) ?[-–] ?(?=(?i:\1) )")


def said(text: str, numerals: Numerals, doubts: list[str]) -> str:
    """`text` with days and hours written out; to `doubts` goes what may be a day, and is left as it is."""

    def day(found: re.Match[str], number: str, month: str, year: str | None) -> str:
        begin = "" if ALREADY.search(found.string[: found.start()]) else "ngày "
        words = f"{begin}{numerals.cardinal(int(number))} tháng {_month(int(month), numerals)}"
        return f"{words} năm {numerals.cardinal(int(year))}" if year else words

    def span(found: re.Match[str]) -> str:
        begin = "" if ALREADY.search(found.string[: found.start()]) else "ngày "
        last = day(found, found[2], found[3], found[4]).removeprefix("ngày ")
        return f"{begin}{numerals.cardinal(int(found[1]))} đến ngày {last}"

    def short(found: re.Match[str]) -> str:
        plain = f"{int(found[1])}/{int(found[2])}"
        before = found.string[: found.start()]
        sure = DAY_WORD.search(before) or "0" in (found[1][0], found[2][0]) or plain in HOLIDAYS
        if sure or before.endswith(" đến "):
            return day(found, found[1], found[2], None)
        doubts.append(found[0])
        return found[0]

    def hyphened(found: re.Match[str]) -> str:
        known = f"{int(found[1])}/{int(found[2])}" in HOLIDAYS
        falling = int(found[1]) > int(found[2])  # no range
        if FEAST.search(found.string[: found.start()]):
            doubts.extend([] if known or falling else [found[0]])
            return day(found, found[1], found[2], None)
        return day(found, found[1], found[2], None) if known and falling else found[0]

    def days(found: re.Match[str]) -> str:
        first = [numerals.cardinal(int(each)) for each in re.findall(r"\d+", found[2])]
        last = day(found, found[3], found[4], found[5]).removeprefix("ngày ")
        return f"{found[1]} {', '.join([*first, last])}"

    def of_year(found: re.Match[str]) -> str:
        number = found[2] if found[2].isalpha() else _month(int(found[2]), numerals)
        return f"{found[1]} {number} năm {numerals.cardinal(int(found[3]))}"

    text = FROM_DAY.sub(" đến ", FROM_HOUR.sub(" đến ", text))
    text = DOTTED.sub(
        lambda found: (
            f"{found[1]} {found[2]}/{found[3]}"
            + (f"{found[4]}ngày {found[5]}/{found[6]}" if found[4] else "")
        ),
        text,
    )
    text = WHOLE.sub(lambda found: day(found, found[1], found[3], found[4]), text)
    text = FROM_MONTH.sub(r"\1 \2 đến ", text)
    text = OF_YEARS.sub(lambda found: f"{found[1]} năm {numerals.cardinal(int(found[2]))}", text)
    text = OF_YEAR.sub(of_year, text)
    text = DAYS.sub(days, text)
    text = SPAN.sub(lambda found: span(found) if _is_days(found) else found[0], text)
    text = HYPHENED.sub(hyphened, SHORT.sub(short, text))
    text = re.sub(r"(?<=\w) ?[-–] ?(?=ngày \w+ (?:\w+ )*tháng)", " đến ", text)
    text = OF_MONTH.sub(lambda found: f"{found[1]} {_month(int(found[2]), numerals)}", text)
    text = SAME.sub(r"\1 \2 đến ", text)
    return CLOCK.sub(lambda found: _hour(found, numerals), text)


def _is_days(found: re.Match[str]) -> bool:
    return int(found[1]) < int(found[2]) and bool(found[4] or DAY_WORD.search(found.string[: found.start()]))


def _month(number: int, numerals: Numerals) -> str:
    return "tư" if number == 4 else numerals.cardinal(number)


def _hour(found: re.Match[str], numerals: Numerals) -> str:
    minute = int(found["minute"] or 0)
    hour = f"{numerals.cardinal(int(found['hour']))} giờ"
    return f"{hour} {numerals.cardinal(minute)} phút" if minute else hour
