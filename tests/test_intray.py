"""The in-tray: what is dropped becomes a story, mends it when it is edited, goes out when it is approved."""

import errno
import os
import re
import shutil
import unicodedata
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import pytest

from plugins.check import sentences
from plugins.core import schema, settings_file
from plugins.desk import importing
from plugins.gallery import page_photos
from plugins.intray import handle_drop, refusals, watch, word_sentences
from plugins.intray.__main__ import main
from plugins.intray.drops import APPROVED, MOST_FILES, REPLY, drops, make_approved
from plugins.intray.handle_drop import Tray
from plugins.intray.ledger import Ledger
from plugins.intray.watch import LATER, Look
from plugins.intray.word_sentences import in_word
from plugins.portal.settings import PortalSettings
from plugins.story import paste_checks
from tests.office import blank
from tests.site import ROOT, Site, make_site

NOW = datetime(2024, 6, 6, 9, 30)


@pytest.fixture
def office(tmp_path):
    shutil.copyfile(make_site(tmp_path).folder / "settings.py", tmp_path / "pelicanconf.py")
    (tmp_path / "khay" / APPROVED).mkdir(parents=True)
    return Office(tmp_path)


class Office:
    def __init__(self, root: Path):
        self.root, self.khay = root, root / "khay"
        self.restart()

    def restart(self) -> None:
        settings = settings_file.values(self.root / "settings.py")
        sections = schema.checked(PortalSettings, settings["PORTAL"], "PORTAL").sections
        tray = Tray(self.root, sections, "http://may:8000")
        self.look = Look(tray, self.khay, Ledger(self.root))

    def drop(self, name: str, *paragraphs: str, title: str = "Ra quân dọn vệ sinh") -> Path:
        path = self.khay / name
        path.parent.mkdir(parents=True, exist_ok=True)
        document = blank()
        document.add_paragraph(title, style="Title")
        for each in paragraphs or ("Sáng 06/6, hơn 300 người ra quân dọn vệ sinh.",):
            document.add_paragraph(each)
        document.save(str(path))
        return path

    def settle(self) -> None:
        """Looks until nothing changes."""
        for _ in range(3):
            self.look.again(NOW)

    def stories(self) -> list[Path]:
        return sorted((self.root / "content/tin").rglob("index.md"))

    def reply(self, path: Path) -> str:
        text = path.with_name(path.name + REPLY).read_text("utf-8")
        return " ".join(re.sub(r"<[^>]+>", " ", text.partition("</style>")[2]).split())

    def kept(self) -> set[str]:
        files = (self.root / "data/intray/kept").rglob("*")
        return {sha256(path.read_bytes()).hexdigest() for path in files if path.is_file()}


def digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


def test_a_file_becomes_a_draft_is_mended_by_the_same_one_edited_and_goes_out_when_it_is_moved(office):
    file = office.drop("Báo cáo.docx")
    first = digest(file)
    office.look.again(NOW)
    assert office.stories() == []  # it may still be on its way
    office.look.again(NOW)
    [story] = office.stories()
    assert "status: nháp" in story.read_text("utf-8")
    assert "Đã thành bài nháp" in office.reply(file) and "Ra quân dọn vệ sinh" in office.reply(file)
    assert (
        "http://may:8000/nhap/2024/06/ra-quan-don-ve-sinh/" in file.with_name(file.name + REPLY).read_text()
    )

    office.drop("Báo cáo.docx", "Sáng 06/6, hơn 500 người ra quân.", title="Năm trăm người ra quân")
    office.settle()
    assert office.stories() == [story]  # its address stays
    text = story.read_text("utf-8")
    assert "500 người" in text and "title: Năm trăm người" in text and "status: nháp" in text
    assert "Đã sửa bài nháp" in office.reply(file)
    assert {first, digest(file)} <= office.kept()

    moved = office.khay / APPROVED / file.name
    file.rename(moved)
    office.settle()
    assert "status" not in story.read_text("utf-8")
    assert "Đã duyệt: bài lên ở lần đăng tới" in office.reply(moved)
    assert not file.with_name(file.name + REPLY).exists()

    again = office.drop("Báo cáo.docx", "Bản sửa chưa ai duyệt.")
    office.settle()
    assert "Bản sửa" not in story.read_text("utf-8") and "bản sửa chờ duyệt" in office.reply(again)
    assert "tệp cùng tên" not in office.reply(again)
    again.replace(moved)
    office.settle()
    assert "Bản sửa chưa ai duyệt" in story.read_text("utf-8") and "status" not in story.read_text("utf-8")


