"""The site that is to be public: built and verified, with what has a mistake held back.

A mistake that shows only in the finished pages (a dead link, a page too heavy) holds its story
back as one does that shows while reading: the site is built again without it. What every page
shows stops all.
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from plugins.core.mistakes import Mistake, MistakesFound
from plugins.core.names import is_text
from plugins.core.processes import give_back
from plugins.core.published import Published
from plugins.core.withdrawals import address_of
from plugins.defaults import LOOKS
from plugins.publish import standing
from plugins.publish.address import path_of
from plugins.publish.build_process import Ahead, Built, Running, build
from plugins.publish.carry_over import Sources, carry
from plugins.publish.checks.verify import Unfit
from plugins.publish.plan import Plan, load, make_plan
from plugins.publish.releases.current import Current
from plugins.publish.result_cache import ResultCache
from plugins.publish.settings import Portal
from plugins.publish.spare import lay_out
from plugins.publish.steps import Steps

NOBODY_YET = (
    "Chưa có lần đăng nào bằng tay trên máy này, nên bộ hẹn giờ chưa biết chữ nào đã được duyệt. "
    "Hãy chạy make publish một lần."
)
NOT_AT_HAND = (
    "Trang này đang có người đọc, mà bài của nó có lỗi nên chưa dựng lại được. Máy này không giữ chữ của lần "
    "đăng trước (data/published), cũng không có bảng kê nào của chính mình để tin trang trên máy chủ. "
    "Hãy sửa bài rồi đăng lại; hoặc đăng từ máy đã đăng lần trước; hoặc đem bản sao lưu về (make restore)."
)
VIEW = ".cache/approved"  # the project as the timer sees it
FRAME = "/404.html"  # it shows what every page shows, and no story
MOST = 0.5  # of all stories: what is wrong with more of them is no slip of theirs
FEW = 3  # stories of which all may have the same slip
LONG = 1e-4  # seconds for each public file; a build that prints a few pages takes less


def prepare(
    portal: Portal,
    output: Path,
    last: Current,
    sources: Sources,
    force: bool,
    approved: bool,
    published: Published,
    steps: Steps,
    ahead: Ahead,
    leisure: bool = False,
    dry: bool = False,
) -> tuple[Plan, Built]:
    """Builds into `output` and plans the release after `last`.

    approved: everything as it was last published, whatever was edited since; leisure: nobody waits;
    dry: no release will be made; ahead: what was begun for it.
    Raises MistakesFound for what stops every page.
    """
    ahead.take_counts(steps)
    view = portal.root / VIEW if approved else None
    if view and not published.view(portal.root, view):
        raise MistakesFound(Mistake("", NOBODY_YET))
    hold: dict[str, list[str]] = {}
    cache = ResultCache(portal.cache)

    def meanwhile(running: Running) -> None:
        if not (force or dry):  # by force no file is shared with the last release
            lay_out(portal, sources.local, last, steps.tell, lambda: running.ends_soon(0))
        load(cache)
        if not running.ends_soon(LONG * len(last.manifest.files) if last.manifest else 0):
            # A build of many pages needs the memory, and they are to be read anew.
            cache.unload()
            give_back()

    while True:
        full = force or bool(last.altered)
        built = build(portal, output, steps, ahead, hold, view, full, meanwhile)
        if plan := standing.plan_again(portal, built, last, leisure):
            return plan, built
        lost = _lost_pages(built, published, last)
        carried = carry(lost, output, last, sources, portal.siteurl)
        for address in carried:
            steps.warn(f"{address}: chưa dựng lại được nên giữ nguyên trang đang xem.")
        built = replace(built, held={**built.held, **{lost[address]: True for address in carried}})
        kept = {a for name, stands in built.held.items() if stands for a in _addresses(name, published)}
        try:
            root = view or portal.root
            plan = make_plan(portal, root, output, last, force, steps, cache, kept, leisure)
            standing.note(portal, built, last, plan)
            return plan, built
        except Unfit as unfit:
            told = {address for addresses in unfit.pages.values() for address in addresses}
            if stuck := sorted(told & lost.keys() - {*carried}):
                raise MistakesFound(
                    *built.mistakes, *(Mistake(address, NOT_AT_HAND) for address in stuck)
                ) from None
            more = _slips(unfit, built, published)
            if not more:
                raise
            hold = _joined(hold, more)


def _slips(unfit: Unfit, built: Built, published: Published) -> dict[str, list[str]]:
    """By name, the sentences about single stories, pages and albums; empty when all pages are concerned.

    What was published and is there no more counts too: it stays until somebody says where it went.
    """
    names = {address: name for name in published for address in _addresses(name, published)}
    names |= {f"/{unit.address}": name for name, unit in built.units.items() if unit.address}
    slips: dict[str, list[str]] = {}
    if unfit.others:
        return {}
    for sentence, addresses in unfit.pages.items():
        folders = (each if each in names else f"{each.rpartition('/')[0]}/" for each in addresses)
        units = {names[each] for each in folders if each in names}
        if not units or FRAME in addresses or len(units) > max(FEW, MOST * len(names)):
            return {}
        for name in units:
            slips.setdefault(name, []).append(sentence)
    return slips


def _addresses(name: str, published: Published) -> list[str]:
    """Where a unit is read, or will be when its day comes."""
    if name in published and (address := published.address(name)):
        return [f"/{address}"]
    return [address_of(name)]


def _joined(hold: Mapping[str, list[str]], more: Mapping[str, list[str]]) -> dict[str, list[str]]:
    return {name: [*hold.get(name, []), *more.get(name, [])] for name in (*hold, *more)}


def _lost_pages(built: Built, published: Published, last: Current) -> dict[str, str]:
    """Addresses of public pages that could not be built, nor from the words last published, with names."""
    files = last.manifest.files if last.manifest else ()
    out = (name for name, stands in built.held.items() if not stands)
    return {a: name for name in out for a in _addresses(name, published) if path_of(a) in files}


def frame_files(portal: Portal) -> list[Path]:
    """What every page shows, of the owner's: settings, data files, looks."""
    files = {portal.root / portal.file.name, portal.root / "pelicanconf.py"}
    for folder in ("content/du-lieu", LOOKS):
        files |= set(portal.root.glob(f"{folder}/**/*"))
    told = (path for path in files if is_text(path.relative_to(portal.root).as_posix()))
    return sorted(path for path in told if path.is_file() and not path.name.startswith((".", "~")))
