"""Numbers of an old portal, from a CSV table: address or id, number."""

import csv
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import unquote, urlsplit

from plugins.core.mistakes import Mistake, MistakesFound, did_you_mean
from plugins.views.article import Article, id_of

LARGEST = 1_000_000_000
LONGEST = 10_000  # letters of a line
MOST = 20  # mistakes told at once


def read(path: Path, name: str, articles: Iterable[Article]) -> dict[str, int]:
    """{article: number}; MistakesFound names every line to mend, and then nothing is to be imported.

    name: the file as the person called it. The first line may be a heading. The separator may
    be a comma, a semicolon or a tab; a number may be written 1.234.
    """
    known = {article.id for article in articles}
    if not known:
        raise MistakesFound(Mistake("", "Chưa có danh sách bài. Hãy dựng trang trước: make build."))
    try:
        text = path.read_text("utf-8-sig")
    except FileNotFoundError:
        raise MistakesFound(Mistake(name, "Không có tệp này.")) from None
    except (OSError, UnicodeDecodeError):
        raise MistakesFound(Mistake(name, "Không đọc được. Hãy lưu lại thành CSV với mã UTF-8.")) from None
    numbers: dict[str, int] = {}
    lines: dict[str, int] = {}
    mistakes: list[Mistake] = []
    if any(len(line) > LONGEST for line in text.splitlines()):
        raise MistakesFound(Mistake(name, f"Có dòng dài quá {LONGEST} chữ: đây không phải bảng số lượt xem."))
    reader = csv.reader(text.splitlines(), delimiter=_separator(text))
    for cells in reader:
        cells = [cell.strip() for cell in cells]
        if not any(cells) or (not numbers and not mistakes and _is_heading(cells)):
            continue
        match _entry(cells, known, lines):
            case str() as sentence:
                mistakes.append(Mistake(name, sentence, reader.line_num))
            case article, number:
                numbers[article], lines[article] = number, reader.line_num
    if mistakes:
        raise MistakesFound(*mistakes[:MOST])
    if not numbers:
        raise MistakesFound(Mistake(name, "Không có dòng nào. Mỗi dòng cần: địa chỉ bài, số lượt xem."))
    return numbers


def _entry(cells: list[str], known: set[str], lines: dict[str, int]) -> tuple[str, int] | str:
    """(article, its number), or what is wrong with the line."""
    if len(cells) < 2 or any(cells[2:]):
        return "Mỗi dòng cần đúng hai cột: địa chỉ hoặc mã bài, số lượt xem."
    article, number = _article(cells[0]), _number(cells[1])
    if number is None:
        return f"“{cells[1]}” không phải số lượt xem. Hãy ghi số nguyên, ví dụ 158."
    if article not in known:
        return f"Trang này không có bài “{cells[0]}”.{did_you_mean(article, known)}"
    if article in lines:
        return f"Bài này đã có ở dòng {lines[article]}. Hãy bỏ một trong hai."
    return article, number


def _article(cell: str) -> str:
    """The id meant by an id, a path or a whole address."""
    if "/" not in cell:
        return cell
    try:
        return id_of(unquote(urlsplit(cell).path).removesuffix("index.html"))
    except ValueError:  # "http://[x/"
        return cell


def _number(cell: str) -> int | None:
    parts = cell.replace("\u00a0", " ").replace(" ", ".").replace(",", ".").split(".")
    grouped = len(parts) == 1 or all(len(part) == 3 for part in parts[1:])
    digits = "".join(parts).lstrip("0") or "0" * bool("".join(parts))
    if not (grouped and digits.isascii() and digits.isdigit()) or len(digits) > len(str(LARGEST)):
        return None
    return int(digits) if int(digits) <= LARGEST else None


def _is_heading(cells: list[str]) -> bool:
    return len(cells) == 2 and not any(letter.isdigit() for letter in cells[1])


def _separator(text: str) -> str:
    first = text.partition("\n")[0]
    return max(",;\t", key=first.count)
