"""What `make import` takes for a report of ten pages with twelve photos of 12 megapixels."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from docx import Document
from docx.shared import Cm
from PIL import Image

from tests.office import SENTENCES
from tests.site import ROOT, make_site

ROUNDS, PHOTOS, SIZE = 3, 12, (4000, 3000)
PARAGRAPHS = 70  # of seven sentences: about 6,000 words, ten pages
IMPORT = [sys.executable, "-m", "plugins.desk", "import"]


def run(_size: int) -> list[str]:
    """Brings the report as often as ROUNDS says; the rows to print."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "bao-cao.docx"
        _write(report)
        found = [_import(Path(folder) / str(turn), report) for turn in range(ROUNDS)]
    seconds, cpu = (median(each[number] for each in found) for number in (0, 1))
    return [
        f"Import of ten pages of Word with {PHOTOS} photos of 12 megapixels, median of {ROUNDS}:",
        f"{'seconds':>34}{'CPU s':>7}",
        f"{'whole process':>24}{seconds:>10.2f}{cpu:>7.2f}",
    ]


def _write(path: Path) -> None:
    document = Document()
    document.add_paragraph("Báo cáo kết quả thực hiện nhiệm vụ năm 2026")
    noise = Image.effect_noise((SIZE[0] // 8, SIZE[1] // 8), 60)
    for number in range(PARAGRAPHS):
        document.add_paragraph(" ".join(SENTENCES))
        if number < PHOTOS:
            photo = path.with_name(f"{number}.jpg")
            base = Image.new("RGB", SIZE, (20 * number, 120, 160))
            base.paste(noise.resize(SIZE).convert("RGB"), mask=Image.new("L", SIZE, 90))
            base.save(photo, quality=88)
            document.add_picture(str(photo), width=Cm(15))
            document.add_paragraph(f"Đoàn công tác kiểm tra tại thôn {number + 1}", style="Caption")
    document.save(str(path))


def _import(portal: Path, report: Path) -> tuple[float, float]:
    """(seconds, CPU seconds)"""
    site = make_site(portal).folder
    (site / "settings.py").rename(site / "pelicanconf.py")
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "FILE": str(report)}
    started = time.perf_counter()
    process = subprocess.Popen(IMPORT, cwd=site, env=environment, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    photos = list(site.glob("content/tin/*/*/*/anh-*.jpg"))
    if process.returncode or len(photos) != PHOTOS:
        raise SystemExit(f"{' '.join(IMPORT)} brought {len(photos)} photos, status {process.returncode}")
    return time.perf_counter() - started, usage.ru_utime + usage.ru_stime
