"""The pages that stand in the output, and what each was printed from: what need not be printed again.

A page is left as it is only while its file is the one that was written (inode, length and both
times) and everything it was drawn from is as it was: the program, the settings files, the
template with all it includes, the values it asks for, the parts it reads of what all pages share.
In doubt it is printed.
"""

import marshal
from collections.abc import Mapping
from dataclasses import astuple, dataclass, field
from hashlib import blake2b, sha256
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import Environment
from jinja2.defaults import DEFAULT_NAMESPACE
from jinja2.filters import FILTERS

from plugins.build.closure import FILTER, Parts, Templates
from plugins.build.digest import Digests
from plugins.build.reads import OWN, SHARED, name_of, read_again
from plugins.core.files import store
from plugins.core.look import Look
from plugins.core.program_identity import program
from plugins.core.stamps import own_stamp_of

SHARED_SIZE, SOURCE_SIZE = 16, 4  # bytes of a digest: of what pages share, and of their template's own
ADDRESSES = ("_URL", "_SAVE_AS")  # ends of the settings that every address is made by


@dataclass(frozen=True)
class Page:
    """A page to print.

    name: its file in the output; template: of Jinja's; context, options: what it is drawn from
    """

    name: str
    template: Any
    context: Mapping[str, Any]
    options: Mapping[str, Any]


class Kind(NamedTuple):
    """Of pages that are drawn alike.

    digest: of all they share, and of their template, each cut short
    own: names of their own values that the template asks for; reads: of those that are partly read, what is
    """

    digest: bytes
    own: tuple[str, ...]
    reads: tuple[str, ...]


class Row(NamedTuple):
    """A page that stands in the output.

    reads: what it reads of values that are noted; digest: of all it was drawn from: of what it shares with
    others of its kind, of their template, which tells what differs, and of its own values
    """

    template: str
    reads: tuple[str, ...]
    digest: bytes
    stamp: tuple[int, ...] = ()


