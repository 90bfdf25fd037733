"""The real story of 6 June 2024 stands on its page word for word."""

import unicodedata
from hashlib import sha256

import pytest

from tests.sample import SAMPLE_STORY, words
from tests.site import ROOT

# The text as it was published elsewhere; not part of the repository.
SOURCE = ROOT.parent / "shared" / "data" / "sample-story.txt"
# Headline, paragraphs and captions in the order of the page, then the author:
# (SHA-256 of the words in UTF-8, NFC, with single spaces; how it begins).
PARTS = [
    ("1a5b3341a2772e8770b1551d856be8a6d70293c9f518f9d2b0b7e4333df39f12", "Huyện uỷ Sơ kết 03 năm thực"),
    ("9cb63f4811049ac7dc6e60bff6316579b6fbe32be4d2263373537a4f5b84482d", "Sáng 06/6, Ban Thường vụ"),
    ("666b3ea5d2010c6f439142871d83f12fc797dfb3f3c71f6debf77b225e143e7c", "Đồng chí Nguyễn Đăng Sơn-UV"),
    ("7a6b07e646e79b1457a9444d8d5535850d715fa3fdc12a2b3e80580ed7d15e48", "Sau khi nhận được Đề án số"),
    ("3a523443e82ef69dcd776528fbaedbd87176c264f33d5a33260a58506ec452e8", "Đại biểu dự hội"),
    ("a6c80481c17e2dd8c1a183526e0297c7ec46d85312391a6a557f185d2f9024ce", "Để cụ thể hóa Đề án số 11,"),
    ("7ff4e681718ab44a1bc09d36a35a1be5d817d1602a5fd0d81a5b977582a1b2ba", "Sau 03 năm thực hiện Đề án"),
    ("81cb8e72c272c073e8ff5489e8dfa2d970cb14b7ac1d12799cb2cd8d210300e7", "Các đại biểu tham luận tại"),
    ("ef210ce9095868d4fae79d62539007bf1e506bb7efe6b9bbe06dbf1b4dcc5a76", "Để chỉ đạo và định hướng"),
    ("2110695abc33fbeb8a92c88312658535541dfe0e9ab5f5af7971b903a3111477", "Nội dung, hình thức sinh"),
    ("03d802c7e00d93a083ff05b00f8755c895fef41b44c4179b0b31c83f2cfa7639", "Việc đề ra và ban hành Nghị"),
    ("876e0144936bbced4b3e2c5ed596133a03b786ac102ccb848e3660ee1abcf0e4", "Đồng chí Trần Văn Nghĩa-Phó"),
    ("7299109c50ec4c6a0643f3564fc0c12e5b228f04bf617d1e1314b02b1a527706", "Phát biểu tại hội nghị,"),
    ("909bcc97d8862d49fe1cfbb5dc3727912b81c7e5a101c8cddde2eb891ad6fea4", "Thanh"),
]
CAPTIONS = (2, 4, 7, 11)  # those of PARTS that stand under photos


@pytest.fixture
def story(pages):
    return pages[SAMPLE_STORY]


def parts_of(story) -> list[str]:
    """The words of the story as a reader meets them; the photos' credits are not the author's."""
    body = [words(e) for e in story.query(".body p, .body [data-caption]")]
    return [story.headline, *body, words(story.query(".story__author")[0])]


def digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def test_story_is_told_word_for_word_and_in_order(story):
    assert [(digest(part), start) for part, (_, start) in zip(parts_of(story), PARTS, strict=False)] == PARTS
    assert len(parts_of(story)) == len(PARTS)


def test_story_begins_where_we_think(story):
    assert [part[: len(start)] for part, (_, start) in zip(parts_of(story), PARTS, strict=True)] == [
        start for _, start in PARTS
    ]


def test_digests_are_those_of_the_source():
    """Told only where the source lies beside the repository; the digests hold everywhere."""
    if not SOURCE.is_file():
        return
    text = unicodedata.normalize("NFC", SOURCE.read_text("utf-8"))
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    section, headline, _byline, lead, caption, rest_of_caption, *others = lines
    assert section == "Tin tức nổi bật"
    told = [headline, lead, f"{caption} {rest_of_caption}", *others[: len(PARTS) - 3]]
    assert [digest(part) for part in told] == [digest for digest, _ in PARTS]


def test_byline_says_day_time_and_views(story):
    assert words(story.query(".byline")[0]) == "Ngày đăng 06/06/2024 | 14:41 | Lượt xem: 158"


def test_both_spellings_of_the_source_are_kept(story):
    text = " ".join(parts_of(story))
    assert "Huyện uỷ" in text and "Huyện ủy" in text


def test_four_photos_stand_where_the_source_has_them(story):
    captions = [words(e) for e in story.query(".body [data-caption]")]
    assert [digest(caption) for caption in captions] == [PARTS[index][0] for index in CAPTIONS]
    assert len(story.query(".body figure img")) == 4
    assert [words(e) for e in story.query(".body .photo__credit")] == ["Ảnh minh họa"] * 4


def test_story_stands_in_its_section_and_shows_the_way(story, pages):
    steps = [words(e) for e in story.query(".breadcrumb li")]
    assert steps[:2] == ["Trang chủ", "Tin tức nổi bật"]
    listed = [e.attrs["href"] for e in pages["/tin-tuc-noi-bat/2024/06/"].query(".teaser a")]
    assert SAMPLE_STORY in listed


def test_older_stories_are_older_and_of_the_same_section(story, pages):
    for link in story.query(".older .teaser__title a"):
        older = pages[link.attrs["href"]]
        assert older.query("time")[0].attrs["datetime"] <= story.query("time")[0].attrs["datetime"]
        assert words(older.query(".breadcrumb li")[1]) == "Tin tức nổi bật"
