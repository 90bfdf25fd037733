"""Limits that the handbooks name are those of the code: whoever changes one is told of the other."""

import re
from pathlib import Path

import pytest

from plugins.backup.settings import BackupSettings
from plugins.check import files
from plugins.desk import folder
from plugins.gallery.settings import GallerySettings
from plugins.publish.releases import compress
from plugins.publish.server.config import PERIODS
from plugins.publish.settings import PublishSettings
from plugins.story import attachments
from plugins.views.settings import ViewsSettings
from tests.site import ROOT
from tests.test_pages_budget import ALL_BUT_PHOTOS, FIRST_PAINT

EDITORS, ADMINISTRATORS = "docs/bien-tap.md", "docs/quan-tri.md"
NUMBERS = dict(zip("hai ba bốn năm sáu bảy tám chín mười".split(), range(2, 11), strict=True))


def quarter() -> int:
    """Minutes between two runs of a timer that publishes everything."""
    return int(PERIODS["all"].removeprefix("*:0/"))


# (document, words around the number, what the code says)
LIMITS = [
    (EDITORS, r"Nên dưới (\S+) MB", attachments.HEAVY // attachments.MEGABYTE),
    (EDITORS, r"PDF nặng quá (\S+) MB", files.HEAVY_PDF // attachments.MEGABYTE),
    (EDITORS, r"đứng một mình nên có cạnh dài từ (\S+) điểm", files.ALONE),
    (EDITORS, r"ảnh xếp cạnh nhau từ (\S+) điểm", files.IN_ROW),
    (EDITORS, r"nhiều nhất (\S+) chữ, cắt ở chỗ hết ý", folder.LONGEST),
    (EDITORS, r"Ảnh tối đa (\S+) triệu điểm", GallerySettings().max_pixels // 1_000_000),
    (ADMINISTRATORS, r'"all"` thì mỗi (\S+) phút', quarter()),
    (ADMINISTRATORS, r"\b(Năm|\d+) bản gần nhất được giữ", PublishSettings().keep),
    (ADMINISTRATORS, r"bản cuối của mỗi ngày trong (\S+) ngày", PublishSettings().keep_days),
    (ADMINISTRATORS, r"Khi hơn (\S+) trang đổi một lúc", compress.FEW),
    (ADMINISTRATORS, r"mỗi ngày một bản trong (\S+) ngày", BackupSettings().days),
    (ADMINISTRATORS, r"mỗi tuần một bản trong (\S+) tuần", BackupSettings().weeks),
    (ADMINISTRATORS, r"mỗi tháng một bản trong (\S+) tháng", BackupSettings().months),
    ("docs/decisions/0004-one-bundle-of-styles.md", r"in at most (\S+) bytes of Brotli", FIRST_PAINT),
    ("theme/README.md", r"must fit in (\S+) bytes", FIRST_PAINT),
    ("docs/decisions/0007-headline-font.md", r"within (\S+) kB a page", ALL_BUT_PHOTOS // 1000),
    (ADMINISTRATORS, r"Trong (\S+) phút \(`VIEWS\[\"window\"\]`", ViewsSettings().window),
]


def number(word: str) -> int:
    return NUMBERS.get(word.lower()) or int(word.replace(".", "").replace(",", ""))


@pytest.mark.parametrize(("document", "words", "limit"), LIMITS)
def test_a_limit_that_a_handbook_names_is_the_codes(document, words, limit):
    found = re.findall(words, Path(ROOT / document).read_text("utf-8"))
    assert found, "the handbook says it in other words now"
    assert [number(each) for each in found] == [limit] * len(found)
