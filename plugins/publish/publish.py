"""`make publish`: one command from Markdown to citizens, all or nothing."""

import os
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from plugins.core.addresses import NOTICES
from plugins.core.mistakes import Mistake, MistakesFound
from plugins.core.published import PUBLISHED, Published
from plugins.portal import notice
from plugins.publish import domain
from plugins.publish.build_process import Ahead, Built
from plugins.publish.carry_over import Sources
from plugins.publish.deploy import deploy, prune
from plugins.publish.notice import show
from plugins.publish.plan import Plan, make_plan
from plugins.publish.prepare import frame_files, prepare
from plugins.publish.redirects import renamed
from plugins.publish.releases.current import Current
from plugins.publish.releases.folder import Content
from plugins.publish.releases.front_notices import with_notices_of_now
from plugins.publish.releases.manifest import Difference, difference, withdrawn_since
from plugins.publish.releases.minor_changes import is_minor
from plugins.publish.releases.release_list import age
from plugins.publish.releases.stamps import Stamps
from plugins.publish.releases.summary import Written, summary
from plugins.publish.result_cache import ResultCache
from plugins.publish.settings import Portal
from plugins.publish.steps import Steps
from plugins.publish.target import Bucket, Server
from plugins.publish.targets import evidence, hold, last_sent, reader_check, untouched
from plugins.publish.targets.local import Local
from plugins.publish.targets.place import Place, Remote, sweep
from plugins.publish.targets.publish_lock import turn


@dataclass(frozen=True)
class Request:
    """What was asked for.

    output: where the built site lies; bases: addresses to ask after the switch
    timer: nobody sits at the terminal; what a person held stays as it is
    """

    output: Path
    targets: Sequence[Server | Bucket] = ()
    bases: Sequence[str] = ()
    force: bool = False
    dry: bool = False
    timer: bool = False


def publish(portal: Portal, request: Request, steps: Steps, ahead: Ahead | None) -> Built:
    """Publishes the portal, or raises MistakesFound or OSError and what was public stays so.

    ahead: what was `begun` for it; None publishes what lies in the output
    What is returned names what a mistake of its own holds back.
    """
    local = Local(portal.folder, portal.cache)
    with _turn(portal, request, local, steps) as places:
        last, anew = _begun(portal, request, steps, local, places)
    if last is None:
        return Built()
    published = Published(portal.root / PUBLISHED)
    approved = request.timer and portal.publish.timer == "due"
    if ahead:
        sources = Sources(local, lambda: _turn(portal, request, local, steps), portal.cache / "carried")
        asked = request.force, approved, published, steps, ahead, request.timer, request.dry
        plan, built = prepare(portal, request.output, last, sources, *asked)
    else:
        built, cache = Built(), ResultCache(portal.cache)
        asked_of_plan = portal, portal.root, request.output, last, request.force, steps, cache
        plan = make_plan(*asked_of_plan, leisure=request.timer)
    written = Written(built.units, published, portal.root)
    if request.dry:
        whole = plan.content.manifest
        what, gone = difference(last.manifest, whole), withdrawn_since(last.manifest, whole)
        steps.tell(summary(what, written, portal.siteurl, "Nếu đăng bây giờ", gone))
        return built
    if ahead and not plan.stands:
        steps.reach("keep words")
        frame = () if approved else frame_files(portal)
        keep = [*published] if approved else built.held
        published = published.take(built.units, portal.root, keep, frame)
    with _turn(portal, request, local, steps) as places:
        _finish(portal, request, steps, local, places, last, plan, written, anew)
    published.commit()
    prune(portal, [local], steps)
    steps.tell(steps.phases())
    return replace(built, stands=plan.stands)


def _turn(
    portal: Portal, request: Request, local: Local, steps: Steps
) -> AbstractContextManager[list[Remote]]:
    steps.reach("connect", f"Nối tới {', '.join(map(str, request.targets))} …" if request.targets else "")
    return turn(portal, request.targets, local, steps.tell)


def _begun(
    portal: Portal, request: Request, steps: Steps, local: Local, places: Sequence[Place]
) -> tuple[Current | None, bool]:
    """(the public release, whether another is made whatever changed); None: nothing is to be done."""
    if not request.dry:
        sweep(local, places)
    if held := hold.told((local, *places)):
        steps.tell("\n".join(held))
        if request.timer:
            steps.tell(hold.LASTS)
            # But for urgent words: they come and go whatever else is held.
            if not _show_notices(portal, request, local, [*places, local], steps):
                steps.tell("Trang đang được xem vẫn nguyên.")
            return None, False
    last = evidence.last_release(local, places, Stamps(portal.cache), request.force)
    alarms = evidence.alarms(local, places, last)
    for sentence in alarms:
        steps.warn(sentence)
    if not _is_at_home(portal, request, last, steps):
        return None, False
    for sentence in renamed.advice(portal):
        steps.warn(sentence)
    return last, request.force or bool(alarms)


