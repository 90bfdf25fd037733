"""`make notice`: urgent words on the public page within seconds, without a build.

A new release is made from the public one: only the region of notices on the home page and the
section fronts, and /live/notice.json, differ. So no slip in content can be in the way.
"""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PrefixLoader, TemplateError

from plugins import seam, settings_file
from plugins.lock import locked
from plugins.mistakes import Mistake, MistakesFound
from plugins.portal import notice as notices
from plugins.portal.notice import FILE, Notice
from plugins.publish import seen, sent
from plugins.publish.address import internal, path_of
from plugins.publish.deploy import deploy
from plugins.publish.last import own
from plugins.publish.local import Local
from plugins.publish.manifest import Entry, Manifest, difference
from plugins.publish.packing import CODINGS
from plugins.publish.places import Place, connect
from plugins.publish.release import Content
from plugins.publish.settings import Portal
from plugins.publish.stamps import Stamps
from plugins.publish.steps import Steps
from plugins.publish.target import Bucket, Server
from plugins.vietnamese.breaking import unbroken
from plugins.vietnamese.text import clean

TEMPLATE = "components/notices.html"
TAKE_OFF = "make notice OFF=1"


@dataclass(frozen=True)
class Asked:
    """What was typed. text: '' for the file as it is; kind: '' for any; off: take notices down."""

    text: str = ""
    until: str = ""
    kind: str = ""
    href: str = ""
    off: bool = False


def notice(
    portal: Portal, asked: Asked, targets: Sequence[Server | Bucket], bases: Sequence[str], steps: Steps
) -> None:
    """Writes the file of notices as `asked`, and makes what it says public."""
    local = Local(portal.folder)
    with ExitStack() as stack:
        stack.enter_context(locked(portal.folder / ".lock", portal.publish.wait, steps.tell))
        places = [stack.enter_context(connect(target, portal, local)) for target in targets]
        for place in (local, *places):
            place.sweep()
        wanted = _wanted(portal.root, asked, steps)
        shown = notices.shown(wanted)
        _links(portal, shown, local)
        if asked.text or asked.off:
            notices.write_notices(portal.root, wanted)
        if not show(portal, local, [*places, local], shown, bases, steps):
            steps.tell("Các trang đã hiện đúng như vậy từ trước.")
        now = "Đang hiện" if seen.all_read(places or [local], bases, steps) else "Chưa ai xem được"
        for each in shown:
            over = f", tới {each.until:%H:%M %d/%m/%Y}" if each.until else ""
            steps.tell(f"{now} · {each.word}: {each.text}{over}. Gỡ xuống: {TAKE_OFF}")
        if not shown:
            steps.tell("Không có thông báo nào đang hiện.")
        for target, name in sent.elsewhere(portal.folder, targets, local.shelf()).items():
            steps.warn(f"Không đụng tới {target} (bản {name}). Muốn cả ở đó: thêm DEPLOY={target}")


def _wanted(root: Path, asked: Asked, steps: Steps) -> tuple[Notice, ...]:
    """All notices the file shall hold."""
    if not asked.text and not asked.off:
        return notices.read_notices(root)
    rows = {"text": asked.text, "kind": asked.kind, "until": asked.until, "href": asked.href}
    rows = {name: value for name, value in rows.items() if value}
    new = () if asked.off else (_checked(rows),)
    try:
        old = notices.read_notices(root)
    except MistakesFound:  # urgent words wait for nobody
        spare = root / f"{FILE}.cu"
        (root / FILE).replace(spare)
        steps.warn(f"{FILE} viết chưa đúng nên được viết lại; bản cũ giữ ở {FILE}.cu.")
        old = ()
    kind = _checked({"text": "-", "kind": asked.kind}).kind if asked.kind else ("" if asked.off else "khan")
    return (*new, *(each for each in old if kind and each.kind != kind))


def _checked(rows: Mapping[str, str]) -> Notice:
    """The notice that was typed; the sentences name make's variables."""
    value, problems = seam.tried(Notice, {name: clean(text) for name, text in rows.items()})
    found = [f"{' '.join(map(str, where)).upper() or 'Thông báo'} {sentence}" for where, sentence in problems]
    if value and not found and value.until and not notices.shown([replace(value, starts=None)]):
        found = [f"UNTIL là {value.until:%H:%M %d/%m/%Y}: lúc ấy đã qua. Hãy xem lại."]
    if found:
        raise MistakesFound(*(Mistake("make notice", sentence) for sentence in found))
    return value


