"""`make rollback`: back to what was public before."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from plugins.core.lock import locked
from plugins.core.mistakes import Mistake, MistakesFound
from plugins.core.withdrawals import UNWRITTEN, withdrawals
from plugins.portal.notice import read_notices
from plugins.portal.notice import shown as shown_now
from plugins.publish.deploy import deploy
from plugins.publish.notice import show
from plugins.publish.redirects.moved import Moved, read_moved
from plugins.publish.redirects.taken_down import gone_by_row, shown_again
from plugins.publish.releases.current import Current
from plugins.publish.releases.folder import Content, Lying
from plugins.publish.releases.manifest import difference
from plugins.publish.releases.release_list import ReleaseList
from plugins.publish.releases.stamps import named
from plugins.publish.server.local_server import serving
from plugins.publish.settings import Portal
from plugins.publish.steps import Steps
from plugins.publish.target import Bucket, Server
from plugins.publish.targets import hold, http_check, last_sent, reader_check
from plugins.publish.targets.evidence import SEE
from plugins.publish.targets.local import Local
from plugins.publish.targets.place import Place
from plugins.publish.targets.publish_lock import turn
from plugins.publish.targets.switch import switch_all
from plugins.publish.without_withdrawn import cleaned

REMEDY = "Không trở về bản ấy; hãy chọn bản khác (make releases), hay sửa bài rồi make publish FORCE=1."


def rollback(
    portal: Portal, targets: Sequence[Server | Bucket], to: str, bases: Sequence[str], steps: Steps
) -> None:
    """Makes the release `to` public, '' being the one before; later ones are marked and not returned to."""
    local = Local(portal.folder, portal.cache)
    with (
        locked(portal.folder / ".lock", portal.publish.wait, steps.tell),
        turn(portal, targets, local, steps.tell) as elsewhere,
    ):
        places: list[Place] = [*elsewhere]
        name = to or (places[0] if places else local).release_list().before_current() or ""
        # A machine that did not publish it, such as one of a workflow, has nothing of its own to turn back.
        if not places or name in local.release_list().releases:
            places.append(local)
        lists = {place: place.release_list() for place in places}
        for place, release_list in lists.items():
            _must_hold(place, release_list, name)
        if to and all(release_list.current == name for release_list in lists.values()):
            raise MistakesFound(Mistake(str(places[0]), f"Bản {name} chính là bản đang được xem."))
        reasons, rows = _withdrawn_since(portal, lists, name)
        _is_whole(local, places, name)
        _hold(places, lists, name, hold.new(name, portal.zone))
        asked = bases if targets else ()
        try:
            if reasons:
                _switch_to_cleaned(portal, local, places, name, reasons, rows, asked, steps)
            else:
                switch_all(places, name, lists, steps, lambda: _shown(portal, places, name, asked))
        except BaseException:
            _let_go(lists)
            raise
        _mark(lists, name, steps)
        where = ", ".join(map(str, places))
        read = reader_check.all_read(reader_check.public(places), bases if targets else (), steps)
        but = "" if read else ", nhưng người dân chưa xem được"
        steps.tell(f"Đã trở về bản {name} trong {steps.seconds:.0f} giây (trên {where}){but}.")
        if any(release_list.newer_than(name) for release_list in lists.values()):
            steps.tell(hold.LASTS)
        _keep_notices(portal, local, places, bases if targets else (), steps)
        _told_elsewhere(portal, local, targets, name, steps)


def _withdrawn_since(
    portal: Portal, lists: Mapping[Place, ReleaseList], name: str
) -> tuple[dict[str, str], set[str]]:
    """({address: reason} of what the release `name` shows and editors took down, those that a row did)."""
    content = portal.root / "content"
    rows: dict[str, str] = {}
    down = {each.address: each.reason for each in withdrawals(content).values()}
    try:
        moved = read_moved(portal.root, portal.publish.moved)
    except MistakesFound:  # a slip there keeps nobody from going back
        moved = None
    found: dict[str, str] = {}
    for place, release_list in lists.items():
        current, old = release_list.current and place.manifest(release_list.current), place.manifest(name)
        reasons = dict.fromkeys(current.withdrawn if current else (), UNWRITTEN) | down
        if old:
            found |= {address: reasons[address] for address in shown_again(old, reasons)}
            known = moved or Moved({}, dict.fromkeys(current.gone if current else (), UNWRITTEN))
            rows |= gone_by_row(old, current or None, known, content)
    return rows | found, rows.keys() - found.keys()


def _switch_to_cleaned(
    portal: Portal,
    local: Local,
    places: Sequence[Place],
    name: str,
    reasons: Mapping[str, str],
    rows: Collection[str],
    bases: Sequence[str],
    steps: Steps,
) -> None:
    """Makes the release `name` public without what was withdrawn since, as a new one that grows from it."""
    manifest, path, told = local.manifest(name), local.path(name), ", ".join(sorted(reasons)[:3])
    if not manifest:
        sentence = (
            f"Bản {name} còn cho xem nội dung đã rút: {told}. Muốn trở về bản ấy mà không có nội dung ấy, "
            "hãy gõ lệnh này ở máy đã đăng nó; hoặc chọn bản khác (make releases)."
        )
        raise MistakesFound(Mistake(str(places[0]), sentence))
    with TemporaryDirectory(dir=portal.folder, prefix=".notice.") as folder:
        content = cleaned(Content(manifest, Lying(path)), reasons, portal.siteurl, Path(folder), rows)
        what = difference(manifest, content.manifest)
        made = deploy(portal, local, places, content, Current(manifest, path, name), what, bases, steps)
    steps.tell(
        f"Nội dung đã rút hay đã gỡ không trở lại: {told}. Bản {made} là bản {name} mà không có nó; "
        "ô tìm kiếm tạm nghỉ tới lần make publish sau."
    )


def _is_whole(local: Local, places: Sequence[Place], name: str) -> None:
    """Every byte is read first: an edit in place is in all releases that share the file."""
    known = local.manifest(name)
    found = []
    for place in places:
        if not (manifest := known or place.manifest(name)):
            found.append(Mistake(str(place), f"Bản {name} không có bảng kê tệp nên không tin được."))
        elif wrong := place.altered(name, manifest):
            sentence = f"Bản {name} không còn như lúc đăng: {named(wrong)}. {REMEDY} {SEE}"
            found.append(Mistake(str(place), sentence))
    if found:
        raise MistakesFound(*found)


def _hold(places: Sequence[Place], lists: Mapping[Place, ReleaseList], name: str, new: hold.Hold) -> None:
    """Before the switch: killed in between, the timer must not publish what was to go."""
    for place in places:
        # Back at the newest release, nothing is held back any more.
        place.hold(new.to_line() if lists[place].newer_than(name) else "")


def _let_go(lists: Mapping[Place, ReleaseList]) -> None:
    for place, release_list in lists.items():
        with suppress(MistakesFound, OSError):
            place.hold(release_list.held.strip())


def _mark(lists: Mapping[Place, ReleaseList], name: str, steps: Steps) -> None:
    """Releases after `name` are not returned to; a place that cannot note it shows `name` all the same."""
    for place, release_list in lists.items():
        try:
            place.unmark(name)
            if later := release_list.newer_than(name):
                place.mark(*later)
        except (MistakesFound, OSError) as error:
            steps.warn(
                f"Chưa ghi được ở {place} rằng đã trở lui ({error}). Lần đăng sau dọn các bản mới hơn ở đó."
            )


def _keep_notices(
    portal: Portal, local: Local, places: Sequence[Place], bases: Sequence[str], steps: Steps
) -> None:
    """What a release of the past says of an emergency is not what is true now."""
    try:
        show(portal, local, places, shown_now(read_notices(portal.root, portal.zone)), bases, steps)
    except (MistakesFound, OSError) as error:
        steps.warn(f"Chưa đặt lại được thông báo khẩn ({error}) Hãy xem trang chủ, rồi gõ make notice.")


def _told_elsewhere(
    portal: Portal, local: Local, targets: Sequence[Server | Bucket], name: str, steps: Steps
) -> None:
    """Names the servers that go on showing what was gone back from."""
    with suppress(OSError):
        last_sent.note(portal.folder, targets, name)
    for target, shown in last_sent.elsewhere(portal.folder, targets, local.release_list()).items():
        if shown != name:
            steps.warn(
                f"Không đụng tới {target}: ở đó vẫn là bản {shown}. "
                f"Muốn trở lui cả ở đó: make rollback DEPLOY={target}"
            )


def _must_hold(place: Place, release_list: ReleaseList, name: str) -> None:
    if not name:
        raise MistakesFound(Mistake(str(place), "Chưa có bản nào trước đó để trở về."))
    if name not in release_list.releases:
        there = ", ".join(release_list.releases) or "chưa có bản nào"
        raise MistakesFound(Mistake(str(place), f"Không có bản {name}. Các bản đang có: {there}."))


def _shown(portal: Portal, places: Sequence[Place], name: str, bases: Sequence[str]) -> list[str]:
    manifest = next((found for place in places if (found := place.manifest(name))), None)
    if manifest is None:
        return [f"Bản {name} không có bảng kê tệp nên không tin được."]
    paths = http_check.choose(manifest, ())
    if not bases:
        last = places[-1]
        if not isinstance(last, Local):
            return []
        with serving(last.current, manifest) as base:
            return http_check.complaints(base, name, manifest, paths)
    return [sentence for base in bases for sentence in http_check.complaints(base, name, manifest, paths)]
