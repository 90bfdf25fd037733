"""Files beside a story: found by the names people see, told with type and size, played where they can be."""

import pytest

from plugins.story.attachments import size_in_words

MP3 = b"ID3\x04" + b"\0" * 1200
OTHER_MP3 = b"\xff\xfb\x90\x64" + b"\0" * 500


def box(kind: bytes, data: bytes = b"") -> bytes:
    return (len(data) + 8).to_bytes(4) + kind + data


MP4 = box(b"ftyp", b"isom\0\0\0\0") + box(b"moov", b"avc1") + box(b"mdat", b"\0" * 1_230_000)
M4A = box(b"ftyp", b"M4A \0\0\0\0") + box(b"mdat", b"\0" * 50) + box(b"moov", b"mp4a")
PAGE = "/tin/2024/06/bai-thu/"


def beside(site, body, **files):
    """A story with `body` and, beside it, `files` by name."""
    folder = site.story(body=body).parent
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return site


@pytest.mark.parametrize(
    ("size", "words"),
    [(1, "1 KB"), (64_001, "65 KB"), (999_999, "1000 KB"), (1_230_000, "1,2 MB"), (25_000_000, "25,0 MB")],
)
def test_sizes_are_told_as_people_write_them(size, words):
    assert size_in_words(size) == words


@pytest.mark.parametrize(
    ("on_disk", "typed", "address"),
    [
        ("Mẫu\u202fđơn.pdf", "<Mẫu đơn.pdf>", "M%E1%BA%ABu%20%C4%91%C6%A1n.pdf"),
        ("\u200eMau.pdf", "Mau.pdf", "Mau.pdf"),
        ("tăng 50%.pdf", "<tăng 50%.pdf>", "t%C4%83ng%2050%25.pdf"),
        ("a\u00a0b.pdf", "a%20b.pdf", "a%20b.pdf"),
        ("a.pdf", "a.pdf#page=3", "a.pdf#page=3"),
        ("a.pdf", f"{PAGE}a.pdf", f"{PAGE}a.pdf"),
    ],
)
def test_the_link_leads_to_a_clean_address_of_the_file_and_tells_its_size(site, on_disk, typed, address):
    beside(site, f"Tải [mẫu]({typed}) về.", **{on_disk: b"%PDF" + b"x" * 1_200_000})
    assert site.build().returncode == 0
    page = site.page(PAGE)
    assert f'href="{address}">mẫu <span class="file-size">(PDF, 1,2 MB)</span></a>' in page
    (published,) = (site.output / PAGE.strip("/")).glob("*.pdf")
    assert "\u202f" not in published.name and "\u200e" not in published.name


def test_a_size_that_the_editor_wrote_is_not_told_twice(site):
    beside(site, "Tải [mẫu đơn (PDF, 3 MB)](a.pdf).", **{"a.pdf": b"%PDF"})
    assert site.build().returncode == 0 and "file-size" not in site.page(PAGE)


def said(site):
    result = site.build()
    return result.stdout + result.stderr


@pytest.mark.parametrize(
    ("body", "files", "words"),
    [
        ("[a](a.rar)", {"a.rar": b"Rar!"}, "Tệp .rar không đăng được; các kiểu đăng được: csv, doc"),
        ("[a](lich.ics)", {"lich.ics": b"BEGIN"}, "Tệp .ics không đăng được"),
        ("[a](so-do.jpg)", {"so-do.jpg": b"x"}, "![chú thích](so-do.jpg)"),
        ("[a](Mau-Don.pdf)", {"mau-don.PDF": b"%PDF"}, "Có phải ý bạn là “mau-don.PDF”?"),
        ("[a](maudon.pdf)", {"mau-don.pdf": b"%PDF"}, "Có phải ý bạn là “mau-don.pdf”?"),
        ("[a](<a–b.pdf>)", {"a—b.pdf": b"%PDF", "a‑b.pdf": b"%PDF"}, "có nhiều tệp trùng tên"),
        ("[a](a.mp3)", {"a.mp3": b"RIFF" + b"\0" * 90}, "Tệp a.mp3: bên trong không phải MP3"),
        ("[a](a.mp4)", {"a.mp4": MP3}, "Tệp a.mp4: bên trong không phải MP4"),
        ("[a](a.m4a)", {"a.m4a": b""}, "Tệp a.m4a: bên trong không phải M4A"),
        ("[a](a.mp4)", {"a.mp4": MP4[:-9]}, "Tệp a.mp4: tệp bị cụt"),
        ("[a](a.mp4)", {"a.mp4": MP4.replace(b"avc1", b"hvc1")}, "H.265"),
        ("[a](a.mp3)", {"a.mp3": MP3 + b"\0" * 20_000_000}, "Tệp a.mp3 nặng 20,0 MB"),
    ],
)
def test_a_file_that_readers_could_not_use_is_told_with_a_way_out(site, body, files, words):
    told = said(beside(site, body, **files))
    assert words in told and "/tin/2024/06/" not in told.partition("Có phải")[2]


def test_sound_and_films_alone_in_a_paragraph_are_played_in_the_page(site):
    body = (
        "[Bản tin](ban-tin.mp3)\n\n[Hội nghị](hoi-nghi.mp4)\n\n[Lời](loi.m4a)\n\nNghe [bản tin](ban-tin.mp3)."
    )
    files = {"ban-tin.mp3": OTHER_MP3, "hoi-nghi.mp4": MP4, "loi.m4a": M4A}
    beside(site, body, **files)
    assert site.build().returncode == 0
    page = site.page(PAGE)
    assert page.count('<audio class="player__audio" controls preload="none"') == 2
    assert page.count('<video class="player__video" controls preload="none"') == 1
    assert "autoplay" not in page and "(MP4, 1,2 MB)" in page and page.count(" download>") == 3
    for name, data in files.items():
        assert (site.output / PAGE.strip("/") / name).read_bytes() == data
