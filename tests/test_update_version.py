"""The version of the software, and what its CHANGELOG tells owners."""

import pytest

from plugins.update.__main__ import main
from plugins.update.version import HEADING, Version, news_since, version_of
from tests.site import ROOT

CHANGELOG = """# Changelog

## Unreleased

## 1.10.0 · 2027-02-03

### Khi cập nhật

- Việc mới nhất.

## 1.9.0 · 2027-01-02

### For readers

- Something.

### Khi cập nhật

- Một việc.
- Hai việc.

### For editors

- Something else.

## 1.8.0 · 2026-12-01

### Khi cập nhật

- Đã biết.
"""


def test_this_version_has_a_date_and_words_for_owners(monkeypatch, capsys):
    version = version_of(ROOT)
    assert version.date, "a version is dated in CHANGELOG.md: ## 0.2.0 · 2026-11-28"
    assert HEADING.search((ROOT / "CHANGELOG.md").read_text("utf-8"))[1] == version.number
    monkeypatch.chdir(ROOT)
    assert main(["version"]) == 0
    assert capsys.readouterr().out == f"Trạm Tin {version.number} ({version.date})\n"


def test_owners_are_told_of_all_versions_after_theirs(tmp_path):
    (tmp_path / "CHANGELOG.md").write_text(CHANGELOG, "utf-8")
    assert news_since(tmp_path, Version("1.8.0")) == ["Việc mới nhất.", "Một việc.", "Hai việc."]
    assert news_since(tmp_path, Version("1.9.0")) == ["Việc mới nhất."], "10 comes after 9"
    assert news_since(tmp_path, Version("1.10.0")) == []


@pytest.mark.parametrize("text", ["", "[project]\nname = 'khac'\nversion = '1'\n", "[project\n"])
def test_a_folder_that_holds_no_engine_is_named(tmp_path, text):
    (tmp_path / "pyproject.toml").write_text(text, "utf-8")
    with pytest.raises(ValueError, match="không phải thư mục của phần mềm"):
        version_of(tmp_path)
