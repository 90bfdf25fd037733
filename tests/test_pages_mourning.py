"""Quốc tang: while it lasts, nothing on the portal is red or gold."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from PIL import Image

from tests.browser import LOOKS, axe_finds
from tests.server import serving
from tests.site import make_site

DAY = datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).date().isoformat()
TODAY = {"starts": DAY, "ends": DAY}
RUNNING, PAST = TODAY, {"starts": "2024-07-25", "ends": "2024-07-26"}


@pytest.fixture(scope="module", params=[RUNNING, PAST], ids=["mourning", "past"])
def portal(request, tmp_path_factory):
    """(whether the portal mourns, its address) of a small portal with one story."""
    site = make_site(tmp_path_factory.mktemp("mourning"))
    site.write("content/du-lieu/thong-bao.yaml", "- text: Bão số 3 đổ bộ.\n")
    site.settings(**{"PORTAL.mourning": request.param})
    site.story(tags="[Lễ tang]", label="Bài mẫu", body="> Trích dẫn\n\n- Một\n- Hai")
    run = site.build()
    assert run.returncode == 0, run.stderr
    with serving(site.output) as url:
        yield request.param is RUNNING, url


def coloured(picture) -> int:
    """Pixels of a screenshot that are red, orange or gold rather than grey or blue."""
    pixels = Image.open(picture).convert("HSV").get_flattened_data()
    warm = (hue < 45 or hue > 230 for hue, saturation, value in pixels if saturation > 90 and value > 90)
    return sum(warm)


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("address", ["/", "/tin/2024/06/bai-thu/"])
def test_mourning_takes_red_and_gold_away_and_gives_them_back(page, portal, tmp_path, address, look):
    mourns, url = portal
    page.emulate_media(color_scheme=look)
    page.goto(url + address)
    page.screenshot(path=tmp_path / "page.png", full_page=True)
    assert (coloured(tmp_path / "page.png") == 0) is mourns


@pytest.mark.parametrize("look", LOOKS)
def test_page_in_mourning_is_as_accessible_as_ever(page, portal, look):
    page.emulate_media(color_scheme=look)
    page.goto(f"{portal[1]}/tin/2024/06/bai-thu/")
    assert axe_finds(page) == []