@pytest.mark.parametrize("name", ["đăng bao-cao.docx", "Đăng - bao-cao.docx", "đăng_bao-cao.docx"])
def test_a_name_that_says_so_approves(office, name):
    draft = office.drop("bao-cao.docx")
    office.settle()
    draft.rename(office.khay / name)
    office.settle()
    [story] = office.stories()
    assert "status" not in story.read_text("utf-8")


@pytest.mark.parametrize(
    "name", ["Đăng ký nghĩa vụ.docx", "đăng tin.docx", "báo cáo chưa đăng.docx", "hải đăng.docx"]
)
def test_a_name_that_only_begins_so_approves_nothing(office, name):
    file = office.drop(name)
    office.settle()
    [story] = office.stories()
    assert "status: nháp" in story.read_text("utf-8")
    assert ("chưa đủ để máy coi" in office.reply(file)) is name.lower().startswith("đăng")


def test_where_only_some_may_write_into_the_folder_that_approves_no_name_does(office):
    file = office.drop("a.docx")
    office.settle()
    office.khay.chmod(0o775)  # whoever edits; the folder in it is left to whoever approves
    file.rename(office.khay / "đăng a.docx")
    office.settle()
    [story] = office.stories()
    assert "status: nháp" in story.read_text("utf-8")
    make_approved(office.khay)
    assert (office.khay / APPROVED).stat().st_mode & 0o777 == 0o775


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_mac_approves_by_the_folder_too(office, form):
    office.drop(unicodedata.normalize(form, f"{APPROVED}/Báo cáo.docx"))
    office.settle()
    [story] = office.stories()
    assert "status" not in story.read_text("utf-8")
    office.drop("Báo cáo.docx", "Chữ sửa sau.")
    office.settle()
    assert office.stories() == [story]


def test_a_folder_whose_name_is_only_like_it_approves_nothing_and_says_so(office):
    office.drop("Da duyet/a.docx")
    office.settle()
    assert "status: nháp" in office.stories()[0].read_text("utf-8")
    assert "chưa tính là duyệt" in office.reply(office.khay / "Da duyet")


def test_no_drop_keeps_another_out(office, monkeypatch):
    long = os.fsencode("Báo cáo kết quả thực hiện nhiệm vụ " * 9)[:245].decode(errors="ignore") + ".docx"
    odd = os.fsdecode(b"c\xf4ng v\xe3n.docx")  # unpacked by a program of Windows
    full, files = office.drop("a.docx"), [office.drop(long, title="Dài"), office.drop("z.docx", title="Cuối")]
    office.drop("x.docx", title="Mã lạ").rename(office.khay / odd)
    keep = Ledger.keep

    def fail(self, file: Path):
        if file == full:
            raise OSError(errno.ENOSPC, "No space left on device")
        return keep(self, file)

    monkeypatch.setattr(Ledger, "keep", fail)
    office.settle()
    assert len(office.stories()) == 3 and "Đĩa của máy đăng đã đầy" in office.reply(full)
    [reply] = (each.reply for each in drops(office.khay) if each.path == files[0])
    assert "Đã thành bài nháp" in reply.read_text("utf-8")
    monkeypatch.setattr(Ledger, "keep", keep)
    for _ in range(LATER + 1):
        office.look.again(NOW)
    assert len(office.stories()) == 4 and "Đã thành bài nháp" in office.reply(full)


