"""make start: the sample portal becomes an owner's own."""

import shutil
import subprocess
import sys

import pytest

from plugins.core import schema, settings_file
from plugins.portal.settings import PortalSettings
from plugins.start import sample
from plugins.start.__main__ import start
from plugins.start.answers import SECTIONS, taken
from plugins.start.settings_text import map_of, settings_text
from tests.project import make_project
from tests.site import ROOT

GIVEN = {
    "LEVEL": "Xã",
    "NAME": "Xã An Khánh",
    "TELEPHONE": "024 3365 1234",
    "EMAIL": "ankhanh@hanoi.example",
    "RESPONSIBLE": "Chủ tịch UBND xã",
    "DOMAIN": "AnKhanh.hanoi.example/",
}
AN_KHANH = GIVEN | {"CLEAN": "1"}


@pytest.fixture
def project(tmp_path):
    project = make_project(tmp_path / "cong")
    shutil.rmtree(project.folder / "content")
    # Photos would take a minute; their stories are what matters here.
    photos = shutil.ignore_patterns("*.jpg", "*.png", "*.webp", "*.heic")
    shutil.copytree(ROOT / "content", project.folder / "content", ignore=photos)
    return project


def test_from_nothing_to_a_site_under_the_owners_name(project, capsys):
    assert start(project.folder, AN_KHANH, None) == 0
    said = capsys.readouterr()
    assert said.err == "" and "make publish" in said.out
    values = settings_file.values(project.folder / "publishconf.py")
    portal = schema.checked(PortalSettings, values["PORTAL"], "PORTAL")
    assert portal.organisation.place == "xã An Khánh" and portal.sample == ""
    assert portal.organisation.body == "Ủy ban nhân dân xã An Khánh"
    assert values["SITEURL"] == "https://ankhanh.hanoi.example"
    assert len((project.folder / "pelicanconf.py").read_text("utf-8").splitlines()) < 100
    built = project.build()
    assert built.returncode == 0 and "Lưu ý" not in built.stderr, built.stderr
    assert "xã An Khánh" in project.page("/") and "Trang mẫu" not in project.page("/")
    pages = [path.read_text("utf-8") for path in (project.folder / "output").rglob("*.html")]
    assert not [page for page in pages if "Hoài Đức" in page]
    moved = project.folder / ".cache/trang-mau/content"
    assert len([*moved.rglob("index.md")]) == len(sample.LIST.read_text("utf-8").splitlines())


def test_sample_stories_under_an_owners_name_are_not_published(project, capsys):
    assert start(project.folder, GIVEN | {"CLEAN": "0"}, None) == 0
    assert "make publish sẽ không đăng" in capsys.readouterr().out
    built = project.build()
    assert built.returncode == 1 and "bài và album của trang mẫu" in built.stderr
    preview = project.run("plugins.build", "build", "--settings", "pelicanconf.py", "--output", "xem")
    assert preview.returncode in (0, 3) and "trang mẫu" not in preview.stderr
    own = project.folder / sample.remaining(project.folder)[0]
    own.write_text(own.read_text("utf-8").replace("title: ", "title: Của xã: ", 1), "utf-8")
    assert start(project.folder, {"CLEAN": "1"}, None) == 0
    assert own.exists() and sample.remaining(project.folder) == []
    assert "MAP = {}" in (project.folder / "pelicanconf.py").read_text("utf-8")
    assert "trang mẫu" not in project.build().stderr
    assert start(project.folder, {"CLEAN": "1"}, None) == 1
    assert "đã là của cơ quan" in capsys.readouterr().err


