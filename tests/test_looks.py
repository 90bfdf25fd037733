"""`make looks` takes each page in each look and lays the pictures side by side."""

from pathlib import Path

from tests.looks.__main__ import BEFORE, drawn, keep_last
from tests.looks.look import LOOKS


def test_what_was_taken_last_stands_beside_what_is_taken_now(tmp_path: Path):
    (tmp_path / "home-00.jpg").write_bytes(b"first")
    keep_last(tmp_path)
    assert [path.name for path in tmp_path.glob("*.jpg")] == []
    assert (tmp_path / BEFORE / "home-00.jpg").read_bytes() == b"first"
    keep_last(tmp_path)  # nothing new was taken: what is there stays
    assert (tmp_path / BEFORE / "home-00.jpg").exists()


def test_the_page_marks_what_has_changed():
    shots = [{"file": f"home-{n}.jpg", "look": look.name, "changed": n == 1} for n, look in enumerate(LOOKS)]
    page = drawn([{"kind": "home", "address": "/", "shots": shots}], compared=True)
    assert page.count('class="changed"') == 1 and f'href="{BEFORE}/home-1.jpg"' in page
    assert all(f'src="{shot["file"]}"' in page for shot in shots)