def test_where_no_reply_may_be_written_the_story_comes_all_the_same(office, monkeypatch, capsys):
    monkeypatch.setattr("plugins.intray.reply.store", fail_to_write)
    office.drop("a.docx")
    office.settle()
    assert len(office.stories()) == 1 and "Bài vẫn được nhận" in capsys.readouterr().err


def fail_to_write(*_):
    raise OSError(errno.EROFS, "Read-only file system")


def test_photos_take_their_words_from_their_names_and_what_is_for_readers_comes_along(office, photo):
    office.drop("Lễ hội/bai.docx", title="Lễ hội làng")
    folder = office.khay / "Lễ hội"
    (folder / "Rước kiệu qua cổng làng.jpg").write_bytes(photo)
    (folder / "IMG_1.jpg").write_bytes(photo + b"1")
    (folder / "Kế hoạch 45.pdf").write_bytes(b"%PDF-1.4")
    (folder / "ghi chú.txt").write_text("riêng")
    office.settle()
    [story] = office.stories()
    text = story.read_text("utf-8")
    assert "![Rước kiệu qua cổng làng](ruoc-kieu-qua-cong-lang.jpg)" in text and "![](img-1.jpg)" in text
    assert "[Kế hoạch 45](ke-hoach-45.pdf)" in text and "ghi" not in text
    said = office.reply(folder)
    assert "Ảnh img-1.jpg chưa có chú thích" in said and "“ghi chú.txt” không đem theo bài" in said
    assert digest(folder / "ghi chú.txt") not in {path.name for path in story.parent.iterdir()}
    (folder / "IMG_1.jpg").rename(folder / "Trẻ em xem hội.jpg")
    office.settle()
    assert "![Trẻ em xem hội](tre-em-xem-hoi.jpg)" in story.read_text("utf-8")
    assert not story.with_name("img-1.jpg").exists()


def test_what_is_wrong_is_told_at_once_in_the_words_of_whoever_wrote_it_in_word(office):
    file = office.drop("a.docx", "Anh Hùng, nghành giáo dục, số 0912 345 678.", "- 2 -", "Câu cuối.")
    office.settle()
    said = office.reply(file)
    assert "“Anh Hùng, nghành giáo dục, số 0912 345…”: “nghành”" in said
    assert "Số của cơ quan thì báo người quản trị" in said
    assert not re.search(r"index\.md|category|\bdate\b|\bdòng \d|STORY|CHECK\[|make |\[ \]", said), said


CAPTION = (
    "Ảnh {} chưa có chú thích. Hãy viết chú thích ở dòng ngay dưới ảnh trong tệp Word; ảnh rời thì đổi tên"
)
WORDED = {
    importing.NO_TITLE: "Không thấy tiêu đề trong văn bản. Hãy gõ tiêu đề ở dòng đầu tiên, chữ đậm.",
    page_photos.WORDLESS.format("anh-02.jpg"): CAPTION.format("thứ 2") + " tệp ảnh thành câu chú thích.",
    page_photos.WORDLESS.format("le-hoi.jpg"): CAPTION.format("le-hoi.jpg") + " tệp ảnh thành câu chú thích.",
    "date là 30/02: phải là ngày": "Mục “ngày” là 30/02: phải là ngày",
    "hãy xem lại mục category.": "Hãy xem lại mục “chuyên mục”.",
    f"dòng 5: {paste_checks.PAGED}": f"“Một hai”: {paste_checks.PAGED}",
    "dòng 9: Câu khác.": "Câu khác.",
    "dòng 2: “thăm quan” thường là viết nhầm.": "Ở tiêu đề: “thăm quan” thường là viết nhầm.",
    f"dòng 5: {sentences.LEFT.format('Chia sẻ')}": sentences.LEFT.format("Chia sẻ"),
}


