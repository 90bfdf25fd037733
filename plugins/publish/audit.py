"""The tamper alarm: the public site compared with the release that was published."""

import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from hashlib import sha256
from itertools import chain
from urllib.parse import quote, unquote, urlsplit

from plugins.core.addresses import LIVE, NOTICES, SITEMAP, is_part_of_sitemap
from plugins.core.causes import cause_of
from plugins.core.mistakes import Mistake, MistakesFound
from plugins.preview_link import audited as previews
from plugins.publish.address import (
    OWN,
    RELEASE_JSON,
    address_of,
    form_of_base,
    is_base,
    is_packed,
    path_of,
    url_of,
)
from plugins.publish.releases.manifest import Manifest
from plugins.publish.server.headers import HEADERS
from plugins.publish.settings import Portal
from plugins.publish.steps import Steps
from plugins.publish.target import Bucket, Server, parse_all
from plugins.publish.targets import http_check, last_sent
from plugins.publish.targets.evidence import SEE
from plugins.publish.targets.http_check import days_left
from plugins.publish.targets.local import Local
from plugins.publish.targets.place import Place
from plugins.publish.targets.ssh import Host

AT_ONCE = 8
DAYS = 21  # a certificate is renewed long before
SHOWN = 20
PACKED = (("br", ".br"), ("gzip", ".gz"))
# Changed between releases, by timers: not the release's.
# What intruders leave, asked for by name: no portal of ours has any of it.
STRANGE = "wp-login.php xmlrpc.php index.php admin/ .env .git/config .htaccess shell.php backup.zip".split()
LINK = re.compile(rb"""(?:href|src)=["']?(https?://[^"'\s>]+)""")


def audit(portal: Portal, url: str, targets: Sequence[Server | Bucket], steps: Steps) -> int:
    """0: the site at `url` shows just what was published; 1: it does not, and how.

    targets: whose files are compared too, besides those that this machine last published to
    """
    local = Local(portal.folder, portal.cache)
    name = local.release_list().current
    manifest = local.manifest(name) if name else None
    if name and not manifest:
        lost = f"Bản {name} trên máy này có bảng kê tệp thiếu hay đã bị sửa, nên không so được gì. {SEE}"
        raise MistakesFound(Mistake(str(portal.folder), lost))
    if not name or not manifest:
        raise MistakesFound(
            Mistake(str(portal.folder), "Chưa có bản nào để so. Hãy chạy make publish trước.")
        )
    base = url.rstrip("/")
    if not is_base(base):
        raise MistakesFound(Mistake("URL", f"“{url}” {form_of_base(url)}"))
    steps.tell(f"So {base} với bản {name} …")
    found = [
        f"Tệp trên máy này đã khác bản đã đăng: {path} ({what})."
        for path, what in local.altered(name, manifest).items()
    ]
    known = parse_all(" ".join(last_sent.elsewhere(portal.folder, targets, local.release_list())))
    servers = [each for each in (*targets, *known) if isinstance(each, Server)]
    for target in (*targets, *known):
        steps.tell(f"So từng tệp trên {target} …")
        found += _on(target, portal, local, name)
    found += previews.alarms(portal, (local, *(Host(t, portal.publish.ssh) for t in servers)), steps)
    found = list(dict.fromkeys(found))  # a server that is away says so each time it is asked
    away = _away(base)
    found += away or _shown(base, name, manifest, portal.siteurl)
    for sentence in found[:SHOWN]:
        steps.tell(f"Báo động · {sentence}")
    if len(found) > SHOWN:
        steps.tell(f"… và {len(found) - SHOWN} điều khác.")
    if away and len(found) == len(away):
        steps.tell("Không hỏi được tên miền, nên chưa biết trang có bị sửa không; các tệp so được đều đúng.")
        return 1
    steps.tell(f"{len(found)} điều không đúng." if found else "Trang đang xem đúng là bản đã đăng.")
    return 1 if found else 0


def _on(target: Server | Bucket, portal: Portal, local: Local, name: str) -> list[str]:
    """What of the release that `target` shows is not as it was published; one sentence when it is away."""
    expected = last_sent.read(portal.folder).get(str(target), name)
    try:
        if isinstance(target, Server):
            return _compared(Host(target, portal.publish.ssh), local, expected)
        from plugins.publish.targets.s3_client import open_bucket  # boto3 is an extra

        with open_bucket(target, local) as bucket:
            return _compared(bucket, local, expected)
    except MistakesFound as error:
        return [str(mistake) for mistake in error.mistakes]


def _compared(place: Place, local: Local, expected: str) -> list[str]:
    current = place.release_list().current
    found = [] if current == expected else [f"{place} đang cho xem bản {current}, không phải bản {expected}."]
    manifest = local.manifest(current or expected)
    if not current or not manifest:
        return [*found, f"{place}: không có bảng kê trên máy này để so bản {current}."]
    wrong = place.altered(current, manifest)
    return found + [f"{place}: {path} ({what})." for path, what in wrong.items()]


def _away(base: str) -> list[str]:
    """A sentence where the public site cannot be reached at all: an alarm, though nobody tampered."""
    try:
        http_check.ask(f"{base}/", body=False)
    except http_check.FAULTS as error:
        return [f"{base} không trả lời ({cause_of(error)}). Hãy xem máy chủ web, tên miền và chứng thư."]
    return []


