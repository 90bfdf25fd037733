"""What stands around a text that was copied from a page, a chat or a mail: menus, buttons, footers.

Nothing goes without being told.
"""

import re
from dataclasses import replace

from plugins.desk.blocks import Block, Document, Heading, Item, Paragraph, Run, joined, split
from plugins.vietnamese.text import fold

SHOWN = 5  # lines that are told in full
SHORT, TEASER = 40, 160  # letters of a line of a menu, and of a list of other stories
FEW = 3  # lines of a menu, one of them a control, that stand together
ENDS = re.compile(r"[.!?…:;,”\"]$")
# Folded, whole lines. Those of a menu may be a heading of a text where they stand alone.
MENU = (
    "trang chu|home|gioi thieu|tin tuc|lien he|dang nhap|dang ky|dang xuat|so do (?:trang|cong)|tim kiem|"
    "thu vien(?: anh)?|hoi dap|menu|danh muc|trang truoc|trang sau|theo doi|phan hoi|van ban|dich vu cong"
)
BUTTON = (
    "chia se(?: bai viet)?|thich|binh luan|gui binh luan|(?:viet )?binh luan cua ban.*|luu bai(?: viet)?|"
    "in (?:trang|bai(?: viet)?)|gui (?:email|mail)|sao chep (?:lien ket|link)|copy link|doc them|xem them|"
    "doc bai|nghe doc bai|co chu|a[-+]|facebook|zalo|twitter|youtube|email|print|share|like|comment|"
    "thu dien tu|tra loi|chuyen tiep|thu hoi|da xem|da nhan|da gui|quay lai|(?:len|ve) dau trang|"
    "(?:den|toi|chuyen den|chuyen toi|bo qua,? (?:den|toi)) noi dung(?: chinh)?|skip to (?:main )?content|"
    "\\d+ (?:thich|binh luan|luot thich|chia se)"
)
BETWEEN = r"[\s|·•»>,/-]+"  # "Thích · Bình luận · Chia sẻ"
CONTROL, ALONE = (re.compile(f"(?:{each})(?:{BETWEEN}(?:{each}))*") for each in (f"{MENU}|{BUTTON}", BUTTON))
BREADCRUMBS = re.compile(r"(?:trang chu|home)\s*(?:[>»/|›→-]|&gt;)\s*\S")
SENT = re.compile(
    r"(?:(?:da )?(?:duoc )?gui tu (?:zalo|iphone|ipad|dien thoai|may|gmail|thiet bi|outlook)\b.{0,30}|"
    r"sent from (?:my |zalo).{0,30}|get outlook for .{0,20}|tai zalo\b.{0,60}|"
    r"tat ca cam xuc\b.{0,20}|(?:ban va )?\d+ nguoi khac|\d+ (?:phut|gio|ngay|tuan) truoc|da chinh sua|"
    r"\d{1,2} thang \d{1,2}(?:,? \d{4})? luc \d{1,2}:\d{2}.{0,20}|"
    r"\[?(?:hinh anh|sticker|file|video|nhan dan|ghi am)\]|"
    r"(?:hom (?:nay|qua)|thu \w+|chu nhat)?,? ?\d{1,2}:\d{2}(?: (?:sa|ch|am|pm))?(?: (?:hom nay|hom qua))?)"
)
FOOT = re.compile(
    r"(?:©|\(c\)|(?:copyright|ban quyen (?:thuoc|cua)|moi quyen duoc bao luu|all rights reserved|"
    r"(?:de nghi |vui long )?ghi ro nguon .{0,80}(?:phat hanh|su dung|trich dan|dang lai)|"
    r"giay phep (?:so|thiet lap|hoat dong)|thiet ke (?:boi|va phat trien)|phat trien boi|powered by|"
    r"so luot truy cap|luot truy cap|dang truy cap|dang online)\b).*"
)
OTHERS = re.compile(
    r"(?:cac )?(?:tin|bai|bai viet|tin bai)(?: tuc)?(?: (?:cu|moi) hon)? "
    r"(?:lien quan|cung chuyen muc|khac|moi nhat|doc nhieu|xem nhieu|"
    r"cu hon|moi hon|noi bat)|co the ban quan tam|doc nhieu(?: nhat)?|xem nhieu(?: nhat)?"
)
SEEN = re.compile(r"(?:da xem|(?:so )?luot (?:xem|doc|truy cap)|views?(?: count)?)\s*[:：]?\s*\d[\d.,]*")
GONE = "Đã bỏ {} dòng của trang web hay ứng dụng, không phải của bài: {}."


