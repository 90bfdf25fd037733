"""Turns at what is public: one command at a time writes a release, sends it and switches.

A publish needs none while it builds, verifies and compresses, which takes minutes: urgent words
go in between.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager

from plugins.core.lock import locked
from plugins.publish.settings import Portal
from plugins.publish.target import Bucket, Server
from plugins.publish.targets.local import Local
from plugins.publish.targets.place import Remote, connect

NAME = ".turn"  # a file in the portal's folder


@contextmanager
def turn(
    portal: Portal, targets: Sequence[Server | Bucket], local: Local, tell: Callable[[str], None]
) -> Iterator[list[Remote]]:
    """The places that `targets` name, held for us alone while the context lasts, as `local` is."""
    with ExitStack() as stack:
        stack.enter_context(locked(portal.folder / NAME, portal.publish.wait, tell))
        yield [stack.enter_context(connect(target, portal, local)) for target in targets]
