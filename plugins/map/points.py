"""Places worth finding, from a CSV as an office saves it: comma or semicolon, 21.03 or 21,03."""

import csv
import io
from dataclasses import dataclass

from plugins.core.fields import decimal
from plugins.core.mistakes import Mistake, MistakesFound, did_you_mean
from plugins.map.coordinates import Place, complaint
from plugins.vietnamese.text import clean, fold

# What an editor writes, folded: the word that names icon and style.
KINDS = {
    "uy ban": "committee",
    "truong hoc": "school",
    "tram y te": "health",
    "cong an": "police",
}
WRITTEN = ("ủy ban", "trường học", "trạm y tế", "công an")
COLUMNS = ("loại", "tên", "địa chỉ", "điện thoại", "vĩ độ", "kinh độ")
NEEDED = ("loai", "ten", "vi do", "kinh do")
MOST_BYTES, MOST_SPOTS = 200_000, 300


@dataclass(frozen=True)
class Spot:
    """A place with words. kind: one of the values of KINDS; line: in its file."""

    kind: str
    name: str
    address: str
    telephone: str
    place: Place
    line: int


def read_spots(text: str, path: str) -> list[Spot]:
    """The places of a CSV with COLUMNS, in any order; MistakesFound names file and line."""
    header = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(clean(text)), delimiter=max(",;\t", key=header.count), strict=True)
    spots, mistakes = [], []
    try:
        names = [fold(name).strip() for name in next(reader, [])]
        missing = [name for name in COLUMNS if fold(name) in NEEDED and fold(name) not in names]
        if missing:
            sentence = f"Thiếu cột {', '.join(missing)}. Dòng đầu phải là: {','.join(COLUMNS)}."
            raise MistakesFound(Mistake(path, sentence, 1))
        for row in reader:
            try:
                if any(row):
                    spots.append(_spot(dict(zip(names, map(str.strip, row), strict=False)), reader.line_num))
            except ValueError as wrong:
                mistakes.append(Mistake(path, str(wrong), reader.line_num))
    except csv.Error:
        raise MistakesFound(
            Mistake(path, "CSV viết chưa đúng. Hãy xem các dấu nháy kép.", reader.line_num)
        ) from None
    if len(spots) > MOST_SPOTS:
        mistakes.append(Mistake(path, f"Có {len(spots)} địa điểm, quá {MOST_SPOTS}. Hãy bớt đi."))
    if mistakes:
        raise MistakesFound(*mistakes)
    return spots


def _spot(row: dict[str, str], line: int) -> Spot:
    written = row.get("loai", "")
    if fold(written) not in KINDS:
        raise ValueError(
            f"Loại “{written}” không có.{did_you_mean(written, WRITTEN)} Các loại: {', '.join(WRITTEN)}."
        )
    if not row.get("ten"):
        raise ValueError("Địa điểm chưa có tên.")
    place = _degrees(row.get("kinh do", ""), "kinh độ"), _degrees(row.get("vi do", ""), "vĩ độ")
    if complaint([place]):
        raise ValueError(
            f"“{row['ten']}” có vĩ độ {place[1]:g}, kinh độ {place[0]:g}, ra ngoài Việt Nam. "
            "Hai số có đổi chỗ cho nhau không?"
        )
    address, telephone = row.get("dia chi", ""), row.get("dien thoai", "")
    return Spot(KINDS[fold(written)], row["ten"], address, telephone, place, line)


def _degrees(written: str, what: str) -> float:
    try:
        degrees: float = decimal(written)
    except ValueError as wrong:
        raise ValueError(f"{what.capitalize()} là “{written}”, nhưng {wrong}") from None
    return degrees
