"""What an audit says of the drafts that are shown beside the releases."""

from collections.abc import Iterable
from datetime import datetime

from plugins.core.mistakes import MistakesFound
from plugins.preview_link import record
from plugins.preview_link.folders import complaints
from plugins.preview_link.link import said
from plugins.publish.settings import Portal
from plugins.publish.steps import Steps
from plugins.publish.targets.place import Place


def alarms(portal: Portal, places: Iterable[Place], steps: Steps) -> list[str]:
    """Sentences about what is over and still there, and what this machine did not lay there as it lies.

    What is shown rightly is told.
    """
    links, now = record.read(portal.folder), datetime.now(portal.zone)
    for each in links:
        steps.tell(f"Đang cho xem riêng bản nháp của “{each.title}”, tới {said(each.until)}.")
    found = [f"Bản nháp của “{each.title}” đã hết hạn mà còn đó." for each in links if each.until < now]
    for place in places:
        name = "" if place.is_here else str(place)
        there = {each.token: each.files for each in links if name in (each.targets or ("",))}
        try:
            found += complaints(place, there)
        except MistakesFound as error:
            found += [str(mistake) for mistake in error.mistakes]
    return found
