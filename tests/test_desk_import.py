"""A document of an office becomes a story: its words, tables and photos, in order; what is lost is named."""

import difflib
import re
import shutil
import subprocess
from datetime import datetime
from pathlib import Path

import pytest

from plugins.core.mistakes import MistakesFound
from plugins.desk import odt, word
from plugins.desk.importing import Imported, Wish, bring
from plugins.portal.settings import Section
from plugins.story.body import BodyParser
from plugins.story.story import parse_story
from tests.office import Paper, made
from tests.office_more import ALL, EDITED
from tests.site import ROOT

SECTIONS = (Section("Tin tức nổi bật", "tin-tuc"), Section("Thông báo", "thong-bao"))
NOW = datetime(2026, 11, 28, 8, 30)
# What alone may be named instead of brought: as it is told, and as the handbook lists it.
MAY_BE_NAMED = {
    "Tên cơ quan, quốc hiệu": "quốc hiệu, tên cơ quan",
    "Biểu đồ": "biểu đồ",
    "Sơ đồ": "sơ đồ SmartArt",
    "Hình dạng (?:EMF|WMF)": "hình EMF/WMF",
    "Dòng chữ ký số": "chữ ký số",
    "Đối tượng nhúng": "đối tượng nhúng",
    r"\d+ lời bình": "lời bình",
    "Chữ ở (?:đầu|chân) mỗi trang giấy": "chữ ở đầu và chân trang giấy",
    "Macro": "macro",
    "Mục lục": "mục lục",
    "Chữ ẩn": "chữ ẩn",
    "Tệp khác chèn nguyên": "tệp khác chèn nguyên vào văn bản",
    "Hình nằm ngoài tệp": "hình nằm ngoài tệp",
    "Công thức toán đem vào thành chữ thường": "công thức toán (thành chữ thường)",
}
LEAST = 0.98  # of words, in order
SAMPLE = next((ROOT / "content/tin/2024/06").glob("so-ket-*")) / "index.md"


def brought(document, root: Path, **wish) -> Imported:
    return bring(document, root, SECTIONS, Wish(**wish), NOW)


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def read_again(done: Imported) -> tuple[dict[str, str], str]:
    """(the head by field, the words of the whole story in order) of what was written."""
    text = (done.place.path / "index.md").read_text("utf-8")
    head, _, body = text.removeprefix("---\n").partition("\n---\n")
    fields = dict(line.split(": ", 1) for line in head.splitlines())
    body = re.sub(r"\\(.)", r"\1", re.sub(r"\]\(anh-\d+\.\w+|<br>", " ", body))
    return fields, " ".join([fields["title"], fields.get("summary", ""), body, fields["author"]])


