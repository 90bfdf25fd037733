"""Whether readers get what was just made public: on this hangs what people are told of it."""

from collections.abc import Sequence

from plugins.core.mistakes import MistakesFound
from plugins.publish.releases.current import Current
from plugins.publish.steps import Steps
from plugins.publish.targets import http_check
from plugins.publish.targets.place import Place
from plugins.publish.targets.readable import shut_out


def public(places: Sequence[Place]) -> list[Place]:
    """Those that readers are served from: the copy on this machine is shown to nobody where servers are."""
    return [place for place in places if not place.is_here] or [*places]


def unread(places: Sequence[Place], bases: Sequence[str]) -> list[str]:
    """A sentence for each of `places` whose release nobody can read, or of which that is not known.

    bases: public addresses that were asked and did show it: as many places are known by them.
    """
    found = []
    for place in places if len(places) > len(bases) else ():
        try:
            found.append(shut_out(str(place), place.above()))
        except (MistakesFound, OSError) as error:  # the release is there all the same
            found.append(f"Chưa biết người dân có xem được trang ở {place} không ({error}).")
    return [*filter(None, found)]


def all_read(
    places: Sequence[Place], bases: Sequence[str], steps: Steps, last: Current | None = None
) -> bool:
    """Whether readers get what `places` show; warns of each where they do not.

    last: the release they have shown for a while, which `bases` are asked for again
    """
    found = unread(places, bases)
    if last and last.name and last.manifest:
        for base in bases:
            found += http_check.complaints(base, last.name, last.manifest, ["index.html"], 0)
    for sentence in found:
        steps.warn(sentence)
    return not found


def done(read: bool) -> str:
    """What became of a release, in a word: it is public, or lies where nobody reads it yet."""
    return "Đã đăng" if read else "Đã xếp"
