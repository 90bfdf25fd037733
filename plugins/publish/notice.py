"""`make notice`: urgent words on the public page within seconds, without a build.

A new release is made from the public one: only the region of notices on the home page and the
section fronts, and /live/notice.json, differ. So no slip in content can be in the way.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import tzinfo
from pathlib import Path
from tempfile import TemporaryDirectory

from plugins.core import schema
from plugins.core.build_times import number
from plugins.core.lock import locked
from plugins.core.mistakes import Mistake, MistakesFound
from plugins.portal import notice as notices
from plugins.portal.notice import FILE, Notice
from plugins.publish.address import internal, path_of
from plugins.publish.deploy import deploy, prune
from plugins.publish.releases.current import Current
from plugins.publish.releases.folder import Content, Lying
from plugins.publish.releases.front_notices import derived, drawn, says
from plugins.publish.releases.manifest import difference
from plugins.publish.releases.stamps import Stamps, looked_at
from plugins.publish.settings import Portal
from plugins.publish.steps import Steps
from plugins.publish.target import Bucket, Server
from plugins.publish.targets import last_sent, reader_check
from plugins.publish.targets.local import Local
from plugins.publish.targets.place import Place, sweep
from plugins.publish.targets.publish_lock import turn
from plugins.vietnamese.text import clean

TAKE_OFF = "make notice OFF=1"
TAKEN_ALONG = "Lời này lên cùng lần đăng ấy, chậm nhất là ngay sau nó."
SPARE = 5  # releases that stay too long rather than that urgent words wait for their removal


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
    """Writes the file of notices as `asked`, and makes what it says public.

    It waits for no publish that builds; one that is about to switch takes these words along.
    """
    local = Local(portal.folder, portal.cache)
    wanted = _wanted(portal, asked, steps)
    shown = notices.shown(wanted)
    _links(portal, shown, local)
    if asked.text or asked.off:
        notices.write_notices(portal.root, wanted)
    with turn(portal, targets, local, lambda sentence: steps.tell(f"{sentence} {TAKEN_ALONG}")) as places:
        sweep(local, places)
        if not show(portal, local, [*places, local], shown, bases, steps):
            steps.tell("Các trang đã hiện đúng như vậy từ trước.")
        now = "Đang hiện" if reader_check.all_read(places or [local], bases, steps) else "Chưa ai xem được"
        for each in shown:
            over = f", tới {each.ends}" if each.until else ""
            steps.tell(f"{now} · {each.word}: {each.text}{over}. Gỡ xuống: {TAKE_OFF}")
        if not shown:
            steps.tell("Không có thông báo nào đang hiện.")
        for target, name in last_sent.elsewhere(portal.folder, targets, local.release_list()).items():
            steps.warn(f"Không đụng tới {target} (bản {name}). Muốn cả ở đó: thêm DEPLOY={target}")
        with suppress(MistakesFound), locked(portal.folder / ".lock", 0, steps.tell):
            # Else a publish goes on, which grows from one of them and tidies up by itself.
            prune(portal, [local, *places], steps, SPARE)


def _wanted(portal: Portal, asked: Asked, steps: Steps) -> tuple[Notice, ...]:
    """All notices the file shall hold."""
    for name, value in (("UNTIL", asked.until), ("HREF", asked.href), ("KIND", asked.kind)):
        if value and not asked.text and not (asked.off and name == "KIND"):
            sentence = f"{name} phải đi cùng lời thông báo. Hãy thêm TEXT='…'."
            raise MistakesFound(Mistake("make notice", sentence))
    if not asked.text and not asked.off:
        return notices.read_notices(portal.root, portal.zone)
    rows = {"text": asked.text, "kind": asked.kind, "until": asked.until, "href": asked.href}
    rows = {name: value for name, value in rows.items() if value}
    new = () if asked.off else (_checked(rows, portal.zone),)
    try:
        old = notices.read_notices(portal.root, portal.zone)
    except MistakesFound:  # urgent words wait for nobody
        spare = portal.root / f"{FILE}.cu"
        (portal.root / FILE).replace(spare)
        steps.warn(f"{FILE} viết chưa đúng nên được viết lại; bản cũ giữ ở {FILE}.cu.")
        old = ()
    kind = "" if asked.off else "khan"
    if asked.kind:
        kind = _checked({"text": "-", "kind": asked.kind}, portal.zone).kind
    return (*new, *(each for each in old if kind and each.kind != kind))


def _checked(rows: Mapping[str, str], zone: tzinfo) -> Notice:
    """The notice that was typed; the sentences name make's variables."""
    value, problems = schema.tried(Notice, {name: clean(text) for name, text in rows.items()}, zone)
    found = [f"{' '.join(map(str, where)).upper() or 'Thông báo'} {sentence}" for where, sentence in problems]
    if value and not found and value.until and not notices.shown([replace(value, starts=None)]):
        found = [f"UNTIL là {schema.shown(rows['until'])}: lúc ấy đã qua. Hãy xem lại."]
    if value is None or found:
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
    data, changed = notices.content(shown), False
    region: str | None = None
    groups: dict[str, list[Place]] = {}
    public = reader_check.public(places)
    for place in public:
        if name := place.release_list().current:
            groups.setdefault(name, []).append(place)
    if groups and local in places and local not in public:
        groups[max(groups)].append(local)  # it follows the servers
    if not groups:
        waits = f"Lời này nằm ở {FILE} và sẽ lên cùng lần đăng đầu. " if shown else ""
        raise MistakesFound(Mistake("", f"Chưa đăng lần nào, nên chưa ai thấy. {waits}Hãy gõ make publish."))
    for name, group in groups.items():
        manifest = local.manifest(name)
        if not manifest or not all(place is local or place.holds(name, manifest) for place in group):
            where = ", ".join(map(str, group))
            sentence = (
                f"Máy này không giữ bản {name} đang xem ở {where}. Hãy gõ make notice ở máy đã đăng bản ấy."
            )
            raise MistakesFound(Mistake("", sentence))
        if says(manifest, data) or (not shown and notices.JSON not in manifest.files):
            continue  # or made by an older engine, and nothing to take down
        region = drawn(portal, shown) if region is None else region
        with TemporaryDirectory(dir=portal.folder, prefix=".notice.") as folder:
            path = local.path(name)
            last = Current(manifest, path, name, (), looked_at(path, manifest, Stamps(portal.cache)))
            content = derived(Content(manifest, Lying(path), minor=True), region, data, Path(folder))
            asked = bases if any(place is not local for place in group) else ()
            what = difference(manifest, content.manifest)
            release = deploy(portal, local, group, content, last, what, asked, steps, few=True)
        last_sent.note(portal.folder, [place for place in group if place is not local], release)
        read = not reader_check.unread([each for each in group if each in public], asked)
        took = f"{number(steps.seconds)} giây"
        steps.tell(f"{reader_check.done(read)} bản {release} trong {took}: {len(what.changed)} tệp sửa.")
        changed = True
    return changed


def _links(portal: Portal, shown: Sequence[Notice], local: Local) -> None:
    """Refuses notices that lead to no public page, or that hold what may never be public."""
    name = local.release_list().current
    for each in shown:
        found = internal(each.href, "/", portal.siteurl) if each.href else None
        if found and name and not (local.path(name) / path_of(found[0])).is_file():
            raise MistakesFound(Mistake(FILE, f"Thông báo dẫn tới {each.href}, nhưng không có trang ấy."))
        if any(word in each.text for word in portal.publish.private):
            raise MistakesFound(
                Mistake(FILE, "Thông báo có chữ nằm trong PUBLISH['private']. Hãy bỏ chữ ấy.")
            )
