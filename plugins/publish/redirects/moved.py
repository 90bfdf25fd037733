"""Addresses that moved or were taken down: content/du-lieu/chuyen-huong.yaml."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass as plain
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Self
from urllib.parse import unquote, urlsplit

from pydantic import AfterValidator, Field, StringConstraints, ValidationError, model_validator
from pydantic.dataclasses import dataclass

from plugins.core import schema, yaml_values
from plugins.core.href import href, is_href
from plugins.core.mistakes import Mistake, MistakesFound, did_you_mean
from plugins.publish.address import REASONS, is_base, path_of
from plugins.publish.redirects.old_address import canonical, folded, leads_back, parse
from plugins.vietnamese.text import clean

Old = Annotated[str, AfterValidator(canonical)]
New = Annotated[str, StringConstraints(pattern=r"^(/|https://)[^\s\x00-\x1f\x7f\"'\\${};<>]*$")]
LONGEST_NAME = 200  # bytes of a file's name, with room for what is added to it
LONGEST = 1_000  # bytes of a new address; each may become three in a header


@dataclass(frozen=True, config=schema.STRICT)
class Row:
    """One row of the file: `cũ` and either `mới` or `gỡ`, which says why."""

    old: Annotated[Old, Field(alias="cũ")]
    new: Annotated[New, Field(alias="mới")] = ""
    reason: Annotated[str, Field(alias="gỡ")] = ""

    @model_validator(mode="after")
    def says_one_thing(self) -> Self:
        if bool(self.new) == bool(self.reason.strip()):
            raise ValueError("mỗi mục cần “mới” (địa chỉ mới) hoặc “gỡ” (lý do gỡ), chỉ một trong hai.")
        if self.new.startswith("//"):
            raise ValueError("địa chỉ mới phải bắt đầu bằng một dấu / hoặc bằng https://.")
        if not is_href(self.new):
            raise ValueError(
                "địa chỉ mới không phải một địa chỉ mà trình duyệt hiểu được. Hãy xem lại từng chữ."
            )
        if self.new.startswith("https://") and not _has_host(self.new):
            raise ValueError("tên miền của địa chỉ mới không đúng. Hãy chép nguyên địa chỉ từ trình duyệt.")
        if self.new.endswith("/*"):
            raise ValueError("“mới” phải là một trang có thật: dấu * không dẫn từng địa chỉ tới chỗ của nó.")
        if leads_back(parse(self.old), self.new):
            raise ValueError("địa chỉ mới lại khớp với chính mục này: chuyển vòng quanh về chính nó.")
        if len(self.new.encode()) > LONGEST:
            raise ValueError(f"địa chỉ mới quá dài cho máy chủ web (quá {LONGEST} byte).")
        return self


def _has_host(address: str) -> bool:
    """Whether it names a host that every browser asks for by that name, and nothing that looks like one."""
    try:
        host = urlsplit(href(address)).netloc.lower()
    except ValueError:
        return False
    return is_base(f"https://{host.replace('_', '-')}")


@plain(frozen=True)
class Moved:
    """redirects: old address to where it leads in the end; gone: old address to the reason."""

    redirects: Mapping[str, str]
    gone: Mapping[str, str]

    def covers(self, address: str) -> bool:
        """Whether a row for all beneath answers for `address`."""
        rows = (*self.redirects, *self.gone)
        return any(row.endswith("/*") and folded(address).startswith(folded(row[:-1])) for row in rows)

    def without(self, paths: Collection[str]) -> "Moved":
        """The same without the rows of addresses whose file is among `paths`."""
        redirects = {old: new for old, new in self.redirects.items() if path_of(old) not in paths}
        return Moved(redirects, {old: why for old, why in self.gone.items() if path_of(old) not in paths})


NOTHING = Moved({}, {})


def read_moved(root: Path, name: str) -> Moved:
    """The file `name` under `root`; NOTHING where there is none.

    Chains are followed to their end. Raises MistakesFound with every mistake in the file.
    """
    try:
        raw, lines = yaml_values.load(clean((root / name).read_text("utf-8-sig")), tuple[Row, ...])
    except FileNotFoundError:
        return NOTHING
    except UnicodeDecodeError:
        raise MistakesFound(Mistake(name, yaml_values.NOT_UTF8)) from None
    except yaml_values.Unreadable as broken:
        raise MistakesFound(Mistake(name, broken.sentence, broken.line)) from None
    raw = raw or []
    if not isinstance(raw, list):
        raise MistakesFound(Mistake(name, "Tệp phải là một danh sách, mỗi mục bắt đầu bằng “- cũ: /…”."))
    rows, mistakes = [], []
    for number, value in enumerate(raw):
        line = lines[number,]
        try:
            rows.append((schema.build(Row, value), line))
        except ValidationError:
            mistakes += [
                Mistake(name, f"{yaml_values.said(where)} {sentence}".strip(), line)
                for where, sentence in schema.problems(Row, value)
            ]
    moved = _followed(rows, name, mistakes)
    if mistakes:
        raise MistakesFound(*mistakes)
    return moved


def _followed(rows: list[tuple[Row, int]], name: str, mistakes: list[Mistake]) -> Moved:
    targets: dict[str, str] = {}
    reasons: dict[str, str] = {}
    for row, line in rows:
        if row.old in targets or row.old in reasons:
            mistakes.append(Mistake(name, f"Địa chỉ {row.old} có hai mục. Hãy bỏ bớt một.", line))
        elif row.reason:
            reasons[row.old] = row.reason.strip()
        else:
            targets[row.old] = row.new
    mistakes += _alike(rows, name)
    redirects, gone = {}, dict(reasons)
    for row, line in rows:
        seen, end = {row.old}, targets.get(row.old)
        while end in targets and end not in seen:
            seen.add(end)
            end = targets[end]
        if end in seen:
            mistakes.append(Mistake(name, f"Địa chỉ {row.old} chuyển vòng quanh về chính nó.", line))
        elif end in reasons:
            gone[row.old] = reasons[end]
        elif end is not None:
            redirects[row.old] = end
    return Moved(redirects, gone)


def _alike(rows: list[tuple[Row, int]], name: str) -> list[Mistake]:
    """Rows that web servers take for one though they say different things."""
    first: dict[str, tuple[Row, int]] = {}
    found = []
    for row, line in rows:
        old = parse(row.old)
        other, at = first.setdefault(str(replace(old, path=folded(old.path))), (row, line))
        if other.old != row.old and (other.new, other.reason) != (row.new, row.reason):
            sentence = (
                f"Địa chỉ {row.old} chỉ khác {other.old} (dòng {at}) ở chữ hoa, chữ thường, mà máy chủ web "
                "coi là một. Hãy bỏ bớt một, hoặc cho cả hai tới cùng một chỗ."
            )
            found.append(Mistake(name, sentence, line))
    return found


def wrong_targets(moved: Moved, paths: Collection[str], name: str) -> list[Mistake]:
    """Rows that lead nowhere. paths: files of the finished site, notices of old addresses left out."""
    found, known = [], {f"/{path.removesuffix('index.html')}" for path in paths}
    for old, new in moved.redirects.items():
        target = unquote(new.partition("#")[0].partition("?")[0])
        if target.startswith("/") and path_of(target) not in paths:
            hint = did_you_mean(target, known)
            found.append(Mistake(name, f"{old} chuyển tới {new}, nhưng không có trang ấy.{hint}"))
    return found


@plain(frozen=True)
class Notice:
    """What stands at an old address. to: where to go, or ''; reason: why it was taken down, or ''."""

    to: str
    reason: str


def notices(moved: Moved) -> list[tuple[str, Notice]]:
    """(path, notice) for each old address of a page, and for each that was taken down.

    Where no page can stand that leads on, only servers do.
    """
    leading = ((old, href(new)) for old, new in moved.redirects.items() if _holds_a_notice(old))
    found = [(path_of(old), Notice(new, "")) for old, new in leading]
    return found + [(notice_path(old), Notice("", reason)) for old, reason in moved.gone.items()]


def notice_path(old: str) -> str:
    """The file that tells why the address `old` was taken down: at it, or elsewhere where none can be."""
    if _holds_a_notice(old):
        return path_of(old)
    return f"{REASONS}{sha256(old.encode()).hexdigest()[:16]}.html"


def _holds_a_notice(old: str) -> bool:
    folders = path_of(old).split("/")[:-1]
    fits = all(len(part.encode()) <= LONGEST_NAME and "." not in part for part in folders)
    return parse(old).is_plain and fits and path_of(old).endswith(".html")