def _finish(
    portal: Portal,
    request: Request,
    steps: Steps,
    local: Local,
    places: Sequence[Remote],
    last: Current,
    plan: Plan,
    written: Written,
    anew: bool,
) -> None:
    """Makes the plan public, or leaves what shows it already. anew: a release is made whatever changed."""
    last = evidence.unmoved(last, local, places, Stamps(portal.cache))
    content = with_notices_of_now(portal, plan.content)
    what = difference(last.manifest, content.manifest)
    stands = not what and _stands(content, local, places)
    if stands and not anew:
        # A person may wait until a server has read every byte; the timer leaves that to the nightly audit.
        edited = [] if request.timer else evidence.edited(local, places)
        for sentence in edited:
            steps.warn(sentence)
        anew = bool(edited)
    if stands and not anew and last.name:
        read = reader_check.all_read(places or [local], request.bases, steps, last)
        steps.tell(f"Không có gì thay đổi. Bản {last.name} vẫn {'đang được xem' if read else 'ở đó'}.")
        _remember(request, local, places, last.name, steps)
        return
    minor = is_minor(last, content, what) and bool(what or not anew)
    if minor and what and not anew and request.timer and last.name and _may_wait(portal, what, last.name):
        steps.tell("Chỉ số lượt xem hay thời tiết thay đổi; chúng đi cùng lần đăng sau.")
        return
    content = evidence.with_kept(portal, replace(content, minor=minor), plan.kept, last, places, steps)
    to: list[Place] = [*places, local]
    empty = [place for place in places if not place.release_list().current]
    name = deploy(portal, local, to, content, last, what, request.bases, steps, anew=request.force)
    prune(portal, places, steps)
    untouched.note(portal.cache, places, name)
    done = reader_check.done(reader_check.all_read(places or [local], request.bases, steps))
    title = f"{done} bản {name} trong {steps.seconds:.0f} giây"
    gone = withdrawn_since(last.manifest, content.manifest)
    steps.tell(summary(what, written, portal.siteurl, title, gone))
    for place in empty:
        steps.tell(f"{place} trước đó chưa có bản nào, nay nhận cả bản: {len(content.manifest.files)} tệp.")
    if places:
        asked = f"Đã hỏi thử {', '.join(request.bases)}: đang cho xem đúng bản này."
        unasked = "Không hỏi thử địa chỉ công khai (CHECK=0): hãy tự mở trang xem."
        steps.tell(asked if request.bases else unasked)
    _remember(request, local, places, name, steps)
    if not places and not last.name:
        steps.tell(f"Việc của người quản trị: máy chủ web lấy trang từ {local.current} (make server-config).")
    try:  # what was asked for while files were on their way
        if with_notices_of_now(portal, content) is not content:
            _show_notices(portal, request, local, to, steps)
    except (MistakesFound, OSError) as error:  # the new release is public all the same
        steps.warn(f"Chưa đặt được thông báo khẩn ({error}) Hãy gõ make notice.")


def _show_notices(
    portal: Portal, request: Request, local: Local, places: Sequence[Place], steps: Steps
) -> bool:
    """Puts today's urgent words on the public pages; whether a release was made for them."""
    now = notice.shown(notice.read_notices(portal.root, portal.zone))
    return show(portal, local, places, now, request.bases, steps)


def _may_wait(portal: Portal, what: Difference, last: str) -> bool:
    """Whether a minor change is no hurry: notices are, numbers and weather once a day at most."""
    hours = timedelta(hours=portal.publish.numbers_hours)
    return bool(hours) and NOTICES not in what.changed and age(last, datetime.now(portal.zone)) < hours


def _is_at_home(portal: Portal, request: Request, last: Current, steps: Steps) -> bool:
    """Whether to go on at this address; MistakesFound when the environment alone says so."""
    now, shown = portal.siteurl, domain.shown(last.path)
    by_environment = not request.force and domain.NAME in os.environ
    if by_environment and (wrong := domain.contradicted(now, domain.written(portal.file), shown)):
        raise MistakesFound(Mistake("", wrong))
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
            if place.release_list().held:
                place.hold("")
                steps.tell(f"Bộ hẹn giờ lại tự đăng như thường ({place}).")
        last_sent.note(local.folder, request.targets, name)
        others = (
            {} if request.timer else last_sent.elsewhere(local.folder, request.targets, local.release_list())
        )
        for target, shown in others.items():
            steps.warn(f"{target} không được đăng lần này: ở đó vẫn là bản {shown}.")
    except (MistakesFound, OSError) as error:  # the release is public all the same
        steps.warn(f"Chưa ghi lại được nơi đã đăng ({error}).")


def _stands(content: Content, local: Local, places: Sequence[Place]) -> bool:
    """Whether all places already show just this."""
    for place in (local, *places):
        current = place.release_list().current
        shown = place.manifest(current) if current else None
        if not shown or not shown.looks_like(content.manifest):
            return False
    return True
