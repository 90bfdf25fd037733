"""`python -m plugins.channels pack`: a story for other channels; it speaks with people, in Vietnamese."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from plugins import cli
from plugins.channels.pack import READING, make
from plugins.core import make_variables, settings_file
from plugins.core.clock import zone_of
from plugins.story.find_story import named

EXAMPLE = "make channels STORY=ra-quan-don-ve-sinh"
WORDS = {
    "zalo.txt": "chữ cho Zalo",
    "loa.txt": "lời đọc loa",
    "bang-tin.html": "tờ A4 dán bảng tin, mở rồi in",
}
UNKNOWN = f"Chưa biết đọc: {{}}. Hãy viết rõ trong lời đọc, hay ghi vào {READING}."
DAYS = "Được đọc như tỷ số, xem có phải là ngày không: {}."


def main(arguments: Sequence[str] | None = None) -> int:
    """0: the pack is there; 1: the story is not public, or what was typed is wrong; 2: a fault."""
    options = parser().parse_args(arguments)
    return cli.run(lambda: _pack(options.settings, options.story))


def parser() -> cli.Parser:
    whole = cli.Parser(prog="python -m plugins.channels", description="Đưa bài đã đăng lên kênh khác.")
    whole.add_argument("--settings", default="publishconf.py", type=Path, help="tệp thiết lập")
    words = "gói kênh của một bài: Zalo, loa, bảng tin, thẻ chia sẻ"
    command = whole.commands().add_parser("pack", help=words, description=words)
    command.add_argument("--story", default=os.environ.get("STORY", ""), help="thư mục hay địa chỉ của bài")
    return whole


def _pack(file: Path, story: str) -> int:
    make_variables.check("channels", {"STORY"})
    settings = settings_file.values(file)
    root = Path(os.path.realpath(file)).parent
    pack = make(root, named(root, story, EXAMPLE), settings, zone_of(settings))
    print(f"Gói kênh ở {pack.folder}/:")
    for name in pack.files:
        print(f"  {name:18} {WORDS.get(name, 'ảnh chia sẻ')}")
    print(f"Lời đọc loa: {pack.script.duration}.")
    for name in pack.kept:
        print(f"  Bản trước đã khác, giữ ở {name}")
    for note in pack.notes:
        print(f"  Xem lại · {note}")
    if pack.script.doubts.unknown:
        print(f"  Xem lại · {UNKNOWN.format(', '.join(pack.script.doubts.unknown))}")
    if pack.script.doubts.days:
        print(f"  Xem lại · {DAYS.format(', '.join(dict.fromkeys(pack.script.doubts.days)))}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
