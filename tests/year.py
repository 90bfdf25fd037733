"""A year of a newsroom: stories come, are mended, moved, withdrawn; each day is published.

What is written is drawn from a seed. After each day the public site must hold what it promised.
"""

import random
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

import time_machine

from plugins.publish.address import is_promised, path_of
from tests.newsroom import SITEURL, Newsroom, Said
from tests.site import sitemap

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
SECTIONS = ("Kinh tế", "Y tế", "Giáo dục", "Thông báo")
TAGS = ("Đất đai", "Tiêm chủng", "Lễ hội", "Cấp nước", "Tuyển dụng", "Chuyển đổi số")
ATOM = "{http://www.w3.org/2005/Atom}"


@dataclass
class Written:
    """One story as it lies in content/. slip: what is wrong with it, or ''."""

    folder: str
    date: datetime
    title: str
    section: str
    tags: list[str]
    body: str = "Một đoạn văn."
    photo: bytes | None = None
    attachment: bool = False
    more: dict[str, str] = field(default_factory=dict)
    slip: str = ""

    @property
    def path(self) -> str:
        return f"content/tin/{self.date:%Y/%m}/{self.folder}"

    @property
    def address(self) -> str:
        return f"/tin/{self.date:%Y/%m}/{self.folder}/"


class Year:
    """seed: decides all that happens; photos: JPEG files that stories show; start: the first morning."""

    def __init__(self, newsroom: Newsroom, seed: int, photos: list[bytes], start: datetime):
        self.newsroom, self.photos = newsroom, photos
        self.chance = random.Random(seed)
        self.stories: list[Written] = []
        self.gone: list[Written] = []
        self.promised: set[str] = set()
        self.today = start.replace(tzinfo=HANOI)
        self.number = 0
        self.section_names = {name: name for name in SECTIONS}
        self.happened: list[str] = []
        self._settle()

    def day(self, number: int, elsewhere: Path | None = None) -> None:
        """One day: some things happen, then it is published, by a person or by the timer.

        elsewhere: where to compare with a build from nothing
        """
        with time_machine.travel(self.today):
            self.happened = []
            for _ in range(self.chance.randint(1, 3)):
                self._happen()
            gone_back = any(each.startswith("roll_back: 2") for each in self.happened)
            if number and not gone_back and not elsewhere and self.chance.random() < 0.15:
                self._must(self.newsroom.timer(), "timer")
            else:
                said = self._must(self.newsroom.publish(), "publish")
                self._held_are_those_with_a_slip(said)
            self.check()
            if elsewhere:
                self._compare_with_a_full_build(elsewhere)
        self.today += timedelta(days=1, minutes=self.chance.randint(0, 300))
        self.today = self.today.replace(hour=8 + number % 9)

    # --- What happens -------------------------------------------------------------------

    def _happen(self) -> None:
        things: list[tuple[int, Callable[[], str | None]]] = [
            (6, self._new),
            (3, self._mend),
            (2, self._retag),
            (2, self._change_section),
            (1, self._move),
            (1, self._expire),
            (1, self._withdraw),
            (1, self._replace_photo),
            (2, self._slip),
            (3, self._mend_slip),
            (1, self._rename_section),
            (1, self._roll_back),
            (1, self._forget),
        ]
        what = self.chance.choices([each for _, each in things], [weight for weight, _ in things])[0]
        self.happened.append(f"{what.__name__.strip('_')}: {what()}")

    def _new(self) -> str:
        self.number += 1
        date = self.today - timedelta(hours=1)
        more = {}
        if self.chance.random() < 0.15:
            date += timedelta(days=self.chance.randint(1, 9))  # it waits for its day
        if self.chance.random() < 0.2:
            more["expires"] = f"{date + timedelta(days=self.chance.randint(0, 12)):%d/%m/%Y}"
        if self.chance.random() < 0.1:
            more["featured"] = "true"
        story = Written(
            f"bai-{self.number}",
            date,
            f"Bài số {self.number}",
            self.chance.choice(SECTIONS),
            self.chance.sample([*TAGS, f"Việc riêng {self.number}"], self.chance.randint(0, 3)),
            photo=self.chance.choice([None, *self.photos]),
            attachment=self.chance.random() < 0.3,
            more=more,
        )
        linked = [each for each in self._public() if not each.slip]
        if linked and self.chance.random() < 0.4:
            story.body += f"\n\nXem [bài trước]({self.chance.choice(linked).address})."
        self.stories.append(story)
        return self._write(story)

    def _mend(self) -> str | None:
        if story := self._any():
            story.title += " (sửa)" if len(story.title) < 60 else ""
            story.body += f"\n\nThêm một câu, ngày {self.today:%d/%m}."
            return self._write(story)

    def _retag(self) -> str | None:
        if story := self._any():
            story.tags = self.chance.sample(TAGS, self.chance.randint(0, 2))
            return self._write(story)

    def _change_section(self) -> str | None:
        if story := self._any():
            story.section = self.chance.choice(SECTIONS)
            return self._write(story)

    def _move(self) -> str | None:
        story = self._any()
        linked = story and any(story.address in each.body for each in self.stories)
        if not story or linked or story not in self._public():
            return None
        old, path = story.address, self.newsroom.folder / story.path
        story.folder += "-ten-moi"
        path.rename(self.newsroom.folder / story.path)
        self._row(f"- cũ: {old}\n  mới: {story.address}\n")
        return self._write(story)

    def _expire(self) -> str | None:
        if story := self._any():
            story.more["expires"] = f"{max(story.date, self.today - timedelta(days=1)):%d/%m/%Y}"
            return self._write(story)

    def _withdraw(self) -> str | None:
        if story := self._any():
            self.stories.remove(story)
            self.gone.append(story)
            story.more |= {"status": "rút", "reason": "Đăng nhầm."}
            return self._write(story)

    def _replace_photo(self) -> str | None:
        story = self._any()
        if story and story.photo:
            story.photo = self.chance.choice(self.photos)
            return self._write(story)

    def _slip(self) -> str | None:
        if story := self._any():
            story.slip = self.chance.choice(["section", "link", "part", "photo", "head"])
            return f"{story.slip}, {self._write(story)}"

    def _mend_slip(self) -> str | None:
        if wrong := [each for each in self.stories if each.slip]:
            story = self.chance.choice(wrong)
            story.slip = ""
            return self._write(story)

    def _rename_section(self) -> str:
        name = self.chance.choice(SECTIONS)
        self.section_names[name] = name if self.section_names[name] != name else f"{name} mới"
        self._settle()
        for story in self.stories:
            if story.section == name:
                self._write(story)
        return self.section_names[name]

    def _roll_back(self) -> str | None:
        if not self.newsroom.local.release_list().before_current():
            return None
        said = self.newsroom.run("rollback")
        if said.status == 1 and "đã rút" in said.err:
            return None  # what was withdrawn does not come back
        self._must(said, "rollback")
        self._none_is_back()
        return self.newsroom.local.release_list().current

    def _forget(self) -> str | None:
        if not self.gone:
            return None
        story = self.chance.choice(self.gone)
        if story.date > self.today or not self.newsroom.is_public(story.address):
            return None  # it never was public, or is withdrawn today
        if "Đăng nhầm." not in self.newsroom.page(story.address):
            return None
        self._must(self.newsroom.run("forget", "--address", story.address), "forget")
        words = f"Bài số {story.folder.split('-')[1]} ".encode()
        for path in (self.newsroom.folder / "public_html/releases").rglob("*.html"):
            assert words not in path.read_bytes().replace(b"\xc2\xa0", b" ") or not path.match("tin/*"), path
        return story.address

    # --- How it is written --------------------------------------------------------------

    def _settle(self) -> None:
        slugs = {"Kinh tế": "kinh-te", "Y tế": "y-te", "Giáo dục": "giao-duc", "Thông báo": "thong-bao"}
        sections = [{"name": self.section_names[name], "slug": slug} for name, slug in slugs.items()]
        self.newsroom.settings(**{"PORTAL.sections": sections})

    def _any(self) -> Written | None:
        sound = [each for each in self.stories if not each.slip]
        return self.chance.choice(sound) if sound else None

    def _public(self) -> list[Written]:
        return [each for each in self.stories if self.newsroom.is_public(each.address)]

    def _row(self, text: str) -> None:
        path = self.newsroom.folder / "content/du-lieu/chuyen-huong.yaml"
        with path.open("a", encoding="utf-8") as file:
            file.write(text)

    def _write(self, story: Written) -> str:
        body = story.body
        if story.photo:
            self.newsroom.site.write(f"{story.path}/anh.jpg", story.photo)
            body += "\n\n![Bà con dự họp](anh.jpg)"
        if story.attachment:
            self.newsroom.site.write(f"{story.path}/mau don.csv", f"a,{story.folder}\n")
            body += "\n\n[Mẫu đơn](mau%20don.csv)"
        body += {"link": "\n\n[x](/khong-co/)", "part": "\n\n[x](/gioi-thieu/#khong-co)"}.get(story.slip, "")
        body += "\n\n![Chú thích](khong-co.jpg)" if story.slip == "photo" else ""
        head = {
            "title": story.title,
            "date": f"{story.date:%Y-%m-%d %H:%M}",
            "category": self.section_names[story.section] if story.slip != "section" else "Kinh tét",
            "author": "Ban Biên tập",
            "tags": f"[{', '.join(story.tags)}]",
            **story.more,
        }
        if story.slip == "head":
            del head["author"]
        lines = "".join(f"{name}: {value}\n" for name, value in head.items())
        self.newsroom.site.write(f"{story.path}/index.md", f"---\n{lines}---\n\n{body}\n")
        return story.address

    # --- What must hold -----------------------------------------------------------------

    def _must(self, said: Said, what: str) -> Said:
        assert said.status in (0, 3), f"{self.today:%d/%m/%Y} {self.happened} {what}:\n{said.out}{said.err}"
        return said

    def _held_are_those_with_a_slip(self, said: Said) -> None:
        told = set(re.findall(r"Lỗi · (content/tin/\S+?)/index\.md", said.err))
        # A page that waits for its day is not drawn, so nobody can see what is wrong with it.
        waiting = [each for each in self.stories if each.date > self.today]
        waits = {each.path for each in waiting if each.slip in ("part", "photo")}
        assert told == {each.path for each in self.stories if each.slip} - waits, (self.happened, said.err)
        for story in self.stories:
            due = story.date <= self.today
            if not story.slip:
                assert self.newsroom.is_public(story.address) == due, (story, self.happened, said)
                assert not due or story.title in unbound(self.newsroom.page(story.address))

    def _none_is_back(self) -> None:
        for story in self.gone:
            if self.newsroom.is_public(story.address):
                assert "Một đoạn văn." not in self.newsroom.page(story.address), (story, self.happened)

    def check(self) -> None:
        """The public site keeps every promise."""
        room = self.newsroom
        release_list = room.local.release_list()
        manifest = room.local.manifest(release_list.current)
        files = manifest.files.keys()
        self._none_is_back()
        answers = {path_of(each) for each in (*manifest.moved, *manifest.gone)} | files
        self.promised |= {path for path in files if is_promised(path)}
        lost = self.promised - answers
        assert not lost, (lost, self.happened)
        for place in re.findall(r"<loc>(.*?)</loc>", sitemap(room.local.current)):
            assert path_of(unquote(place.removeprefix(SITEURL))) in files, (place, self.happened)
        for path in filter(re.compile(r"feeds/.*\.atom\.xml$").match, files):
            for entry in ElementTree.fromstring(room.page(f"/{path}")).iter(f"{ATOM}entry"):
                links = [each.get("href") for each in entry.iter(f"{ATOM}link")]
                assert path_of(unquote(links[0].removeprefix(SITEURL))) in files, (links, self.happened)
                for href in re.findall(r'href="([^"]*)"', "".join(entry.itertext())):
                    assert href.startswith(("http", "mailto:", "tel:")), (href, self.happened)

    def _compare_with_a_full_build(self, folder: Path) -> None:
        """A machine without caches, with the same words and public release, would publish just this."""
        shutil.rmtree(folder, ignore_errors=True)
        release_list = self.newsroom.local.release_list()
        earlier = (name for name in release_list.releases if name != release_list.current)
        left = shutil.ignore_patterns(".cache", "output", ".output*", *earlier)
        shutil.copytree(self.newsroom.folder, folder, symlinks=True, ignore=left)
        other = Newsroom(type(self.newsroom.site)(folder))
        said = other.publish()
        assert said.status in (0, 3), (self.happened, said)
        assert "Không có gì thay đổi" in said.out, (self.happened, said)


def unbound(html: str) -> str:
    """Words as they were written, without the spaces that keep lines together."""
    return html.replace("\u00a0", " ")
