"""The folder that the next release is made of, laid out before anybody waits for that.

A portal that has published for a while has one: the release that nobody may want back. Until then
each file of a new release would be linked after the site is built, while the other cores wait.
"""

import time
from collections.abc import Callable
from contextlib import suppress

from plugins.core.lock import locked
from plugins.core.mistakes import MistakesFound
from plugins.publish.releases import reuse, scan
from plugins.publish.releases.current import Current
from plugins.publish.releases.stamps import Stamps
from plugins.publish.settings import Portal
from plugins.publish.targets import publish_lock
from plugins.publish.targets.local import Local, remove

# Files after which it is asked whether somebody waits; too few for a second process: the other cores build.
STEP = 1000
TURN = 5  # seconds for which another command, as of urgent words, may have to wait


def lay_out(
    portal: Portal,
    local: Local,
    last: Current,
    tell: Callable[[str], None],
    is_awaited: Callable[[], bool],
) -> None:
    """Links the files of the public release `last` into the spare folder, where there is none yet.

    is_awaited: whether this is to end, since the site is built
    Never an error, and nothing is waited for: what is not done here is done when the release is made.
    """
    if not last.path or not last.manifest or last.altered or len(last.manifest.files) <= scan.MANY:
        return
    with suppress(MistakesFound, OSError):
        until = time.monotonic() + TURN
        with locked(portal.folder / publish_lock.NAME, 0, tell):
            if not local.has_spare() and local.release_list().current == last.name:
                _link(portal, local, last, lambda: is_awaited() or time.monotonic() > until)


def _link(portal: Portal, local: Local, last: Current, is_awaited: Callable[[], bool]) -> None:
    stamps, part = Stamps(portal.cache), local.part()
    known, files, rows = stamps.known(), last.manifest.files if last.manifest else {}, dict[str, scan.Row]()
    left, made = sorted(files), {""}
    try:
        while left and not is_awaited():
            some, left = left[:STEP], left[STEP:]
            for path, linked in reuse.links(some, str(last.path), part, files, known, made):
                if linked is None:
                    raise OSError(path)
                if linked.was_known:
                    rows[linked.inode] = [linked.size, linked.changed, files[path].sha256]
    except OSError:
        remove(part)
        raise
    finally:
        stamps.note(known | rows)  # to link a file changes its times
    local.lay_aside(part)
