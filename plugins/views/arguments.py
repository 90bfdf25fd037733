"""The words of the commands, in Vietnamese."""

import argparse
from pathlib import Path
from typing import Any

from plugins.cli import Parser, port
from plugins.views.day import is_day
from plugins.views.old_numbers import LARGEST


def parser() -> Parser:
    whole = Parser(prog="python -m plugins.views", description="Đếm lượt xem và giữ số liệu.")
    whole.set_defaults(articles=None, folder=None)
    commands = whole.commands()

    def command(name: str, words: str, **more: Any) -> Parser:
        made = commands.add_parser(name, help=words, description=words)
        made.add_argument("--settings", default=Path("pelicanconf.py"), type=Path, help="tệp thiết lập")
        made.set_defaults(**{"command": name} | more)
        return made

    serve = command("serve", "chạy dịch vụ đếm")
    place = serve.add_mutually_exclusive_group()
    place.add_argument("--socket", type=Path, help="nghe ở socket này (máy chủ)")
    place.add_argument("--port", type=port, default=8001, help="nghe ở cổng này của riêng máy này")
    place.add_argument("--fd", type=int, help="nghe ở socket đã mở sẵn")
    serve.add_argument("--folder", type=Path, help="nơi giữ số liệu, thay cho VIEWS['folder']")
    serve.add_argument("--quiet", action="store_true", help="không kể đang chạy ở đâu")
    _add_articles(serve)
    command("export", "chép số liệu ra tệp cho lần dựng trang tới")
    bring = command("import", "nhận số lượt xem của trang cũ từ tệp CSV", command="import_")
    bring.add_argument("file", type=Path, help="tệp CSV: địa chỉ hoặc mã bài, số lượt xem")
    _add_articles(bring)
    report = command("report", "báo cáo theo ngày, bài, chuyên mục, tác giả")
    report.add_argument("--from", dest="first", type=_day, help="ngày đầu, ví dụ 2026-11-01")
    report.add_argument("--to", type=_day, help="ngày cuối, mặc định hôm nay")
    report.add_argument("--output", type=Path, help="thư mục nhận báo cáo")
    backup = command("backup", "sao lưu rồi soát bản sao")
    backup.add_argument("file", type=Path, nargs="?", help="tệp nhận bản sao")
    move = command("move", "chép mọi số liệu sang cơ sở dữ liệu khác còn trống")
    move.add_argument("target", nargs="?", help="postgresql://… hoặc một tệp SQLite; hay biến TARGET_URL")
    command("check", "soát xem tổng có bằng các ngày cộng lại")
    prune = command("prune", "bỏ số liệu của bài không còn trên trang")
    prune.add_argument("--yes", action="store_true", help="bỏ thật; không có thì chỉ kể ra")
    _add_articles(prune)
    correct = command("correct", "trừ lượt xem không phải của người đọc")
    correct.add_argument("article", help="mã bài, ví dụ 2024-06-so-ket-de-an-11")
    correct.add_argument("--day", type=_day, required=True, help="ngày bị tấn công")
    correct.add_argument("--minus", type=_count, required=True, help="số lượt cần trừ")
    correct.add_argument("--reason", type=_reason, required=True, help="lý do, được ghi lại")
    return whole


def _add_articles(command: Parser) -> None:
    command.add_argument("--articles", type=Path, help="tệp api/articles.json của trang đã dựng")


def _day(text: str) -> str:
    if not is_day(text):
        raise argparse.ArgumentTypeError(f"“{text}” không phải là ngày. Hãy viết như 2026-11-25.")
    return text


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 11 and 0 < int(text) <= LARGEST):
        raise argparse.ArgumentTypeError(f"“{text}” không phải là số lượt lớn hơn 0.")
    return int(text)


def _reason(text: str) -> str:
    words = " ".join(text.split())
    if len(words) < 5:
        raise argparse.ArgumentTypeError("Hãy ghi lý do cho rõ, để người sau hiểu.")
    return words
