"""Making a release public everywhere, or nowhere."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress

from plugins.core.causes import cause_of
from plugins.core.mistakes import Mistake, MistakesFound
from plugins.publish.releases.release_list import ReleaseList
from plugins.publish.steps import Steps
from plugins.publish.targets.place import Place


def switch_all(
    places: Sequence[Place],
    name: str,
    lists: Mapping[Place, ReleaseList],
    steps: Steps,
    look: Callable[[], list[str]],
) -> None:
    """Switches every place to `name`, then asks `look` for complaints.

    lists: how the places were before. On any failure, Ctrl-C included, those that were
    switched return to what they showed, and MistakesFound says why.
    """
    switched: list[Place] = []
    try:
        for place in places:
            steps.reach("switch", f"Chuyển {place} sang bản {name}.")
            switched.append(place)
            place.switch(name)
        complaints = look()
    except BaseException as error:
        _return(switched, name, lists, steps)
        if isinstance(error, OSError):
            raise MistakesFound(Mistake("", f"Chưa chuyển được ({cause_of(error)}).")) from None
        raise
    if complaints:
        _return(switched, name, lists, steps)
        raise MistakesFound(*(Mistake("", sentence) for sentence in complaints))


def _return(switched: Sequence[Place], name: str, lists: Mapping[Place, ReleaseList], steps: Steps) -> None:
    """Also a place whose switch failed: its answer may have been lost after the switch was done."""
    for place in switched:
        old = lists[place].current
        if old is None:
            steps.warn(f"{place} chưa có bản nào trước để trở về.")
            continue
        try:
            place.switch(old)
            steps.reach("return", f"{place} đã trở về bản {old}.")
            if old != name and name not in lists[place].releases:
                with suppress(MistakesFound, OSError):  # the next run sweeps it away
                    place.remove(name)
        except (MistakesFound, OSError) as error:
            steps.warn(f"{place} chưa trở về được bản {old} ({error}). Hãy chạy make rollback TO={old}.")