@pytest.mark.parametrize("sentence, told", WORDED.items())
def test_a_sentence_for_markdown_is_told_for_word(sentence, told):
    assert in_word(sentence, ["---", "title: Một", "---", "", "## Một **hai**"]) == told


def test_a_line_above_the_headline_names_the_section(office):
    file = office.khay / "a.docx"
    document = blank()
    for text in ("Chuyên mục: Kinh tế", "Ra quân dọn vệ sinh", "Sáng 06/6, xã họp."):
        document.add_paragraph(text)
    document.save(str(file))
    office.settle()
    assert "Chuyên mục: Kinh tế" in office.reply(file), office.stories()[0].read_text("utf-8")


def test_a_copy_beside_its_original_is_told(office):
    office.drop("bao-cao.docx")
    office.settle()
    file = office.drop("bao-cao (2).docx", "Chữ khác hẳn.")
    office.settle()
    assert "giống bản sao của “bao-cao”" in office.reply(file)


def test_words_edited_by_hand_are_kept_when_the_file_comes_again(office):
    office.drop("a.docx")
    office.settle()
    [story] = office.stories()
    story.write_text(story.read_text("utf-8") + "\nThêm bằng tay.\n", "utf-8")
    file = office.drop("a.docx", "Chữ mới của Word.")
    office.settle()
    assert "Chữ mới" in story.read_text("utf-8")
    assert "Thêm bằng tay" in story.with_name("index.md.cu1").read_text("utf-8")
    assert "index.md.cu1" in office.reply(file)


def test_what_was_dropped_and_approved_is_read_by_the_build_without_a_word_about_what_was_kept(office):
    office.drop(f"{APPROVED}/a.docx")
    office.settle()
    [story] = office.stories()
    story.write_text(story.read_text("utf-8") + "\nThêm.\n", "utf-8")
    office.drop(f"{APPROVED}/a.docx", "Chữ mới của Word.")
    office.settle()
    assert story.with_name("index.md.cu1").exists()
    built = Site(office.root).build()
    assert built.returncode == 0 and "index.md.cu1" not in built.stderr, built.stderr
    assert (office.root / "output/tin/2024/06/ra-quan-don-ve-sinh/index.html").is_file()


def test_after_a_restart_nothing_is_taken_twice(office):
    office.drop("a.docx")
    office.settle()
    [story] = office.stories()
    before = story.stat().st_mtime_ns
    office.restart()
    office.settle()
    assert office.stories() == [story] and story.stat().st_mtime_ns == before


def test_two_of_one_headline_are_two_stories_and_two_of_one_name_are_told(office):
    office.drop("a.docx")
    other = office.drop("b.docx", "Bài khác.")
    office.settle()
    assert len(office.stories()) == 2 and "Đã có bài khác cùng tiêu đề" in office.reply(other)
    text = office.khay / "a.txt"
    text.write_text("Tin thứ ba\n\nMột đoạn văn đủ dài để thành bài.\n", "utf-8")
    office.settle()
    assert "2 tệp cùng tên" in office.reply(text)


def test_a_folder_with_one_document_brings_its_photos_from_however_deep(office, photo):
    office.drop("Lễ hội/sâu/hơn/bai.docx", title="Lễ hội làng")
    (office.khay / "Lễ hội/ảnh").mkdir()
    (office.khay / "Lễ hội/ảnh/ruoc.jpg").write_bytes(photo)
    (office.khay / "Lễ hội/Thumbs.db").write_bytes(b"x")
    office.settle()
    [story] = office.stories()
    assert story.with_name("ruoc.jpg").read_bytes() == photo and "![](ruoc.jpg)" in story.read_text("utf-8")
    said = office.reply(office.khay / "Lễ hội")
    assert "1 ảnh rời đặt ở cuối bài" in said and "Ảnh ruoc.jpg chưa có chú thích" in said
    office.drop("Lễ hội/hai.docx", title="Bài thứ hai")
    office.settle()
    assert "Có 2 văn bản và 1 tệp khác" in office.reply(office.khay / "Lễ hội")