def show(
    portal: Portal,
    local: Local,
    places: Sequence[Place],
    shown: Sequence[Notice],
    bases: Sequence[str],
    steps: Steps,
) -> bool:
    """Makes `shown` the notices of all `places`, each on the release it shows; whether any had others.

    places: held for us alone, `local` among them where this machine shows a release too
    """
    region, groups, changed = None, {}, False
    for place in places:
        if name := place.shelf().current:
            groups.setdefault(name, []).append(place)
    if not groups:
        raise MistakesFound(Mistake("", "Chưa đăng lần nào. Hãy chạy make publish trước."))
    for name, group in groups.items():
        manifest = local.manifest(name)
        if not manifest or any(place.manifest(name) != manifest for place in group):
            where = ", ".join(map(str, group))
            sentence = (
                f"Máy này không giữ bản {name} đang xem ở {where}. Hãy gõ make notice ở máy đã đăng bản ấy."
            )
            raise MistakesFound(Mistake("", sentence))
        if not shown and notices.JSON not in manifest.files:
            continue  # made by an older engine, and nothing to take down
        region = _drawn(portal, shown) if region is None else region
        with TemporaryDirectory(dir=portal.folder, prefix=".notice.") as folder:
            last = own(local, name, Stamps(portal.cache))
            new = derived(manifest, local.path(name), region, notices.content(shown), Path(folder))
            content = Content(new.manifest, _Sources(local.path(name), new.sources), minor=True)
            what = difference(manifest, content.manifest)
            if what:
                asked = bases if any(place is not local for place in group) else ()
                release = deploy(portal, local, group, content, last, what, asked, steps, few=True)
                sent.note(portal.folder, [place for place in group if place is not local], release)
                read = not seen.unread([each for each in group if each in seen.public(places)], asked)
                took = f"{steps.seconds:.1f} giây"
                steps.tell(f"{seen.done(read)} bản {release} trong {took}: {len(what.changed)} tệp sửa.")
                changed = True
    return changed


class _Sources(dict):
    """Where the bytes of each file lie: in the release it grew from, but for those given."""

    def __init__(self, release: Path, new: Mapping[str, Path]):
        super().__init__(new)
        self._release = release

    def __missing__(self, path: str) -> Path:
        return self._release / path


def derived(manifest: Manifest, release: Path, region: str, data: bytes, folder: Path) -> Content:
    """The release with `region` on its fronts and `data` as notice.json; new files are written to `folder`.

    Raises MistakesFound for a front that is not as it was published, or where none has a place for notices.
    """
    new = {notices.JSON: data}
    fronts = 0
    for path in manifest.files:
        if path != "index.html" and not (path.endswith("/index.html") and path.count("/") == 1):
            continue
        old = (release / path).read_bytes()
        page = notices.filled(old.decode("utf-8", "replace"), region)
        if page is None:
            continue
        if sha256(old).hexdigest() != manifest.files[path].sha256:
            sentence = (
                "Trang này trên máy đã khác bản đã đăng. Hãy xem “Khi trang bị sửa trộm” rồi make publish."
            )
            raise MistakesFound(Mistake(f"/{path}", sentence))
        fronts += 1
        new[path] = page.encode()
    if not fronts:
        sentence = (
            "Bản đang xem do phần mềm cũ dựng nên chưa có chỗ cho thông báo. Hãy chạy make publish một lần."
        )
        raise MistakesFound(Mistake("", sentence))
    packed = [(path, end) for path in new for end in CODINGS if path + end in manifest.files]
    with ThreadPoolExecutor() as pool:
        made = pool.map(lambda each: CODINGS[each[1]](new[each[0]]), packed)
        new |= {path + end: copy for (path, end), copy in zip(packed, list(made), strict=True)}
    sources = {}
    for path, each in new.items():
        sources[path] = folder / path
        sources[path].parent.mkdir(parents=True, exist_ok=True)
        sources[path].write_bytes(each)
    entries = {path: Entry(sha256(each).hexdigest(), len(each)) for path, each in new.items()}
    return Content(replace(manifest, files={**manifest.files, **entries}), sources)


def _drawn(portal: Portal, shown: Sequence[Notice]) -> str:
    """The region of notices, by the template that a build draws it with."""
    values = settings_file.values(portal.file)
    theme = FileSystemLoader(Path(values["THEME"], "templates"))
    owners = FileSystemLoader(values["THEME_TEMPLATES_OVERRIDES"])
    loader = ChoiceLoader([owners, theme, PrefixLoader({"!theme": theme})])
    options = {n: v for n, v in values["JINJA_ENVIRONMENT"].items() if n != "extensions"}
    try:
        environment = Environment(loader=loader, **options)
        environment.filters["unbroken"] = unbroken
        return environment.get_template(TEMPLATE).render(notices=shown)
    except TemplateError as error:
        sentence = f"Khuôn của thông báo viết chưa đúng ({error}). Hãy báo người quản trị."
        raise MistakesFound(Mistake(str(getattr(error, "name", "") or TEMPLATE), sentence)) from None


def _links(portal: Portal, shown: Sequence[Notice], local: Local) -> None:
    """Refuses notices that lead to no public page, or that hold what may never be public."""
    name = local.shelf().current
    manifest = local.manifest(name) if name else None
    for each in shown:
        found = internal(each.href, "/", portal.siteurl) if each.href else None
        if found and manifest and path_of(found[0]) not in manifest.files:
            raise MistakesFound(Mistake(FILE, f"Thông báo dẫn tới {each.href}, nhưng không có trang ấy."))
        if any(word in each.text for word in portal.publish.private):
            raise MistakesFound(
                Mistake(FILE, "Thông báo có chữ nằm trong PUBLISH['private']. Hãy bỏ chữ ấy.")
            )