def without(found: Document) -> Document:
    """The document without them."""
    cut = [_cut(block) for block in found.blocks]
    places = [(at, number) for at, parts in enumerate(cut) for number in range(len(parts))]
    lines = [_line(cut[at][number]) for at, number in places]
    gone = {n for n, line in enumerate(lines) if line and (SENT.fullmatch(line) or BREADCRUMBS.match(line))}
    gone |= _menus(lines) | _foot(lines) | _other_stories(lines)
    if not gone or len(gone) == len(lines):
        return found
    told = [_shown(cut[places[n][0]][places[n][1]]) for n in sorted(gone)]
    more = ", …" if len(told) > SHOWN else ""
    note = GONE.format(len(told), ", ".join(f"“{each}”" for each in told[:SHOWN]) + more)
    dropped = {places[n] for n in gone}
    blocks: list[Block] = []
    for at, parts in enumerate(cut):
        kept = [part for number, part in enumerate(parts) if (at, number) not in dropped]
        blocks += [found.blocks[at]] if len(kept) == len(parts) else [_whole(kept)] if kept else []
    return replace(found, blocks=blocks, notes=[*found.notes, note])


def is_of_a_page(line: str) -> bool:
    """Whether a line by itself is none of a text: a button, a counter, a list's heading, a footer."""
    plain = " ".join(fold(line).split()).strip("•·|-–*[] ")
    found = any(each.fullmatch(plain) for each in (ALONE, SEEN, SENT)) or FOOT.match(plain)
    found = found or OTHERS.fullmatch(plain.rstrip(":"))
    return bool(found or BREADCRUMBS.match(plain)) and any(map(str.isalpha, plain))


def _cut(block: Block) -> list[Block]:
    """A paragraph of several lines as one for each."""
    if isinstance(block, Paragraph) and "\n" in block.text.strip():
        return list(split(block))
    return [block]


def _whole(parts: list[Block]) -> Block:
    lines = [part for part in parts if isinstance(part, Paragraph)]
    runs = [run for line in lines for run in (Run("\n"), *line.runs)][1:]
    return replace(lines[0], runs=joined(runs)) if lines else parts[0]


def _line(block: Block) -> str:
    """The words of a block as one folded line, '' for what is no line."""
    if not isinstance(block, Paragraph | Heading | Item):
        return ""
    return " ".join(fold("".join(run.text for run in block.runs)).split()).strip("•·|-–*[] ")


def _shown(block: Block) -> str:
    words = " ".join("".join(run.text for run in getattr(block, "runs", ())).split())
    return words if len(words) <= SHORT else f"{words[:SHORT]}…"


def _menus(lines: list[str]) -> set[int]:
    """Controls, and the short lines that stand between them."""
    controls = {at for at, line in enumerate(lines) if CONTROL.fullmatch(line)}
    found = {at for at in controls if ALONE.fullmatch(lines[at])}
    start = 0
    while start < len(lines):
        end = start
        while end < len(lines) and _may_be_menu(lines[end]):
            end += 1
        run = range(start, end)
        if len(run) >= FEW and len(controls & {*run}) >= 2:
            marks = sorted(controls & {*run})
            found |= set(range(marks[0], marks[-1] + 1))
        start = max(end, start + 1)
    return found


def _may_be_menu(line: str) -> bool:
    return 0 < len(line) <= SHORT and not ENDS.search(line)


def _foot(lines: list[str]) -> set[int]:
    """From the first line of a page's foot on, near its end."""
    near = range(max(len(lines) - 12, len(lines) // 2), len(lines))
    begin = next((at for at in near if FOOT.match(lines[at])), len(lines))
    return set(range(begin, len(lines)))


def _other_stories(lines: list[str]) -> set[int]:
    """A heading like "Tin liên quan" in the second half, and what follows it where that is short."""
    for at in range(len(lines) // 2, len(lines)):
        rest = lines[at + 1 :]
        if OTHERS.fullmatch(lines[at].rstrip(":")) and all(0 < len(line) <= TEASER for line in rest):
            return set(range(at, len(lines)))
    return set()
