"""Shows a story to whom is sent its address, takes it away, and clears away what is over."""

import secrets
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from plugins.core import settings_file
from plugins.core.addresses import PREVIEWS, link
from plugins.core.mistakes import Mistake, MistakesFound
from plugins.preview_link import record
from plugins.preview_link.folders import previews
from plugins.preview_link.page import folder_in, lay_out, title_of
from plugins.preview_link.record import Link
from plugins.publish import build_process
from plugins.publish.releases.tree import hash_of
from plugins.publish.settings import Portal
from plugins.publish.steps import Steps
from plugins.publish.target import Bucket, Server, parse_all
from plugins.publish.targets.local import Local
from plugins.publish.targets.place import Place
from plugins.publish.targets.publish_lock import turn
from plugins.vietnamese.dates import clock, day
from plugins.vietnamese.text import slug

WORK = ".cache/preview-link"
NOWHERE = "Bài này chưa dựng được thành trang. Hãy gõ make check STORY={} xem vì sao."
PRIVATE = "Bài có chữ nằm trong PUBLISH['private']. Hãy bỏ chữ ấy rồi gõ lại."


def show(
    portal: Portal, name: str, until: datetime, targets: Sequence[Server | Bucket], steps: Steps
) -> Link:
    """Lays the story `name`, as it lies in content/, where whoever has its address reads it.

    A story that is shown already keeps its address. MistakesFound for one with a mistake.
    """
    work, local = portal.root / WORK, Local(portal.folder)
    settings = portal.root / "pelicanconf.py"  # which builds drafts too
    told = build_process.report(portal.root, settings, work / "site")
    own = [each for each in told.mistakes if each.path == name]
    place = folder_in(work / "site", name, slug(Path(name).parent.name))
    if not place or not told.built:
        grave = [replace(each, warning=False) for each in own]
        grave = grave or [each for each in told.mistakes if not each.warning]
        raise MistakesFound(*(grave or [Mistake(name, NOWHERE.format(Path(name).parent.name))]))
    for each in own:
        steps.warn(str(each))
    siteurl = str(settings_file.values(settings)["SITEURL"])
    html = lay_out(work / "site", place, said(until), siteurl, work / "page")
    if any(word in html for word in portal.publish.private):
        raise MistakesFound(Mistake(name, PRIVATE))
    links = record.read(portal.folder)
    before = next((each for each in links if each.name == name), None)
    paths = (path for path in (work / "page").rglob("*") if path.is_file())
    files = {path.relative_to(work / "page").as_posix(): hash_of(path) for path in paths}
    token = before.token if before else secrets.token_hex(16)
    made = Link(token, name, title_of(html), until, files, tuple(map(str, targets)))
    # Noted first: what this machine knows of it can also take away.
    record.write(portal.folder, (*(each for each in links if each is not before), made))
    with turn(portal, targets, local, steps.tell) as elsewhere:
        places: list[Place] = [*elsewhere]
        for where in places or [local]:
            previews(where).put(work / "page", token)
    shutil.rmtree(work / "page", ignore_errors=True)
    return made


def take_away(portal: Portal, links: Iterable[Link], steps: Steps) -> list[Link]:
    """Removes `links` from where they lie; those that are gone. What cannot be reached stays noted."""
    gone, local = [], Local(portal.folder)
    for each in links:
        try:
            with turn(portal, parse_all(" ".join(each.targets)), local, steps.tell) as elsewhere:
                places: list[Place] = [*elsewhere]
                for place in places or [local]:
                    previews(place).remove(each.token)
            gone.append(each)
        except (MistakesFound, OSError) as error:
            steps.warn(f"Chưa gỡ được bản nháp của “{each.title}” ({error}). Lần sau máy gỡ lại.")
    if gone:
        tokens = {each.token for each in gone}
        record.write(portal.folder, (e for e in record.read(portal.folder) if e.token not in tokens))
    return gone


def clear(portal: Portal, steps: Steps) -> None:
    """Takes away what is over; asks no server where nothing is."""
    now = datetime.now(portal.zone)
    over = [each for each in record.read(portal.folder) if each.until <= now]
    for each in take_away(portal, over, steps) if over else ():
        steps.tell(f"Đã hết hạn và gỡ bản nháp của “{each.title}”.")


def address(portal: Portal, token: str) -> str:
    return f"{portal.siteurl}{link(PREVIEWS)}{token}/"


def said(until: datetime) -> str:
    """ "18:00 ngày 30/11/2026"."""
    return f"{clock(until)} ngày {day(until)}"
