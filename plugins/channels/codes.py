"""Numbers of documents as announcers say them: 123/2024/NĐ-CP is "Nghị định số … năm … của Chính phủ"."""

import re
from collections.abc import Mapping

from plugins.channels.short_forms import FULL
from plugins.vietnamese.numerals import Numerals
from plugins.vietnamese.text import fold

KINDS = {
    "QĐ": "Quyết định",
    "NQ": "Nghị quyết",
    "NĐ": "Nghị định",
    "TT": "Thông tư",
    "TTLT": "Thông tư liên tịch",
    "CT": "Chỉ thị",
    "TB": "Thông báo",
    "KH": "Kế hoạch",
    "BC": "Báo cáo",
    "TTr": "Tờ trình",
    "CV": "Công văn",
    "ĐA": "Đề án",
    "HD": "Hướng dẫn",
    "QC": "Quy chế",
    "QyĐ": "Quy định",
    "KL": "Kết luận",
    "CTr": "Chương trình",
    "PA": "Phương án",
    "PL": "Pháp lệnh",
    "CĐ": "Công điện",
    "GM": "Giấy mời",
    "BB": "Biên bản",
}
ISSUERS = {
    "CP": "Chính phủ",
    "TTg": "Thủ tướng Chính phủ",
    "CTN": "Chủ tịch nước",
    "VPCP": "Văn phòng Chính phủ",
    "QH": "Quốc hội",
    "ĐU": "Đảng ủy",
    "BTC": "Bộ Tài chính",
    "BNV": "Bộ Nội vụ",
    "BYT": "Bộ Y tế",
    "BGDĐT": "Bộ Giáo dục và Đào tạo",
    "BTNMT": "Bộ Tài nguyên và Môi trường",
    "BNNMT": "Bộ Nông nghiệp và Môi trường",
    "BNNPTNT": "Bộ Nông nghiệp và Phát triển nông thôn",
    "BXD": "Bộ Xây dựng",
    "BCT": "Bộ Công Thương",
    "BCA": "Bộ Công an",
    "BQP": "Bộ Quốc phòng",
    "BTP": "Bộ Tư pháp",
    "BKHCN": "Bộ Khoa học và Công nghệ",
    "BKHĐT": "Bộ Kế hoạch và Đầu tư",
    "BLĐTBXH": "Bộ Lao động, Thương binh và Xã hội",
    "BTTTT": "Bộ Thông tin và Truyền thông",
    "BVHTTDL": "Bộ Văn hóa, Thể thao và Du lịch",
}
NAMED = re.compile(r"(?<!\w)(QĐ|NQ|NĐ|KH|TB|CV|KL)(?= (?:số )?\d)")
LETTERS = "[A-ZĐ][A-ZĐrgy]*"
CODE = re.compile(
    rf"(?<![\w/.,-])(?P<number>\d{{1,5}})(?:/(?P<year>(?:19|20)\d\d))?(?P<first>[-/])"
    rf"(?P<kind>{LETTERS}\d{{0,2}})(?:[-/](?P<issuer>{LETTERS}\d{{0,2}}))?(?:[-.]\w+)*(?![\w/])"
)
# As a document begins; then its kind is said first.
HEAD = re.compile(r"^Số ?: ?(?=\d{1,5}[-/])|^Số (?=\d{1,5}/)")
UNNUMBERED = re.compile(
    rf"(?:[Ss]ố ?: ?)?(?:(?:…|\.\.|_)[….\d_]*/|(?<![\w/.,-]))(?P<kind>{'|'.join(KINDS)})[-/]"
    rf"(?P<issuer>{LETTERS})(?![\w/-])"
)
NEAR = 60  # letters before or after in which what a code says may be said already


def said(text: str, numerals: Numerals, own: Mapping[str, str]) -> str:
    """`text` with the numbers of documents written out; own: issuers of the place."""

    text = HEAD.sub("", NAMED.sub(lambda found: KINDS[found[1]], text))
    issuers = {**FULL, **ISSUERS, **own}

    def words(found: re.Match[str]) -> str:
        kind = KINDS.get(found["kind"], "")
        code = (found["issuer"] or "") if kind else found["kind"]
        issuer = issuers.get(code.rstrip("0123456789"), "")
        if not kind and not issuer:
            return found[0]
        before, after = text[max(0, found.start() - NEAR) : found.start()], text[found.end() :]
        numbered = bool(re.search(r"(?i:số)\s*:?\s*$", before))
        known = not kind or fold(kind) in fold(before)
        clause = re.split(r"[.;!?\n]", after[:NEAR], maxsplit=1)[0]
        named = not issuer or " của " in f" {clause}" or fold(issuer) in fold(f"{before} {clause}")
        parts = [] if known or numbered else [kind]
        parts += [] if numbered else ["số"]
        parts.append(numerals.cardinal(int(found["number"])))
        parts += [f"năm {numerals.cardinal(int(found['year']))}"] if found["year"] else []
        line = " ".join(parts) + (f", {kind}" if numbered and not known else "")
        return line if named else f"{line} của {issuer}"

    def unnumbered(found: re.Match[str]) -> str:
        issuer = issuers.get(found["issuer"])
        return f"{KINDS[found['kind']]} của {issuer}" if issuer else found[0]

    return UNNUMBERED.sub(unnumbered, CODE.sub(words, text))