def test_what_is_approved_and_cannot_go_out_says_why(office, photo):
    office.drop("Lễ hội/bai.docx", title="Lễ hội làng")
    (office.khay / "Lễ hội/ruoc.jpg").write_bytes(photo)
    office.settle()
    moved = office.khay / APPROVED / "Lễ hội"
    shutil.move(office.khay / "Lễ hội", moved)
    office.settle()
    said = office.reply(moved)
    must, advice = said.partition("Phải sửa mới đăng được")[2].split("Nên xem lại")
    assert "bài chưa lên được" in said and "Ảnh ruoc.jpg chưa có chú thích" in must
    assert "chưa ghi người chụp" in advice and "chú thích. Hãy" not in advice


def test_a_fault_of_the_check_keeps_no_story_back(office, monkeypatch):
    def fail(*_):
        raise ZeroDivisionError

    monkeypatch.setattr("plugins.intray.handle_drop.check", fail)
    file = office.drop(f"{APPROVED}/bao-cao.docx")
    office.settle()
    assert len(office.stories()) == 1 and "Đã duyệt: bài lên" in office.reply(file)


def test_three_hundred_photos_of_which_many_have_one_name_all_come_and_are_told(office, photo):
    office.drop("le-hoi/bai.docx", title="Lễ hội làng")
    for number in range(300):
        path = office.khay / f"le-hoi/{number // 100}/ảnh ({number % 100}).JPG"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(photo + bytes([number % 256, number // 256]))
    office.settle()
    [story] = office.stories()
    names = re.findall(r"!\[\]\((.+?)\)", story.read_text("utf-8"))
    assert names[0] == "anh-0.jpg" and all(re.fullmatch(r"[a-z0-9-]+\.jpg", name) for name in names)
    assert len({(story.parent / name).read_bytes() for name in names}) == len(names) == 300
    assert "Có 300 ảnh" in office.reply(office.khay / "le-hoi")


def test_what_was_withdrawn_stays_so_whatever_is_dropped(office):
    file = office.drop("a.docx")
    office.settle()
    [story] = office.stories()
    story.write_text(
        story.read_text("utf-8").replace("status: nháp", "status: withdrawn\nreason: Sai"), "utf-8"
    )
    file.rename(office.khay / APPROVED / "a.docx")
    office.settle()
    assert "status: withdrawn" in story.read_text("utf-8")
    office.drop(f"{APPROVED}/a.docx", "Chữ khác.")
    office.settle()
    assert "status: withdrawn" in story.read_text("utf-8") and "Chữ khác" in story.read_text("utf-8")


def test_a_link_in_the_folder_leads_nowhere(office):
    (office.khay / "etc").symlink_to("/etc")
    office.settle()
    assert drops(office.khay) == [] and office.stories() == []


def half(path: Path, whole: bytes) -> None:
    path.write_bytes(whole[: len(whole) // 2])


def test_what_is_half_copied_waits_or_is_told_and_taken_when_it_is_whole(office):
    whole = office.drop("a.docx").read_bytes()
    half(office.khay / "a.docx", whole)
    office.look.again(NOW)
    (office.khay / "a.docx").write_bytes(whole)
    office.look.again(NOW)
    assert office.stories() == []
    half(office.khay / "a.docx", whole)
    office.settle()
    assert "Chưa đưa vào được" in office.reply(office.khay / "a.docx") and office.stories() == []
    (office.khay / "a.docx").write_bytes(whole)
    office.settle()
    assert len(office.stories()) == 1 and len(office.kept()) == 2


def test_a_file_that_word_has_open_waits_until_it_is_closed(office):
    file = office.drop("bao-cao.docx")
    lock = office.khay / "~$o-cao.docx"
    lock.write_bytes(b"x")
    office.settle()
    assert office.stories() == [] and "Word đang mở" in office.reply(file)
    lock.unlink()
    office.settle()
    assert len(office.stories()) == 1


@pytest.mark.parametrize(
    "name, told",
    [
        ("anh.jpg", "không có tệp Word"),
        ("cu.doc", "lưu thành .docx"),
        ("goi.zip", "giải nén"),
        ("quet.pdf", "Hãy thả bản Word"),
        ("bang.xlsx", "chép bảng vào một tệp Word"),
        ("thu.rtf", "lưu thành .docx"),
        ("hong.docx", "Chưa đưa vào được"),
        ("trong", None),
        ("dang-chep.docx.part", None),
        ("~$a.docx", None),
    ],
)
def test_what_is_no_document_is_told_and_left_as_it_is(office, name, told):
    path = office.khay / name
    path.write_bytes(b"PK nothing") if "." in name else path.mkdir()
    office.settle()
    assert office.stories() == [] and path.exists()
    assert path.with_name(name + REPLY).exists() is (told is not None)
    assert told is None or told in office.reply(path)


def test_a_folder_of_too_many_files_is_told(office):
    folder = office.khay / "nhieu"
    folder.mkdir()
    for number in range(MOST_FILES + 2):
        (folder / f"{number}.jpg").touch()
    office.settle()
    assert f"hơn {MOST_FILES} tệp" in office.reply(folder)
    assert len(drops(office.khay)[0].stamp) == MOST_FILES + 1


def test_a_share_that_goes_away_is_waited_for(office, capsys):
    office.drop("a.docx")
    aside = office.root / "aside"
    office.khay.rename(aside)
    (office.root / "khay").write_text("no folder")
    assert office.look.again(NOW) in (True, False)
    (office.root / "khay").unlink()
    aside.rename(office.khay)
    office.settle()
    assert len(office.stories()) == 1


def test_the_command_takes_what_is_there_and_says_what_it_did(office, monkeypatch, capsys):
    monkeypatch.chdir(office.root)
    monkeypatch.setattr("plugins.intray.__main__.EVERY", 0)
    office.drop("a.docx")
    assert main(["--settings", "settings.py", "watch", "--once"]) == 0
    assert "a.docx: Đã thành bài nháp" in capsys.readouterr().out and len(office.stories()) == 1
    assert main(["--settings", "settings.py", "watch", "--tray", "khong-co"]) == 1
    assert "Không có thư mục này" in capsys.readouterr().err
    shutil.rmtree(office.khay)
    assert len(office.stories()) == 1


def test_what_the_handbook_says_of_replies_is_what_they_say():
    handbook = (ROOT / "docs/bien-tap.md").read_text("utf-8")
    table = re.search(r"^### Khay nhận bài$.*?(?=^### )", handbook, re.M | re.S)[0]
    own = [each for module in (refusals, handle_drop, watch) for each in vars(module).values()]
    said = "\n".join(filter(lambda each: isinstance(each, str), [*own, *word_sentences.FOR_WORD.values()]))
    said = re.sub(r"\{\d*\}", "…", said).replace("Mục “…”", "Mục “chuyên mục”")
    told = [each for row in table.split("\n")[4:] for each in re.findall(r"`([^`]*…)`", row.split(" | ")[0])]
    assert len(told) > 10
    for each in told:
        assert each.removesuffix("…").strip() in said, each


def test_the_handbooks_name_the_folder_and_the_unit():
    editors, administrators = (
        (ROOT / f"docs/{name}.md").read_text("utf-8") for name in ("bien-tap", "quan-tri")
    )
    assert APPROVED in editors and REPLY in editors
    assert "make intray" in administrators and "tram-tin-intray.service" in administrators
