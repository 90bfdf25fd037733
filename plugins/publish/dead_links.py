"""`make check-links`: which links to other sites no longer lead anywhere, for a nightly report."""

import json
import time
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from plugins.core.causes import cause_of
from plugins.core.json_records import is_moment, parse, typed
from plugins.core.mistakes import Mistake, MistakesFound
from plugins.publish.address import address_of, is_page
from plugins.publish.checks.inspect_files import findings_of
from plugins.publish.releases.tree import hashes, read_tree
from plugins.publish.result_cache import ResultCache
from plugins.publish.settings import Portal
from plugins.publish.steps import Steps
from plugins.publish.targets import http_check
from plugins.publish.targets.local import Local

AT_ONCE = 8  # sites asked side by side; each site is asked one question at a time
PAUSE = 0.5  # seconds between two questions to one site
FRESH = timedelta(days=7)  # an answer is good for so long
TRIES = 3  # nights a link must fail before it is told
REMEMBERED = "links.json"


@dataclass(frozen=True)
class Kept:
    """An answer. asked: ISO, with its zone; failed: nights in a row; fault: a sentence, or ''."""

    asked: str
    failed: int
    fault: str


def report(portal: Portal, now: datetime, steps: Steps) -> int:
    """Tells which links fail for the third night; always 0: other sites' faults are not ours."""
    name = Local(portal.folder).release_list().current
    if not name:
        raise MistakesFound(
            Mistake(str(portal.folder), "Chưa có bản nào để soát. Hãy chạy make publish trước.")
        )
    pages = outside(portal, Local(portal.folder).path(name))
    file = portal.cache / REMEMBERED
    known = {url: kept for url, kept in remembered(file).items() if url in pages}
    asked = [url for url in pages if _is_due(known.get(url), now)]
    steps.tell(f"Hỏi {len(asked)} trong {len(pages)} liên kết tới trang ngoài …")
    for url, fault in ask_all(asked).items():
        before = known[url].failed if url in known else 0
        known[url] = Kept(now.isoformat(), before + 1 if fault else 0, fault)
    portal.cache.mkdir(parents=True, exist_ok=True)
    rows = {url: asdict(kept) for url, kept in known.items()}
    file.write_text(json.dumps(rows, ensure_ascii=False, indent=1), "utf-8")
    dead = sorted(url for url, kept in known.items() if kept.failed >= TRIES)
    for url in dead:
        where = sorted(pages[url])
        more = f" và {len(where) - 3} trang khác" if len(where) > 3 else ""
        steps.tell(f"{url}: {known[url].fault} Ở {', '.join(where[:3])}{more}.")
    waiting = sum(0 < kept.failed < TRIES for kept in known.values())
    steps.tell(f"{len(dead)} liên kết hỏng; {waiting} liên kết chưa trả lời, sẽ hỏi lại đêm sau.")
    return 0


def outside(portal: Portal, release: Path) -> dict[str, set[str]]:
    """Every address on other sites that the release names, and the pages that do."""
    tree = read_tree(release)
    cache = ResultCache(portal.cache)
    found = {path: sha for path, sha in hashes(tree, cache, "released").items() if is_page(path)}
    pages: dict[str, set[str]] = defaultdict(set)
    for path, findings in findings_of("page", release, found, portal.siteurl).items():
        for url in findings.outside:
            pages[url.partition("#")[0]].add(address_of(path))
    return pages


def ask_all(urls: list[str]) -> dict[str, str]:
    """{address: what is wrong with it, or ''}."""
    sites: dict[str, list[str]] = defaultdict(list)
    for url in urls:
        sites[urlsplit(url).netloc].append(url)
    found: dict[str, str] = {}

    def visit(part: list[str]) -> None:
        for number, url in enumerate(part):
            if number:
                time.sleep(PAUSE)
            found[url] = fault_of(url)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        for _ in pool.map(visit, sites.values()):
            pass
    return found


def fault_of(url: str) -> str:
    """A sentence when nobody could read what `url` names."""
    try:
        status = http_check.ask(url if "://" in url else f"https:{url}", body=False)[0]
    except http_check.FAULTS as error:
        return f"Không trả lời ({cause_of(error)})."
    # 401, 403 and 429 are said to machines; people may well be let in.
    return f"Trả lời mã {status}." if status in (404, 410) or status >= 500 else ""


def _is_due(kept: Kept | None, now: datetime) -> bool:
    return not kept or kept.failed > 0 or now - datetime.fromisoformat(kept.asked) > FRESH


def remembered(file: Path) -> dict[str, Kept]:
    """{address: what is known of it}, without what cannot be read."""
    try:
        value = parse(file.read_bytes())
    except (OSError, ValueError):
        return {}
    found = {}
    for url, row in value.items() if isinstance(value, dict) else ():
        with suppress(ValueError):
            kept = typed(Kept, row)
            if is_moment(kept.asked):
                found[str(url)] = kept
    return found
