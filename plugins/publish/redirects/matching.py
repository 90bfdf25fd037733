"""Which old address a request means, for the throw-away server: as nginx and Caddy decide it."""

from collections.abc import Mapping
from urllib.parse import parse_qsl, unquote

from plugins.publish.address import REASONS, address_of, nfc, path_of
from plugins.publish.redirects.moved import notice_path
from plugins.publish.redirects.old_address import SESSION, OldAddress, folded, parse
from plugins.publish.releases.manifest import Manifest

GONE = "410"  # and the address of the page that says why, where it stands elsewhere


class OldAddresses:
    """The rows of a release. answers: {old address: where it leads, or GONE}."""

    def __init__(self, manifest: Manifest):
        self.answers: Mapping[OldAddress, str] = {parse(old): new for old, new in manifest.moved.items()}
        self.answers |= {parse(old): GONE + _why(old, manifest) for old in manifest.gone}
        own = {path_of(str(old)) for old in self.answers if old.is_plain}
        files = manifest.files if own else ()
        self._living = {folded(address_of(path)) for path in files if path not in own}
        self._rows: dict[str, list[tuple[OldAddress, str]]] = {}
        for old, answer in self.ordered:
            self._rows.setdefault(folded(old.path), []).append((old, answer))

    @property
    def ordered(self) -> list[tuple[OldAddress, str]]:
        """Rows in the order they are tried: more of a query first, longer beginnings first."""
        rows = self.answers.items()
        return sorted(
            rows, key=lambda row: (row[0].beneath, -len(row[0].query), -len(row[0].path), str(row[0]))
        )

    def is_exact(self, old: OldAddress) -> bool:
        """Whether the case of letters counts: a living page has this address in another case."""
        return not old.query and not old.beneath and folded(old.path) in self._living

    def find(self, target: str, living: bool) -> str | None:
        """Where a request for `target` leads, or GONE; None: no row is about it.

        living: whether a page stands at that address; then no row for all beneath covers it
        """
        raw, _, query = target.partition("?")
        path = SESSION.sub("", nfc(unquote(raw)))
        asked = set(parse_qsl(query, keep_blank_values=True))
        for old, answer in self._rows.get(folded(path), ()):
            if not old.beneath and set(old.query) <= asked and (old.path == path or not self.is_exact(old)):
                return answer
        if living:
            return None
        parts = folded(path).split("/")
        for length in range(len(parts) - 1, 1, -1):
            for old, answer in self._rows.get("/".join(parts[:length]) + "/", ()):
                if old.beneath:
                    return answer
        return None


def _why(old: str, manifest: Manifest) -> str:
    path = notice_path(old)
    return f"/{path}" if path.startswith(REASONS) and path in manifest.files else ""