def share(paper: Paper, text: str) -> float:
    """How many of the paper's words stand in `text` in their order."""
    said, got = words(" ".join(paper.said)), words(text)
    if " ".join(said) in " ".join(got):
        return 1.0
    blocks = difflib.SequenceMatcher(None, said, got, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / len(said)


@pytest.fixture(scope="module")
def papers(tmp_path_factory) -> tuple[Path, dict[str, Paper]]:
    folder = tmp_path_factory.mktemp("van-ban")
    found = made(folder, ALL)
    assert len(found) >= 40 and len(ALL) >= 12
    return folder, found


@pytest.fixture(scope="module")
def by_libreoffice(papers) -> Path:
    """The same documents as LibreOffice writes them, .odt and .docx."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not there")
    folder, _ = papers
    names = sorted(map(str, folder.glob("*-0.docx")))
    profile = f"-env:UserInstallation=file://{folder}/ho-so"
    for kind, out in (("odt", "odt"), ("docx", "docx")):
        command = [office, profile, "--headless", "--convert-to", kind, "--outdir", str(folder / out), *names]
        subprocess.run(command, check=True, capture_output=True, timeout=300)
    return folder


def assert_whole(paper: Paper, done: Imported) -> None:
    _, text = read_again(done)
    assert share(paper, text) >= LEAST, text
    assert done.photos == paper.photos
    lost = " ".join(map(str, done.losses))
    assert all(" / ".join(told.split("\n")) in lost for told in paper.told)
    assert all(re.match("|".join(MAY_BE_NAMED), str(loss)) for loss in done.losses), lost
    parse_story(done.place.path / "index.md", done.place.text, BodyParser())


@pytest.mark.parametrize("kind", [make.__name__ for make in ALL])
def test_words_cells_and_photos_of_a_word_document_arrive_in_order(papers, kind, tmp_path):
    folder, found = papers
    for name, paper in found.items():
        if paper.kind == kind:
            assert_whole(paper, brought(word.read(folder / f"{name}.docx", name), tmp_path / name))


@pytest.mark.parametrize("kind", [make.__name__ for make in ALL])
def test_so_do_those_of_libreoffice(papers, by_libreoffice, kind, tmp_path):
    name = f"{kind}-0"
    as_odt, as_docx = (by_libreoffice / f"{form}/{name}.{form}" for form in ("odt", "docx"))
    assert_whole(papers[1][name], brought(odt.read(as_odt, name), tmp_path / "odt"))
    assert_whole(papers[1][name], brought(word.read(as_docx, name), tmp_path / "docx"))


def test_captions_stand_under_their_photos(papers, tmp_path):
    folder, found = papers
    right = every = 0
    for name, paper in found.items():
        if paper.kind == "report":
            brought(word.read(folder / f"{name}.docx", name), tmp_path / name)
            text = next((tmp_path / name).rglob("index.md")).read_text("utf-8")
            wanted = [said for said in paper.said if re.search(r"phát biểu lần \d$", said)]
            got = re.findall(r"!\[(.*?)\]", text)
            right += sum(one == other for one, other in zip(wanted, got, strict=True))
            every += len(wanted)
    assert every == 15 and right >= 0.95 * every


def test_the_handbook_lists_all_that_may_be_named_instead_of_brought():
    chapter = re.search(
        r"^## Từ Word$.*?(?=^## )", (ROOT / "docs/bien-tap.md").read_text("utf-8"), re.M | re.S
    )[0]
    assert [told for told in MAY_BE_NAMED.values() if told not in chapter] == []


def edits(done: Imported, edited: str) -> list[tuple[list[str], list[str]]]:
    """(lines as they were brought, as an editor publishes them) of each place where the two differ."""
    written = (done.place.path / "index.md").read_text("utf-8").splitlines()
    wanted = edited.splitlines()
    places = difflib.SequenceMatcher(None, written, wanted, autojunk=False).get_opcodes()
    return [(written[a:b], wanted[c:d]) for what, a, b, c, d in places if what != "equal"]


@pytest.mark.parametrize("form", ["docx", "odt by LibreOffice", "docx by LibreOffice"])
def test_a_report_with_five_photos_needs_at_most_five_edits(request, papers, form, tmp_path):
    """The section, the line of the draft, and three photos of which the paper says not who took them."""
    suffix, _, by = form.partition(" by ")
    folder = request.getfixturevalue("by_libreoffice") / suffix if by else papers[0]
    file = folder / f"five_photos-0.{suffix}"
    done = brought((odt if suffix == "odt" else word).read(file, file.name), tmp_path)
    places = edits(done, EDITED)
    assert sum(max(len(wanted), 1) for _, wanted in places) <= 5, places
    left = [line for _, wanted in places for line in wanted if not line.startswith("category: ")]
    assert all(line.endswith(' "Ảnh: Thanh Thạo")') for line in left), places


def test_the_sample_story_from_word_is_the_page_that_was_typed(tmp_path):
    from docx import Document
    from docx.shared import Cm

    typed, values = parse_story(SAMPLE, "content/tin/2024/06/mau/index.md", BodyParser())
    paper = Document()
    paper.add_paragraph("Tin tức nổi bật")
    paper.add_paragraph().add_run(typed.title).bold = True
    paper.add_paragraph("Ngày đăng 06/06/2024 | 14:41  | View count: 158")
    for part in values["body"].source.strip().split("\n\n"):
        if photo := re.match(r"!\[(.*)\]\((\S+)", part):
            paper.add_paragraph().add_run().add_picture(str(SAMPLE.with_name(photo[2])), width=Cm(14))
            paper.add_paragraph().add_run(photo[1]).italic = True
        else:
            paper.add_paragraph(part)
    paper.add_paragraph("Thanh Thạo")
    paper.save(str(tmp_path / "so-ket.docx"))
    done = brought(word.read(tmp_path / "so-ket.docx", "so-ket.docx"), tmp_path)
    matter, again = parse_story(done.place.path / "index.md", done.place.text, BodyParser())
    for name in ("title", "date", "category", "author", "views_base", "summary"):
        assert getattr(matter, name) == getattr(typed, name), name
    html = [getattr(block, "html", None) for block in again["body"].blocks]
    assert html == [getattr(block, "html", None) for block in values["body"].blocks]
    assert [photo.caption for photo in again["body"].photos] == [p.caption for p in values["body"].photos]


def test_nothing_is_written_over(papers, tmp_path):
    folder, _ = papers
    document = word.read(folder / "plan-0.docx", "plan")
    place = brought(document, tmp_path).place
    (place.path / "index.md").write_text("của tôi", "utf-8")
    with pytest.raises(MistakesFound, match="không chép đè"):
        brought(document, tmp_path)
    assert (place.path / "index.md").read_text("utf-8") == "của tôi"
