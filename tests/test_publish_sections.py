"""A section renamed and a section taken away, as docs/quan-tri.md says."""

import re
import subprocess

import pelicanconf
from plugins.publish.targets.local import Local
from tests import copies
from tests.site import ROOT

HANDBOOK = (ROOT / "docs/quan-tri.md").read_text("utf-8")
SECTIONS = pelicanconf.PORTAL["sections"]
BASE = {
    "SITEURL": "https://cong.example",
    "PUBLISHING": True,
}


def publish(site) -> subprocess.CompletedProcess:
    return copies.run("plugins.publish", "--settings", "settings.py", "publish", folder=site.folder)


def test_a_section_is_renamed_and_one_is_taken_away(site):
    """Whoever forgets the stories is told of each, and they stay public; no old address goes dead."""
    typed = re.search(r"^ *(grep -rlZ .*)$", HANDBOOK, re.M)[1]
    rows = re.search(r" *(- cũ: /y-te/\n *mới: /suc-khoe/\n)", HANDBOOK)[1]
    current = Local(site.folder / "public_html").current
    site.settings(**BASE)
    for number in range(1, 5):
        site.story(f"bai-{number}", f"Bài {number}", f"2024-01-0{number} 08:00", category="Y tế")
    site.story("khac", "Bài khác", "2024-01-09 08:00", category="Giáo dục")
    assert publish(site).returncode == 0

    renamed = [
        {"name": "Sức khỏe", "slug": "suc-khoe"} if section["slug"] == "y-te" else section
        for section in SECTIONS
    ]
    site.settings(**BASE, **{"PORTAL.sections": renamed})
    told = publish(site)
    assert told.returncode == 3 and "bai-1/index.md" in told.stderr
    assert (current / "tin/2024/01/bai-1/index.html").exists()

    subprocess.run(["bash", "-c", typed], cwd=site.folder, check=True)
    site.write("content/du-lieu/chuyen-huong.yaml", re.sub(r"\n +mới", "\n  mới", rows))
    told = publish(site)
    assert told.returncode == 0, told.stderr
    assert "/tin/2024/01/bai-1/" in (current / "suc-khoe/index.html").read_text("utf-8")
    assert "/suc-khoe/" in (current / "y-te/index.html").read_text("utf-8")

    site.settings(**BASE, **{"PORTAL.sections": [each for each in renamed if each["slug"] != "kinh-te"]})
    told = publish(site)
    assert told.returncode == 0, told.stderr
    assert "không có tin nào" in (current / "kinh-te/index.html").read_text("utf-8")
