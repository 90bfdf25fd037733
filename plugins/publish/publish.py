"""`make publish`: one command from Markdown to citizens, all or nothing."""

import os
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from plugins.lock import locked
from plugins.mistakes import Mistake, MistakesFound
from plugins.publish import check, domain, hold, oldmap, release, sent
from plugins.publish.built import Built
from plugins.publish.last import Last
from plugins.publish.local import Local
from plugins.publish.manifest import NAME, Difference, Manifest, difference
from plugins.publish.places import Place, connect
from plugins.publish.plan import Plan, make_plan
from plugins.publish.prepare import frame_files, prepare
from plugins.publish.server import serving
from plugins.publish.settings import Portal
from plugins.publish.shelf import next_name
from plugins.publish.steps import HANOI, Steps
from plugins.publish.summary import summary
from plugins.publish.switch import switch_all
from plugins.publish.target import Bucket, Server
from plugins.published import PUBLISHED, Published


@dataclass(frozen=True)
class Request:
    """What was asked for.

    output: where the build goes; bases: addresses to ask after the switch
    timer: nobody sits at the terminal; what a person held stays as it is
    """

    output: Path
    targets: Sequence[Server | Bucket] = ()
    bases: Sequence[str] = ()
    force: bool = False
    dry: bool = False
    build: bool = True
    timer: bool = False


def publish(portal: Portal, request: Request, steps: Steps) -> Built:
    """Publishes the portal, or raises MistakesFound or OSError and what was public stays so.

    What is returned names what a mistake of its own holds back.
    """
    local = Local(portal.folder)
    with ExitStack() as stack:
        stack.enter_context(locked(portal.folder / ".lock", portal.publish.wait, steps.tell))
        steps.reach("connect", f"Nối tới {', '.join(map(str, request.targets))} …" if request.targets else "")
        places = [stack.enter_context(connect(target, portal, local)) for target in request.targets]
        if not request.dry:
            for place in (local, *places):
                place.sweep()
        if held := hold.told((local, *places)):
            steps.tell("\n".join(held))
            if request.timer:
                steps.tell(f"{hold.LASTS} Trang đang được xem vẫn nguyên.")
                return Built()
        last = _last(local, places)
        if not _is_at_home(portal, request, last, steps):
            return Built()
        published = Published(portal.root / PUBLISHED)
        approved = request.timer and portal.publish.timer == "due"
        if request.build:
            plan, built = prepare(
                portal, request.output, last, places, request.force, approved, published, steps
            )
        else:
            built = Built()
            plan = make_plan(portal, portal.root, request.output, last, request.force, steps)
        what = difference(last.manifest, plan.content.manifest)
        if request.dry:
            steps.tell(summary(what, portal.siteurl, "Nếu đăng bây giờ"))
            return built
        if request.build:
            steps.reach("keep words")
            frame = () if approved else frame_files(portal)
            keep = [*published] if approved else built.held
            published = published.take(built.units, portal.root, keep, frame)
        if _stands(plan, local, places):
            steps.tell(f"Không có gì thay đổi. Bản {last.name} vẫn đang được xem.")
            _remember(request, local, places, last.name, steps)
        else:
            _publish(portal, request, steps, local, places, last, plan, what)
        published.commit()
        return built


def _publish(
    portal: Portal,
    request: Request,
    steps: Steps,
    local: Local,
    places: Sequence[Place],
    last: Last,
    plan: Plan,
    what: Difference,
) -> None:
    whole = plan.content.manifest
    now = datetime.now(HANOI)
    shelves = {place: place.shelf() for place in (local, *places)}
    name = next_name(now, [each for shelf in shelves.values() for each in shelf.releases])
    steps.reach("release", f"Xếp bản {name} …")
    if missing := [path for path in plan.kept if not (last.path and (last.path / path).is_file())]:
        _fetch(missing, last, places, portal.cache / "fetched", plan)
    _write(portal, local, name, now, plan, last.path)
    folder = local.path(name)
    paths = check.choose(whole, what.added + what.changed)
    steps.reach("check", "Xem thử bản mới …")
    with serving(folder, whole) as base:
        _or_stop(check.complaints(base, name, whole, paths) + check.moved_complaints(base, whole))
    for place in places:
        steps.reach("upload", f"Chép lên {place} …")
        place.upload(folder, name, whole, shelves[place])
    bases = request.bases
    switch_all(
        [*places, local], name, shelves, steps, lambda: _shown(bases, local, name, whole, paths, steps)
    )
    steps.reach("prune")
    for place in (local, *places):
        try:
            place.remove(*place.shelf().superfluous(portal.publish.keep))
        except (MistakesFound, OSError) as error:  # the new release is public all the same
            steps.warn(f"Chưa dọn được bản cũ ở {place} ({error}).")
    steps.tell(summary(what, portal.siteurl, f"Đã đăng bản {name} trong {steps.seconds:.0f} giây"))
    _remember(request, local, places, name, steps)
    if not places:
        steps.tell(f"Máy chủ web lấy trang từ {local.current}; make server-config viết cấu hình cho nó.")


