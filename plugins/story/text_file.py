"""The text file of a story, page or album: decoded, cleaned, of a bearable size."""

import re
from hashlib import sha256
from pathlib import Path

from plugins.core.mistakes import Mistake, MistakesFound
from plugins.vietnamese.text import clean

# Markdown looks for the end of each of these from each of these: thousands would take minutes.
MOST_SIGNS = {"[": 2000, "<": 5000}
SPACES = re.compile(r"[ \t]{200,}")


def read_text(path: Path, name: str) -> tuple[str, str]:
    """(cleaned text, SHA-256 of the bytes) of a UTF-8 file; MistakesFound when it is not one.

    name: the file as a person would name it, for the sentence.
    """
    if not path.is_file():
        raise MistakesFound(Mistake(name, "Đây không phải một tệp chữ. Hãy xóa nó và lưu lại bài."))
    try:
        data = path.read_bytes()
        text = clean(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise MistakesFound(
            Mistake(
                name,
                "Tệp không phải UTF-8 (có lẽ là bảng mã cũ như TCVN3 hay VNI). Hãy mở tệp "
                "rồi lưu lại với mã UTF-8.",
                line,
            )
        ) from None
    for sign, most in MOST_SIGNS.items():
        if text.count(sign) > most:
            sentence = f"Tệp có hơn {most} dấu “{sign}”, không thể là một bài viết. Hãy xem lại chỗ dán vào."
            raise MistakesFound(Mistake(name, sentence))
    text = SPACES.sub(" ", text) if "  " in text or "\t" in text else text
    return text, sha256(data).hexdigest()
