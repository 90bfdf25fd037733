"""The shape of SEARCH."""

from typing import Annotated

from pydantic import Field, field_validator
from pydantic.dataclasses import dataclass

from plugins.core.schema import STRICT
from plugins.portal.settings import Text
from plugins.search.words import syllables

ABBREVIATIONS = {
    "UBND": "Ủy ban nhân dân",
    "HĐND": "Hội đồng nhân dân",
    "MTTQ": "Mặt trận Tổ quốc",
    "BTV": "Ban Thường vụ",
    "BCH": "Ban Chấp hành",
    "BCĐ": "Ban Chỉ đạo",
    "LĐLĐ": "Liên đoàn Lao động",
    "TP": "Thành phố",
    "TTHC": "thủ tục hành chính",
    "CCHC": "cải cách hành chính",
    "GPMB": "giải phóng mặt bằng",
    "BHXH": "bảo hiểm xã hội",
    "BHYT": "bảo hiểm y tế",
    "CCCD": "căn cước công dân",
    "CNTT": "công nghệ thông tin",
    "NTM": "nông thôn mới",
    "HTX": "hợp tác xã",
    "ATTP": "an toàn thực phẩm",
    "PCCC": "phòng cháy chữa cháy",
    "ANTT": "an ninh trật tự",
    "GD&ĐT": "Giáo dục và Đào tạo",
    "THCS": "trung học cơ sở",
    "THPT": "trung học phổ thông",
    "KT-XH": "kinh tế - xã hội",
}


@dataclass(frozen=True, config=STRICT)
class SearchSettings:
    """SEARCH.

    abbreviations: short form to what it stands for; whoever types one finds both
    cache: what one build remembers for the next, under the project's folder
    """

    abbreviations: Annotated[dict[Text, Text], Field(default_factory=lambda: dict(ABBREVIATIONS))]
    cache: Text = ".cache/search"

    @field_validator("abbreviations")
    @classmethod
    def have_letters(cls, table: dict[str, str]) -> dict[str, str]:
        for short, long in table.items():
            if not syllables(short) or not syllables(long):
                raise ValueError(f"“{short}”: “{long}” không có chữ nào để tìm.")
        return table