@dataclass
class Printed:
    """The pages in `output` as the last build left them.

    look: its files; file: where that is kept; key: of the program and the settings files
    standing: names of pages of this build that stand as they are; rows: of all its pages
    fresh: why nothing is known of the last build, for people
    """

    output: Path
    file: Path
    key: str
    digests: Digests
    look: Look
    standing: set[str] = field(default_factory=set)
    rows: dict[str, Row] = field(default_factory=dict)
    fresh: str = "chưa có lần dựng nào trước đó"
    _before: dict[str, Row] = field(default_factory=dict)
    _parts: dict[str, Parts] = field(default_factory=dict)
    _templates: Templates | None = None
    _kinds: dict[tuple[Any, ...], tuple[Mapping[str, Any], Kind | None]] = field(default_factory=dict)
    _shared: dict[tuple[Any, ...], tuple[Mapping[str, Any], bytes | None]] = field(default_factory=dict)

    def read(self) -> None:
        """What the last build noted; nothing when that is damaged or of another program or other settings."""
        try:
            head, _, body = self.file.read_bytes().partition(b"\n")
            self.fresh = "phần mềm hay tệp cài đặt đã đổi"
            value = marshal.loads(body) if head.decode() == f"{self.key} {sha256(body).hexdigest()}" else {}
            reads = value["reads"]
            self._parts = {name: Parts(*row) for name, row in value["templates"].items()}
            self._before = {
                name: Row(template, reads[at], digest, stamp)
                for name, (template, at, digest, stamp) in value["pages"].items()
            }
        except (OSError, ValueError, LookupError, TypeError):
            self._parts, self._before = {}, {}

    @property
    def is_empty(self) -> bool:
        """Whether no page of the last build can stand."""
        return not self._before

    def stands(self, page: Page) -> bool:
        """Whether the page's file is the one that was written, and drawn from just what it would be now."""
        row = self._before.get(page.name)
        return (
            row is not None
            and row.stamp == self.look.output(page.name)
            and row.digest == self.digest(page, row.reads)
        )

    def digest(self, page: Page, reads: tuple[str, ...]) -> bytes:
        """Of all that a page is drawn from; b"" when that cannot be told. reads: sorted"""
        options = page.options
        key = page.template, (*options,), options.get("relative_urls"), reads
        context, kind = self._kinds.get(key, (None, None))
        if context is not page.context:  # of which there is one, nearly always
            kind = self._kind(page, reads)
            self._kinds[key] = page.context, kind
        if kind is None:
            return b""
        own = [options[name] for name in kind.own]
        if kind.reads:
            own += [read_again(read, options) for read in kind.reads]
        found = self.digests.of_page(page.name, own)
        return kind.digest + found if found else b""

    def _kind(self, page: Page, reads: tuple[str, ...]) -> Kind | None:
        parts = self._of_template(page)
        if parts is None:
            return None
        source, names = parts
        partly = tuple(read for read in reads if name_of(read) in OWN and name_of(read) in page.options)
        own = tuple(sorted(names & page.options.keys() - {*map(name_of, partly)}))
        others = tuple(read for read in reads if read not in partly)
        shared = self._of_shared(page, parts, others, frozenset(page.options))
        if shared is None:
            return None
        told = shared + repr((own, partly, page.options.get("relative_urls", False))).encode()
        digest = blake2b(told, digest_size=SHARED_SIZE).digest() + source[:SOURCE_SIZE]
        return Kind(digest, own, partly)

    def why(self, page: Page, digest: bytes) -> str:
        """Why a page with this digest was printed, for people."""
        row = self._before.get(page.name)
        if not self._before:
            return self.fresh
        if row is None:
            return "trang mới"
        if not digest:
            return "không biết chắc trang được vẽ từ những gì"
        if row.stamp != own_stamp_of(f"{self.output}/{page.name}"):
            return "tệp trong output đã mất hay bị sửa"
        source, own = SHARED_SIZE, SHARED_SIZE + SOURCE_SIZE
        if row.digest[source:own] != digest[source:own]:
            changed = self._templates.changed() if self._templates else []
            return f"mẫu {', '.join(changed)} đã đổi" if changed else "được vẽ bằng mẫu khác"
        is_same = row.digest[own:] == digest[own:]
        return "điều mọi trang dùng chung đã đổi" if is_same else "nội dung của trang đã đổi"

    def digest_of(self, value: Any) -> bytes:
        """Of what a file that is no page is written from; b"" when it cannot be told."""
        return self.digests.of((self.key, value)) or b""

    def keep_file(self, name: str, digest: bytes) -> bool:
        """Whether a file that is no page stands as it would be written; it is kept then."""
        row = self._before.get(name)
        if not digest or not row or row.digest != digest or row.stamp != self.look.output(name):
            return False
        self.standing.add(name)
        self.rows[name] = row
        return True

    def note(self, page: Page, reads: tuple[str, ...], digest: bytes) -> None:
        """A page of this build that was printed."""
        if digest:
            self.rows[page.name] = Row(page.template.name, reads, digest)

    def keep(self, page: Page) -> None:
        """A page of this build that stands as it is."""
        self.standing.add(page.name)
        self.rows[page.name] = self._before[page.name]

    def write(self) -> None:
        """Notes what stands in `output` now, unless that is noted already."""
        shapes: dict[tuple[str, ...], int] = {}
        pages = {}
        for name, row in self.rows.items():
            # What was found to stand has the stamp it had then: whatever was done since, it is printed anew.
            if stamp := row.stamp if name in self.standing else own_stamp_of(f"{self.output}/{name}"):
                pages[name] = row.template, shapes.setdefault(row.reads, len(shapes)), row.digest, stamp
        used = {**self._parts, **(self._templates.used() if self._templates else {})}
        if self.standing == self.rows.keys() == self._before.keys() and used == self._parts:
            return
        templates = {name: astuple(parts) for name, parts in used.items()}
        value = {"reads": [*shapes], "templates": templates, "pages": pages}
        body = marshal.dumps(value)
        store(self.file, f"{self.key} {sha256(body).hexdigest()}\n".encode() + body)

    def _of_template(self, page: Page) -> tuple[bytes, frozenset[str]] | None:
        template, environment = (getattr(page.template, name, None) for name in ("name", "environment"))
        if environment is None or template is None:
            return None
        if self._templates is None:
            self._templates = Templates(environment, self._parts)
        return self._templates.of(template)

    @staticmethod
    def _given(environment: Environment) -> dict[str, Any]:
        """What plugins give templates beside the context: values, and filters as "|name"."""
        values = {n: each for n, each in environment.globals.items() if n not in DEFAULT_NAMESPACE}
        filters = {n: each for n, each in environment.filters.items() if FILTERS.get(n) is not each}
        return values | {FILTER + name: each for name, each in filters.items()}

    def _of_shared(
        self,
        page: Page,
        parts: tuple[bytes, frozenset[str]],
        reads: tuple[str, ...],
        own: frozenset[str],
    ) -> bytes | None:
        """The digest of what a page is drawn from beside its own values: the same for many pages."""
        context, (source, names) = page.context, parts
        key = id(context), page.template.name, reads, own
        if key not in self._shared:
            there = names - own - {*SHARED} & context.keys()
            values = {name: context[name] for name in sorted(there)}
            given = self._given(page.template.environment)
            values |= {name: given[name] for name in sorted(names & given.keys() - context.keys() - own)}
            values |= {name: context.get(name) is None for name in SHARED}
            values |= {read: read_again(read, context) for read in reads}
            values |= {name: context[name] for name in sorted(context) if name.endswith(ADDRESSES)}
            # With the context, for as long as it is known by where it lies in memory.
            self._shared[key] = context, self.digests.of_shared([("", (self.key, source)), *values.items()])
        return self._shared[key][1]


def key_of(settings_file: Path) -> str:
    """Another word for every other program, and for other settings files."""
    whole = sha256(program().encode())
    for file in (settings_file, settings_file.with_name("pelicanconf.py")):
        whole.update(file.read_bytes() if file.is_file() else b"")
    return whole.hexdigest()
