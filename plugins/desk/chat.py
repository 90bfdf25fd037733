"""What a chat puts around a text: who sent it and when, and small pictures between the words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from plugins.desk.blocks import Block, Document, Item, Paragraph, Picture, Run, Table, changed, split
from plugins.desk.byline import is_name

DATE = r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4}|\d{2})"
CLOCK = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::\d{2})?(?:\s*(?P<half>[AP]M|SA|CH))?"
WHO = r"(?P<who>[^:\[\]\n]{2,60}?)"
# Zalo, WhatsApp, Telegram: the first line of a message.
SENT = [
    re.compile(rf"\s*{form}\s*(?P<text>.*)$", re.IGNORECASE | re.DOTALL)
    for form in (
        rf"\[{DATE}[\s,]+{CLOCK}\]\s*{WHO}\s*:",
        rf"\[{CLOCK}[\s,]+{DATE}\]\s*{WHO}\s*:",
        rf"{DATE},?\s+{CLOCK}\s*[-–]\s*{WHO}\s*:",
        rf"{WHO},?\s*\[{DATE}[\s,]+{CLOCK}\]\s*:?",
    )
]
WHEN = [
    re.compile(rf"\s*{form}\s*$", re.IGNORECASE)
    for form in (rf"{CLOCK}[\s,]+{DATE}", rf"{DATE}[\s,]+{CLOCK}")
]
TOLD = "Tin nhắn của {}, gửi lúc {}: tên và giờ ấy không nằm trong bài. Nếu là người viết, hãy ghi vào bài."

PICTURE = "[\U0001f000-\U0001faff\u2600-\u260f\u2613-\u27bf\u2b00-\u2bff\u23e9-\u23fa\u231a\u231b]"
JOINED = "[\ufe0e\ufe0f\u200d\u20e3\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]"
EMOJI = re.compile(f"{PICTURE}{JOINED}*(?:\u200d?{PICTURE}{JOINED}*)*")
KEYCAP = re.compile("([0-9])\ufe0f?\u20e3")
LED = re.compile(rf"\s*(?:{EMOJI.pattern})")
FEW_LED = 2  # lines with one before them that are a list
GONE = "Đã bỏ hình nhỏ giữa chữ: {}."


@dataclass
class Messages:
    """senders: in their order; day: of the first message"""

    senders: list[str] = field(default_factory=list)
    day: datetime | None = None

    def note(self) -> list[str]:
        """What is to be told of them."""
        if self.day is None:
            return []
        names = ", ".join(dict.fromkeys(self.senders))
        return [TOLD.format(names, f"{self.day:%H:%M ngày %d/%m/%Y}")]

    def read(self, lines: Sequence[str]) -> list[str]:
        """The lines without who sent them and when; each message begins a paragraph."""
        found: list[str] = []
        at = 0
        while at < len(lines):
            sent = next((told for form in SENT if (told := form.match(lines[at]))), None)
            when = lines[at + 1] if at + 1 < len(lines) and is_name(lines[at]) else ""
            below = next((told for form in WHEN if (told := form.match(when))), None)
            if sent and self._note(sent["who"].strip(), sent):
                found += ["", *filter(None, (sent["text"],))]
            elif below and self._note(lines[at].strip(), below):
                found.append("")
                at += 1
            else:
                found.append(lines[at])
            at += 1
        return found

    def _note(self, who: str, sent: re.Match[str]) -> bool:
        year, half = int(sent["year"]), (sent["half"] or "").upper()
        hour = int(sent["hour"]) % 12 + 12 * (half in ("PM", "CH")) if half else int(sent["hour"])
        try:
            day = datetime(
                year + 2000 * (year < 100), int(sent["month"]), int(sent["day"]), hour, int(sent["minute"])
            )
        except ValueError:
            return False
        self.senders.append(who)
        self.day = self.day or day
        return True


def of_messages(found: Document) -> Document:
    """The document of what was copied with its looks, without who sent it and when."""
    messages = Messages()
    blocks: list[Block] = []
    rest = list(found.blocks)
    while rest:
        count = 2 if all(isinstance(each, Paragraph) and "\n" not in each.text for each in rest[:2]) else 1
        # The name and the hour above a message may be paragraphs of their own.
        if count == 2 and messages.read([_words(each) for each in rest[:2]]) == [""]:
            del rest[:2]
            continue
        block = rest.pop(0)
        lines = split(block) if isinstance(block, Paragraph) else []
        texts = messages.read([line.words for line in lines])
        same = [line.words for line in lines] == texts
        blocks += [block] if same else [Paragraph((Run(text),)) for text in texts if text]
    notes = [*found.notes, *messages.note()]
    return replace(found, blocks=blocks, notes=notes, day=found.day or messages.day)


def _words(block: Block) -> str:
    return block.words if isinstance(block, Paragraph) else ""


def without_emoji(blocks: Sequence[Block]) -> tuple[list[Block], list[str]]:
    """(the blocks without small pictures, notes about them); lines that each begin with one are a list."""
    gone: dict[str, None] = {}
    found: list[Block] = []
    lines = [line for block in blocks for line in _lines(block)]
    led = [
        isinstance(line, Paragraph) and at > 0 and bool(LED.match(line.text)) for at, line in enumerate(lines)
    ]
    for at, line in enumerate(lines):
        listed = led[at] and (led[at - 1] or led[at + 1 : at + 2] == [True])
        plain = _plain(line, gone)
        if listed and isinstance(plain, Paragraph):
            plain = Item("-", 0, _stripped(plain.runs))
        found.append(plain)
    return found, [GONE.format(" ".join(gone))] if gone else []


def _lines(block: Block) -> Iterator[Block]:
    """A paragraph in which several lines begin with a small picture, line by line."""
    if isinstance(block, Paragraph) and "\n" in block.text:
        lines = split(block)
        if sum(bool(LED.match(line.text)) for line in lines) >= FEW_LED:
            yield from lines
            return
    yield block


def _plain(block: Block, gone: dict[str, None]) -> Block:
    without = changed(block, lambda text: _without(text, gone))
    if without is block or isinstance(without, Table | Picture):
        return without
    return replace(without, runs=_stripped(without.runs))


def _without(text: str, gone: dict[str, None]) -> str:
    text = KEYCAP.sub(r"\1.", text)
    pictures = EMOJI.findall(text)
    gone.update(dict.fromkeys(pictures))
    return re.sub(r" {2,}", " ", EMOJI.sub(" ", text)) if pictures else text


def _stripped(runs: Sequence[Run]) -> tuple[Run, ...]:
    """The runs without spaces at their beginning."""
    kept = [run for run in runs if run.text.strip() or run is not runs[0]]
    return (replace(kept[0], text=kept[0].text.lstrip()), *kept[1:]) if kept else ()
