"""A newsroom for tests: a tiny real site that is built, verified and published day after day.

Commands run in copies of this process, so that a publish takes a part of a second and sees
the day to which the test has moved the clock.
"""

from dataclasses import dataclass
from pathlib import Path

from plugins.publish.targets.local import Local
from tests.copies import Said, in_a_copy, learn, main_of
from tests.site import Site, make_site

SITEURL = "https://cong.example"


@dataclass
class Newsroom:
    """`site` is what is written, `page` what citizens read."""

    site: Site

    @property
    def folder(self) -> Path:
        return self.site.folder

    @property
    def local(self) -> Local:
        return Local(self.folder / "public_html")

    def settings(self, **changes) -> None:
        self.site.settings(SITEURL=SITEURL, PUBLISHING=True, **changes)

    def run(self, *arguments: str, module: str = "plugins.publish") -> Said:
        settings = ("--settings", "settings.py")
        given = (*settings, *arguments) if module == "plugins.publish" else arguments
        learn()
        return in_a_copy(lambda: main_of(module)(list(given)), self.folder)

    def publish(self, *arguments: str) -> Said:
        return self.run("publish", *arguments)

    def published(self, *arguments: str) -> Said:
        """Publishes; all must go out."""
        said = self.publish(*arguments)
        assert said.status == 0, said.out + said.err
        return said

    def timer(self) -> Said:
        """What the timer does."""
        return self.publish("--timer")

    def file(self, address: str) -> Path:
        path = self.local.current / address.lstrip("/")
        return path / "index.html" if address.endswith("/") else path

    def page(self, address: str) -> str:
        """What citizens read at an address."""
        return self.file(address).read_text("utf-8")

    def is_public(self, address: str) -> bool:
        return self.file(address).is_file()


def make_newsroom(folder: Path) -> Newsroom:
    folder.mkdir(parents=True, exist_ok=True)
    newsroom = Newsroom(make_site(folder))
    newsroom.settings()
    return newsroom
