"""One release, from its files to citizens: written, tried, sent, switched to; old ones cleared away."""

from collections.abc import Sequence
from datetime import datetime

from plugins.core.mistakes import Mistake, MistakesFound
from plugins.publish.redirects import redirect_maps
from plugins.publish.releases import folder as release
from plugins.publish.releases.current import Current
from plugins.publish.releases.folder import Content
from plugins.publish.releases.manifest import NAME, Difference, Manifest
from plugins.publish.releases.own_lists import OwnLists
from plugins.publish.releases.release_list import next_name
from plugins.publish.releases.scan import Row
from plugins.publish.releases.stamps import Stamps
from plugins.publish.server.local_server import serving
from plugins.publish.settings import Portal
from plugins.publish.steps import Steps
from plugins.publish.targets import http_check, untouched
from plugins.publish.targets.local import MINOR, Local
from plugins.publish.targets.place import Place
from plugins.publish.targets.ssh import Host
from plugins.publish.targets.switch import switch_all

AGAIN = "Hãy gõ make publish FORCE=1: mọi tệp được đọc lại, tệp hỏng được làm lại."
UNREACHED = "Tên miền chưa trỏ về máy chủ ấy thì thêm CHECK=http://địa-chỉ-máy, hay CHECK=0 để khỏi hỏi."


def deploy(
    portal: Portal,
    local: Local,
    places: Sequence[Place],
    content: Content,
    last: Current,
    what: Difference,
    bases: Sequence[str],
    steps: Steps,
    few: bool = False,
    anew: bool = False,
) -> str:
    """Makes `content` public in all `places`, or in none and raises MistakesFound; the release's name.

    places: `local` among them where this machine shows it too; last: the release it grew from
    few: what differs from that one is all that is sent, since every place shows that one
    anew: no file is shared with that one
    """
    whole = content.manifest
    now = datetime.now(portal.zone)
    lists = {place: place.release_list() for place in dict.fromkeys([local, *places])}
    name = next_name(now, [each for release_list in lists.values() for each in release_list.releases])
    steps.reach("release", f"Xếp bản {name} …")
    rows = _write(portal, local, name, now, content, last, anew)
    folder = local.path(name)
    paths = http_check.choose(whole, what.added + what.changed)
    steps.reach("check", "Xem thử bản mới …")
    with serving(folder, whole) as base:
        old = [] if few else http_check.moved_complaints(base, whole)
        said = http_check.complaints(base, name, whole, paths)
        _or_stop([f"{each.replace(base, '')} {AGAIN}" for each in said] + old)
    for place in places:
        if not isinstance(place, Local):
            steps.reach("upload", f"Chép lên {place} …")
            release_list, differing = lists[place], _differing(last.manifest, whole)
            grows = not anew and release_list.current == last.name and bool(differing)
            if few:
                place.upload_few(folder, name, whole, release_list, differing)
            elif isinstance(place, Host) and grows and untouched.is_untouched(portal.cache, place, last.name):
                gone = last.manifest.files.keys() - whole.files.keys() if last.manifest else ()
                place.upload_few(folder, name, whole, release_list, differing, gone)
            else:
                place.upload(folder, name, whole, release_list)
    switch_all(places, name, lists, steps, lambda: _shown(bases, local, places, name, whole, paths, steps))
    Stamps(portal.cache).note(rows)
    return name


def prune(portal: Portal, places: Sequence[Place], steps: Steps, spare: int = 0) -> None:
    """Removes the releases that nobody may want back, where there are more than `spare` of them.

    Removing a release takes longer than making one: whoever is in a hurry leaves it to the next
    command. What the public one holds on this machine must be known, and the list of what any
    of `places` shows is kept in all.
    """
    for place in places:
        try:
            release_list, shown = place.release_list(), {each.release_list().current for each in places}
            superfluous = release_list.superfluous(portal.publish.keep, portal.publish.keep_days)
            old = [each for each in superfluous if each not in shown]
            if len(old) <= spare:
                continue
            steps.reach("prune")
            if not isinstance(place, Local):
                place.remove(*old)
                continue
            current, stamps = release_list.current, Stamps(portal.cache)
            whole = place.manifest(current) if current and place.shares(*old) else None
            path, files = place.path(current or ""), whole.files if whole else {}
            same = stamps.untouched(path, files) if whole else []
            place.retire(*old)
            if whole:  # files that it shares with them have another time of change now
                stamps.note_again(path, files, same)
        except (MistakesFound, OSError) as error:  # the new release is public all the same
            steps.warn(f"Chưa dọn được bản cũ ở {place} ({error}).")


def _differing(old: Manifest | None, new: Manifest) -> list[str]:
    """Files, compressed copies included, that are in `new` as they were not in `old`."""
    before = old.files if old else {}
    return [p for p, e in new.files.items() if p not in before or before[p].sha256 != e.sha256]


def _write(
    portal: Portal, local: Local, name: str, now: datetime, content: Content, last: Current, anew: bool
) -> dict[str, Row]:
    """As `release.write_release` returns."""
    whole = content.manifest
    part = local.part(spare=not anew)
    listed = whole.to_json()
    extra = {NAME: listed, **redirect_maps.maps(whole, portal.siteurl)}
    extra |= {MINOR: b""} if content.minor else {}
    stamps = Stamps(portal.cache)
    known = {} if anew else stamps.known()
    label = release.label(name, now, portal.siteurl, whole)
    rows = release.write_release(content, label, extra, part, last, known, anew, stamps.names_in(part))
    local.finish(part, name)
    OwnLists(portal.cache).note(name, listed, local.release_list().releases)
    return rows


def _shown(
    bases: Sequence[str],
    local: Local,
    places: Sequence[Place],
    name: str,
    whole: Manifest,
    paths: list[str],
    steps: Steps,
) -> list[str]:
    """Sentences about what the public addresses show, the release being switched to."""
    if not bases:
        if local not in places:
            return []
        # Each file was asked for a moment ago: whether it is this release that is shown is left.
        with serving(local.current, whole) as base:
            return http_check.complaints(base, name, whole, http_check.choose(whole))
    found = []
    for base in bases:
        steps.reach("public check", f"Xem thử {base} …")
        said = http_check.complaints(base, name, whole, paths)
        found += [f"{each} {UNREACHED}" if "không trả lời (" in each else each for each in said]
        if not found:
            for sentence in _old_addresses(base, whole):
                steps.warn(sentence)
    return found


def _old_addresses(base: str, whole: Manifest) -> list[str]:
    try:
        found = http_check.moved_complaints(base, whole)
    except http_check.FAULTS as error:
        return [f"Chưa xem được địa chỉ cũ ({error})."]
    more = ["Máy chủ cần nạp lại cấu hình (xem docs/quan-tri.md)."] if found else []
    return found[:3] + more


def _or_stop(sentences: list[str]) -> None:
    if sentences:
        raise MistakesFound(*(Mistake("", sentence) for sentence in sentences))
