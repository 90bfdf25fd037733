"""The features of the portal, one folder each; README.md beside this file is the map."""

import sys
from types import TracebackType


def _say_stopped(kind: type[BaseException], exception: BaseException, trace: TracebackType | None) -> None:
    # A command is stopped by Ctrl-C at any moment, also while it is still loading.
    if issubclass(kind, KeyboardInterrupt):
        print("\nĐã dừng.", file=sys.stderr)
    else:
        sys.__excepthook__(kind, exception, trace)


sys.excepthook = _say_stopped


def __getattr__(name: str) -> type:
    """`Portal`, for the bare command `pelican`, which looks no deeper than a package (PELICAN_CLASS)."""
    if name != "Portal":
        raise AttributeError(name)
    from plugins.build.run import Portal

    return Portal
