"""What is told of a story, in the words of whoever wrote it in Word: no Markdown, no field's English name."""

import re
from collections.abc import Iterable, Sequence

from plugins import cli
from plugins.check import markdown_findings, sentences, word_findings
from plugins.core.fields import told_of
from plugins.core.mistakes import Mistake
from plugins.desk import captions, importing
from plugins.gallery import page_photos
from plugins.story import body_checks, paste_checks, personal, raw_html, verses
from plugins.story.front_matter import StoryMatter

# By the sentence for whoever writes Markdown; {} are its parts, in order.
FOR_WORD = {
    page_photos.WORDLESS: "Ảnh {} chưa có chú thích. Hãy viết chú thích ở dòng ngay dưới ảnh trong tệp Word; "
    "ảnh rời thì đổi tên tệp ảnh thành câu chú thích.",
    page_photos.NAMELESS: "{} chưa ghi người chụp hay nguồn. Hãy ghi “Ảnh: tên người chụp” ở cuối chú thích.",
    captions.BARE: "Ảnh thứ {} chưa có chú thích. Hãy viết chú thích ở dòng ngay dưới ảnh trong tệp Word.",
    body_checks.WORDLESS: "Liên kết {} chưa có chữ để bấm. Hãy gõ chữ cho liên kết trong tệp Word.",
    body_checks.MISPLACED: "Ảnh {} nằm giữa dòng chữ, danh sách hay bảng. Hãy đưa ảnh ra một dòng riêng.",
    body_checks.UNOPENED: "Đã bỏ liên kết {}: trên trang không mở được. Nếu là tệp, hãy để nó chung một thư "
    "mục với tệp Word rồi thả cả thư mục.",
    paste_checks.HIDDEN: "Chữ giữa <!-- và --> không hiện trên trang. Nếu là lời của bài, hãy bỏ hai dấu ấy.",
    paste_checks.TAGGED: "Ở đây có dấu # liền chữ, kiểu mạng xã hội, hiện nguyên như gõ. Hãy bỏ nếu thừa.",
    raw_html.UNMATCHED: "Ở đây có <{}>, hiện nguyên như chữ. Nếu là mã của trang web thì hãy xóa đi.",
    verses.GLUED: "Dòng này và dòng dưới thành một đoạn. Nếu là hai đoạn, hãy bấm Enter ở giữa.",
    verses.RUN_ON: "Dòng này và dòng dưới chạy liền thành một đoạn. Nếu là thơ hay địa chỉ, hãy bấm "
    "Shift+Enter ở cuối mỗi dòng.",
    personal.REMEDY: "{}. Hãy bỏ nếu người ấy chưa cho đăng. Số của cơ quan thì báo người quản trị một lần, "
    "máy sẽ không nhắc nữa.",
    word_findings.OLD: "Ở đây còn chữ của phông cũ ({}), có lẽ là “{}”. "
    "Hãy đổi sang Times New Roman rồi gõ lại.",
    cli.FULL: "Đĩa của máy đăng đã đầy. Hãy báo người quản trị; dọn xong thì máy tự nhận lại.",
    cli.NO_RIGHT: "Máy đăng không được đọc tệp này, hay không ghi được bài. Hãy báo người quản trị.",
    sentences.CUT: "Câu bị ngắt thành hai đoạn: “… {}” và “{} …”. Nếu là một câu, hãy nối lại làm một đoạn.",
    markdown_findings.LEFT: "Mục “{}” còn để tạm. Hãy ghi “Chuyên mục: …” ở dòng đầu của tệp Word.",
    importing.NO_TITLE: "Không thấy tiêu đề trong văn bản. Hãy gõ tiêu đề ở dòng đầu tiên, chữ đậm.",
}
OURS = re.compile(r"\banh-0*(\d+)\.(?:jpe?g|png|webp|gif|tiff?|bmp|heic)\b")
LINE = re.compile(r"^(?:\S+/index\.md, )?dòng (\d+): ")
# What names its place by itself.
NAMES_PLACE = re.compile(r"Câu bị ngắt thành hai đoạn|Dòng “")
SHOWN = 8  # words of a line by which it is found


def in_word(sentence: str, lines: Sequence[str] = ()) -> str:
    """The sentence for whoever opens Word. lines: of the story's text, for a line that it names."""
    number, sentence = LINE.match(sentence), LINE.sub("", sentence)
    for pattern, template in _PATTERNS:
        if found := pattern.fullmatch(sentence):
            sentence = template.format(*found.groups())
            break
    for name, told in told_of(StoryMatter).items():
        named = rf"\bmục “?{name}\b”?|^{name}(?= (?:là|còn|phải)\b)"
        sentence = re.sub(named, f"mục “{told.label}”", sentence)
    sentence = OURS.sub(r"thứ \1", sentence)
    where = "" if NAMES_PLACE.match(sentence) or not number else _place(lines, int(number[1]))
    return f"{where}: {sentence}" if where else sentence[:1].upper() + sentence[1:]


def of_findings(found: Iterable[Mistake], lines: Sequence[str]) -> list[str]:
    """The sentence of each, with the words where it is."""
    return [
        in_word(f"dòng {each.line}: {each.sentence}" if each.line else each.sentence, lines) for each in found
    ]


def _place(lines: Sequence[str], number: int) -> str:
    """A field of the head, or the first words of a line as they are read; of a photo none, it is named."""
    line = lines[number - 1] if number <= len(lines) else ""
    head = lines.index("---", 1) if lines and lines[0] == "---" and "---" in lines[1:] else 0
    if number <= head:
        told = told_of(StoryMatter).get(line.partition(":")[0])
        return f"Ở {told.label}" if told else ""
    if not line or line.startswith("!["):
        return ""
    shown = re.sub(r"\]\([^)]*\)|[*_#>|\[\]\\]|^\s*(?:-|\d+\.)\s", " ", line).split()
    return f"“{' '.join(shown[:SHOWN])}{'…' if len(shown) > SHOWN else ''}”"


def _pattern(template: str) -> re.Pattern[str]:
    """What the template makes; a part that stands twice is taken once."""
    parts = re.split(r"\{(\d*)\}", template)
    pattern, seen = re.escape(parts[0]), set[str]()
    for number, text in zip(parts[1::2], parts[2::2], strict=True):
        pattern += ("(.+?)" if not number or number not in seen else ".+?") + re.escape(text)
        seen.add(number)
    return re.compile(pattern)


_PATTERNS = [(_pattern(written), told) for written, told in FOR_WORD.items()]
