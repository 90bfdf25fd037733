"""What a server says of a release that this machine did not make: evidence, never an order.

What may come of it are promises (addresses that must go on answering) and files that open
pages may still ask for: each of a kind that does nothing by itself, or whose name is proven by its bytes.
"""

import re
import shutil
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from copy import copy
from dataclasses import replace
from pathlib import Path

from plugins.core.mistakes import Mistake, MistakesFound
from plugins.publish.address import HASHED, nfc
from plugins.publish.checks import other_files
from plugins.publish.checks.other_files import read_other
from plugins.publish.releases.current import Current
from plugins.publish.releases.folder import Content
from plugins.publish.releases.manifest import Entry, Manifest, difference
from plugins.publish.releases.stamps import SOME, Stamps, named
from plugins.publish.releases.tree import hash_of
from plugins.publish.settings import Portal
from plugins.publish.steps import Steps
from plugins.publish.targets.local import Local
from plugins.publish.targets.place import Place, Remote

LONGEST = 1000  # characters of an address
MEDIA = re.compile(r"media/[\w.-]+\.(?:jpg|jpeg|png|webp|avif|gif)")
THEME = re.compile(r"theme/[\w.-]+\.(?P<hash>[0-9a-f]{8})\.(?:css|js|svg|png|webp|woff2)")
LARGEST = 50_000_000  # bytes
SEE = "Hãy xem “Khi trang bị sửa trộm” trong docs/quan-tri.md."


def last_release(local: Local, places: Sequence[Place], stamps: Stamps, force: bool) -> Current:
    """The public release: which one, the first target says that shows any; what is in it, this machine knows.

    Of one that was made elsewhere, only what may be `believed`. MistakesFound where nobody
    can tell which addresses were promised, unless `force` does without.
    """
    for place in places:
        if name := place.release_list().current:
            if known := local.known(name, stamps):
                return known
            here = local.release_list().current
            others = [
                each for each in (local.manifest(here) if here else _lasting(local.promised()),) if each
            ]
            if found := place.manifest(name):
                return Current(believed(found), None, name, others)
            if not force:
                sentence = (
                    f"Bản {name} đang xem ở đó có bảng kê tệp thiếu hay hỏng, nên không biết đã hứa "
                    f"những địa chỉ nào. Hãy đăng từ máy đã đăng bản ấy, hoặc thêm FORCE=1. {SEE}"
                )
                raise MistakesFound(Mistake(str(place), sentence))
    name = local.release_list().current
    if not name:
        return Current(_lasting(local.promised()))
    if known := local.known(name, stamps):
        return known
    if not force:
        sentence = (
            f"Bản {name} đang xem có bảng kê tệp thiếu hay đã bị sửa, nên không biết đã hứa những địa chỉ "
            f"nào. Hãy trở về bản trước (make rollback) rồi đăng lại, hoặc thêm FORCE=1. {SEE}"
        )
        raise MistakesFound(Mistake(str(local), sentence))
    older = (local.manifest(each) for each in reversed(local.release_list().releases))
    return Current(_lasting(next(filter(None, older), local.promised())), None, name)


def _lasting(found: Manifest | None) -> Manifest | None:
    """Of a release whose files are not here: the addresses it promised."""
    if found is None:
        return None
    return replace(found, files={p: e for p, e in found.files.items() if not p.startswith(HASHED)})


def unmoved(last: Current, local: Local, places: Sequence[Place], stamps: Stamps) -> Current:
    """The public release, if it is `last` still, or what urgent words made of it; else MistakesFound."""
    name = next(filter(None, (place.release_list().current for place in (*places, local))), None)
    if name == last.name:
        return last
    found = local.known(name, stamps) if name and name in local.release_list().minor else None
    what = difference(last.manifest, found.manifest) if found and found.manifest else None
    if not found or not what or what.added or what.removed:
        sentence = f"Trong lúc dựng, bản {name} đã được đăng từ nơi khác. Hãy gõ lại make publish."
        raise MistakesFound(Mistake(str((*places, local)[0]), sentence))
    return replace(found, rolled_back=last.rolled_back)


def alarms(local: Local, places: Sequence[Place], last: Current) -> list[str]:
    """What is not as this machine published it, a sentence each."""
    found = []
    for place in places:
        name = place.release_list().current
        known = local.manifest(name) if name else None
        if name and known and (other := place.manifest(name)) != known:
            found.append(
                f"{place}: bảng kê tệp của bản {name} không phải bảng kê đã gửi "
                f"({_differing(known, other)}). Có người đã sửa trên máy chủ. "
                f"Bản sắp đăng chỉ lấy theo máy này. {SEE}"
            )
        elif name and not known and local.release_list().releases:
            found.append(
                f"{place} đang cho xem bản {name}, không phải do máy này đăng. Nếu không máy nào khác "
                f"của cơ quan đăng nó: {SEE}"
            )
    if last.altered:
        found.append(
            f"Bản {last.name} trên máy này không còn như lúc đăng: {named(last.altered)}. "
            f"Bản sắp đăng không mang theo những thứ ấy. {SEE}"
        )
    return found