def _is_at_home(portal: Portal, request: Request, last: Last, steps: Steps) -> bool:
    """Whether to go on at this address; MistakesFound when the environment alone says so."""
    now, shown = portal.siteurl, domain.shown(last.path)
    if not request.force and domain.NAME in os.environ:
        _or_stop(list(filter(None, [domain.contradicted(now, domain.written(portal.file), shown)])))
    if sentence := domain.changed(now, shown):
        steps.tell(sentence)
        if request.timer:
            steps.tell("Bộ hẹn giờ không tự đổi địa chỉ: hãy gõ make publish.")
            return False
    return True


def _remember(request: Request, local: Local, places: Sequence[Place], name: str, steps: Steps) -> None:
    """A person has published: no place is held any more; and which place shows what is written down."""
    try:
        for place in (local, *places):
            if place.shelf().held:
                place.hold("")
                steps.tell(f"Bộ hẹn giờ lại tự đăng như thường ({place}).")
        sent.note(local.folder, request.targets, name)
        others = {} if request.timer else sent.elsewhere(local.folder, request.targets, local.shelf())
        for target, shown in others.items():
            steps.warn(f"{target} không được đăng lần này: ở đó vẫn là bản {shown}.")
    except (MistakesFound, OSError) as error:  # the release is public all the same
        steps.warn(f"Chưa ghi lại được nơi đã đăng ({error}).")


def _last(local: Local, places: Sequence[Place]) -> Last:
    """The public release: what the first target shows, or this machine where nothing was published yet."""
    for place in places:
        if (name := place.shelf().current) and (found := place.manifest(name)):
            folder = local.path(name)
            return Last(found, folder if local.manifest(name) == found else None, name)
    name = local.shelf().current
    found = local.manifest(name) if name else None
    return Last(found, local.path(name), name) if found else Last()


def _stands(plan: Plan, local: Local, places: Sequence[Place]) -> bool:
    """Whether all places already show just this."""
    for place in (local, *places):
        current = place.shelf().current
        shown = place.manifest(current) if current else None
        if not shown or shown.fingerprint != plan.content.manifest.fingerprint:
            return False
    return True


def _fetch(paths: list[str], last: Last, places: Sequence[Place], folder: Path, plan: Plan) -> None:
    """Brings hashed files of the last release here when this machine did not publish it."""
    folder.mkdir(parents=True, exist_ok=True)
    places[0].fetch(last.name, paths, folder)
    plan.content.sources.update({path: folder / path for path in paths})


def _write(portal: Portal, local: Local, name: str, now: datetime, plan: Plan, last: Path | None) -> None:
    whole = plan.content.manifest
    part = local.part()
    extra = {NAME: whole.to_json(), **oldmap.maps(whole, portal.siteurl)}
    release.write_release(plan.content, release.label(name, now, portal.siteurl, whole), extra, part, last)
    local.finish(part, name)


def _shown(
    bases: Sequence[str], local: Local, name: str, whole: Manifest, paths: list[str], steps: Steps
) -> list[str]:
    """Sentences about what the public addresses show, the release being switched to."""
    if not bases:
        with serving(local.current, whole) as base:
            return check.complaints(base, name, whole, paths)
    found = []
    for base in bases:
        steps.reach("public check", f"Xem thử {base} …")
        found += check.complaints(base, name, whole, paths)
        if not found:
            for sentence in _old_addresses(base, whole):
                steps.warn(sentence)
    return found


def _old_addresses(base: str, whole: Manifest) -> list[str]:
    try:
        found = check.moved_complaints(base, whole)
    except check.FAULTS as error:
        return [f"Chưa xem được địa chỉ cũ ({error})."]
    more = ["Máy chủ cần nạp lại cấu hình (xem docs/quan-tri.md)."] if found else []
    return found[:3] + more


def _or_stop(sentences: list[str]) -> None:
    if sentences:
        raise MistakesFound(*(Mistake("", sentence) for sentence in sentences))
