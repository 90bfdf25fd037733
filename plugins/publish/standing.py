"""What the last plan came to, so that nothing is verified again while nothing at all was changed."""

import json
from contextlib import suppress

from plugins.core.clock import today
from plugins.core.files import store
from plugins.core.published import LIST, PUBLISHED
from plugins.core.stamps import stamp_of
from plugins.publish.build_process import Built
from plugins.publish.plan import Plan
from plugins.publish.releases.current import Current
from plugins.publish.releases.folder import Content, Lying
from plugins.publish.settings import Portal

NAME = "standing.json"


def plan_again(portal: Portal, built: Built, last: Current, leisure: bool) -> Plan | None:
    """The plan of a site that was planned before and came to what `last` holds; None where that is not sure.

    leisure: nobody waits, so what was put off is done now. Such a plan is a day's: rules go by days.
    """
    if not built.unchanged or not last.path or not last.manifest or last.altered:
        return None
    try:
        noted = json.loads((portal.cache / NAME).read_bytes())
    except (OSError, ValueError):
        return None
    if noted not in ([_row(portal, built, last), whole] for whole in ((True,) if leisure else (True, False))):
        return None
    return Plan(Content(last.manifest, Lying(last.path)), stands=True)


def note(portal: Portal, built: Built, last: Current, plan: Plan) -> None:
    """Keeps that `plan`, of what was `built`, came to what `last` holds. Never an error: a cache, no more."""
    lasting = built.unchanged and plan.lasting
    if lasting and last.manifest and plan.content.manifest.looks_like(last.manifest):
        value = [_row(portal, built, last), not plan.quick]
        with suppress(OSError):
            store(portal.cache / NAME, json.dumps(value).encode())


def _row(portal: Portal, built: Built, last: Current) -> list[str]:
    shown = last.manifest.fingerprint if last.manifest else ""
    words = stamp_of(f"{portal.root / PUBLISHED / LIST}")  # what is kept of them is whole
    return [built.unchanged, last.name or "", shown, f"{today(portal.zone)}", f"{words}"]
