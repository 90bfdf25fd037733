"""The command `python -m plugins.preview`."""

import argparse
import errno
import socket
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from plugins import cli
from plugins.core import make_variables
from plugins.core.mistakes import Mistake, MistakesFound
from plugins.preview import builder
from plugins.preview.preview import Preview
from plugins.preview.views_service import Views


def main(
    argv: Sequence[str] | None = None,
    command: Callable[[Path, Path, Path], list[str]] = builder.build_command,
    views: Callable[[Path], Views] | None = Views,
) -> int:
    """Serve the site until Ctrl-C: 0 then, 1 when it cannot start, 2 for wrong usage or a fault.

    command: what builds the site, see `Builder`; views: what counts, see `Views`, or None.
    """
    options = parser().parse_args(argv)
    return cli.run(lambda: _serve(options, command, views))


def _serve(
    options: argparse.Namespace,
    command: Callable[[Path, Path, Path], list[str]],
    views: Callable[[Path], Views] | None,
) -> int:
    make_variables.check("serve", ("PORT",))
    settings = Path(options.settings).resolve()
    if not settings.is_file():
        raise MistakesFound(Mistake("", f"Không thấy tệp thiết lập {options.settings}."))
    try:
        counted = views(settings) if views else None
        from plugins.due.coming import next_moment  # no more is loaded before there is something to show

        due = partial(next_moment, settings)
        waits = command is builder.build_command
        preview = Preview(settings, command, options.bind, options.port, views=counted, due=due, waits=waits)
    except OSError as error:
        if sentence := _refusal(error, options):
            raise MistakesFound(Mistake("", sentence)) from None
        raise
    return preview.run()


def _refusal(error: OSError, options: argparse.Namespace) -> str:
    """Why the port or address cannot be had; '' where it is something else."""
    match error.errno:
        case errno.EADDRINUSE:
            free = options.port + 1 if options.port < 65535 else 8000
            return f"Cổng {options.port} đang có chương trình khác dùng. Hãy chạy: make serve PORT={free}"
        case errno.EACCES if not error.filename:
            return f"Máy không cho dùng cổng {options.port}. Hãy chạy: make serve PORT=8001"
        case errno.EADDRNOTAVAIL:
            return f"Không mở được {options.bind}, cổng {options.port}: máy này không có địa chỉ ấy."
    if isinstance(error, socket.gaierror):
        return f"Không mở được {options.bind}, cổng {options.port}: không có máy nào tên ấy."
    return ""


def parser() -> cli.Parser:
    whole = cli.Parser(prog="python -m plugins.preview", description="Xem thử trang web trên máy này.")
    whole.add_argument("--port", type=cli.port, default=8000, help="cổng, mặc định 8000")
    whole.add_argument("--bind", default="127.0.0.1", help="địa chỉ mạng, mặc định chỉ máy này")
    whole.add_argument("--settings", default="pelicanconf.py", help="tệp thiết lập")
    return whole


if __name__ == "__main__":
    sys.exit(main())