def edited(local: Local, places: Sequence[Place]) -> list[str]:
    """A sentence for each of `places`, all showing what this machine does, whose files are others."""
    found = []
    for place in places:
        name = place.release_list().current
        whole = local.manifest(name) if name else None
        if name and whole and (wrong := place.altered(name, whole)):
            found.append(
                f"{place}: tệp của bản {name} không còn như lúc đăng: {named(wrong)}. "
                f"Bản sạch theo máy này được đăng thay. {SEE}"
            )
    return found


def _differing(known: Manifest, other: Manifest | None) -> str:
    if other is None:
        return "thiếu hay hỏng"
    paths = known.files.keys() | other.files.keys()
    found = sorted(path for path in paths if known.files.get(path) != other.files.get(path))
    more = [f"và {len(found) - SOME} tệp khác"] if len(found) > SOME else []
    return ", ".join([*found[:SOME], *more]) or "các địa chỉ đã chuyển hay đã gỡ"


def believed(found: Manifest) -> Manifest:
    """Of a server's list of files, what may be believed."""
    files = {path: entry for path, entry in found.files.items() if _may(path, entry)}
    moved = {old: new for old, new in found.moved.items() if _is_plain(old) and _is_plain(new)}
    gone = tuple(filter(_is_plain, found.gone))
    return Manifest(files, moved, gone, tuple(filter(_is_plain, found.withdrawn)))


def _may(path: str, entry: Entry) -> bool:
    if path.startswith(HASHED):
        return bool(MEDIA.fullmatch(path) or THEME.fullmatch(path)) and entry.size <= LARGEST
    parts = path.split("/")
    hidden = any(part.startswith(".") and part != ".well-known" for part in parts)
    return _is_plain("/" + path) and "" not in parts and not hidden and path == nfc(path)


def _is_plain(address: str) -> bool:
    """Whether this is an address of a portal, in letters that can be shown and sent."""
    one = address.startswith("/") and not address.startswith("//") and len(address) <= LONGEST
    return one and address.isprintable() and "\\" not in address and ".." not in address.split("/")


def agreeing(previous: Manifest, built: Mapping[str, str]) -> Manifest:
    """`previous` without hashed files that are other bytes here: what was built decides."""
    return replace(
        previous,
        files={
            path: entry
            for path, entry in previous.files.items()
            if not path.startswith(HASHED) or built.get(path, entry.sha256) == entry.sha256
        },
    )


def fetch(
    paths: Collection[str], entries: Mapping[str, Entry], name: str, place: Remote, to: Path
) -> dict[str, Path]:
    """Those of `paths` of a place's release `name` that came with the hash of `entries`, and where they lie.

    `to` is emptied first; links are not taken.
    """
    shutil.rmtree(to, ignore_errors=True)
    to.mkdir(parents=True)
    with suppress(MistakesFound, OSError):  # what did not come is told as that
        place.fetch(name, list(paths), to)
    return _only(lambda path: _is_whole(to, path, entries[path]), {path: to / path for path in paths})


def harmless(found: Mapping[str, Path], entries: Mapping[str, Entry], siteurl: str) -> dict[str, Path]:
    """Of files that only a server's list names, those that may be shown again; the others are removed."""
    return _only(lambda path: _is_harmless(found[path], path, entries[path], siteurl), found)


def _only(good: Callable[[str], bool], found: Mapping[str, Path]) -> dict[str, Path]:
    kept = {path: file for path, file in found.items() if good(path)}
    for path in found.keys() - kept.keys():
        with suppress(OSError):  # nothing there, or a folder
            found[path].unlink()
    return kept


def with_kept(
    portal: Portal,
    content: Content,
    kept: Sequence[str],
    last: Current,
    places: Sequence[Remote],
    steps: Steps,
) -> Content:
    """The content with files that open pages may still ask for, from wherever they are whole."""
    missing = [path for path in kept if not last.path or path in last.altered]
    if not missing:
        return content
    showing = next((place for place in places if place.release_list().current == last.name), None)
    folder = portal.cache / "fetched"
    entries = last.manifest.files if last.manifest else {}
    found = fetch(missing, entries, last.name, showing, folder) if showing and last.name else {}
    if not last.path:  # what this machine's own list names, this machine once looked at
        found = harmless(found, entries, portal.siteurl)
    if lost := set(missing) - found.keys():
        steps.warn(f"Tệp của các bản cũ không còn nguyên nên bỏ: {', '.join(sorted(lost)[:SOME])}.")
    files = {path: entry for path, entry in content.manifest.files.items() if path not in lost}
    sources = copy(content.sources)
    sources.update(found)
    return replace(content, manifest=replace(content.manifest, files=files), sources=sources)


def _is_whole(folder: Path, path: str, entry: Entry) -> bool:
    file = folder / path
    linked = any(each.is_symlink() for each in (file, *file.parents) if each.is_relative_to(folder))
    return not linked and file.is_file() and hash_of(file) == entry.sha256


def _is_harmless(file: Path, path: str, entry: Entry, siteurl: str) -> bool:
    if MEDIA.fullmatch(path):
        return not other_files.picture_complaints(file)
    if not (name := THEME.fullmatch(path)) or not entry.sha256.startswith(name["hash"]):
        return False
    return not read_other(file, path, siteurl).wrong
