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
from tests.office import KINDS, Paper, made
from tests.site import ROOT

SECTIONS = (Section("Tin tức nổi bật", "tin-tuc"), Section("Thông báo", "thong-bao"))
NOW = datetime(2026, 11, 28, 8, 30)
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
    return folder, made(folder)


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
    parse_story(done.place.path / "index.md", done.place.text, BodyParser())


@pytest.mark.parametrize("kind", [make.__name__ for make in KINDS])
def test_words_cells_and_photos_of_a_word_document_arrive_in_order(papers, kind, tmp_path):
    folder, found = papers
    for name, paper in found.items():
        if paper.kind == kind:
            assert_whole(paper, brought(word.read(folder / f"{name}.docx", name), tmp_path / name))


@pytest.mark.parametrize("kind", [make.__name__ for make in KINDS])
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


def test_a_report_needs_few_edits(papers, tmp_path):
    """At most five: what the portal has to ask of a person, and what it says of the story as written."""
    folder, _ = papers
    done = brought(word.read(folder / "report-0.docx", "report-0"), tmp_path, section="thong bao")
    fields, _ = read_again(done)
    assert fields["author"] == "Thanh Thạo" and fields["category"] == "Thông báo"
    assert len(done.notes) + len(done.losses) <= 5


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
