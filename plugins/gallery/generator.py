"""The pages of albums and the library of photos."""

from typing import Any

from pelican.generators import Generator
from pelican.writers import Writer

from plugins.core.addresses import LIBRARY, link
from plugins.core.build import build_of
from plugins.core.clock import today, zone_of
from plugins.gallery.album import read_albums


class AlbumGenerator(Generator):
    """Reads the albums; writes /anh/<album>/ and /thu-vien-anh/."""

    def generate_context(self) -> None:
        sources, zone = build_of(self.settings).sources, zone_of(self.settings)
        albums, self.context["waiting_albums"] = read_albums(sources, today(zone), zone)
        self.context["albums"] = albums or None

    @property
    def addresses(self) -> list[str]:
        return [link(LIBRARY), *(album.url for album in self.context["albums"] or ())]

    def generate_output(self, writer: Writer) -> None:
        build = build_of(self.settings)
        # Not before: a build with mistakes never comes here.
        build.after(lambda: build.standing.update(build.photos.finish()))
        albums = self.context["albums"] or ()
        self._write(writer, link(LIBRARY), "photos")
        for number, album in enumerate(albums):
            self._write(writer, album.url, "album", album=album, older=albums[number + 1 : number + 4])

    def _write(self, writer: Writer, url: str, template: str, **values: Any) -> None:
        path = url.lstrip("/")
        writer.write_file(f"{path}index.html", self.get_template(template), self.context, url=path, **values)
