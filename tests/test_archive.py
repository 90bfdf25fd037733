"""Older stories: addresses that a new story never renumbers."""

import random
from datetime import datetime, timedelta
from types import SimpleNamespace

from plugins.archive.listing import Listing, months_of, tag_fronts, years_of


def built(site) -> None:
    result = site.build()
    assert result.returncode == 0, result.stderr


def pages(site) -> dict[str, str]:
    return {
        path.relative_to(site.output).as_posix(): path.read_text("utf-8")
        for path in site.output.rglob("*.html")
    }


def test_nothing_is_listed_for_no_stories():
    assert months_of([], "/tin/") == () and years_of((), "/tin/") == () and tag_fronts([], 30) == ()


def test_months_of_all_stories_are_shared_out_on_sections_and_tags():
    some, days = random.Random(16), datetime(2024, 6, 6)
    sections = [SimpleNamespace(slug=slug, url=f"/{slug}/") for slug in ("y-te", "kinh-te", "van-hoa")]
    tags = [SimpleNamespace(slug=slug, name=slug) for slug in ("chi-bo", "an-toan", "gao")]
    stories = [
        SimpleNamespace(
            date=days - timedelta(days=9 * at), section=some.choice(sections), tags=some.sample(tags, 2)
        )
        for at in range(90)
    ]
    listing = Listing(stories)
    assert listing.years == years_of(months_of(stories, "/tin/"), "/tin/")
    for section in sections:
        own = [story for story in stories if story.section is section]
        assert listing.by_section[section.slug] == months_of(own, section.url)
    for front, tag in zip(tag_fronts(listing.months, 5), sorted(tags, key=lambda tag: tag.slug), strict=True):
        own = [story for story in stories if tag in story.tags]
        months = months_of(own, f"/the/{tag.slug}/")
        assert (front.newest, front.years) == (tuple(own[:5]), years_of(months, f"/the/{tag.slug}/"))


def test_months_years_and_tags_have_pages(site):
    site.story("a", "Bài A", "2024-06-06 08:00", "Y tế", tags="[Đảng bộ, Chi bộ]")
    site.story("b", "Bài B", "2024-06-05 08:00", "Kinh tế", tags="[Chi bộ]")
    site.story("c", "Bài C", "2023-01-05 08:00", "Y tế")
    built(site)
    june = site.page("/tin/2024/06/")
    assert june.index("Bài A") < june.index("Bài B") and "Bài C" not in june
    assert 'href="/tin/2023/01/"' in june  # leads to the month before it
    assert "Bài B" not in site.page("/y-te/2024/06/")
    assert 'href="/tin/2024/06/"' in site.page("/tin/2024/")
    assert 'href="/tin/2023/"' in site.page("/tin/")
    assert "Bài A" in site.page("/the/dang-bo/2024/") and "Bài B" not in site.page("/the/dang-bo/")
    tags = site.page("/the/")
    assert tags.index("Chi bộ (2)") < tags.index("Đảng bộ (1)")


def test_a_new_story_rewrites_no_old_story_and_no_old_month(site):
    for month in range(1, 6):
        for day in range(1, 8):
            site.story(f"bai-{day}", f"Bài {day}", f"2024-{month:02d}-{day:02d} 08:00", tags="[Chi bộ]")
    built(site)
    before = pages(site)
    site.story("bai-moi", "Bài mới", "2024-06-01 08:00", tags="[Chi bộ]")
    built(site)
    after = pages(site)
    assert before.keys() <= after.keys()
    changed = {name for name, text in before.items() if after[name] != text}
    assert changed == {
        "index.html",
        "y-te/index.html",
        "tin/index.html",
        "tin/2024/index.html",
        "the/index.html",
        "the/chi-bo/index.html",
        "the/chi-bo/2024/index.html",
        "404.html",
        "bao-tri.html",
        "tim-kiem/index.html",
    }


def test_a_story_lists_older_ones_of_its_section_and_never_newer_ones(site):
    for day in range(1, 9):
        site.story(f"bai-{day}", f"Bài {day}.", f"2024-06-{day:02d} 08:00")
    site.story("khac", "Mục khác", "2024-06-01 07:00", "Kinh tế")
    built(site)
    page = site.page("/tin/2024/06/bai-7/")
    assert [f"Bài {day}." in page for day in range(1, 9)] == [False] + [True] * 6 + [False]
    assert "Mục khác" not in page