def _shown(base: str, name: str, manifest: Manifest, siteurl: str) -> list[str]:
    """What is wrong with the public site, which answers."""
    return [
        *http_check.complaints(base, name, manifest, (), 0),
        *changed(base, manifest, siteurl),
        *extra(base, manifest),
        *headers(base),
        *certificate(base),
    ]


def changed(base: str, manifest: Manifest, siteurl: str) -> list[str]:
    """Files that are missing or other than they were published, and pages that name foreign sites."""
    old = {path_of(address) for address in (*manifest.moved, *manifest.gone)}
    paths = [p for p in manifest.files if not is_packed(p) and not _passes(p) and p not in old]

    own = {urlsplit(base).hostname, urlsplit(siteurl).hostname}

    def look(asked: tuple[str, str]) -> list[str]:
        path, coding = asked
        entry = manifest.files[path]
        try:
            status, headers, body = http_check.ask(base + url_of(path), coding)
        except http_check.FAULTS as error:
            return [f"{address_of(path)} không trả lời ({cause_of(error)})."]
        if status != 200:
            return [f"{address_of(path)} thiếu (mã {status})."]
        plain = http_check.unpacked(headers, body, entry.size)
        if plain is None:
            return [f"{address_of(path)} nén ({coding}) không đúng."]
        if sha256(plain).hexdigest() == entry.sha256:
            return []
        linked = {urlsplit(link.decode("utf-8", "replace")).hostname for link in LINK.findall(plain)}
        more = sorted(filter(None, linked - own))
        hint = f" (có liên kết tới {', '.join(more[:3])})" if more else ""
        return [f"{address_of(path)} đã bị đổi{hint}."]

    # As readers get it: of what is compressed each browser takes another file.
    asked = [(path, "identity") for path in paths]
    asked += [(p, coding) for p in paths for coding, end in PACKED if p + end in manifest.files]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        found = [sentence for part in pool.map(look, asked) for sentence in part]
    return [*dict.fromkeys(found), *_old(base, manifest)]


def _passes(path: str) -> bool:
    """Whether something else than a release changes it. Urgent words are the release's own."""
    return path.startswith(LIVE) and path != NOTICES


def _old(base: str, manifest: Manifest) -> list[str]:
    try:
        return http_check.moved_complaints(base, manifest)
    except http_check.FAULTS as error:
        return [f"Địa chỉ cũ không trả lời ({cause_of(error)})."]


def extra(base: str, manifest: Manifest) -> list[str]:
    """Addresses that answer and should not: what the public site map names, and what intruders leave."""
    found = []
    try:
        maps = {SITEMAP, *filter(is_part_of_sitemap, manifest.files)}
        answers = (http_check.ask(f"{base}/{path}")[2] for path in sorted(maps))
        places = chain.from_iterable(re.findall(rb"<loc>([^<]+)</loc>", answer) for answer in answers)
        asked = {urlsplit(place.decode("utf-8", "replace")).path for place in places}
        unknown = sorted(path for path in asked if path_of(unquote(path)) not in manifest.files)
        found += [f"{path} có trong sơ đồ trang mà không có trong bản đã đăng." for path in unknown]
        for path in STRANGE:
            status = http_check.ask(f"{base}/{quote(path)}")[0]
            if path_of("/" + path) not in manifest.files and status not in (400, 403, 404, 410):
                found.append(f"/{path} không thuộc bản đã đăng mà trả lời mã {status}.")
        if http_check.ask(f"{base}/{OWN}manifest.json")[0] == 200:
            found.append(f"/{OWN} đang mở cho mọi người. Hãy dùng cấu hình của make server-config.")
    except http_check.FAULTS as error:
        found.append(f"{base} không trả lời ({cause_of(error)}).")
    return found


def headers(base: str) -> list[str]:
    """Promises to browsers that are not kept, on a page and off."""
    found = []
    for path in ("/", "/khong-co-trang-nay/", f"/{RELEASE_JSON}"):
        try:
            given = http_check.ask(base + path)[1]
        except http_check.FAULTS as error:
            return [f"{base}{path} không trả lời ({cause_of(error)})."]
        for name, value in HEADERS.items():
            if given.get(name.lower()) != value:
                found.append(f"{path}: tiêu đề {name} là {given.get(name.lower())!r}, không như đã đặt.")
    if base.startswith("https:"):
        plain = base.replace("https:", "http:", 1)
        try:
            status, given, _ = http_check.ask(f"{plain}/")
            if status not in (301, 308) or not given.get("location", "").startswith("https://"):
                found.append(f"{plain} không chuyển sang https.")
        except http_check.FAULTS:
            pass  # a closed port 80 shows nothing to anyone
    return found


def certificate(base: str, now: datetime | None = None) -> list[str]:
    """A sentence when the certificate of an https address runs out soon or cannot be trusted."""
    host = urlsplit(base).hostname
    if not base.startswith("https:"):
        return []
    try:
        days = days_left(base, now or datetime.now(UTC))
    except OSError as error:
        return [f"Chứng thư của {host} không dùng được ({error})."]
    return [f"Chứng thư của {host} chỉ còn {days} ngày."] if days < DAYS else []
