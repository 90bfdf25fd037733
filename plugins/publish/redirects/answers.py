"""What answers at an address that was promised and has no page now: rows, lists, editors' decisions."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

from plugins.core.folder_names import FolderNames, kept_beside
from plugins.core.mistakes import Mistake, MistakesFound
from plugins.core.processes import Aside
from plugins.core.withdrawals import Withdrawal, withdrawals
from plugins.publish.address import address_of
from plugins.publish.redirects import permanence
from plugins.publish.redirects.moved import Moved, read_moved
from plugins.publish.redirects.taken_down import PLAIN, folder_of, take_down, withdrawing
from plugins.publish.releases.manifest import Manifest
from plugins.publish.releases.scan import MANY
from plugins.publish.releases.tree import Tree, read_tree
from plugins.publish.settings import Portal
from plugins.publish.steps import Steps
from plugins.story.story_cache import Kept


def answer(
    portal: Portal,
    root: Path,
    site: Path,
    previous: Manifest | None,
    now: datetime,
    steps: Steps,
    anew: bool = False,
) -> tuple[Tree, Moved, tuple[str, ...]]:
    """(the built `site` with all that answers laid into it, where addresses lead, what was taken down).

    root: where the rows are read; what is withdrawn is so at once, wherever it was written
    anew: every folder is listed, whatever earlier looks know of it
    Raises MistakesFound for rows that cannot be read, and for a page of what was withdrawn.
    """
    content = portal.root / "content"
    read = Kept(portal.root / ".cache/stories.sqlite", portal.zone.key)  # what the build has read

    def names(top: Path, what: str) -> FolderNames | None:
        return None if anew else FolderNames(str(top), kept_beside(site, what))

    def withdrawn() -> dict[str, Withdrawal]:
        return withdrawals(content, read.is_same, names(content, "content"))

    with Aside(withdrawn, begins=len(previous.files if previous else ()) > MANY) as beside:
        tree = read_tree(site, names(site, "output"))
        reasons = {each.address: each.reason for each in beside.outcome().values()}
    moved = withdrawing(read_moved(root, portal.publish.moved), reasons)
    there = {*tree.files}
    permanence.answer_empty_lists(site, there, moved, previous)
    moved = with_their_page(moved, permanence.missing(there, moved, previous), site)
    down = take_down(site, content, reasons, permanence.missing(there, moved, previous), previous, now)
    for mistake in down.told:
        steps.warn(str(mistake))
    if down.gone or len(there) > len(tree.files):  # something was laid there
        tree = read_tree(site)
    moved = Moved(moved.redirects, {**moved.gone, **down.gone})
    back = permanence.living(tree, moved)
    if wrong := sorted(path for path in back if folder_of(address_of(path)) in reasons):
        sentence = "Nội dung này đã rút mà bản dựng còn giữ. Hãy dựng lại trang."
        raise MistakesFound(*(Mistake(address_of(path), sentence) for path in wrong))
    for path in sorted(back):
        sentence = f"{address_of(path)} lại là một trang đang đăng; mục ấy được bỏ qua."
        steps.warn(str(Mistake(portal.publish.moved, sentence)))
    return tree, moved.without(back), tuple(down.addresses)


def with_their_page(moved: Moved, missing: Iterable[str], site: Path) -> Moved:
    """The rows with those of files that lay beside a page: they go where their page went."""
    redirects, gone = dict(moved.redirects), dict(moved.gone)
    for address in map(address_of, missing):
        folder = folder_of(address)
        if folder == address or not PLAIN.fullmatch(address):
            continue
        if reason := moved.gone.get(folder):
            gone[address] = reason
        elif new := moved.redirects.get(folder):
            beside = f"{new.removeprefix('/')}{address.removeprefix(folder)}"
            there = new.startswith("/") and new.endswith("/") and (site / beside).is_file()
            redirects[address] = f"{new}{quote(address.removeprefix(folder))}" if there else new
    return Moved(redirects, gone)
