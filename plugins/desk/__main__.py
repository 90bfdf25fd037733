"""`python -m plugins.desk new|import`: what editors use; each speaks with people, in Vietnamese."""

import os
import sys
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from plugins import cli
from plugins.core import make_variables, schema, settings_file
from plugins.core.addresses import DRAFTS, link
from plugins.core.clock import zone_of
from plugins.core.mistakes import Mistake, MistakesFound
from plugins.desk.blocks import Document
from plugins.desk.importing import EDITORS, Imported, Wish, bring, section_named
from plugins.desk.new import begin
from plugins.desk.own_names import own_names
from plugins.desk.reading import MISSING, copied, read
from plugins.portal.settings import PortalSettings, Section

NO_FILE = 'Hãy gõ thêm tệp cần đưa vào, ví dụ: make import FILE="bao-cao.docx".'
WORDS = (".docx", ".docm", ".dotx", ".odt")
PASSED = "Trong {} có tệp không phải .docx, .odt nên được bỏ qua: {}"
TAKEN = {
    "new": ("TITLE", "SECTION", "AUTHOR"),
    "import": ("FILE", "TITLE", "SECTION", "AUTHOR", "PASTE", "STATUS"),
}
SUMMED = "\nĐã đưa vào {} bài; {} tệp chưa đưa được."


def main(arguments: Sequence[str] | None = None) -> int:
    """0: done; 1: something could not be brought, and was told; 2: wrong usage, or a fault."""
    command = parser().parse_args(arguments).command
    return cli.run(lambda: _do(command))


def parser() -> cli.Parser:
    whole = cli.Parser(prog="python -m plugins.desk", description="Việc của biên tập viên.")
    commands = whole.commands()
    for name, words in (("new", "tạo bài nháp"), ("import", "đưa văn bản Word hay chữ chép vào thành bài")):
        commands.add_parser(name, help=words, description=words)
    return whole


def _do(command: str) -> int:
    make_variables.check(command, TAKEN[command])
    settings = settings_file.values(Path("pelicanconf.py"))
    portal = schema.checked(PortalSettings, settings.get("PORTAL"), "PORTAL")
    now = datetime.now(zone_of(settings)).replace(tzinfo=None)
    if command == "new":
        return _new(os.environ, portal.sections, now)
    return _import(os.environ, portal.sections, now, own_names(Path.cwd(), settings, portal))


def _new(asked: Mapping[str, str], sections: Sequence[Section], now: datetime) -> int:
    title, wanted = " ".join(asked.get("TITLE", "").split()), asked.get("SECTION", "").strip()
    if not title:
        raise MistakesFound(
            Mistake("", 'Hãy gõ tiêu đề, ví dụ: make new TITLE="Ra quân dọn vệ sinh" SECTION="Kinh tế".')
        )
    section = section_named(wanted, sections) if wanted else sections[0].name
    place = begin(Path.cwd(), title, section, asked.get("AUTHOR", "").strip() or EDITORS, now, bool(wanted))
    print(f"Đã tạo {place.text}, là bài nháp.")
    if not wanted:
        print(f"Chuyên mục để tạm là “{section}”.")
    print(f"Viết xong thì soát: make check STORY={place.folder}")
    print("rồi bỏ dòng “status: nháp”. Xem thử: make serve")
    return 0


def _import(
    asked: Mapping[str, str], sections: Sequence[Section], now: datetime, names: Sequence[str]
) -> int:
    wish = Wish(
        asked.get("TITLE", ""), asked.get("SECTION", ""), asked.get("AUTHOR", ""), asked.get("STATUS", "")
    )
    if asked.get("PASTE"):
        _told(bring(_pasted(asked), Path.cwd(), sections, wish, now, names))
        return 0
    files = _files(asked.get("FILE", "").strip())
    failed = 0
    for file in files:
        try:
            _told(bring(read(file), Path.cwd(), sections, wish, now, names))
        except MistakesFound as found:
            failed += 1
            cli.tell(each if each.path else Mistake(file.name, each.sentence) for each in found.mistakes)
    if len(files) > 1:
        print(SUMMED.format(len(files) - failed, failed))
    if failed:
        cli.before_make()
    return 1 if failed else 0


def _files(named: str) -> list[Path]:
    """The documents that FILE names: one, several with `;` between them, or all in a folder."""
    if not named:
        raise MistakesFound(Mistake("", NO_FILE))
    found: list[Path] = []
    for name in filter(None, (each.strip() for each in named.split(";"))):
        path = Path(name).expanduser()
        if path.is_dir():
            inside = [each for each in sorted(path.iterdir()) if not each.name.startswith(("~$", "."))]
            found += [each for each in inside if each.suffix.lower() in WORDS]
            if passed := [each.name for each in inside if each.suffix.lower() not in WORDS]:
                print(PASSED.format(path, ", ".join(passed)))
        else:
            found.append(path)
    if not found:
        raise MistakesFound(Mistake(named, "Trong thư mục này không có tệp Word (.docx) nào."))
    return found


def _pasted(asked: Mapping[str, str]) -> Document:
    named = asked.get("FILE", "").strip()
    if not named:
        return copied(sys.stdin.buffer.read())
    file = Path(named).expanduser()
    if not file.is_file():
        raise MistakesFound(Mistake(named, MISSING))
    return copied(file.read_bytes())


def _told(done: Imported) -> None:
    photos = f", {done.photos} ảnh" if done.photos else ""
    as_draft = ", là bài nháp" if done.draft else ""
    print(f"Đã đưa vào {done.place.text}{photos}{as_draft}: {done.title}")
    for loss in done.losses:
        print(f"  Không đem vào được · {loss}")
    for note in done.notes:
        print(f"  Xem lại · {note}")
    print(f"  Soát: make check STORY={done.place.folder}")
    if done.draft:
        year, month, name = done.place.path.parts[-3:]
        print(
            f"  Xem thử: make serve, rồi thêm {link(DRAFTS)}{year}/{month}/{name}/ vào sau địa chỉ máy báo."
        )
        print("  Xong thì bỏ dòng “status: nháp” ở phần đầu bài; bài lên ở lần make publish tới.")


if __name__ == "__main__":
    sys.exit(main())