def test_a_person_is_asked_until_the_answer_will_do(project, capsys):
    said = iter(
        (
            *("xom", "xã", "", "An Khánh", "", "", "", "", "0243 365 1234", "a@", "a@b.vn", "", "Bí thư"),
            *("!!!", "Tin xã; Thông báo", "an khánh", "http://127.0.0.1:8080"),
            *("300", "21,0", "", "105.72", "có"),
        )
    )
    assert start(project.folder, {}, lambda _: next(said)) == 0
    assert next(said, None) is None
    out = capsys.readouterr().out
    for words in (
        "phải là một trong",
        "không được để trống",
        "một địa chỉ thư",
        "Luật buộc",
        "từ 102 tới 118",
    ):
        assert words in out
    values = settings_file.values(project.folder / "publishconf.py")
    assert [each["slug"] for each in values["PORTAL"]["sections"]] == ["tin-xa", "thong-bao"]
    assert values["SITEURL"] == "http://127.0.0.1:8080"
    assert values["WEATHER"]["area"] == {"name": "An Khánh", "latitude": 21.0, "longitude": 105.72}


@pytest.mark.parametrize("missing", ["NAME", "TELEPHONE", "EMAIL", "RESPONSIBLE", "DOMAIN"])
def test_what_is_missing_is_named_and_nothing_is_changed(project, capsys, missing):
    before = (project.folder / "pelicanconf.py").read_bytes()
    assert start(project.folder, {**AN_KHANH, missing: ""}, None) == 1
    assert f"Lỗi · {missing}: " in capsys.readouterr().err
    assert (project.folder / "pelicanconf.py").read_bytes() == before
    assert sample.remaining(project.folder)


@pytest.mark.parametrize(
    ("name", "said", "kept"),
    [
        ("level", "Đặc khu", "đặc khu"),
        ("name", "xã  An Khánh ", "An Khánh"),
        ("domain", "https://a-b.gov.vn/", "https://a-b.gov.vn"),
        ("domain", "http://192.168.1.5:8080", "http://192.168.1.5:8080"),
        ("latitude", "", ""),
        ("sections", " Tin tức ;; Y tế", [("Tin tức", "tin-tuc"), ("Y tế", "y-te")]),
        ("body", 'Ủy ban "nhân dân" \\ xã', 'Ủy ban "nhân dân" \\ xã'),
    ],
)
def test_an_answer_is_kept_as_it_is_meant(name, said, kept):
    assert taken(name, said, {"level": "xã", "latitude": ""}) == kept


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("level", "thôn"),
        ("domain", "xã An Khánh"),
        ("domain", "a_b"),
        ("domain", "javascript:alert(1)"),
        ("domain", "a.vn/b"),
        ("sections", "Tin; tin"),
        ("sections", ";"),
        ("sections", "tìm kiếm; @@"),
        ("latitude", "105"),
        ("email", "ubnd"),
        ("telephone", ""),
    ],
)
def test_an_answer_that_will_not_do_is_refused(name, said):
    with pytest.raises(ValueError, match=r"\w"):
        taken(name, said, {"level": "xã", "latitude": ""})


def test_the_form_is_the_sample_with_answers_in_it():
    """What changes in pelicanconf.py changes in plugins/start/pelicanconf.txt too."""
    own = settings_file.own(ROOT / "pelicanconf.py")
    text = (ROOT / "pelicanconf.py").read_text("utf-8")
    answers = {**own["PORTAL"]["organisation"], "sample": own["PORTAL"]["sample"]}
    answers |= {"sections": taken("sections", SECTIONS, {}), "latitude": "21.05", "longitude": "105.70"}
    assert settings_text(answers, map_of(text)) == text


def test_the_list_of_the_sample_is_the_sample():
    """python -m plugins.start.sample > plugins/start/sample.txt"""
    assert sample.LIST.read_text("utf-8") == sample.listed_now(ROOT)


def test_the_command_stops_without_a_trace(project):
    run = subprocess.run(
        [sys.executable, "-m", "plugins.start"],
        cwd=project.folder,
        env={"PYTHONPATH": str(project.folder), "PATH": "/usr/bin:/bin"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    assert run.returncode == 1 and "Traceback" not in run.stderr and "Hãy gõ đủ" in run.stderr
